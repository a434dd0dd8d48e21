"""The review page in a real Chromium: a reviewer at the keyboard, and a report that would run."""

import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, expect, sync_playwright

from pipeline.config import ReadingSettings
from pipeline.review.app import make_app
from pipeline.schema import Decision
from pipeline.store import Store
from tests.review.reports import HOSTILE, make_store, word_box

CHROMIUM = (
    shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
)
pytestmark = pytest.mark.skipif(not CHROMIUM, reason="no Chromium here: apt-get install chromium")
TOKEN = "a-token"


@contextmanager
def served(path: Path) -> Iterator[str]:
    """Serve a store's review page; give its address without the token."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
        app = make_app(path, ReadingSettings(), token=TOKEN, port=port, reviewer="ana")
        server = uvicorn.Server(uvicorn.Config(app, log_config=None, timeout_graceful_shutdown=1))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        while not server.started:
            time.sleep(0.01)
        try:
            yield f"http://127.0.0.1:{port}/"
        finally:
            server.should_exit = True
            thread.join()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make_store(tmp_path)


# A machine that runs the other tests beside this one may take its time to answer.
expect.set_options(timeout=15_000)


@pytest.fixture
def page(browser: Browser, path: Path) -> Iterator[Page]:
    """The page, opened by the address that was printed; nothing may go wrong in it."""
    with served(path) as address:
        context = browser.new_context(viewport={"width": 1440, "height": 900})
        context.set_default_timeout(8_000)
        opened = context.new_page()
        troubles: list[str] = []
        opened.on("pageerror", lambda error: troubles.append(f"error: {error}"))
        opened.on("dialog", lambda dialog: (troubles.append("a dialog"), dialog.dismiss()))
        opened.on(
            "request",
            lambda r: troubles.append(r.url) if not r.url.startswith((address, "data:")) else None,
        )
        opened.goto(f"{address}?token={TOKEN}")
        expect(opened.locator("article[data-id]")).to_be_visible()
        assert "token" not in opened.url
        yield opened
        assert troubles == []
        context.close()


def chosen(page: Page) -> str:
    return page.locator("#rows li:has(a[aria-current])").get_attribute("data-id") or ""


def step(page: Page, key: str) -> None:
    """Press a key and wait until another claim is shown, list and article alike."""
    before = page.locator("article[data-id]").get_attribute("data-id")
    page.keyboard.press(key)
    expect(page.locator(f'article[data-id]:not([data-id="{before}"])')).to_be_visible()
    assert page.locator("article[data-id]").get_attribute("data-id") == chosen(page)


def decisions(path: Path) -> dict[str, Decision]:
    with Store.open(path) as store:
        return store.decisions()


def test_ten_claims_by_keyboard(page: Page, path: Path) -> None:
    step(page, "j")  # past the note, which has no picture
    keys = "aarajkaraaa"  # ten verdicts, one look ahead and back among them
    expected: dict[str, str] = {}
    for key in keys:
        if key in "ar":
            expected[chosen(page)] = "accepted" if key == "a" else "rejected"
        step(page, key)
    assert len(expected) == 9
    expected[chosen(page)] = "accepted"
    step(page, "a")
    expect(page.locator("#progress")).to_have_text("10 of 13 reviewed")
    assert {i: d.status for i, d in decisions(path).items()} == expected
    assert {d.reviewer for d in decisions(path).values()} == {"ana"}
    last = list(expected)[-1]
    page.keyboard.press("u")
    expect(page.locator("#progress")).to_have_text("9 of 13 reviewed")
    expect(page.locator("article[data-id]")).to_have_attribute("data-id", last)
    assert decisions(path)[last].status == "new"


def test_correcting_a_value(page: Page, path: Path) -> None:
    step(page, "j")
    claim_id = chosen(page)
    page.keyboard.press("c")
    cell = page.locator("input[name=value]")
    expect(cell).to_be_focused()
    page.keyboard.type("a dozen")
    page.keyboard.press("Enter")
    expect(page.locator(".error")).to_contain_text("'a dozen' is no number")
    assert decisions(path) == {}
    cell.fill("1,312")
    page.locator("[name=what]").fill("exports of cars")
    step(page, "Enter")
    made = decisions(path)[claim_id]
    assert (made.status, dict(made.corrections)) == (
        "corrected",
        {"value": "1312", "what": "exports of cars"},
    )
    step(page, "k")
    expect(page.locator("article .badge")).to_have_text("corrected")
    expect(cell).to_have_value("1,312")
    page.keyboard.press("c")
    page.locator("[name=unit]").fill("percentage point")
    page.keyboard.press("Escape")  # left as it was
    expect(page.locator("[name=unit]")).to_have_value("percent")
    assert len(decisions(path)) == 1


def test_a_note_goes_with_the_verdict_and_is_not_lost_on_the_way(page: Page, path: Path) -> None:
    claim_id = chosen(page)
    page.keyboard.press("m")
    page.keyboard.type("see p. 4")
    page.keyboard.press("Enter")  # out of the note: no verdict yet
    page.keyboard.press("j")
    expect(page.locator(".error")).to_contain_text("saved with your verdict")
    assert decisions(path) == {}
    step(page, "r")
    assert decisions(path)[claim_id].note == "see p. 4"


def test_marks_lie_on_the_printed_words(page: Page) -> None:
    step(page, "j")
    picture = page.locator(".paper:visible img")
    expect(picture).to_have_js_property("complete", True)
    at, mark = picture.bounding_box(), page.locator("rect.figure:visible").bounding_box()
    assert at
    assert mark
    x0, top, _, _ = word_box(0, 1)
    scale = at["width"] / 612
    assert mark["x"] - at["x"] == pytest.approx((x0 - 1) * scale, abs=1)
    assert mark["y"] - at["y"] == pytest.approx((top - 1) * scale, abs=1)
    expect(page.locator("rect.sentence:visible")).to_be_in_viewport()
    page.keyboard.press("f")  # to the note, on the next page
    expect(page.locator("rect.reference:visible")).to_be_in_viewport()


def test_a_report_that_would_run_does_not(page: Page) -> None:
    """The fixture fails on any dialog, error, or request to elsewhere."""
    expect(page.locator("article .quote").first).to_contain_text("<script>alert('x')</script>")
    expect(page.locator("#rows")).to_contain_text("<img src=x onerror=alert(1)>")
    page.keyboard.press("c")
    expect(page.locator("[name=place]")).to_have_value(HOSTILE)
    assert page.locator("#claim script, #rows script, #claim img[src=x]").count() == 0
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    page.keyboard.type("<img src=x onerror=alert(1)>")
    expect(page.locator("#count")).to_contain_text("1 found")
    # Even what got in by a slip would not be run: the policy forbids it.
    page.evaluate(
        "document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.ran = 1\">')"
    )
    page.wait_for_timeout(200)
    assert page.evaluate("window.ran") is None


def test_search_and_filters_lead_to_what_they_find(page: Page) -> None:
    page.keyboard.press("/")
    page.keyboard.type('"fell by 17"')
    expect(page.locator("#count")).to_have_text("1 found · 1 to do")
    page.keyboard.press("Escape")
    expect(page.locator("article .quote").first).to_contain_text("fell by 17 per cent")
    page.reload()  # the address keeps claim and filters
    expect(page.locator("#count")).to_have_text("1 found · 1 to do")
    page.locator("#clear").click()
    expect(page.locator("#rows li[data-id]")).to_have_count(13)
    expect(page.locator("article .quote").first).to_contain_text("fell by 17 per cent")
    page.locator("select[name=status]").select_option("rejected")
    expect(page.locator(".welcome")).to_contain_text("Nothing matches")


def test_without_the_token(browser: Browser, path: Path) -> None:
    with served(path) as address:
        stranger = browser.new_context().new_page()
        answer = stranger.goto(address)
        assert answer
        assert answer.status == 403
        assert "Claim 3" not in stranger.content()
        stranger.context.close()
