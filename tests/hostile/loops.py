"""PDFs whose objects lead back to themselves, or lie within one another thousands deep."""

from collections.abc import Callable

from tests.hostile.objects import A4, FONT, WORDS, pdf, stream, written

DRAWN = b"/Fm Do " + WORDS


def _form(contents: bytes, resources: bytes) -> bytes:
    return stream(
        contents,
        b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << %s >>" % resources,
    )


def _forms(more: dict[int, bytes]) -> bytes:
    return pdf(DRAWN, resources=b"/Font << /F1 5 0 R >> /XObject << /Fm 6 0 R >>", more=more)


def _laughs(levels: int, times: int) -> bytes:
    """Forms that each draw the next ``times`` over: times ** levels drawings."""
    link = b"/XObject << /Fm %d 0 R >>"
    more = {6 + n: _form(b"/Fm Do " * times, link % (7 + n)) for n in range(levels)}
    return _forms({**more, 6 + levels: _form(WORDS, b"/Font << /F1 5 0 R >>")})


def _deep_tree(depth: int) -> bytes:
    objects = {1: b"<< /Type /Catalog /Pages 10 0 R >>", 4: stream(WORDS), 5: FONT}
    for n in range(depth):
        parent = b"/Parent %d 0 R" % (9 + n) if n else b""
        objects[10 + n] = b"<< /Type /Pages %s /Kids [%d 0 R] /Count 1 >>" % (parent, 11 + n)
    objects[10 + depth] = (
        b"<< /Type /Page /Parent %d 0 R %s /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >>"
        b" >>" % (9 + depth, A4)
    )
    return written(objects)


def _previous(table: bytes) -> bytes:
    whole = pdf()
    start = whole.rindex(b"xref\n0 1")
    return whole.replace(b"/Size 6", b"/Size 6 " + table.replace(b"HERE", b"%d" % start))


def _object_stream(entries: bytes, inside: bytes) -> bytes:
    """Return a file whose catalog is said to lie in object stream 8."""
    objects = {
        2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: b"<< /Type /Page /Parent 2 0 R %s /Contents 4 0 R >>" % A4,
        4: stream(WORDS),
        8: stream(inside, b"/Type /ObjStm " + entries),
    }
    out = bytearray(b"%PDF-1.7\n")
    places = {}
    for number, body in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    rows = [b"\0\0\0\0", b"\2\0\x08\0"]
    rows += [
        b"\1" + places[n].to_bytes(2, "big") + b"\0" if n in places else b"\0\0\0\0"
        for n in range(2, 10)
    ]
    start = len(out)
    table = b"".join(rows)
    out += b"9 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (
        stream(table, b"/Type /XRef /Size 10 /W [1 2 1] /Root 1 0 R"),
        start,
    )
    return bytes(out)


CATALOG = b"1 0 << /Type /Catalog /Pages 2 0 R >>"

