"""Turns reports, born digital or scanned, into a claims table that people trust.

Nothing is imported here, so that taking a type from ``pipeline.schema`` does not load spaCy.
"""

__version__ = "0.1.0"
