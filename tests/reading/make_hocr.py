"""Ask Tesseract again for the answers in ``files/``: ``python -m tests.reading.make_hocr``."""

from pathlib import Path

import numpy as np
import pytesseract
from PIL import Image, ImageDraw, ImageFont

FILES = Path(__file__).with_name("files")
DPI = 200
NOISE = 14  # levels of grey
LINES = (
    "Exports of wheat rose by 12 per cent in 2021, the",
    "ministry said. Some 400 people & their families",
    "left the town in more than 30 buses.",
)


def page() -> Image.Image:
    """Return three lines of 12-point print with a raised marker behind the last."""
    image = Image.new("L", (1300, 400), 255)
    draw = ImageDraw.Draw(image)
    font, small = ImageFont.load_default(33), ImageFont.load_default(20)
    for n, line in enumerate(LINES):
        draw.text((100, 100 + 52 * n), line, fill=0, font=font)
    end = 100 + draw.textlength(LINES[-1], font=font)
    draw.text((end + 2, 100 + 52 * 2 - 2), "7", fill=0, font=small)
    return image


def worn(image: Image.Image) -> Image.Image:
    """Return the page askew, faint and coarse, as a fax makes it."""
    turned = image.rotate(1.0, expand=True, fillcolor=255, resample=Image.Resampling.BICUBIC)
    small = turned.resize((int(turned.width * 0.3), int(turned.height * 0.3)))
    noise = np.random.default_rng(7).normal(0, NOISE, (small.height, small.width))
    grey = np.clip(70 + np.asarray(small) * 0.6 + noise, 0, 255).astype(np.uint8)
    return Image.fromarray(grey).resize(turned.size)


def main() -> None:
    """Write both answers."""
    for name, image in (("good", page()), ("bad", worn(page()))):
        answer = pytesseract.image_to_pdf_or_hocr(
            image, lang="eng", extension="hocr", config=f"--dpi {DPI} --psm 3"
        )
        (FILES / f"{name}.hocr").write_bytes(answer)


if __name__ == "__main__":
    main()
