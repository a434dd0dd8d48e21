"""Small files that promise or unpack to very much."""

import base64
import zlib
from collections.abc import Callable

from tests.hostile.objects import FONT, WORDS, flate, many_pages, pdf, stream, written, zeros

FLATE = b"/Filter /FlateDecode"
MB = 1_000_000


def _packed(data: bytes, filters: bytes = FLATE, times: int = 1) -> bytes:
    return stream(data, filters if times == 1 else b"/Filter [%s]" % (b"/FlateDecode " * times))


def _image(entries: bytes, data: bytes) -> bytes:
    return pdf(
        b"q 500 0 0 700 40 40 cm /Im Do Q " + WORDS,
        resources=b"/Font << /F1 5 0 R >> /XObject << /Im 6 0 R >>",
        more={6: stream(data, b"/Type /XObject /Subtype /Image " + entries)},
    )


GREY = b"/ColorSpace /DeviceGray /BitsPerComponent 8 "
HUGE = b"/Width 30000 /Height 30000 "


def _unicode_map(lines: bytes) -> bytes:
    return pdf(
        more={
            5: FONT[:-2] + b"/ToUnicode 6 0 R >>",
            6: flate(
                b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <FF> "
                b"endcodespacerange " + lines + b" endcmap end"
            ),
        }
    )


def _wide_font(entries: bytes, contents: bytes = b"<00480065006C006C006F>") -> bytes:
    return pdf(
        b"BT /F1 11 Tf 72 700 Td %s Tj ET" % contents,
        more={
            5: b"<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H "
            b"/DescendantFonts [6 0 R] >>",
            6: b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /CIDSystemInfo << /Registry "
            b"(Adobe) /Ordering (Identity) /Supplement 0 >> %s >>" % entries,
        },
    )


def _jpx(width: int, height: int) -> bytes:
    """Return a JPEG 2000 code stream's head that claims so many pixels, and no pixel."""
    size = b"\0\0" + b"".join(
        n.to_bytes(4, "big") for n in (width, height, 0, 0, width, height, 0, 0)
    )
    size += b"\0\1\7\1\1"
    return b"\xff\x4f\xff\x51" + (len(size) + 2).to_bytes(2, "big") + size + b"\xff\xd9"


def _jbig2(width: int, height: int) -> bytes:
    """Return a JBIG2 page segment that claims so many pixels, and a region without data."""
    page = width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes(8) + b"\0\0\0"
    head = b"\0\0\0\0\x30\0\1" + len(page).to_bytes(4, "big")
    region = width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes(9) + b"\0" * 12
    return head + page + b"\0\0\0\1\x26\0\1" + len(region).to_bytes(4, "big") + region


def _jpeg(width: int, height: int) -> bytes:
    frame = (
        b"\x08"
        + height.to_bytes(2, "big")
        + width.to_bytes(2, "big")
        + b"\3\1\x11\0\2\x11\0\3\x11\0"
    )
    return b"\xff\xd8\xff\xc0" + (len(frame) + 2).to_bytes(2, "big") + frame + b"\xff\xd9"


def _filters(*names: bytes, data: bytes) -> bytes:
    return stream(data, b"/Filter [%s]" % b" ".join(names))


def _info(value: bytes) -> bytes:
    return pdf(
        trailer=b"/Info 6 0 R", more={6: b"<< /Title (%s) /CreationDate (D:99999999) >>" % value}
    )


