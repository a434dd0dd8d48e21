"""Image files -> page pictures in grey, with their resolution. Every frame of a TIFF is a page."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps

from pipeline.config import ReadingSettings
from pipeline.errors import UnreadableReport
from pipeline.reading.glyphs import PageError
from pipeline.schema import Box

LONG_SIDE = 11.7  # inches of a page whose file does not say (A4)
PLAUSIBLE_DPI = (90.0, 1300.0)  # what a scanner may have used; 72 is a programme's habit
ENOUGH_DPI = 200.0  # below it, pictures are enlarged: small print is lost otherwise
LONGEST = 60_000  # pixels of an image's longer side
INK = 40  # levels of grey darker than paper
RULE = 60.0  # points: the shortest drawn line that is looked for in a picture


@dataclass(frozen=True)
class Picture:
    """One page's picture in grey, and the pixels an inch of it."""

    image: Image.Image
    dpi: float

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in points."""
        return self.image.width * 72 / self.dpi, self.image.height * 72 / self.dpi

    @property
    def pixels(self) -> int:
        """The number of its pixels."""
        return self.image.width * self.image.height

    def reduced(self, dpi: float) -> "Picture":
        """Return the same page at ``dpi``; as it is, if it has hardly more."""
        share = dpi / self.dpi
        if share > 0.9:
            return self
        size = (max(1, round(self.image.width * share)), max(1, round(self.image.height * share)))
        return Picture(self.image.resize(size, Image.Resampling.BOX), dpi)

    def enlarged(self, times: int) -> "Picture":
        """Return the same page with so many times the pixels each way."""
        size = (self.image.width * times, self.image.height * times)
        return Picture(self.image.resize(size, Image.Resampling.BICUBIC), self.dpi * times)


@contextmanager
def open_image(path: Path, settings: ReadingSettings) -> Iterator[Image.Image]:
    """Open an image file after a look at its header alone.

    Raises:
        UnreadableReport: no image, damaged, or of more pixels than ``settings.max_pixels`` (four
            times as many where each is one byte: these are reduced).
    """
    limit = Image.MAX_IMAGE_PIXELS
    try:
        Image.MAX_IMAGE_PIXELS = None  # the check below is ours, before anything is decoded
        with _opened(path) as image:
            if _too_large(image, settings):
                width, height = image.size
                raise UnreadableReport(
                    f"{path.name}: {width:,} x {height:,} pixels, more than a page can have. "
                    "Save it at 300 dots an inch, or raise max_pixels."
                )
            yield image
    finally:
        Image.MAX_IMAGE_PIXELS = limit


def _opened(path: Path) -> Image.Image:
    try:
        return Image.open(path, formats=("PNG", "JPEG", "TIFF"))
    except OSError as error:
        if error.errno is not None:  # the disk's fault, not the image's
            raise
        raise UnreadableReport(f"{path.name}: a damaged image. Make it again.") from error
    except Exception as error:  # Pillow raises nearly anything on a damaged file
        raise UnreadableReport(f"{path.name}: a damaged image. Make it again.") from error


def frame_count(image: Image.Image, most: int) -> tuple[int, bool]:
    """Return how many frames can be reached, ``most`` at the most, and whether more are torn."""
    count = 1
    try:
        while count < most:
            image.seek(count)
            count += 1
    except EOFError:
        return count, False
    except Exception:  # Pillow again: nearly anything
        return count, True
    finally:
        image.seek(0)
    return count, False


def _too_large(image: Image.Image, settings: ReadingSettings) -> bool:
    room = 4 * settings.max_pixels  # bytes
    return image.width * image.height * _bytes(image) > room or max(image.size) > LONGEST


def _bytes(image: Image.Image) -> int:
    """Return the bytes that a pixel takes once it is decoded."""
    return 1 if image.mode in ("1", "L", "P") and "transparency" not in image.info else 4


def frame_at(image: Image.Image, index: int, settings: ReadingSettings) -> Picture | str:
    """Return a frame (from 0) as a picture fit for OCR, or in words why it cannot be decoded."""
    try:
        if index:
            image.seek(index)
        if _too_large(image, settings):
            return "has more pixels than a page can have"
        dpi = _resolution(image)
        return fit(_grey(image), dpi, settings)
    except Exception as error:  # Pillow again: nearly anything
        return f"cannot be decoded ({error})"


def frame(path: Path, number: int, settings: ReadingSettings) -> Picture:
    """Return one frame (from 1) of an image file, at ``settings.dpi`` or its own if that is less.

    Raises:
        UnreadableReport: see ``open_image``.
        PageError: there is no such frame, or it cannot be decoded.
    """
    with open_image(path, settings) as image:
        try:
            image.seek(number - 1)
            if _too_large(image, settings):
                raise PageError("it has more pixels than a page can have")
            dpi = _resolution(image)
            grey = _grey(image)
        except PageError:
            raise
        except Exception as error:  # Pillow again: nearly anything
            raise PageError(f"it cannot be decoded: {error}") from error
    share = settings.dpi / dpi
    if share >= 1:
        return Picture(grey, dpi)
    size = (max(1, round(grey.width * share)), max(1, round(grey.height * share)))
    return Picture(grey.resize(size, Image.Resampling.BILINEAR, reducing_gap=2.0), settings.dpi)


def fit(grey: Image.Image, dpi: float, settings: ReadingSettings) -> Picture:
    """Enlarge or reduce a picture to a resolution that suits OCR and the limit on pixels."""
    target = dpi
    if dpi < ENOUGH_DPI or dpi > 1.6 * settings.dpi:
        target = float(settings.dpi)
    pixels = grey.width * grey.height * (target / dpi) ** 2
    if pixels > settings.max_pixels:
        target *= (settings.max_pixels / pixels) ** 0.5
    if abs(target / dpi - 1) < 0.02:
        return Picture(grey, dpi)
    size = (max(1, round(grey.width * target / dpi)), max(1, round(grey.height * target / dpi)))
    return Picture(grey.resize(size, Image.Resampling.BICUBIC), target)


def _resolution(image: Image.Image) -> float:
    """Return the pixels an inch, as the file says or as the page's size suggests."""
    stated = image.info.get("dpi", (0, 0))
    try:
        dpi = float(stated[1])
    except (TypeError, ValueError, IndexError, ZeroDivisionError):
        dpi = 0.0
    guess = max(image.size) / LONG_SIDE
    low, high = PLAUSIBLE_DPI
    if low <= dpi <= high and 0.2 * dpi <= guess <= 5 * dpi:
        return dpi
    return max(guess, 36.0)


