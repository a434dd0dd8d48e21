"""Small PDFs written byte by byte, so that each test shows what its page draws."""

from collections.abc import Sequence


def show(text: str, x: float, y: float, size: float = 10.0, *, font: str = "F1") -> str:
    """Return the operators that print ``text`` with its baseline ``y`` points up the page."""
    plain = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"BT /{font} {size} Tf 1 0 0 1 {x} {y} Tm ({plain}) Tj ET\n"


def column(lines: Sequence[str], x: float, y: float, size: float = 10.0) -> str:
    """Return the operators for lines of text below one another, 1.2 ems apart."""
    return "".join(show(line, x, y - 1.2 * size * n, size) for n, line in enumerate(lines))


def pdf(*contents: str, page: str = "", info: str = "", box: str = "0 0 595 842") -> bytes:
    """Return a PDF with one page for each content stream.

    Args:
        contents: operators, in Helvetica (F1) and Helvetica-Bold (F2), Windows encoding.
        page: further entries of every page, such as ``/Rotate 90``.
        info: entries of the document's information.
        box: the pages' MediaBox.
    """
    objects: list[bytes] = []
    kids = " ".join(f"{5 + 2 * n} 0 R" for n in range(len(contents)))
    font = "/Type /Font /Subtype /Type1 /Encoding /WinAnsiEncoding /BaseFont"
    objects.append(b"<< /Type /Catalog /Pages 2 0 R >>")
    objects.append(f"<< /Type /Pages /Kids [{kids}] /Count {len(contents)} >>".encode())
    objects.append(f"<< {font} /Helvetica >>".encode())
    objects.append(f"<< {font} /Helvetica-Bold >>".encode())
    for n, content in enumerate(contents):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [{box}] {page} /Contents {6 + 2 * n} 0 R "
            "/Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>".encode()
        )
        data = content.encode("cp1252")
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(data), data))
    objects.append(f"<< {info} >>".encode())
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R /Info %d 0 R >>\n" % (len(objects) + 1, len(objects))
    out += b"startxref\n%d\n%%%%EOF\n" % start
    return bytes(out)
