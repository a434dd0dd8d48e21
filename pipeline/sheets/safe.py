"""Text that spreadsheet programs leave alone.

A cell that begins with ``= + - @`` is a formula to them, wherever it came from, and a report
may well contain ``=HYPERLINK(...)``. In CSV such text gets a leading apostrophe, which
``unescaped`` takes off again (OWASP, "CSV injection"). A workbook says of each cell that it is
text, so there it needs none.
"""

import re

# Blanks and invisible signs that programs skip before they look for a formula.
_BLANK = r"[\s\u00a0\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\x00-\x1f]*"
# The ASCII signs, their full-width and small forms, and the minus sign.
_FORMULA = re.compile(
    rf"'*(?:[\t\r\n]|{_BLANK}[=+\-@\uff1d\uff0b\uff0d\uff20\ufe62\ufe63\ufe66\ufe6b\u2212])"
)

# What XML 1.0 cannot hold, and halves of surrogate pairs.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

CELL_LIMIT = 32_767  # UTF-16 units that a cell of a workbook can hold


def is_formula_like(text: str) -> bool:
    """Say whether a spreadsheet program might take the text for a formula."""
    return _FORMULA.match(text) is not None


def escaped(text: str) -> str:
    """Return the text with an apostrophe before it, if it could pass for a formula."""
    return "'" + text if is_formula_like(text) else text


def unescaped(text: str) -> str:
    """Undo ``escaped``; text that it left alone is left alone."""
    return text[1:] if text.startswith("'") and is_formula_like(text[1:]) else text


def cell_text(text: str) -> str:
    """Return the text as a workbook can hold it: without illegal signs, cut to what fits."""
    text = _ILLEGAL.sub("", text)
    if len(text) * 2 <= CELL_LIMIT:
        return text
    units = text.encode("utf-16-le")
    if len(units) // 2 <= CELL_LIMIT:
        return text
    return units[: (CELL_LIMIT - 2) * 2].decode("utf-16-le", "ignore") + " …"