FILES: dict[str, Callable[[], bytes]] = {
    # What pages draw.
    "contents-100-mb-of-blanks.pdf": lambda: pdf(_packed(zeros(100 * MB, fill=b" "))),
    "contents-packed-twice.pdf": lambda: pdf(_packed(zeros(150 * MB, 2), times=2)),
    "contents-packed-4-times.pdf": lambda: pdf(_packed(zeros(150 * MB, 4), times=4)),
    "contents-2-million-lines.pdf": lambda: pdf(flate(b"0 0 m 9 9 l S " * 2_000_000 + WORDS)),
    "contents-million-shows.pdf": lambda: pdf(
        flate(b"BT /F1 9 Tf 72 700 Td " + b"(a) Tj " * 1_000_000 + b"ET")
    ),
    "contents-million-pictures.pdf": lambda: pdf(
        flate(b"BI /W 1 /H 1 /BPC 8 /CS /G ID x EI " * 200_000 + WORDS)
    ),
    "run-length.pdf": lambda: pdf(stream(b"\x81 " * 400_000, b"/Filter /RunLengthDecode")),
    "lzw.pdf": lambda: pdf(stream(b"\x80\x0b\x60\x50" * 200_000, b"/Filter /LZWDecode")),
    "hex-in-hex.pdf": lambda: pdf(
        _filters(b"/ASCIIHexDecode", b"/ASCIIHexDecode", data=WORDS.hex().encode().hex().encode())
    ),
    "filters-8-deep.pdf": lambda: pdf(
        _filters(*[b"/ASCII85Decode"] * 8, data=_eighty_five(WORDS, 8))
    ),
    "filters-5000.pdf": lambda: pdf(_filters(*[b"/FlateDecode"] * 5000, data=zeros(MB))),
    # Pictures.
    "image-30000-flate.pdf": lambda: _image(HUGE + GREY + FLATE, zeros(50 * MB)),
    "image-30000-bits.pdf": lambda: _image(
        HUGE + b"/ImageMask true /BitsPerComponent 1 " + FLATE, zeros(113 * MB)
    ),
    "image-30000-no-data.pdf": lambda: _image(HUGE + GREY, b""),
    "image-negative.pdf": lambda: _image(b"/Width -5 /Height -5 " + GREY, b"xyz"),
    "image-overflow.pdf": lambda: _image(b"/Width 2147483647 /Height 2147483647 " + GREY, b"x"),
    "image-16-bits-cmyk.pdf": lambda: _image(
        b"/Width 20000 /Height 20000 /ColorSpace /DeviceCMYK /BitsPerComponent 16 " + FLATE,
        zeros(50 * MB),
    ),
    "image-jpx-claims.pdf": lambda: _image(
        HUGE + b"/Filter /JPXDecode", _jpx(2_000_000_000, 2_000_000_000)
    ),
    "image-jpx-60000.pdf": lambda: _image(HUGE + b"/Filter /JPXDecode", _jpx(60_000, 60_000)),
    "image-jbig2-claims.pdf": lambda: _image(
        HUGE + b"/BitsPerComponent 1 /ColorSpace /DeviceGray /Filter /JBIG2Decode",
        _jbig2(2_000_000_000, 2_000_000_000),
    ),
    "image-jbig2-60000.pdf": lambda: _image(
        HUGE + b"/BitsPerComponent 1 /ColorSpace /DeviceGray /Filter /JBIG2Decode",
        _jbig2(60_000, 60_000),
    ),
    "image-dct-claims.pdf": lambda: _image(
        b"/Width 65000 /Height 65000 /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode",
        _jpeg(65_000, 65_000),
    ),
    "image-fax-claims.pdf": lambda: _image(
        HUGE + b"/BitsPerComponent 1 /ColorSpace /DeviceGray /Filter /CCITTFaxDecode "
        b"/DecodeParms << /K -1 /Columns 2147483647 /Rows 2147483647 >>",
        b"\0\1\0\1" * 50,
    ),
    "inline-image-claims.pdf": lambda: pdf(
        b"BI /W 100000 /H 100000 /BPC 8 /CS /RGB ID xyz EI " + WORDS
    ),
    "images-500.pdf": lambda: _image_many(500),
    # Fonts and maps.
    "map-of-all.pdf": lambda: _unicode_map(
        b"1 beginbfrange <00000000> <FFFFFFFF> <0041> endbfrange"
    ),
    "map-of-million-ranges.pdf": lambda: _unicode_map(
        b"100 beginbfrange " + b"<00> <FF> <0041> " * 300_000 + b"endbfrange"
    ),
    "map-to-long-text.pdf": lambda: _unicode_map(
        b"1 beginbfrange <20> <7A> <" + b"0041" * 5000 + b"> endbfrange"
    ),
    "widths-million.pdf": lambda: pdf(
        more={
            5: FONT[:-2] + b"/FirstChar 0 /LastChar 2147483647 /Widths [" + b"500 " * MB + b"] >>"
        }
    ),
    "cid-widths-all.pdf": lambda: _wide_font(b"/W [0 4294967295 1000]"),
    "cid-map-claims.pdf": lambda: _wide_font(b"/CIDToGIDMap 4 0 R /DW 1e30"),
    "font-file-bomb.pdf": lambda: pdf(
        more={
            5: b"<< /Type /Font /Subtype /TrueType /BaseFont /X /FontDescriptor 6 0 R >>",
            6: b"<< /Type /FontDescriptor /FontName /X /Flags 4 /FontFile2 7 0 R >>",
            7: stream(zeros(100 * MB), FLATE),
        }
    ),
    "font-file-noise.pdf": lambda: pdf(
        more={
            5: b"<< /Type /Font /Subtype /Type1 /BaseFont /X /FontDescriptor 6 0 R >>",
            6: b"<< /Type /FontDescriptor /FontName /X /Flags 4 /FontFile 7 0 R >>",
            7: stream(b"%!PS-AdobeFont-1.0\n" + bytes(range(256)) * 200, b"/Length1 9 /Length2 9"),
        }
    ),
    # Everything else.
    "profile-channels.pdf": lambda: pdf(
        b"/C cs 0 sc 0 0 99 99 re f " + WORDS,
        resources=b"/Font << /F1 5 0 R >> /ColorSpace << /C [/ICCBased 6 0 R] >>",
        more={6: stream(b"x" * 200, b"/N 2147483647")},
    ),
    "function-claims.pdf": lambda: pdf(
        b"/C cs .5 sc 0 0 99 99 re f " + WORDS,
        resources=b"/Font << /F1 5 0 R >> /ColorSpace << /C [/Separation /X /DeviceRGB 6 0 R] >>",
        more={
            6: stream(
                b"x",
                b"/FunctionType 0 /Domain [0 1] /Range [0 1 0 1 0 1] /Size [2147483647] "
                b"/BitsPerSample 32",
            )
        },
    ),
    "function-runs.pdf": lambda: pdf(
        b"/C cs .5 sc 0 0 99 99 re f " + WORDS,
        resources=b"/Font << /F1 5 0 R >> /ColorSpace << /C [/Separation /X /DeviceGray 6 0 R] >>",
        more={
            6: stream(
                b"{ " + b"dup mul " * 100_000 + b"}", b"/FunctionType 4 /Domain [0 1] /Range [0 1]"
            )
        },
    ),
    "shading-claims.pdf": lambda: pdf(
        b"/S sh " + WORDS,
        resources=b"/Font << /F1 5 0 R >> /Shading << /S 6 0 R >>",
        more={
            6: stream(
                b"\0" * 400_000,
                b"/ShadingType 4 /ColorSpace /DeviceRGB /BitsPerCoordinate 32 /BitsPerComponent 8 "
                b"/BitsPerFlag 8 /Decode [0 1e30 0 1e30 0 1 0 1 0 1]",
            )
        },
    ),
    "dashes.pdf": lambda: pdf(b"[.0001 .0001] 0 d 1 w 0 0 m 500 800 l S " * 50 + WORDS),
    "tiles-tiny.pdf": lambda: pdf(
        b"/Pattern cs /P scn 0 0 595 842 re f " + WORDS,
        resources=b"/Font << /F1 5 0 R >> /Pattern << /P 6 0 R >>",
        more={
            6: stream(
                b"0 0 1 1 re f",
                b"/PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 1 1] /XStep .001 "
                b"/YStep .001 /Resources << >>",
            )
        },
    ),
    "title-1-mb.pdf": lambda: _info(b"T" * MB),
    "title-odd.pdf": lambda: _info(b"\\376\\377\\330\\000\\000\\000=cmd|\\000\\047x"),
    "names-million.pdf": lambda: pdf(catalog=b"/Many [" + b"/N " * MB + b"]"),
    "objects-100000.pdf": lambda: written(
        {
            1: b"<< /Type /Catalog /Pages 2 0 R >>",
            2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>",
            4: stream(WORDS),
            **dict.fromkeys(range(10, 100_010), b"<< /A [1 2 3] >>"),
        }
    ),
    "pages-300.pdf": lambda: many_pages(300),
}

