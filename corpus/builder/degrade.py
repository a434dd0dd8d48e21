"""Born-digital PDF -> what a scanner, a fax or an old OCR would have made of it.

Every copy is described in ``corpus/degraded.toml`` and has its own seed there, so the same PDF
gives the same bytes. The faults follow what scanning does, in its order: the page lies a little
askew over the one behind it (show-through), light falls off towards an edge, the lens blurs,
the sensor adds noise, the software makes it grey or bilevel and compresses it.
"""

import io
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray
from PIL import Image, ImageFilter
from PIL.TiffImagePlugin import TiffImageFile

Grey = NDArray[np.float32]  # 0 black to 255 white


@dataclass(frozen=True)
class Recipe:
    """One degraded copy: a table of ``degraded.toml``."""

    source: str  # name of the report
    how: str  # scan, tiff, image, hidden, mixed, ocr
    seed: int
    dpi: int = 200
    bilevel: bool = False
    skew: float = 0.0  # degrees; a page's own lies between this and its negative
    noise: float = 0.0  # standard deviation, of 255
    specks: float = 0.0  # share of pixels that are dirt
    blur: float = 0.0  # radius in pixels
    through: float = 0.0  # how much of the page behind shows: 0 to 1
    light: float = 0.0  # how much darker one edge is: 0 to 1
    threshold: int = 150  # bilevel: darker than this is black
    quality: int = 38  # of JPEG
    turned: tuple[int, ...] = ()  # pages that lie on their side
    pages: tuple[int, ...] = ()  # image: the page; mixed: the scanned ones
    errors: float = 0.3  # hidden: share of words that the old OCR misread
    psm: int = 3  # ocr: Tesseract's page segmentation mode
    cut: tuple[int, ...] = ()  # ocr: two-column pages on which the zones were read out of order


def degrade(name: str, recipe: Recipe, pdf: bytes, reports: Path, *, ocr: bool) -> Path:
    """Write the copy ``name`` of ``pdf`` into ``reports`` and return its path.

    Bare text comes from Tesseract, whose versions differ: only with ``ocr``, or if missing.
    """
    endings = {"tiff": ".tif", "image": ".png" if recipe.bilevel else ".jpg", "ocr": ".txt"}
    path = reports / (name + endings.get(recipe.how, ".pdf"))
    if recipe.how == "ocr":
        if ocr or not path.exists():
            zones = [
                zone
                for i, page in enumerate(scans(pdf, recipe), 1)
                for zone in _zones(page, i in recipe.cut)
            ]
            path.write_text(_read(zones, recipe), "utf-8")
    elif recipe.how == "tiff":
        first, *rest = (Image.fromarray(page).convert("1") for page in scans(pdf, recipe))
        dots = (recipe.dpi, recipe.dpi)
        first.save(path, save_all=True, append_images=rest, compression="group4", dpi=dots)
    elif recipe.how == "image":
        (page,) = (p for i, p in enumerate(scans(pdf, recipe), 1) if i in recipe.pages)
        picture = Image.fromarray(page)
        dots = (recipe.dpi, recipe.dpi)
        if recipe.bilevel:
            picture.convert("1").save(path, dpi=dots, optimize=True)
        else:
            picture.save(path, dpi=dots, quality=recipe.quality)
    elif recipe.how == "mixed":
        path.write_bytes(_mixed(pdf, recipe))
    else:
        path.write_bytes(_image_pdf(pdf, recipe))
    return path


# --- pictures ----------------------------------------------------------------------------------


def scans(pdf: bytes, recipe: Recipe) -> Iterator[NDArray[np.uint8]]:
    """Yield each page as a scanner would have seen it; bilevel ones are 0 or 255."""
    pages = [_drawn(page, recipe.dpi) for page in pdfium.PdfDocument(pdf)]
    for i, page in enumerate(pages):
        behind = pages[(i + 1) % len(pages)]
        random = np.random.default_rng([recipe.seed, i])
        seen = _scanned(page, behind, recipe, random)
        yield np.rot90(seen) if i + 1 in recipe.turned else seen


def _drawn(page: pdfium.PdfPage, dpi: int) -> Image.Image:
    picture: Image.Image = page.render(scale=dpi / 72, grayscale=True).to_pil()
    return picture.convert("L")


