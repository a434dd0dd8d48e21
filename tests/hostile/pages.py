"""PDFs whose pages and print are absurd: sizes, places, fonts and characters."""

from collections.abc import Callable, Mapping

from tests.hostile.objects import A4, FONT, NOTHING, WORDS, flate, pdf, stream

SAID = b"(In 2021, 124 attacks killed 400 civilians in the town.) Tj"


def _text(operators: bytes, font: bytes = FONT, more: Mapping[int, bytes] = NOTHING) -> bytes:
    return pdf(flate(b"BT /F1 11 Tf 72 700 Td " + operators + b" ET"), more={5: font, **more})


def _mapped(target: str) -> bytes:
    """Return a page whose font says that every character is ``target``."""
    code = target.encode("utf-16-be", "surrogatepass").hex().encode()
    lines = b" ".join(b"<%02X> <%s>" % (n, code) for n in range(32, 127))
    return _text(
        SAID + b" T* 0 -20 Td " + SAID * 5,
        FONT[:-2] + b"/ToUnicode 6 0 R >>",
        {
            6: stream(
                b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <FF> "
                b"endcodespacerange 95 beginbfchar " + lines + b" endbfchar endcmap end"
            )
        },
    )


def _each(count: int, one: str) -> bytes:
    """Return a page with ``one`` for each number, formatted with n and two wild numbers."""
    parts = [
        one.format(n=n, a=n * 7919 % 5950 / 10, b=n * 104_729 % 8420 / 10) for n in range(count)
    ]
    return pdf(flate(("BT /F1 8 Tf " + " ".join(parts) + " ET").encode()))


def _drawn(count: int, one: str) -> bytes:
    parts = [
        one.format(n=n, a=n * 7919 % 5950 / 10, b=n * 104_729 % 8420 / 10) for n in range(count)
    ]
    return pdf(flate(" ".join(parts).encode() + b"\n" + WORDS))


def _grid(rows: int, columns: int) -> bytes:
    """Return a ruled table that fills the page."""
    wide, high = 560 / columns, 800 / rows
    lines = [f"20 {20 + r * high:.3f} m 580 {20 + r * high:.3f} l S" for r in range(rows + 1)]
    lines += [f"{20 + c * wide:.3f} 20 m {20 + c * wide:.3f} 820 l S" for c in range(columns + 1)]
    cells = [
        f"1 0 0 1 {21 + c * wide:.2f} {21 + r * high:.2f} Tm ({r * c}) Tj"
        for r in range(rows)
        for c in range(columns)
    ]
    return pdf(flate((" ".join(lines) + " BT /F1 3 Tf " + " ".join(cells) + " ET").encode()))


BOXES = {
    "0": "0 0 0 0",
    "negative": "0 0 -595 -842",
    "reversed": "595 842 0 0",
    "1e9": "0 0 1000000000 1000000000",
    "1e38": "0 0 1e38 1e38",
    "nan": "0 0 nan nan",
    "long-number": "0 0 " + "9" * 400 + " 842",
    "tiny": "0 0 0.0001 0.0001",
    "thin": "0 0 0.5 842",
    "ribbon": "0 0 5 2000000",
    "short": "0 0 595",
    "words": "(a) /b null true",
    "far": "1e7 1e7 10000595 10000842",
    "200-inches": "0 0 14400 14400",
}
PAGES = {
    "user-unit-huge": b"/UserUnit 1000000",
    "user-unit-negative": b"/UserUnit -3",
    "rotate-45": b"/Rotate 45",
    "rotate-huge": b"/Rotate 2147483647",
    "rotate-negative": b"/Rotate -90",
    "rotate-words": b"/Rotate (up)",
    "crop-outside": b"/CropBox [9000 9000 9999 9999]",
    "crop-point": b"/CropBox [50 50 50 50]",
    "crop-nan": b"/CropBox [nan 0 1e40 -1e40]",
}
TEXTS = {
    "size-0": b"/F1 0 Tf " + SAID,
    "size-tiny": b"/F1 .001 Tf " + SAID,
    "size-negative": b"/F1 -11 Tf " + SAID,
    "size-huge": b"/F1 1000000 Tf " + SAID,
    "size-nan": b"/F1 nan Tf " + SAID,
    "size-overflow": b"/F1 1e39 Tf " + SAID,
    "off-page": b"1 0 0 1 -9000 99999 Tm " + SAID,
    "far-off": b"1 0 0 1 1e30 -1e30 Tm " + SAID,
    "matrix-zero": b"0 0 0 0 72 700 Tm " + SAID,
    "matrix-nan": b"nan nan nan nan nan nan Tm " + SAID,
    "matrix-flat": b"1 0 0 0 72 700 Tm " + SAID,
    "matrix-mirrored": b"-1 0 0 1 500 700 Tm " + SAID,
    "matrix-skewed": b"1 .9 -.9 1 72 100 Tm " + SAID,
    "stretched-0": b"0 Tz " + SAID,
    "stretched-huge": b"1e9 Tz " + SAID,
    "spacing-huge": b"1e9 Tc 1e9 Tw " + SAID,
    "spacing-back": b"-30 Tc " + SAID,
    "rise-huge": b"1e6 Ts " + SAID,
    "render-mode-99": b"99 Tr " + SAID,
    "invisible": b"3 Tr " + SAID * 20,
    "no-font": b"/F9 11 Tf " + SAID,
    "nuls": b"(In 2021\\000\\000 124 \\000attacks killed 400\\000.) Tj",
    "controls": b"(a\\001b\\002c\\007d\\033[31me\\177f) Tj",
    "word-100000-long": b"(" + b"a" * 100_000 + b") Tj",
    "line-500000-long": b"(" + b"It fell. " * 55_000 + b") Tj",
    "same-place": b"1 0 0 1 72 700 Tm (A) Tj " * 20_000,
    "bold-by-hand": (b"1 0 0 1 72 700 Tm " + SAID) * 500,
    "digits": b"(" + b"9" * 20_000 + b") Tj",
    "formula": b"(=cmd|'/C calc'!A0 killed 12 people on 4 May 2021.) Tj",
    "markup": b"(<script>alert\\(1\\)</script> killed 12 people; DROP TABLE claims;--) Tj",
}
MAPS = {
    "nul": "\0",
    "right-to-left": "\u202e",
    "isolate": "\u2067",
    "zero-width": "\u200b",
    "surrogate": "\ud800",
    "noncharacter": "\uffff",
    "replacement": "\ufffd",
    "private": "\ue000",
    "combining": "\u0301",
    "ligature": "\ufdfa",
    "newline": "\n",
    "form-feed": "\f",
    "separator": "\u2028",
    "astral": "\U0001f4a5",
    "thousand": "a" * 500,
    "arabic": "\u0627",
    "blank": " ",
    "tab": "\t",
}

