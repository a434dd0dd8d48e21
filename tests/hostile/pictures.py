"""Images whose heads lie, that unpack to very much, or that were torn."""

import io
import struct
import zlib
from collections.abc import Callable

from PIL import Image

from tests.hostile.objects import zeros

MB = 1_000_000


# --- PNG ----------------------------------------------------------------------------------------


def chunk(name: bytes, data: bytes) -> bytes:
    """Return a PNG chunk with its right check sum."""
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(
    width: int,
    height: int,
    data: bytes,
    *,
    bits: int = 8,
    colour: int = 0,
    more: bytes = b"",
    interlaced: int = 0,
) -> bytes:
    """Return a PNG whose head says what is asked, whatever ``data`` holds."""
    head = struct.pack(">IIBBBBB", width, height, bits, colour, 0, 0, interlaced)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + more
        + chunk(b"IDAT", data)
        + chunk(b"IEND", b"")
    )


PIXELS = zlib.compress((b"\0" + b"\xff" * 40) * 40)


# --- JPEG ---------------------------------------------------------------------------------------


def _jpeg(size: tuple[int, int] = (200, 200), **options: object) -> bytes:
    target = io.BytesIO()
    Image.new("L", size, 255).save(target, "JPEG", **options)
    return target.getvalue()


def _frame(width: int, height: int) -> bytes:
    """Return a JPEG whose frame says it is so large."""
    data = _jpeg()
    at = data.index(b"\xff\xc0")
    return data[: at + 5] + struct.pack(">HH", height, width) + data[at + 9 :]


def _scans(count: int) -> bytes:
    """Return a progressive JPEG that refines the same pixels ``count`` times."""
    data = _jpeg((2000, 2000), progressive=True)
    first = data.index(b"\xff\xda")
    last = data.rindex(b"\xff\xda")
    return data[:last] + data[last:-2] * count + data[first:last][:0] + b"\xff\xd9"


# --- TIFF ---------------------------------------------------------------------------------------


def tiff(entries: dict[int, tuple[int, int, int]], following: int = 0, tail: bytes = b"") -> bytes:
    """Return a TIFF of one directory: tag -> (type, count, value); then ``tail`` from byte 400."""
    rows = b"".join(
        struct.pack("<HHII", tag, kind, count, value & 0xFFFFFFFF)
        for tag, (kind, count, value) in sorted(entries.items())
    )
    head = b"II*\0" + struct.pack("<I", 8) + struct.pack("<H", len(entries)) + rows
    return (head + struct.pack("<I", following)).ljust(400, b"\0") + tail


def page(
    width: int = 40, height: int = 40, **changes: tuple[int, int, int]
) -> dict[int, tuple[int, int, int]]:
    """Return the entries of a grey page without compression; ``t259=...`` changes tag 259."""
    entries = {
        256: (4, 1, width),
        257: (4, 1, height),
        258: (3, 1, 8),
        259: (3, 1, 1),
        262: (3, 1, 1),
        273: (4, 1, 400),
        277: (3, 1, 1),
        278: (4, 1, height),
        279: (4, 1, width * height),
    }
    return {**entries, **{int(tag[1:]): entry for tag, entry in changes.items()}}


WHITE = b"\xff" * 1600


def _frames(count: int, size: tuple[int, int] = (60, 60)) -> bytes:
    target = io.BytesIO()
    pages = [Image.new("1", size, 1) for _ in range(count)]
    pages[0].save(target, "TIFF", save_all=True, append_images=pages[1:])
    return target.getvalue()


def _saved(
    mode: str, size: tuple[int, int], kind: str, colour: object = None, **options: object
) -> bytes:
    target = io.BytesIO()
    image = Image.new(mode, size) if colour is None else Image.new(mode, size, colour)  # type: ignore[arg-type]
    image.save(target, kind, **options)
    return target.getvalue()


