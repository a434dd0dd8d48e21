"""A PDF whose end is lost -> bytes that open, with the pages that are still there."""

import re
from pathlib import Path

MAX_BYTES = 200_000_000  # of a damaged file whose pages are searched for

_PAGE_OBJECT = re.compile(
    rb"(\d{1,9})\s+0\s+obj\s{0,4}<<(?:(?!endobj)[\s\S]){0,200}?/Type\s?/Page\b"
)


def salvaged(path: Path) -> bytes | None:
    """Return the file with a new list of its pages; None if it has none that can be told."""
    if path.stat().st_size > MAX_BYTES:
        return None
    data = path.read_bytes()
    numbers = list(dict.fromkeys(int(found[1]) for found in _PAGE_OBJECT.finditer(data)))
    if not numbers or b"/Encrypt" in data:
        return None
    new = max(numbers) + 1_000_000
    kids = b" ".join(b"%d 0 R" % number for number in numbers)
    return data + (
        b"\nendstream\nendobj\n%d 0 obj\n<< /Type /Catalog /Pages %d 0 R >>\nendobj\n"
        b"%d 0 obj\n<< /Type /Pages /Kids [%s] /Count %d >>\nendobj\n"
        b"trailer\n<< /Root %d 0 R /Size %d >>\nstartxref\n0\n%%%%EOF\n"
        % (new, new + 1, new + 1, kids, len(numbers), new, new + 2)
    )