FILES: dict[str, Callable[[], bytes]] = {
    **{
        f"box-{name}.pdf": (lambda box=box: pdf(page=b"/MediaBox [%s]" % box.encode()))
        for name, box in BOXES.items()
    },
    **{f"page-{name}.pdf": (lambda e=entry: pdf(page=A4 + e)) for name, entry in PAGES.items()},
    "page-no-box.pdf": lambda: pdf(page=b""),
    **{f"text-{name}.pdf": (lambda t=text: _text(t)) for name, text in TEXTS.items()},
    **{f"map-{name}.pdf": (lambda t=target: _mapped(t)) for name, target in MAPS.items()},
    "encoding-wild.pdf": lambda: _text(
        SAID, FONT.replace(b"/WinAnsiEncoding", b"<< /Differences [0 /x -5 /y 300 /z (a) 65] >>")
    ),
    "encoding-wrong.pdf": lambda: _text(
        SAID, FONT.replace(b"/WinAnsiEncoding", b"/MacExpertEncoding")
    ),
    "codes-without-map.pdf": lambda: _text(
        b"<0024003800570042> Tj " * 60,
        b"<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H "
        b"/DescendantFonts [6 0 R] >>",
        {6: b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /CIDSystemInfo << >> >>"},
    ),
    "letters-at-angles.pdf": lambda: _each(3000, "0.7 0.{n} -0.7 0.7 {a} {b} Tm (w{n}) Tj"),
    "letters-scattered.pdf": lambda: _each(12_000, "1 0 0 1 {a} {b} Tm (x) Tj"),
    "words-overlapping.pdf": lambda: _each(6000, "1 0 0 1 {a} {b} Tm (overlap {n}) Tj"),
    "baselines-all-different.pdf": lambda: _each(5000, "1 0 0 1 {a} 7{n} Tm (b) Tj"),
    "sizes-all-different.pdf": lambda: _each(4000, "/F1 {a} Tf 1 0 0 1 {b} {a} Tm (s) Tj"),
    "staircase.pdf": lambda: _each(4000, "1 0 0 1 {a} {a} Tm (step) Tj"),
    "columns-300.pdf": lambda: _grid(2, 300),
    "table-60-x-60.pdf": lambda: _grid(60, 60),
    "table-2000-rows.pdf": lambda: _grid(2000, 2),
    "rules-20000.pdf": lambda: _drawn(20_000, "{a} {b} m 595 {b} l S"),
    "rules-upright-10000.pdf": lambda: _drawn(10_000, "{a} 0 m {a} 842 l S"),
    "frames-10000.pdf": lambda: _drawn(10_000, "{a} {b} 99 99 re S"),
    "frames-nested-5000.pdf": lambda: _drawn(5000, "0.0{n} 0.0{n} 590 840 re S"),
    "path-of-200000.pdf": lambda: _drawn(200_000, "{a} {b} l").replace(b"l", b"l", 1),
    "clips-50000.pdf": lambda: _drawn(50_000, "{a} {b} 9 9 re W n"),
}