FILES: dict[str, Callable[[], bytes]] = {
    "png-30000-x-30000.png": lambda: png(30_000, 30_000, zeros(20 * MB)),
    "png-30000-x-30000-bits.png": lambda: png(30_000, 30_000, zeros(112 * MB), bits=1),
    "png-30000-x-2000.png": lambda: png(30_000, 2000, zeros(60 * MB)),
    "png-claims-2-to-the-31.png": lambda: png(2**31 - 1, 2**31 - 1, PIXELS),
    "png-0-x-0.png": lambda: png(0, 0, PIXELS),
    "png-1-x-60000.png": lambda: png(1, 60_000, zeros(120_000)),
    "png-60000-x-1.png": lambda: png(60_000, 1, zeros(60_001)),
    "png-1-x-1.png": lambda: png(1, 1, zlib.compress(b"\0\0")),
    "png-no-data.png": lambda: png(3000, 3000, b""),
    "png-torn-data.png": lambda: png(3000, 3000, zeros(9 * MB)[:200]),
    "png-data-bomb.png": lambda: png(40, 40, zeros(150 * MB)),
    "png-garbage.png": lambda: png(40, 40, b"\xff" * 4000),
    "png-bits-99.png": lambda: png(40, 40, PIXELS, bits=99),
    "png-colour-9.png": lambda: png(40, 40, PIXELS, colour=9),
    "png-palette-missing.png": lambda: png(40, 40, PIXELS, colour=3),
    "png-palette-long.png": lambda: png(40, 40, PIXELS, colour=3, more=chunk(b"PLTE", bytes(3000))),
    "png-interlaced-lie.png": lambda: png(4000, 4000, PIXELS, interlaced=1),
    "png-text-bomb.png": lambda: png(
        40, 40, PIXELS, more=chunk(b"zTXt", b"k\0\0" + zeros(150 * MB))
    ),
    "png-profile-bomb.png": lambda: png(
        40, 40, PIXELS, more=chunk(b"iCCP", b"k\0\0" + zeros(150 * MB))
    ),
    "png-chunks-100000.png": lambda: png(40, 40, PIXELS, more=chunk(b"tEXt", b"k\0v") * 100_000),
    "png-chunk-length.png": lambda: png(40, 40, PIXELS).replace(
        b"\0\0\0\x0dIHDR", b"\xff\xff\xff\xffIHDR"
    ),
    "png-check-sums.png": lambda: png(40, 40, PIXELS)[:-6] + b"spoilt",
    "png-density-0.png": lambda: png(
        40, 40, PIXELS, more=chunk(b"pHYs", struct.pack(">IIB", 0, 0, 1))
    ),
    "png-density-huge.png": lambda: png(
        40, 40, PIXELS, more=chunk(b"pHYs", struct.pack(">IIB", 2**32 - 1, 2**32 - 1, 1))
    ),
    "png-animated.png": lambda: png(
        40, 40, PIXELS, more=chunk(b"acTL", struct.pack(">II", 2**31 - 1, 0))
    ),
    "png-16-bits.png": lambda: _saved("I;16", (900, 900), "PNG"),
    "png-transparent.png": lambda: _saved("RGBA", (900, 900), "PNG"),
    "png-only-head.png": lambda: png(40, 40, PIXELS)[:33],
    "jpeg-65500-x-65500.jpg": lambda: _frame(65_500, 65_500),
    "jpeg-30000-x-2000.jpg": lambda: _frame(30_000, 2000),
    "jpeg-0-high.jpg": lambda: _frame(200, 0),
    "jpeg-0-wide.jpg": lambda: _frame(0, 200),
    "jpeg-800-scans.jpg": lambda: _scans(800),
    "jpeg-torn.jpg": lambda: _jpeg((900, 900))[:600],
    "jpeg-no-end.jpg": lambda: _jpeg()[:-2],
    "jpeg-zeros-behind.jpg": lambda: _jpeg() + bytes(MB),
    "jpeg-noise.jpg": lambda: _jpeg()[:300] + bytes(range(256)) * 9,
    "jpeg-markers.jpg": lambda: b"\xff\xd8" + b"\xff\xe1\0\2" * 200_000 + _jpeg()[2:],
    "jpeg-exif-loop.jpg": lambda: (
        b"\xff\xd8\xff\xe1\0\x26Exif\0\0II*\0\x08\0\0\0\1\0\x69\x87\4\0\1\0\0\0\x08\0\0\0\x08\0\0\0\0\0\0\0"
        + _jpeg()[2:]
    ),
    "jpeg-cmyk.jpg": lambda: _saved("CMYK", (600, 600), "JPEG"),
    "tiff-claims-60000.tif": lambda: tiff(page(60_000, 60_000), tail=WHITE),
    "tiff-claims-2-to-the-31.tif": lambda: tiff(page(2**31 - 1, 2**31 - 1), tail=WHITE),
    "tiff-30000-x-2000.tif": lambda: _saved("1", (30_000, 2000), "TIFF", 1),
    "tiff-0-x-0.tif": lambda: tiff(page(0, 0), tail=WHITE),
    "tiff-next-is-itself.tif": lambda: tiff(page(), following=8, tail=WHITE),
    "tiff-next-is-data.tif": lambda: tiff(page(), following=400, tail=b"\x09\0" + WHITE),
    "tiff-next-past-end.tif": lambda: tiff(page(), following=99_999_999, tail=WHITE),
    "tiff-two-in-a-ring.tif": lambda: (
        tiff(page(), following=2000, tail=WHITE) + tiff(page(), following=8)[8:] + WHITE
    ),
    "tiff-directory-past-end.tif": lambda: b"II*\0" + struct.pack("<I", 2**31) + WHITE,
    "tiff-65535-entries.tif": lambda: b"II*\0\x08\0\0\0\xff\xff" + bytes(200),
    "tiff-strip-past-end.tif": lambda: tiff(page(t273=(4, 1, 2**31)), tail=WHITE),
    "tiff-strip-huge.tif": lambda: tiff(page(t279=(4, 1, 2**32 - 1)), tail=WHITE),
    "tiff-strips-million.tif": lambda: tiff(page(t273=(4, 2**28, 400)), tail=WHITE),
    "tiff-bits-0.tif": lambda: tiff(page(t258=(3, 1, 0)), tail=WHITE),
    "tiff-bits-64.tif": lambda: tiff(page(t258=(3, 1, 64)), tail=WHITE),
    "tiff-samples-65535.tif": lambda: tiff(page(t277=(3, 1, 65_535)), tail=WHITE),
    "tiff-compression-unknown.tif": lambda: tiff(page(t259=(3, 1, 31_337)), tail=WHITE),
    "tiff-lzw-garbage.tif": lambda: tiff(page(t259=(3, 1, 5)), tail=WHITE),
    "tiff-fax-garbage.tif": lambda: tiff(page(t259=(3, 1, 4), t258=(3, 1, 1)), tail=b"\xa5" * 1600),
    "tiff-deflate-bomb.tif": lambda: tiff(
        page(7000, 7000, t259=(3, 1, 8), t279=(4, 1, 60_000)), tail=zeros(49 * MB)
    ),
    "tiff-jpeg-garbage.tif": lambda: tiff(page(t259=(3, 1, 7)), tail=WHITE),
    "tiff-density-0.tif": lambda: tiff(page(t282=(5, 1, 380), t283=(5, 1, 380)), tail=WHITE),
    "tiff-density-words.tif": lambda: tiff(page(t282=(2, 9, 380), t283=(2, 9, 380)), tail=WHITE),
    "tiff-orientation-99.tif": lambda: tiff(page(t274=(3, 1, 99)), tail=WHITE),
    "tiff-tiles-0.tif": lambda: tiff(
        page(t322=(4, 1, 0), t323=(4, 1, 0), t324=(4, 1, 400), t325=(4, 1, 9)), tail=WHITE
    ),
    "tiff-300-pages.tif": lambda: _frames(300),
    "tiff-second-page-huge.tif": lambda: (
        tiff(page(), following=2000, tail=WHITE) + tiff(page(60_000, 60_000))[8:] + WHITE
    ),
    "tiff-pages-torn.tif": lambda: (data := _frames(30))[: len(data) // 2],
    "tiff-big-claims.tif": lambda: b"II+\0\x08\0\0\0" + struct.pack("<QQ", 16, 2**60) + WHITE,
    "tiff-floats.tif": lambda: _saved("F", (300, 300), "TIFF", float("nan")),
    "gif.png": lambda: _saved("P", (300, 300), "GIF"),
    "bitmap.jpg": lambda: _saved("L", (300, 300), "BMP"),
}
