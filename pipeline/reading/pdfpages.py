"""PDFium: a page's characters and drawings, and its picture for OCR.

PDFium is not safe to call from two threads: everything here runs in the caller's own.
Its font size is the operand of ``Tf``, before the text matrix; its coordinates are those of
the page before ``/Rotate``, with crop boxes anywhere. Both are put right here.
"""

import ctypes
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from pipeline.config import ReadingSettings
from pipeline.reading.drawings import Turn, drawings
from pipeline.reading.glyphs import (
    CannotOpen,
    Glyph,
    PageError,
    PrintedPage,
    direction,
    font_style,
)
from pipeline.reading.images import Picture
from pipeline.reading.salvage import salvaged
from pipeline.schema import Box

SUPPOSED = 0.1  # ems of a space that PDFium supposes
MAX_SIDE = 30_000  # pixels of a drawn page's longer side
MAX_CHARACTERS = 200_000  # of a page; a full newspaper page has 30,000


# The same functions, with plain integers for handles: ctypes spends more on making pointer
# objects than PDFium on answering.
def _fast(function: Any, result: Any, *arguments: Any) -> Callable[..., Any]:
    address = ctypes.cast(function, ctypes.c_void_p).value
    assert address is not None
    fast: Callable[..., Any] = ctypes.CFUNCTYPE(result, *arguments)(address)
    return fast


_HANDLE, _INDEX = ctypes.c_void_p, ctypes.c_int
_text_object = _fast(pdfium_c.FPDFText_GetTextObject, _HANDLE, _HANDLE, _INDEX)
_unicode = _fast(pdfium_c.FPDFText_GetUnicode, ctypes.c_uint, _HANDLE, _INDEX)
_origin = _fast(pdfium_c.FPDFText_GetCharOrigin, _INDEX, _HANDLE, _INDEX, _HANDLE, _HANDLE)
_font = _fast(pdfium_c.FPDFTextObj_GetFont, _HANDLE, _HANDLE)
_render_mode = _fast(pdfium_c.FPDFTextObj_GetTextRenderMode, _INDEX, _HANDLE)
_map_error = _fast(pdfium_c.FPDFText_HasUnicodeMapError, _INDEX, _HANDLE, _INDEX)
_width = _fast(
    pdfium_c.FPDFFont_GetGlyphWidth, _INDEX, _HANDLE, ctypes.c_uint, ctypes.c_float, _HANDLE
)
_ink = _fast(
    pdfium_c.FPDFText_GetCharBox, _INDEX, _HANDLE, _INDEX, _HANDLE, _HANDLE, _HANDLE, _HANDLE
)
_loose_box = _fast(pdfium_c.FPDFText_GetLooseCharBox, _INDEX, _HANDLE, _INDEX, _HANDLE)


class PdfiumReader:
    """A PDF open in PDFium; an empty password is tried by itself.

    ``mended`` says that the file is so damaged that its pages had to be searched for.

    Raises:
        CannotOpen: damaged beyond reading, encrypted, or without pages.
    """

    def __init__(self, path: Path) -> None:
        self.mended = False
        try:
            self._pdf = pdfium.PdfDocument(path)
        except pdfium.PdfiumError as error:
            code = getattr(error, "err_code", None)
            if code in (pdfium_c.FPDF_ERR_PASSWORD, pdfium_c.FPDF_ERR_SECURITY):
                raise CannotOpen(encrypted=True) from error
            self._pdf = _mended(path)
            self.mended = True
        if len(self) == 0:
            self.close()
            raise CannotOpen

    def __len__(self) -> int:
        return len(self._pdf)

    def close(self) -> None:
        """Let go of the file."""
        self._pdf.close()

    def metadata(self) -> dict[str, str]:
        """Return the document's own Title, CreationDate and so on; empty where not stated."""
        try:
            found: dict[str, str] = self._pdf.get_metadata_dict(skip_empty=True)
        except (pdfium.PdfiumError, UnicodeError):
            return {}
        return found

    @contextmanager
    def _page(self, index: int) -> Iterator[pdfium.PdfPage]:
        try:
            page = self._pdf[index]
        except pdfium.PdfiumError as error:
            raise PageError("it is damaged") from error
        try:
            yield page
        finally:
            page.close()

    def read_page(self, index: int) -> PrintedPage:
        """Return what page ``index`` (from 0) carries.

        Raises:
            PageError: the page is damaged.
        """
        with self._page(index) as page:
            width, height, turn = _frame(page)
            try:
                text = page.get_textpage()
            except pdfium.PdfiumError as error:
                raise PageError("its text is damaged") from error
            try:
                glyphs = _glyphs(text.raw, turn, page.get_rotation())
            finally:
                text.close()
            return PrintedPage(width, height, glyphs, *drawings(page, turn, width, height))

    def draw_page(self, index: int, settings: ReadingSettings) -> Picture:
        """Return page ``index`` (from 0) drawn in grey, at a resolution that fits the limits.

        Raises:
            PageError: the page cannot be drawn.
        """
        with self._page(index) as page:
            width, height, _ = _frame(page)
            pixels = width * height * (settings.dpi / 72) ** 2
            scale = settings.dpi / 72 * min(1.0, (settings.max_pixels / max(pixels, 1.0)) ** 0.5)
            scale = min(scale, MAX_SIDE / max(width, height, 1.0))
            try:
                image = page.render(scale=scale, grayscale=True).to_pil()
            except (pdfium.PdfiumError, MemoryError, ValueError) as error:
                raise PageError("it cannot be drawn") from error
            return Picture(image.convert("L"), scale * 72)


