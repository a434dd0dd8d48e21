"""What a saved report changed in the table."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from pipeline.schema import Claim, Quantity
from pipeline.store import PageFacts, Store
from pipeline.store.changes import FINDINGS_A_REPORT, Change, findings, unreported
from tests.claim_builders import REPORT, claim, document

PAGES = (PageFacts(1, 595.0, 842.0, "text", 1.0),)
OTHER = "b" * 64


def row(text: str, value: float | None = None, *, report: str = REPORT, **more: object) -> Claim:
    """A claim with a sentence of its own and perhaps a figure."""
    figure = None if value is None else Quantity(f"{text} figure", value)
    number = f"{report[0]}-{text}"
    return claim(
        text, claim_id=number, sentence_id=number, report_id=report, quantity=figure, **more
    )


def saved(store: Store, *claims: Claim, report: str = REPORT, path: str = "/in/lake.pdf") -> None:
    run = store.start_run({}, "0.1")
    claims = tuple(
        Claim(**{f: getattr(c, f) for f in c.__slots__} | {"position": i})
        for i, c in enumerate(claims)
    )
    store.save(run, document=document(report), pages=PAGES, claims=claims, key="k", path=Path(path))
    store.finish_run(run, read=1, failed=0)


@pytest.fixture
def store(tmp_path: Path):
    with Store.open(tmp_path / "claims.db") as opened:
        yield opened


def changes(store: Store) -> list[Change]:
    with closing(sqlite3.connect(store.path)) as db:
        return unreported(db)


def test_a_new_report_only_adds(store: Store) -> None:
    saved(store, row("one"), row("two", 2))
    (made,) = changes(store)
    assert (made.how, made.file) == ("new", "lake.pdf")
    assert (made.kept, made.added, made.removed, made.altered) == (0, 2, 0, 0)


def test_the_same_bytes_read_otherwise(store: Store) -> None:
    saved(store, row("one"), row("two", 2), row("three"))
    saved(store, row("one", kind="prediction"), row("two", 20), row("four"))
    made = changes(store)[-1]
    assert made.how == "again"
    assert (made.kept, made.added, made.removed, made.altered) == (0, 1, 1, 2)
    assert made.examples_added == ("four",)
    assert made.examples_removed == ("three",)
    one, two = made.examples_altered
    assert (one.claim, one.columns) == ("one", {"kind": ("fact", "prediction")})
    assert (two.figure, two.columns) == ("two figure", {"value": (2.0, 20.0)})


def test_a_new_edition_is_compared_with_the_one_it_replaces(store: Store) -> None:
    saved(store, row("one"), row("two", 2))
    saved(store, row("one", report=OTHER), row("two", 3, report=OTHER), report=OTHER)
    made = changes(store)[-1]
    assert made.how == "edition"
    assert (made.kept, made.added, made.removed, made.altered) == (1, 0, 0, 1)


def test_how_sure_we_are_is_no_change(store: Store) -> None:
    saved(store, row("one", confidence=0.5))
    saved(store, row("one", confidence=0.9))
    made = changes(store)[-1]
    assert (made.kept, made.altered) == (1, 0)


def test_sentences_that_occur_twice_are_told_apart(store: Store) -> None:
    twice = [row("one"), claim("one", claim_id="x", sentence_id="x")]
    saved(store, *twice)
    saved(store, twice[0])
    made = changes(store)[-1]
    assert (made.kept, made.removed) == (1, 1)


def test_one_report_does_not_fill_the_nights_list(store: Store) -> None:
    rows = [row(f"{n} rivers", check_worthiness=0.9, confidence=0.9) for n in range(5)]
    saved(store, *rows, row("junk", check_worthiness=1.0, confidence=0.1))
    lake = row("lake", report=OTHER, check_worthiness=0.5)
    saved(store, lake, report=OTHER, path="/in/other.pdf")
    with closing(sqlite3.connect(store.path)) as db:
        found = [finding.claim for finding in findings(db, 9)]
    assert len(found) == FINDINGS_A_REPORT + 1
    assert found[-1] == "lake"
    assert "junk" not in found
