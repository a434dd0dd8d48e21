"""Text that spreadsheet programs might run, and what becomes of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.sheets.safe import CELL_LIMIT, cell_text, escaped, is_formula_like, unescaped

FORMULAS = [
    "=1+1",
    '=HYPERLINK("http://x","y")',
    "+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1",
    "\tplain",
    "\rplain",
    "   =1",
    "\u00a0=1",  # a blank that does not break
    "\u200b=1",  # one that is not seen
    "\ufeff@x",
    "\x00=1",
    "＝1+1",  # full width
    "＋1",
    "－1",
    "＠x",
    "−5",  # the minus sign proper
    "'=1",
]
HARMLESS = ["", "1 - 1", "a=b", "'quoted'", "mail@example", "[[1.0, -2.0]]", "…", "  text", "1+1"]


@pytest.mark.parametrize("text", FORMULAS)
def test_what_could_pass_for_a_formula_is_escaped(text: str) -> None:
    assert escaped(text) == "'" + text
    assert unescaped("'" + text) == text


@pytest.mark.parametrize("text", HARMLESS)
def test_other_text_is_left_alone(text: str) -> None:
    assert escaped(text) == text
    assert unescaped(text) == text


@given(st.text(st.sampled_from("'=+-@ \t\rＡ＝a\u200b")) | st.text())
def test_escaping_is_undone(text: str) -> None:
    assert unescaped(escaped(text)) == text
    assert not is_formula_like(escaped(text).removeprefix("'")) or escaped(text).startswith("'")


def test_signs_that_xml_cannot_hold_are_taken_out() -> None:
    assert cell_text("a\x00b\x0bc\ud800d\uffffe\tf\n") == "abcde\tf\n"


@given(st.text(st.sampled_from("ab😀"), min_size=1, max_size=9))
def test_a_cell_holds_what_it_can(text: str) -> None:
    cell = cell_text(text * 9_000)
    assert len(cell.encode("utf-16-le")) // 2 <= CELL_LIMIT


def test_text_that_is_too_long_says_that_it_was_cut() -> None:
    assert cell_text("a" * CELL_LIMIT) == "a" * CELL_LIMIT
    assert cell_text("a" * (CELL_LIMIT + 1)) == "a" * (CELL_LIMIT - 2) + " …"
