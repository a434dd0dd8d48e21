"""What training a model needs beside spaCy: corpora read into one shape, their labels mapped,
noise like an OCR's, scores by published methods. ``pipeline.train`` puts it to use.
"""
