"""The page of a night: nothing comes from outside, and no text of a report acts."""

import re
from html.parser import HTMLParser
from typing import Any

import pytest

from pipeline.nightly.page import page
from pipeline.nightly.plots import plots

EVIL = '<script>alert("x")</script><img src=x onerror=alert(1)>{{ 7*7 }} $\\frac{'


def night(number: int = 2, **more: Any) -> dict[str, Any]:
    """A night as report.json holds it."""
    return {
        "run": f"2026-01-{number:02}T02-00-00Z", "number": number, "host": "vm", "version": "0.1",
        "began": f"2026-01-{number:02}T02:00:00+00:00",
        "ended": f"2026-01-{number:02}T03:10:00+00:00",
        "seconds": 4200.0, "exit_code": 0,
        "counts": {"files": 10, "read": number, "unchanged": 5, "duplicate": 0, "failed": 1,
                   "known_failures": 2},
        "claims": {"added": 30, "removed": 1, "altered": 2, "kept": 3},
        "totals": {"reports": 12, "pages": 90, "sentences": 300, "claims": 400, "figures": 200,
                   "failures": 3},
        "stages": {"reading": 100.0, "annotate": 50.0},
        "inboxes": [{"name": "/in", "files": 10, "fetched": 0, "error": "", "passed_over": ()}],
        "reports": [], "failures": [], "findings": [], "changes": [], "conflicts": [],
        "gone": [], "back": [], "moved": [], "problems": [], "backup": "",
        "no_backup": "there was nothing to copy yet",
        "ocr_confidence": 0.93, "format": 1,
    } | more  # fmt: skip


class Tags(HTMLParser):
    """What a browser would make of it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[tuple[str, str | None]] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes.update(attrs)


def hostile() -> dict[str, Any]:
    """A night in which every text is an attack."""
    return night(
        host=EVIL,
        backup=EVIL,
        inboxes=[{"name": EVIL, "files": 1, "fetched": 1, "error": EVIL}],
        failures=[{"file": EVIL, "path": EVIL, "stage": EVIL, "message": EVIL, "since": EVIL,
                   "attempts": 2, "is_new": True}],
        findings=[{"claim": f"{EVIL} 7 dead", "figure": "7 dead", "file": EVIL, "report": EVIL,
                   "page": 1, "source": EVIL, "check_worthiness": 1.0}],
        changes=[{"file": EVIL, "how": "edition", "added": [EVIL], "removed": [EVIL],
                  "altered": [{"claim": EVIL, "figure": EVIL, "columns": {EVIL: [EVIL, None]}}]}],
        reports=[{"file": EVIL, "report": EVIL, "origin": EVIL, "how": "new", "pages": 3,
                  "ocr_pages": 2, "ocr_confidence": 0.71, "worst_page": 2, "claims": 4, "kept": 0,
                  "added": 4, "removed": 0, "altered": 0, "seconds": {EVIL: 2.0},
                  "warnings": [EVIL]}],
        conflicts=[{"sides": [{"claim": EVIL, "report": EVIL, "page": 1, "date": EVIL}]}],
        gone=[EVIL], back=[EVIL], moved=[EVIL], problems=[EVIL],
    )  # fmt: skip


def test_no_text_of_a_report_acts() -> None:
    html = page(hostile(), [night(1)])
    seen = Tags(html)
    assert "script" not in seen.tags
    assert "img" not in seen.tags
    assert not [name for name, _ in seen.attributes if name.startswith("on")]
    assert "{{ 7*7 }}" in html  # stays what it is
    assert "&lt;script&gt;" in html


def test_nothing_comes_from_outside() -> None:
    seen = Tags(page(hostile(), [night(1)]))
    links = [value for name, value in seen.attributes if name in ("src", "href", "xlink:href")]
    assert all((value or "").startswith("#") for value in links)
    assert not {"link", "iframe", "object", "embed"} & seen.tags
    assert ("content", "default-src 'none'; style-src 'unsafe-inline'") in seen.attributes


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({}, "needs you"),
        ({"counts": night()["counts"] | {"failed": 0}}, "All that came in is read"),
        ({"counts": night()["counts"] | {"failed": 0, "read": 0}}, "A quiet night"),
        ({"exit_code": 5}, "stopped early"),
    ],
)
def test_the_first_line_says_how_it_was(more: dict[str, Any], said: str) -> None:
    html = page(night(**more), [])
    found = re.search(r"<h1>\s*(.*?)\s*</h1>", html, re.DOTALL)
    assert found
    assert said in found[1]


def test_an_edited_sentence_is_shown_as_one() -> None:
    change = {
        "file": "a.pdf", "how": "edition", "altered": [],
        "removed": ["It costs 48 dollars a head.", "The lake is dry."],
        "added": ["Nobody knows why.", "It costs 49 dollars a head."],
    }  # fmt: skip
    html = page(night(changes=[change]), [])
    assert "It costs <del>48</del> <ins>49</ins> dollars a head." in html
    assert "<del>The lake is dry.</del>" in html
    assert "<ins>Nobody knows why.</ins>" in html


def test_long_tables_are_cut_and_say_so() -> None:
    html = page(night(gone=[f"{i}.pdf" for i in range(1250)]), [])
    assert "And 1,050 more" in html
    assert html.count(".pdf</li>") == 200


def test_the_first_night_has_nothing_to_be_compared_with() -> None:
    assert plots([night(1)]) == []


def test_pictures_of_the_last_nights() -> None:
    drawn = dict(plots([night(i) for i in range(1, 40)]))
    assert list(drawn) == [
        "Reports", "Claims that are new", "Work, in seconds", "How sure the OCR was",
    ]  # fmt: skip
    assert all(svg.startswith("<svg") and "01-39" in svg for svg in drawn.values())
    assert "01-09" not in drawn["Reports"]  # thirty nights are shown


def test_nights_without_ocr_have_three_pictures() -> None:
    quiet = [night(i, ocr_confidence=None, stages={}) for i in (1, 2)]
    assert len(plots(quiet)) == 3
