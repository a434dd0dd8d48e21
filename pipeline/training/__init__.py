"""What training needs beside spaCy; ``pipeline.train`` puts it to use.

Corpora read into one shape, their labels mapped, noise like an OCR's, scores by published
methods.
"""