def _mended(path: Path) -> pdfium.PdfDocument:
    """Open a damaged PDF with a new list of the pages that are still there."""
    data = salvaged(path)
    if data is None:
        raise CannotOpen
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        raise CannotOpen from error


def _frame(page: pdfium.PdfPage) -> tuple[float, float, Turn]:
    """Return width and height as shown, and the way from PDF coordinates to ours."""
    left, low, right, high = page.get_bbox()  # the crop box within the media box
    rotation = page.get_rotation() % 360
    if rotation == 90:
        return high - low, right - left, lambda x, y: (y - low, x - left)
    if rotation == 180:
        return right - left, high - low, lambda x, y: (right - x, y - low)
    if rotation == 270:
        return high - low, right - left, lambda x, y: (high - y, right - x)
    return right - left, high - low, lambda x, y: (x - left, high - y)


class _Style(NamedTuple):
    """What all characters of one text object share."""

    size: float
    angle: int
    bold: bool
    italic: bool
    hidden: bool
    font: int
    across: float  # points that an em is wide


class _Styles:
    """The styles of a page's text objects, each asked for once."""

    def __init__(self, text: Any, rotation: int) -> None:
        self._text = text
        self._rotation = rotation
        self._fonts: dict[int, tuple[bool, bool]] = {}
        self._known: dict[int, _Style] = {}
        self._matrix = pdfium_c.FS_MATRIX()

    def of(self, handle: int, index: int) -> _Style:
        """Return the style of the text object ``handle``, which character ``index`` is in."""
        style = self._known.get(handle)
        if style is None:
            style = self._known[handle] = self._ask(handle, index)
        return style

    def _ask(self, handle: int, index: int) -> _Style:
        matrix = self._matrix
        pdfium_c.FPDFText_GetMatrix(self._text, index, matrix)
        operand = pdfium_c.FPDFText_GetFontSize(self._text, index)
        angle = direction(matrix.a, matrix.b)
        rise = (matrix.c**2 + matrix.d**2) ** 0.5  # the matrix's height scale
        font = _font(handle) or 0
        looks = self._fonts.get(font)
        if looks is None:
            looks = self._fonts[font] = self._looks(index)
        return _Style(
            round(abs(operand) * rise, 2),
            (angle + self._rotation) % 360 if angle >= 0 else angle,
            *looks,
            _render_mode(handle) == 3,
            font,
            abs(operand) * (matrix.a**2 + matrix.b**2) ** 0.5,
        )

    def _looks(self, index: int) -> tuple[bool, bool]:
        name = ctypes.create_string_buffer(128)
        flags = ctypes.c_int()
        pdfium_c.FPDFText_GetFontInfo(self._text, index, name, 128, flags)
        bold, italic = font_style(name.value.decode("utf-8", "replace"))
        return bold or bool(flags.value & 0x40000), italic or bool(flags.value & 0x40)