def _scanned(
    page: Image.Image, behind: Image.Image, recipe: Recipe, random: np.random.Generator
) -> NDArray[np.uint8]:
    angle = float(random.uniform(0.4, 1.0)) * recipe.skew * float(random.choice([-1, 1]))
    page = page.rotate(angle, Image.Resampling.BICUBIC, fillcolor=255)
    if recipe.blur:
        page = page.filter(ImageFilter.GaussianBlur(recipe.blur))
    seen: Grey = np.asarray(page, dtype=np.float32)
    if recipe.through:
        back = behind.resize(page.size).transpose(Image.Transpose.FLIP_LEFT_RIGHT)
        back = back.filter(ImageFilter.GaussianBlur(2.2)).rotate(-angle, fillcolor=255)
        ink: Grey = 255 - np.asarray(back, dtype=np.float32)
        seen = np.minimum(seen, 255 - ink * recipe.through)
    height, width = seen.shape
    if recipe.light:
        across: Grey = np.linspace(0, 1, width, dtype=np.float32)[None, :]
        down: Grey = np.linspace(0, 1, height, dtype=np.float32)[:, None]
        shade = 1 - recipe.light * (0.75 * across**3 + 0.25 * down)
        seen = (seen * shade).astype(np.float32)
    if recipe.noise:
        grain: Grey = random.standard_normal(seen.shape, dtype=np.float32)
        seen = seen * np.float32(0.965) + grain * np.float32(recipe.noise)
    if recipe.bilevel:
        seen = np.where(seen < recipe.threshold, 0, 255).astype(np.float32)
    if recipe.specks:
        for _ in range(int(recipe.specks * seen.size)):
            y, x = int(random.integers(height)), int(random.integers(width))
            size = int(random.integers(1, 4))
            seen[y : y + size, x : x + size] = float(random.choice([0, 0, 255]))
    return np.clip(seen, 0, 255).astype(np.uint8)


# --- PDFs --------------------------------------------------------------------------------------


def _image_pdf(pdf: bytes, recipe: Recipe) -> bytes:
    """Return a PDF of page pictures, with the old OCR's words under them if ``hidden``."""
    document = pdfium.PdfDocument(pdf)
    words = _misread(document, recipe) if recipe.how == "hidden" else {}
    pages = []
    for i, seen in enumerate(scans(pdf, recipe)):
        height, width = seen.shape
        points = (width * 72 / recipe.dpi, height * 72 / recipe.dpi)
        pages.append((*_compressed(seen, recipe), (width, height), points, words.get(i, b"")))
    return _pdf(pages)


def _compressed(seen: NDArray[np.uint8], recipe: Recipe) -> tuple[bytes, str]:
    """Return the picture's stream and the entries of its dictionary that say how to read it."""
    file = io.BytesIO()
    picture = Image.fromarray(np.ascontiguousarray(seen))
    if not recipe.bilevel:
        picture.save(file, "JPEG", quality=recipe.quality)
        return file.getvalue(), "/ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /DCTDecode"
    picture = picture.convert("1")
    strip = {278: picture.height}  # RowsPerStrip: the whole page in one
    picture.save(file, "TIFF", compression="group4", tiffinfo=strip)
    with Image.open(file) as tiff:
        assert isinstance(tiff, TiffImageFile)
        (start,), (length,) = tiff.tag_v2[273], tiff.tag_v2[279]  # StripOffsets, StripByteCounts
        black_is_1 = "true" if tiff.tag_v2[262] else "false"  # TIFF's 0 is white if this is 0
    parms = f"<< /K -1 /Columns {picture.width} /Rows {picture.height} /BlackIs1 {black_is_1} >>"
    entries = (
        f"/ColorSpace /DeviceGray /BitsPerComponent 1 /Filter /CCITTFaxDecode /DecodeParms {parms}"
    )
    return file.getvalue()[start : start + length], entries


_Page = tuple[bytes, str, tuple[int, int], tuple[float, float], bytes]