# These take many seconds each: `HOSTILE=all` has them read, too.
SLOW: dict[str, Callable[[], bytes]] = {
    "contents-400-mb-of-zeros.pdf": lambda: pdf(_packed(zeros(400 * MB))),
    "image-30000-whole.pdf": lambda: _image(HUGE + GREY + FLATE, zeros(900 * MB)),
    "pages-5000.pdf": lambda: many_pages(5000),
    "pages-5000-blank.pdf": lambda: many_pages(5000, b""),
    "contents-2-gb-of-zeros.pdf": lambda: pdf(_packed(zeros(2000 * MB))),
    "image-30000-packed-twice.pdf": lambda: _image(
        HUGE + GREY + b"/Filter [/FlateDecode /FlateDecode]", zeros(900 * MB, 2)
    ),
}


def _eighty_five(data: bytes, times: int) -> bytes:
    for _ in range(times):
        data = base64.a85encode(data) + b"~>"
    return data


def _image_many(count: int) -> bytes:
    """One page that draws one packed picture of 2000 x 2000 pixels ``count`` times."""
    entries = b"/Type /XObject /Subtype /Image /Width 2000 /Height 2000 " + GREY + FLATE
    names = b" ".join(b"/I%d 6 0 R" % n for n in range(count))
    drawn = b"".join(b"q 9 0 0 9 %d 9 cm /I%d Do Q\n" % (n, n) for n in range(count))
    return pdf(
        drawn + WORDS,
        resources=b"/Font << /F1 5 0 R >> /XObject << %s >>" % names,
        more={6: stream(zlib.compress(bytes(4 * MB)), entries)},
    )