def _glyphs(text: Any, turn: Turn, rotation: int) -> list[Glyph]:
    page = ctypes.cast(text, ctypes.c_void_p).value
    x, y, box = ctypes.c_double(), ctypes.c_double(), pdfium_c.FS_RECTF()
    px, py, pbox = ctypes.addressof(x), ctypes.addressof(y), ctypes.addressof(box)
    styles = _Styles(text, rotation)
    width = ctypes.c_float()
    pwidth = ctypes.addressof(width)
    # Of each character of a font: does the font lack its meaning, and its advance in ems.
    known: dict[tuple[int, int], tuple[bool, float]] = {}
    glyphs: list[Glyph] = []
    ink = [ctypes.c_double() for _ in range(4)]  # left, right, bottom, top
    pink = [ctypes.addressof(side) for side in ink]

    last: tuple[float, ...] = ()
    supposed = False  # a space before this character
    lead = 0  # the first half of a surrogate pair
    handle_before = 0
    origin_before = (0, 0.0, 0.0)
    for i in range(min(pdfium_c.FPDFText_CountChars(text), MAX_CHARACTERS)):
        handle = _text_object(page, i)
        code = _unicode(page, i)
        if not handle:  # white space that PDFium supposes
            supposed = supposed or code == 32
            continue
        if 0xD800 <= code < 0xE000:
            if code < 0xDC00:
                lead = code
                continue
            code = 0x10000 + ((lead - 0xD800) << 10) + (code - 0xDC00) if lead else 0xFFFD
        lead = 0
        _loose_box(page, i, pbox)
        left, right = box.left, box.right
        if left == right and code == 32:
            supposed = True
            continue
        if handle != handle_before:
            style = styles.of(handle, i)
            handle_before = handle
        edges = (handle, left, right, box.bottom)
        if edges == last and left != right:  # one sign that stands for several letters
            x0, top, x1, bottom = _box(turn, left, box.top, right, box.bottom)
            whole = glyphs[-1].text + chr(code)
            glyphs[-1] = glyphs[-1]._replace(text=whole, x0=x0, top=top, x1=x1, bottom=bottom)
            continue
        last = edges
        _origin(page, i, px, py)
        key = (style.font, code)
        of_font = known.get(key)
        if of_font is None:
            width.value = 0.0
            _width(style.font, code, 1.0, pwidth)
            of_font = known[key] = (_map_error(page, i) == 1, width.value)
        unmapped, advance = of_font
        # The box holds the ink, too: an f that leans over would fill the space behind it.
        if style.angle == rotation and left < x.value < right:
            left = x.value
        # A ligature's letters share its origin, and its box among them.
        origin = (handle, x.value, y.value)
        shared = origin == origin_before
        origin_before = origin
        end = x.value + advance * style.across
        overhangs = not shared and x.value < end < right - 0.02 * style.across
        if overhangs and style.angle == rotation:
            _ink(page, i, *pink)
            if ink[1].value > right - 0.01:  # else two signs of the font stand for this character
                right = end
        bx, by = turn(x.value, y.value)
        angle = style.angle
        glyph = Glyph(
            chr(code) if code < 0x110000 else "\ufffd",
            *_box(turn, left, box.top, right, box.bottom),
            style.size,
            bx if angle == 90 or angle == 270 else by,
            angle,
            style.bold,
            style.italic,
            style.hidden,
            not unmapped,
        )
        if supposed and stands_off(glyph, glyphs):
            glyphs.append(glyph._replace(text=" ", x0=glyphs[-1].x1, x1=glyph.x0))
        supposed = False
        glyphs.append(glyph)
    return glyphs


def _box(turn: Turn, left: float, top: float, right: float, bottom: float) -> Box:
    """Return the box of two corners in the PDF's coordinates."""
    x0, y0 = turn(left, top)
    x1, y1 = turn(right, bottom)
    return (
        x0 if x0 < x1 else x1,
        y0 if y0 < y1 else y1,
        x1 if x0 < x1 else x0,
        y1 if y0 < y1 else y0,
    )


def stands_off(glyph: Glyph, before: list[Glyph]) -> bool:
    """Say whether a space that PDFium supposes is one: it leaves out those drawn by themselves."""
    *_, first, last = glyph, glyph, *before[-2:]
    if not last.angle == glyph.angle == 0 or last.baseline != glyph.baseline:
        return False
    tracking = max(0.0, last.x0 - first.x1) if first.baseline == last.baseline else 0.0
    return SUPPOSED * glyph.size < glyph.x0 - last.x1 - tracking < glyph.size
