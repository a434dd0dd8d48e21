"""Makes ``corpus/builder``, which is not installed, importable for the tests beside this file."""

import sys
from pathlib import Path

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
sys.path.insert(0, str(CORPUS))
