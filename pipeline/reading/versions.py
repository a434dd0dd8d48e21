"""Which programs and libraries read a report: another version may read it otherwise."""

import hashlib
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytesseract

MODELS = Path(__file__).parents[2] / "models"

# PDFium and pdfminer.six come with these; Leptonica with Tesseract.
_LIBRARIES = (
    "pypdfium2", "pdfplumber", "pdfminer.six", "pillow", "numpy", "charset-normalizer",
    "pytesseract", "pyspellchecker",
)  # fmt: skip


@lru_cache(maxsize=1)
def reading_versions() -> dict[str, str]:
    """Return the version of each; an empty one if it is not installed. Our own models too."""
    found = {name: _version(name) for name in _LIBRARIES}
    try:
        found["tesseract"] = str(pytesseract.get_tesseract_version())
    except (pytesseract.TesseractNotFoundError, OSError, SystemExit):
        found["tesseract"] = ""
    digest = hashlib.sha256()
    for model in sorted(MODELS.glob("*/*.npz")):  # what spaCy loads reads no pages
        digest.update(model.read_bytes())
    return {**found, "models": digest.hexdigest()}


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""
