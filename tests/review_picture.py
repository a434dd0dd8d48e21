"""Makes the README's picture of the review page from a real one, in Chromium.

    python tests/review_picture.py outputs "singapore customs recorded" corpus/review.png

The words find the claim that is shown. A few claims before it are decided, on a copy.
Needs Chromium: apt-get install chromium
"""

import shutil
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import expect, sync_playwright

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from pipeline.schema import Decision  # noqa: E402  (run as a script)
from pipeline.store import Store  # noqa: E402
from pipeline.store.search import Filters, Search  # noqa: E402
from tests.review.test_browser import CHROMIUM, TOKEN, served  # noqa: E402


def main(outputs: Path, words: str, picture: Path) -> None:
    """Copy the store, decide a little, open the claim, and take the picture."""
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "claims.db"
        Store.open(outputs / "claims.db").close()  # what is in its journal comes along
        shutil.copy(outputs / "claims.db", path)
        with Store.open(path) as store, Search(path) as search:
            claim = search.rows(Filters(words=words))[0]
            before = search.rows(Filters(), before=claim.key, limit=5)
            statuses = ("accepted", "accepted", "rejected", "accepted", "accepted")
            store.decide(
                Decision(row.claim_id, status, reviewer="ana")
                for row, status in zip(before, statuses, strict=False)
            )
        with served(path) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
            page = browser.new_page(viewport={"width": 1440, "height": 900})
            page.goto(f"{address}?token={TOKEN}&claim={claim.claim_id}")
            expect(page.locator("rect.figure:visible").first).to_be_in_viewport()
            page.wait_for_load_state("networkidle")
            page.evaluate(
                "document.querySelector('a[aria-current]').scrollIntoView({block: 'center'})"
            )
            page.wait_for_timeout(500)
            page.screenshot(path=picture)
            browser.close()
    # Flat colours: a palette halves the file and nobody sees it.
    colours = Image.Quantize.FASTOCTREE
    flat = Image.open(picture).convert("RGB").quantize(256, colours, dither=Image.Dither.NONE)
    flat.save(picture, optimize=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]))
