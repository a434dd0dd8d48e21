"""A report read in stretches is the report that is read in one go."""

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from pipeline.config import ReadingSettings
from pipeline.errors import UnreadableReport
from pipeline.reading import join, read_report, read_stretch
from tests.reading.pdf import column, pdf

SETTINGS = ReadingSettings(max_pages=6)
PAGES = [column(["The attack killed many people in the town", f"in {year}."], 72, 700)
         for year in range(2001, 2009)]  # fmt: skip


@pytest.fixture(scope="module")
def long_report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Eight pages, two more than the settings allow: there is something to be warned of."""
    path = tmp_path_factory.mktemp("long") / "long.pdf"
    path.write_bytes(pdf(*PAGES, info="/Title (A Long Report)"))
    return path


@given(cuts=st.sets(st.integers(1, 5)), seed=st.randoms())
@settings(max_examples=20, deadline=None)
def test_wherever_it_is_cut(long_report: Path, cuts: set[int], seed: object) -> None:
    edges = [0, *sorted(cuts), None]
    stretches = [
        read_stretch(long_report, SETTINGS, first=first or 0, last=last)
        for first, last in pairwise(edges)
    ]
    seed.shuffle(stretches)  # type: ignore[attr-defined]
    assert join(stretches) == read_report(long_report, SETTINGS)


def test_who_has_no_patience_reads_one_page_and_says_how_many_there_are(long_report: Path) -> None:
    stretch = read_stretch(long_report, SETTINGS, patience=0)
    assert (stretch.first, stretch.end, stretch.total) == (0, 1, 6)
    rest = read_stretch(long_report, SETTINGS, first=stretch.end)
    assert join([rest, stretch]) == read_report(long_report, SETTINGS)


def test_frames_of_an_image_and_pages_without_text(tmp_path: Path) -> None:
    blank = [Image.new("L", (850, 1100), 255) for _ in range(3)]
    path = tmp_path / "fax.tif"
    blank[0].save(path, save_all=True, append_images=blank[1:])
    stretches = [read_stretch(path, SETTINGS, first=n, last=n + 1) for n in range(3)]
    assert [s.report.pages[0].number for s in stretches] == [1, 2, 3]
    assert not any(s.report.warnings for s in stretches)
    assert join(stretches) == read_report(path, SETTINGS)
    assert join(stretches).warnings == ("no text was found on any page",)


def test_a_stretch_of_other_bytes_or_one_that_is_missing_is_noticed(long_report: Path) -> None:
    first = read_stretch(long_report, SETTINGS, last=3)
    rest = read_stretch(long_report, SETTINGS, first=3)
    other = replace(rest, report=replace(rest.report, id="0" * 64))
    for broken in ([first, other], [first], [rest]):
        with pytest.raises(UnreadableReport, match="changed while it was read"):
            join(broken)


def test_a_damaged_file_of_which_no_text_is_left_is_not_taken_for_read(tmp_path: Path) -> None:
    whole = pdf(*PAGES[:2])
    path = tmp_path / "cut.pdf"
    path.write_bytes(whole[: whole.index(b"BT")].replace(b"xref", b"?"))
    with pytest.raises(UnreadableReport, match=r"cut\.pdf: the file is damaged.* Fetch it again"):
        read_report(path, SETTINGS)