def _grey(image: Image.Image) -> Image.Image:
    """Return the image in grey, on white where it is transparent, turned as its EXIF says."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        image = ImageOps.exif_transpose(image) or image
        if "transparency" in image.info:
            image = image.convert("RGBA")
        if image.mode in ("RGBA", "LA", "PA"):
            alpha = image.getchannel("A")
            return Image.composite(image.convert("L"), Image.new("L", image.size, 255), alpha)
        if image.mode.startswith("I;16") or image.mode in ("I", "F"):
            levels = np.array(image, dtype=np.float32)
            levels *= 255 / (float(levels.max()) or 1.0)
            return Image.fromarray(levels.astype(np.uint8))
        return image.convert("L")


# --- what can be seen without reading ----------------------------------------------------------


def is_blank(image: Image.Image) -> bool:
    """Say whether a page's picture shows no more than paper and a few specks."""
    small = np.asarray(image.reduce(4), dtype=np.int16)
    if small.size == 0:
        return True
    dark = small < np.median(small) - INK
    inner = dark[small.shape[0] // 50 : -(small.shape[0] // 50) or None]
    return int(inner.sum()) < 2e-5 * small.size + 4


def find_rules(picture: Picture) -> tuple[Box, ...]:
    """Return the long thin horizontal lines of a page's picture, in points."""
    factor = max(1, round(picture.dpi / 100))
    small = np.asarray(picture.image.reduce(factor), dtype=np.int16)
    scale = 72.0 * factor / picture.dpi
    window = int(RULE / scale)
    if small.shape[1] <= window or small.shape[0] < 3:
        return ()
    dark = small < np.median(small) - 1.5 * INK
    sums = np.cumsum(np.pad(dark, ((0, 0), (1, 0))), axis=1, dtype=np.int32)
    full = sums[:, window:] - sums[:, :-window] >= 0.93 * window
    found: list[Box] = []
    rows = np.flatnonzero(full.any(axis=1))
    thick = max(1, int(3.0 / scale))
    for group in np.split(rows, np.flatnonzero(np.diff(rows) > 1) + 1):
        if len(group) == 0 or len(group) > thick + 1:
            continue  # thicker: a bar or a picture's edge
        hits = np.flatnonzero(full[group].any(axis=0))
        for run in np.split(hits, np.flatnonzero(np.diff(hits) > window) + 1):
            x0, x1 = float(run[0]) * scale, float(run[-1] + window) * scale
            top, bottom = float(group[0]) * scale, float(group[-1] + 1) * scale
            found.append((round(x0, 1), round(top, 1), round(x1, 1), round(bottom, 1)))
    return tuple(found)
