"""Bare text -> lines without boxes. A form feed ends a page; blank lines are kept.

A single space at a line's start is what some OCR programs leave where a page or a column
began. In a text that is not indented otherwise, the lines from there on count as the next column.
"""

from pathlib import Path

from charset_normalizer import from_bytes

from pipeline.errors import UnreadableReport
from pipeline.schema import Line, Page, Word

INVISIBLE = {ord(ch): None for ch in "\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u202a\u202b\u202c"}


def decode(data: bytes, name: str) -> str:
    """Return the text of ``data``, in whatever encoding it is.

    Raises:
        UnreadableReport: the bytes are no text in any encoding.
    """
    for mark, encoding in (
        (b"\xef\xbb\xbf", "utf-8-sig"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
    ):
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        best = from_bytes(data[:200_000]).best()
    if best is None:
        raise UnreadableReport(f"{name}: not text in any known encoding. Save it as UTF-8 or PDF.")
    return data.decode(best.encoding, "replace")


def read_text(path: Path) -> tuple[Page, ...]:
    """Return the pages of a text file.

    Raises:
        UnreadableReport: the file is no text, or has none.
    """
    text = decode(path.read_bytes(), path.name).replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise UnreadableReport(f"{path.name}: the file holds no text. Check how it was made.")
    sheets = text.split("\f")
    while len(sheets) > 1 and not sheets[-1].strip():
        sheets.pop()
    return tuple(
        Page(number, 0.0, 0.0, "ocr", _lines(sheet.split("\n")))
        for number, sheet in enumerate(sheets, 1)
    )


INDENTED = 0.1  # share of the lines that begin with white space: more, and it is the layout's


def _lines(rows: list[str]) -> tuple[Line, ...]:
    printed = [row for row in rows if row.strip()]
    indented = sum(row[0].isspace() for row in printed)
    marks = 0 < indented <= max(2, INDENTED * len(printed))
    column = 0
    lines: list[Line] = []
    for row in rows:
        line = _line(row)
        if (
            marks
            and line.words
            and row[0] == " "
            and not row[1].isspace()
            and any(above.words for above in lines)
        ):
            column += 1
        lines.append(Line(line.words, column))
    return tuple(lines)


def _line(row: str) -> Line:
    plain = "".join(
        ch if ch.isprintable() else " " if ch.isspace() else "" for ch in row.translate(INVISIBLE)
    )
    return Line(tuple(Word(token) for token in plain.split()))