FILES: dict[str, Callable[[], bytes]] = {
    "pages-own-kid.pdf": lambda: pdf(more={2: b"<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 2 >>"}),
    "pages-ring.pdf": lambda: pdf(
        more={
            2: b"<< /Type /Pages /Kids [6 0 R] /Count 1 >>",
            6: b"<< /Type /Pages /Parent 2 0 R /Kids [2 0 R 3 0 R] /Count 1 >>",
        }
    ),
    "page-own-kid.pdf": lambda: pdf(page=A4 + b" /Kids [3 0 R] /Count 1"),
    "page-own-parent.pdf": lambda: pdf(
        more={3: b"<< /Type /Page /Parent 3 0 R /Contents 4 0 R >>"}
    ),
    "parent-ring.pdf": lambda: pdf(
        more={
            2: b"<< /Type /Pages /Parent 6 0 R /Kids [3 0 R] /Count 1 >>",
            3: b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R >>",
            6: b"<< /Type /Pages /Parent 2 0 R /Kids [2 0 R] /Count 1 >>",
        }
    ),
    "same-page-1000-times.pdf": lambda: pdf(
        more={2: b"<< /Type /Pages /Kids [%s] /Count 1000 >>" % (b"3 0 R " * 1000)}
    ),
    "tree-500-deep.pdf": lambda: _deep_tree(500),
    "tree-20000-deep.pdf": lambda: _deep_tree(20_000),
    "xref-previous-itself.pdf": lambda: _previous(b"/Prev HERE"),
    "xref-previous-0.pdf": lambda: _previous(b"/Prev 0"),
    "xref-stream-itself.pdf": lambda: _previous(b"/XRefStm HERE"),
    "xref-two-ring.pdf": lambda: _previous(b"/Prev HERE").replace(
        b"%%EOF", b"xref\n0 0\ntrailer\n<< /Size 6 /Root 1 0 R /Prev 700 >>\n%%EOF"
    ),
    "object-stream.pdf": lambda: _object_stream(b"/N 1 /First 4", CATALOG),
    "object-stream-in-itself.pdf": lambda: _object_stream(
        b"/N 2 /First 8", b"1 0 8 0 " + CATALOG[4:]
    ),
    "object-stream-extends-itself.pdf": lambda: _object_stream(
        b"/N 1 /First 4 /Extends 8 0 R", CATALOG
    ),
    "object-stream-n-huge.pdf": lambda: _object_stream(b"/N 2147483647 /First 4", CATALOG),
    "object-stream-first-negative.pdf": lambda: _object_stream(b"/N 1 /First -4", CATALOG),
    "length-itself.pdf": lambda: pdf(stream(WORDS, length=b"4 0 R")),
    "length-ring.pdf": lambda: pdf(stream(WORDS, length=b"6 0 R"), more={6: b"7 0 R", 7: b"6 0 R"}),
    "reference-to-itself.pdf": lambda: pdf(more={5: b"5 0 R"}),
    "contents-itself.pdf": lambda: pdf(more={4: b"[4 0 R 4 0 R]"}),
    "resources-page.pdf": lambda: pdf(
        more={3: b"<< /Type /Page /Parent 2 0 R %s /Contents 4 0 R /Resources 3 0 R >>" % A4}
    ),
    "form-draws-itself.pdf": lambda: _forms({6: _form(DRAWN, b"/XObject << /Fm 6 0 R >>")}),
    "forms-draw-one-another.pdf": lambda: _forms(
        {
            6: _form(b"/Fm Do", b"/XObject << /Fm 7 0 R >>"),
            7: _form(b"/Fm Do", b"/XObject << /Fm 6 0 R >>"),
        }
    ),
    "forms-300-deep.pdf": lambda: _laughs(300, 1),
    "forms-5000-deep.pdf": lambda: _laughs(5000, 1),
    "forms-2-to-the-10.pdf": lambda: _laughs(10, 2),
    "pattern-itself.pdf": lambda: pdf(
        b"/Pattern cs /P scn 0 0 500 500 re f " + WORDS,
        resources=b"/Font << /F1 5 0 R >> /Pattern << /P 6 0 R >>",
        more={
            6: stream(
                b"/Pattern cs /P scn 0 0 9 9 re f",
                b"/PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 10 10] /XStep 1 /YStep 1 "
                b"/Resources << /Pattern << /P 6 0 R >> >>",
            )
        },
    ),
    "glyph-draws-itself.pdf": lambda: pdf(
        b"BT /F1 20 Tf 72 700 Td (aaaa) Tj ET",
        more={
            5: b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 9 9] /FontMatrix [.1 0 0 .1 0 0] "
            b"/FirstChar 97 /LastChar 97 /Widths [9] /CharProcs << /a 6 0 R >> "
            b"/Encoding << /Differences [97 /a] >> /Resources << /Font << /F1 5 0 R >> >> >>",
            6: stream(b"9 0 d0 BT /F1 1 Tf (aa) Tj ET"),
        },
    ),
    "font-descends-itself.pdf": lambda: pdf(
        more={5: b"<< /Type /Font /Subtype /Type0 /DescendantFonts [5 0 R] /Encoding 5 0 R >>"}
    ),
    "map-uses-itself.pdf": lambda: pdf(
        more={
            5: FONT[:-2] + b"/ToUnicode 6 0 R >>",
            6: stream(b"/CIDInit usecmap begincmap endcmap", b"/UseCMap 6 0 R"),
        }
    ),
    "mask-itself.pdf": lambda: pdf(
        b"/Im Do " + WORDS,
        resources=b"/Font << /F1 5 0 R >> /XObject << /Im 6 0 R >>",
        more={
            6: stream(
                b"\0" * 64,
                b"/Subtype /Image /Width 8 /Height 8 /ColorSpace /DeviceGray /BitsPerComponent 8 "
                b"/SMask 6 0 R",
            )
        },
    ),
    "colour-space-itself.pdf": lambda: pdf(
        b"/C cs 0 sc 0 0 9 9 re f " + WORDS,
        resources=b"/Font << /F1 5 0 R >> /ColorSpace << /C 6 0 R >>",
        more={6: b"[/Indexed 6 0 R 255 (x)]"},
    ),
    "outline-ring.pdf": lambda: pdf(
        catalog=b"/Outlines 6 0 R",
        more={
            6: b"<< /First 7 0 R /Last 7 0 R >>",
            7: b"<< /Title (a) /Next 7 0 R /First 7 0 R >>",
        },
    ),
    "annotation-ring.pdf": lambda: pdf(
        page=A4 + b" /Annots [6 0 R 6 0 R]",
        more={6: b"<< /Subtype /Widget /Rect [0 0 9 9] /Parent 6 0 R /Kids [6 0 R] /AP 6 0 R >>"},
    ),
    "information-ring.pdf": lambda: pdf(
        trailer=b"/Info 6 0 R", more={6: b"<< /Title 6 0 R /CreationDate [6 0 R] >>"}
    ),
    "arrays-100000-deep.pdf": lambda: pdf(catalog=b"/Deep " + b"[" * 100_000 + b"]" * 100_000),
    "dictionaries-50000-deep.pdf": lambda: pdf(
        catalog=b"/Deep " + b"<< /D " * 50_000 + b"0" + b">>" * 50_000
    ),
    "arrays-open.pdf": lambda: pdf(catalog=b"/Deep " + b"[" * 200_000),
    "brackets-in-string.pdf": lambda: pdf(
        b"BT /F1 9 Tf 72 700 Td (" + b"(" * 50_000 + b")" * 50_000 + b") Tj ET"
    ),
    "saves-500000.pdf": lambda: pdf(b"q " * 500_000 + WORDS),
    "restores-500000.pdf": lambda: pdf(b"Q " * 500_000 + WORDS),
    "arrays-in-contents.pdf": lambda: pdf(b"[" * 100_000 + WORDS),
    "functions-deep.pdf": lambda: pdf(
        b"/C cs .5 sc 0 0 99 99 re f " + WORDS,
        resources=b"/Font << /F1 5 0 R >> /ColorSpace << /C [/Separation /X /DeviceGray 6 0 R] >>",
        more={
            6: b"<< /FunctionType 3 /Domain [0 1] /Functions [6 0 R 6 0 R] /Bounds [.5] "
            b"/Encode [0 1 0 1] >>"
        },
    ),
}

# PDFium takes all memory over these before it answers, and nothing stops it from inside: the
# limits on a worker's memory and time are for them.
ENDLESS: dict[str, Callable[[], bytes]] = {
    "forms-2-to-the-30.pdf": lambda: _laughs(30, 2),
    "forms-10-to-the-9.pdf": lambda: _laughs(9, 10),
    "marked-content-deep.pdf": lambda: pdf(b"/Span BMC " * 100_000 + WORDS),
}
