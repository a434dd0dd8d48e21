"""The picture of a claim: the right lines, each part in its tint, and none where there is none."""

import io
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from pipeline.config import ReadingSettings
from pipeline.review.evidence import LOOK_AGAIN, TINTS, Evidence, marks_of, stretches
from pipeline.schema import Box, Claim
from pipeline.store import Store
from tests.claim_builders import claim
from tests.review.reports import make_store, word_box


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store.open(make_store(tmp_path_factory.mktemp("reports"))) as opened:
        yield opened


@pytest.fixture
def evidence(store: Store) -> Iterator[Evidence]:
    with Evidence(store, ReadingSettings()) as opened:
        yield opened


def drawn(store: Store) -> list[Claim]:
    return [claim for claim in store.claims() if claim.bbox]


def colours(png: bytes | None) -> np.ndarray:
    assert png is not None
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB"))


def share(picture: np.ndarray, colour: tuple[int, int, int]) -> float:
    return float((picture == colour).all(axis=2).mean())


def test_a_crop_shows_the_lines_and_tints_what_lies_between_the_letters(
    store: Store, evidence: Evidence
) -> None:
    picture = colours(evidence.crop(drawn(store)[2]))
    height, width, _ = picture.shape
    assert 20 < height < 60 < 300 < width  # one line of three words, some paper around
    for kind in ("sentence", "actor", "figure", "callout"):
        assert share(picture, TINTS[kind]) > 0.001, kind
    assert share(picture, TINTS["reference"]) == 0
    assert share(picture, (0, 0, 0)) > 0.3  # print stays black under its tint


def test_marks_lie_on_their_words(store: Store, evidence: Evidence) -> None:
    row = drawn(store)[2]
    picture = colours(evidence.page_picture(row.report_id, 1, marks_of(row), dpi=72))
    assert picture.shape[:2] == (792, 612)
    for kind, column in (("actor", 0), ("figure", 1), ("callout", 2)):
        x0, top, x1, bottom = word_box(6, column)
        ys, xs = np.nonzero((picture == TINTS[kind]).all(axis=2))
        assert xs.min() >= x0 - 2
        assert xs.max() <= x1 + 2
        assert ys.min() >= top - 2
        assert ys.max() <= bottom + 2


HIGH = (  # a line of sixty letters in 10 points is 300 points wide
    ((72.0, 100.0, 372.0, 112.0), 100.0),
    ((72.0, 92.0, 372.0, 112.0), 99.0),  # its font claims what is above it
)


@pytest.mark.parametrize(("box", "top"), HIGH)
def test_a_mark_is_no_higher_than_its_line(box: Box, top: float) -> None:
    marks = marks_of(claim("x" * 60, bbox=((1, box),), figure_bbox=((1, box),)))
    assert [mark.kind for mark in marks] == ["sentence", "figure"]
    assert {mark.box for mark in marks} == {(72.0, top, 372.0, 112.0)}


def test_a_page_without_marks_is_grey(store: Store, evidence: Evidence) -> None:
    picture = colours(evidence.page_picture(drawn(store)[0].report_id, 2))
    assert (picture[..., 0] == picture[..., 2]).all()


def test_a_crop_is_small_and_bare_text_has_none(store: Store, evidence: Evidence) -> None:
    crops = {claim: evidence.crop(claim) for claim in store.claims()}
    assert all((crop is not None) == bool(claim.bbox) for claim, crop in crops.items())
    assert max(len(crop) for crop in crops.values() if crop) < 20_000


ODD = {
    "off the page": (((1, (2000.0, 2000.0, 2100.0, 2010.0)),), False),
    "on a page that is not there": (((7, (72.0, 100.0, 90.0, 110.0)),), False),
    "half off the page": (((1, (-50.0, -20.0, 300.0, 40.0)),), True),
    "of no size": (((1, (72.0, 100.0, 72.0, 100.0)),), True),
    "upside down": (((1, (300.0, 120.0, 72.0, 100.0)),), False),
    "on two pages": (((1, (72.0, 700.0, 300.0, 710.0)), (2, (72.0, 80.0, 300.0, 90.0))), True),
}


@pytest.mark.parametrize("name", ODD)
def test_odd_boxes_do_no_harm(name: str, store: Store, evidence: Evidence) -> None:
    bbox, shown = ODD[name]
    row = replace(drawn(store)[0], bbox=bbox, figure_bbox=bbox)
    assert (evidence.crop(row) is not None) == shown


def test_a_file_that_comes_back_is_shown_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The share was not mounted when the page was opened first."""
    with Store.open(make_store(tmp_path)) as store:
        row = drawn(store)[0]
        [path] = store.files_of(row.report_id)
        away = path.rename(path.with_suffix(".away"))
        with Evidence(store, ReadingSettings()) as evidence:
            assert evidence.crop(row) is None
            away.rename(path)
            assert evidence.crop(row) is None, "not looked for with every claim of a sheet"
            later = time.monotonic() + LOOK_AGAIN
            monkeypatch.setattr(time, "monotonic", lambda: later)
            assert evidence.crop(row) is not None


def test_another_file_in_its_place_shows_nothing(tmp_path: Path) -> None:
    with Store.open(make_store(tmp_path)) as store:
        scan = tmp_path / "trade.tif"
        Image.new("L", (850, 1100), 255).save(scan)
        with Evidence(store, ReadingSettings()) as evidence:
            assert evidence.crop(drawn(store)[0]) is None
        scan.unlink()
        with Evidence(store, ReadingSettings()) as evidence:
            assert evidence.page_picture(drawn(store)[0].report_id, 1) is None


A: Box = (72.0, 100.0, 300.0, 110.0)
B: Box = (72.0, 112.0, 200.0, 122.0)
COLUMN: Box = (320.0, 80.0, 500.0, 90.0)
STRETCHES = [
    (((1, A), (1, B)), [(1, [A, B])]),  # two lines below one another
    (((1, A), (1, COLUMN)), [(1, [A]), (1, [COLUMN])]),  # the next column
    (((1, A), (2, B)), [(1, [A]), (2, [B])]),  # the next page
    (((1, B), (1, A)), [(1, [B]), (1, [A])]),  # back up the page
    ((), []),
]


@pytest.mark.parametrize(("lines", "expected"), STRETCHES)
def test_lines_that_stand_together_are_shown_together(
    lines: tuple[tuple[int, Box], ...], expected: list[tuple[int, list[Box]]]
) -> None:
    assert stretches(lines) == expected
