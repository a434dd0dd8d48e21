"""PDFs that were torn, patched, mangled in transfer, or written wrongly."""

import zlib
from collections.abc import Callable

from tests.hostile.objects import A4, FONT, HEAD, WORDS, pdf, stream, written

GOOD = pdf()
LONG = written(
    {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids [3 0 R 6 0 R] /Count 2 >>",
        3: b"<< /Type /Page /Parent 2 0 R %s /Contents 4 0 R /Resources << /Font << /F1 5 0 R >>"
        b" >> >>" % A4,
        4: stream(WORDS * 40),
        5: FONT,
        6: b"<< /Type /Page /Parent 2 0 R %s /Contents 4 0 R /Resources << /Font << /F1 5 0 R >>"
        b" >> >>" % A4,
    }
)


def _swapped(data: bytes, old: bytes, new: bytes) -> Callable[[], bytes]:
    assert old in data, old
    return lambda: data.replace(old, new)


FILES: dict[str, Callable[[], bytes]] = {
    **{f"cut-at-{p}.pdf": (lambda p=p: LONG[: len(LONG) * p // 100]) for p in range(5, 100, 10)},
    **{
        f"junk-before-{n}.pdf": (lambda n=n: b"\r\n?junk!" * (n // 8) + GOOD)
        for n in (8, 512, 1016, 4096)
    },
    **{
        f"startxref-{name}.pdf": _swapped(
            GOOD, b"startxref\n%d" % GOOD.rindex(b"xref\n0 1"), b"startxref\n" + value
        )
        for name, value in {
            "0": b"0",
            "1": b"1",
            "past-end": b"99999999",
            "negative": b"-7",
            "overflow": b"9" * 40,
            "words": b"soon",
            "inside-stream": b"300",
        }.items()
    },
    "no-header.pdf": lambda: b"%PDF-" + GOOD[len(HEAD) :],
    "no-trailer.pdf": lambda: GOOD[: GOOD.rindex(b"trailer")],
    "no-xref.pdf": lambda: GOOD[: GOOD.rindex(b"xref\n0 1")],
    "no-eof.pdf": lambda: GOOD[: GOOD.rindex(b"startxref")],
    "middle-zeroed.pdf": lambda: LONG[:400] + bytes(800) + LONG[1200:],
    "seven-bits.pdf": lambda: bytes(byte & 127 for byte in pdf(zlib_words())),
    "crlf.pdf": lambda: pdf(zlib_words()).replace(b"\n", b"\r\n"),
    "twice.pdf": lambda: GOOD + GOOD,
    "reversed.pdf": lambda: b"%PDF-1.7\n" + GOOD[::-1],
    "bytes-swapped.pdf": lambda: (
        HEAD
        + b"".join(GOOD[i + 1 : i + 2] + GOOD[i : i + 1] for i in range(len(HEAD), len(GOOD), 2))
    ),
    "no-endobj.pdf": _swapped(GOOD, b"endobj", b""),
    "no-endstream.pdf": _swapped(GOOD, b"endstream", b""),
    "no-type.pdf": _swapped(GOOD, b"/Type /Page ", b" "),
    "wrong-numbers.pdf": _swapped(GOOD, b" 0 obj", b"9 7 obj"),
    "huge-numbers.pdf": _swapped(GOOD, b"3 0 R", b"4294967297 65536 R"),
    "negative-number.pdf": _swapped(GOOD, b"4 0 R", b"-4 0 R"),
    "root-is-font.pdf": _swapped(GOOD, b"/Root 1 0 R", b"/Root 5 0 R"),
    "root-missing.pdf": _swapped(GOOD, b"/Root 1 0 R", b"/Root 77 0 R"),
    "size-0.pdf": _swapped(GOOD, b"/Size 6", b"/Size 0"),
    "size-huge.pdf": _swapped(GOOD, b"/Size 6", b"/Size 2147483647"),
    "count-huge.pdf": _swapped(GOOD, b"/Count 1", b"/Count 2147483647"),
    "count-negative.pdf": _swapped(GOOD, b"/Count 1", b"/Count -5"),
    "count-1000000.pdf": _swapped(GOOD, b"/Count 1", b"/Count 1000000"),
    "kids-null.pdf": _swapped(GOOD, b"[3 0 R]", b"[null 3 0 R (x) << >> 9.5]"),
    "kids-missing.pdf": _swapped(GOOD, b"/Kids [3 0 R]", b""),
    "contents-number.pdf": _swapped(GOOD, b"/Contents 4 0 R", b"/Contents 44"),
    "contents-twice.pdf": _swapped(GOOD, b"/Contents 4 0 R", b"/Contents [4 0 R 99 0 R 4 0 R]"),
    "length-0.pdf": lambda: pdf(stream(WORDS, length=b"0")),
    "length-huge.pdf": lambda: pdf(stream(WORDS, length=b"2147483647")),
    "length-negative.pdf": lambda: pdf(stream(WORDS, length=b"-1")),
    "length-missing-object.pdf": lambda: pdf(stream(WORDS, length=b"88 0 R")),
    "filter-unknown.pdf": lambda: pdf(stream(WORDS, b"/Filter /Nonsense")),
    "flate-garbage.pdf": lambda: pdf(stream(b"\x78\x9c" + b"\xff" * 300, b"/Filter /FlateDecode")),
    "flate-torn.pdf": lambda: pdf(stream(zlib.compress(WORDS * 30)[:-40], b"/Filter /FlateDecode")),
    "predictor-wild.pdf": lambda: pdf(
        stream(
            zlib.compress(WORDS * 9),
            b"/Filter /FlateDecode /DecodeParms << /Predictor 15 /Columns 2147483647 /Colors 99"
            b" /BitsPerComponent 32 >>",
        )
    ),
    "operators-wild.pdf": lambda: pdf(
        b"1 2 3 Tj [ ( Q Q Q Q ET ET (a) ' 5 \" BI ID EI Do f* W n" * 50
    ),
    "string-open.pdf": lambda: pdf(b"BT /F1 11 Tf (never closed " + WORDS * 50),
    "hex-odd.pdf": lambda: pdf(b"BT /F1 11 Tf 72 700 Td <4G1 2Z> Tj <" + b"41" * 900 + b" Tj ET"),
    "only-header.pdf": lambda: HEAD,
    "header-in-noise.pdf": lambda: bytes(range(256)) * 3 + b"%PDF-1.7" + bytes(range(256)) * 20,
    "encrypt-nonsense.pdf": lambda: pdf(trailer=b"/Encrypt << /Filter /Standard /V 99 /R 77 >>"),
    "encrypt-missing.pdf": lambda: pdf(trailer=b"/Encrypt 66 0 R /ID [(a) (b)]"),
    "encrypt-short-keys.pdf": lambda: pdf(
        trailer=b"/Encrypt << /Filter /Standard /V 1 /R 2 /O (x) /U (y) /P -1 >> /ID [(a) (b)]"
    ),
    "encrypt-key-length.pdf": lambda: pdf(
        trailer=b"/Encrypt << /Filter /Standard /V 2 /R 3 /Length -8 /O (%s) /U (%s) /P -1 >>"
        b" /ID [() ()]" % (b"o" * 32, b"u" * 32)
    ),
    "encrypt-handler-unknown.pdf": lambda: pdf(
        trailer=b"/Encrypt << /Filter /Acme.Secret /V 5 /R 6 >> /ID [(a) (b)]"
    ),
}


def zlib_words() -> bytes:
    """Return the words as a compressed stream object, which a text transfer spoils."""
    data = zlib.compress(WORDS * 20)
    return b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(data), data)