def _pdf(pages: list[_Page]) -> bytes:
    """Return a PDF 1.4 of one picture a page, without a date or an id."""
    objects: list[bytes] = []

    def add(body: bytes) -> int:
        objects.append(body)
        return len(objects)

    def stream(entries: str, data: bytes) -> int:
        head = f"<< {entries} /Length {len(data)} >>\nstream\n".encode()
        return add(head + data + b"\nendstream")

    add(b"<< /Type /Catalog /Pages 2 0 R >>")
    add(b"")
    add(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
    kids = []
    for data, entries, (width, height), (w, h), words in pages:
        picture = stream(
            f"/Type /XObject /Subtype /Image /Width {width} /Height {height} {entries}", data
        )
        drawn = f"q {w:.2f} 0 0 {h:.2f} 0 0 cm /Im Do Q\n".encode()
        content = stream("", drawn + words)
        resources = f"<< /XObject << /Im {picture} 0 R >> /Font << /F 3 0 R >> >>"
        page = f"/MediaBox [0 0 {w:.2f} {h:.2f}] /Contents {content} 0 R /Resources {resources}"
        kids.append(add(f"<< /Type /Page /Parent 2 0 R {page} >>".encode()))
    listed = " ".join(f"{kid} 0 R" for kid in kids)
    objects[1] = f"<< /Type /Pages /Kids [{listed}] /Count {len(kids)} >>".encode()
    out = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    for offset in offsets:
        out += f"{offset:010d} 00000 n \n".encode()
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\n".encode()
    return bytes(out + f"startxref\n{table}\n%%EOF\n".encode())


def _mixed(pdf: bytes, recipe: Recipe) -> bytes:
    """Return ``pdf`` with ``recipe.pages`` replaced by their scans."""
    born, scanned = pdfium.PdfDocument(pdf), pdfium.PdfDocument(_image_pdf(pdf, recipe))
    mixed = pdfium.PdfDocument.new()
    for i in range(len(born)):
        mixed.import_pages(scanned if i + 1 in recipe.pages else born, [i])
    file = io.BytesIO()
    mixed.save(file)
    # The writer draws an id by chance and tells the time; ours are fixed.
    out = re.sub(rb"/ID\s*\[\s*<[0-9A-Fa-f]*>\s*<[0-9A-Fa-f]*>\s*\]", _blank, file.getvalue())
    return re.sub(rb"/CreationDate\s*\([^)]*\)", _blank, out)


def _blank(found: re.Match[bytes]) -> bytes:
    return b" " * len(found[0])


# --- what an old OCR would have read -----------------------------------------------------------

CONFUSED = {
    "rn": "m", "m": "rn", "cl": "d", "li": "h", "e": "c", "c": "e", "l": "1", "1": "l", "0": "O",
    "5": "S", "8": "B", "ti": "tl", "t": "f", "a": "o", "h": "b", "n": "u", "u": "n", "I": "l",
    ",": ".", "’": "'", "g": "q", "é": "6", "S": "5", "%": "°/o", "fi": "h", "3": "8", "6": "b",
}  # fmt: skip


def _misread(document: pdfium.PdfDocument, recipe: Recipe) -> dict[int, bytes]:
    """Return for each page the operators that write its words, misread, in invisible ink."""
    written = {}
    for i, page in enumerate(document):
        random = np.random.default_rng([recipe.seed, 1000 + i])
        text = page.get_textpage()
        lines = []
        for start, end in _words(text):
            word = text.get_text_range(start, end - start)
            if random.random() < recipe.errors:
                word = _confused(word, random)
            x0, y0, x1, _ = _box(text, start, end)
            width = 0.5 * len(word) * 10  # roughly that of Helvetica at 10 points
            stretch = max(10.0, min(300.0, 100 * (x1 - x0) / max(width, 1)))
            shown = word.encode("cp1252", "replace")
            shown = re.sub(rb"([\\()])", rb"\\\1", shown)
            lines.append(b"%.0f Tz 1 0 0 1 %.1f %.1f Tm (%s ) Tj" % (stretch, x0, y0, shown))
        written[i] = b"BT /F 10 Tf 3 Tr\n" + b"\n".join(lines) + b"\nET\n"
    return written


def _words(text: pdfium.PdfTextPage) -> Iterator[tuple[int, int]]:
    start = None
    for at in range(text.count_chars()):
        if text.get_text_range(at, 1).strip():
            start = at if start is None else start
        elif start is not None:
            yield start, at
            start = None
    if start is not None:
        yield start, text.count_chars()


def _box(text: pdfium.PdfTextPage, start: int, end: int) -> tuple[float, float, float, float]:
    boxes = [text.get_charbox(at) for at in range(start, end)]
    return (
        min(b[0] for b in boxes),
        min(b[1] for b in boxes),
        max(b[2] for b in boxes),
        max(b[3] for b in boxes),
    )


def _confused(word: str, random: np.random.Generator) -> str:
    for _ in range(int(random.integers(1, 4))):
        found = [right for right in CONFUSED if right in word]
        if not found or random.random() < 0.15:
            at = int(random.integers(len(word) + 1))
            word = word[:at] + str(random.choice(list("~^|.;*- "))) + word[at:]
        else:
            right = found[int(random.integers(len(found)))]
            word = word.replace(right, CONFUSED[right], 1)
    return word


def _zones(page: NDArray[np.uint8], cut: bool) -> list[NDArray[np.uint8]]:
    """Return the page whole or, if ``cut``, in zones as an operator drew them.

    They are the left column without its foot, the right column, and then that foot.
    """
    if not cut:
        return [page]
    height, width = page.shape
    left, right = page[:, : width // 2], page[:, width // 2 :]
    ink = (left[height // 2 : height * 3 // 4] < 128).sum(axis=1)
    gaps = np.flatnonzero(ink == ink.min())  # between two lines, not through one
    at = height // 2 + int(gaps[len(gaps) // 2])
    return [left[:at], right, left[at:]]


def _read(pages: list[NDArray[np.uint8]], recipe: Recipe) -> str:
    """Return Tesseract's bare text of ``pages``, raw."""
    program = shutil.which("tesseract")
    if program is None:
        raise RuntimeError("Tesseract is needed for bare OCR text: apt install tesseract-ocr")
    texts = []
    with tempfile.TemporaryDirectory() as folder:
        for page in pages:
            picture = Path(folder, "page.png")
            Image.fromarray(np.ascontiguousarray(page)).save(picture, dpi=(recipe.dpi, recipe.dpi))
            call = [program, str(picture), "-", "--psm", str(recipe.psm), "-l", "eng"]
            texts.append(subprocess.run(call, check=True, capture_output=True, text=True).stdout)
    return "".join(texts)
