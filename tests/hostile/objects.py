"""PDFs object by object, so that each can be wrong in its own way."""

import zlib
from collections.abc import Mapping
from types import MappingProxyType

HEAD = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
WORDS = b"BT /F1 11 Tf 72 700 Td (In 2021, 124 attacks killed 400 civilians in the town.) Tj ET\n"
A4 = b"/MediaBox [0 0 595 842]"
NOTHING: Mapping[int, bytes] = MappingProxyType({})


def stream(data: bytes, entries: bytes = b"", *, length: bytes | None = None) -> bytes:
    """Return a stream object's body."""
    size = length if length is not None else b"%d" % len(data)
    return b"<< /Length %s %s >>\nstream\n%s\nendstream" % (size, entries, data)


def flate(data: bytes, entries: bytes = b"") -> bytes:
    """Return a compressed stream object's body."""
    return stream(zlib.compress(data, 9), b"/Filter /FlateDecode " + entries)


def zeros(size: int, times: int = 1, fill: bytes = b"\0") -> bytes:
    """Return ``size`` bytes compressed ``times`` over, without ever holding them."""
    packer = zlib.compressobj(9)
    chunk = fill * 1_000_000
    parts = [packer.compress(chunk) for _ in range(size // len(chunk))]
    data = b"".join([*parts, packer.compress(fill * (size % len(chunk))), packer.flush()])
    for _ in range(times - 1):
        data = zlib.compress(data, 9)
    return data


def pdf(
    contents: bytes = WORDS,
    *,
    page: bytes = A4,
    resources: bytes = b"/Font << /F1 5 0 R >>",
    more: Mapping[int, bytes] = NOTHING,
    catalog: bytes = b"",
    trailer: bytes = b"",
) -> bytes:
    """Return a one-page PDF: 1 catalog, 2 pages, 3 page, 4 contents, 5 font, and ``more``.

    ``contents`` may be a whole stream object; ``more`` replaces or adds objects by number.
    """
    body = contents if contents.startswith(b"<<") else stream(contents)
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R %s >>" % catalog,
        2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: b"<< /Type /Page /Parent 2 0 R %s /Contents 4 0 R /Resources << %s >> >>"
        % (page, resources),
        4: body,
        5: FONT,
        **more,
    }
    return written(objects, trailer=trailer)


def written(objects: Mapping[int, bytes], *, trailer: bytes = b"", root: int = 1) -> bytes:
    """Return the objects as a file with a right cross-reference table."""
    out = bytearray(HEAD)
    places = {}
    for number, body in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start, size = len(out), max(objects) + 1
    out += b"xref\n0 1\n0000000000 65535 f \n"
    for number, place in sorted(places.items()):
        out += b"%d 1\n%010d 00000 n \n" % (number, place)
    out += b"trailer\n<< /Size %d /Root %d 0 R %s >>\n" % (size, root, trailer)
    out += b"startxref\n%d\n%%%%EOF\n" % start
    return bytes(out)


def many_pages(count: int, contents: bytes = WORDS) -> bytes:
    """Return a PDF of ``count`` pages that share their contents, ten to a node."""
    objects = {1: b"<< /Type /Catalog /Pages 2 0 R >>", 4: stream(contents), 5: FONT}
    number, nodes = 10, []
    for first in range(0, count, 10):
        node, kids = number, []
        for _ in range(min(10, count - first)):
            number += 1
            kids.append(b"%d 0 R" % number)
            objects[number] = (
                b"<< /Type /Page /Parent %d 0 R %s /Contents 4 0 R "
                b"/Resources << /Font << /F1 5 0 R >> >> >>" % (node, A4)
            )
        objects[node] = b"<< /Type /Pages /Parent 2 0 R /Kids [%s] /Count %d >>" % (
            b" ".join(kids),
            len(kids),
        )
        nodes.append(b"%d 0 R" % node)
        number += 1
    objects[2] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(nodes), count)
    return written(objects)
