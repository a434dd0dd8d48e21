"""Text written to harm a reader: it takes no longer and raises nothing."""

import time

import pytest

from pipeline.assembly import assemble
from pipeline.config import AssemblySettings
from pipeline.schema import Report
from tests.builders import bare, page, report

LONG = 20_000


@pytest.mark.parametrize(
    "text",
    [
        "." * LONG,
        "-" * LONG + " x",
        "— " * LONG,
        "(" * LONG,
        "A " * LONG + "(2019",
        "(Smith, " * 2000,
        "Notes " + "[1] " * 3000,
        "1.) " * 3000,
        "’" * LONG,
        "x.’ " * 3000,
        "https://" + "a/-" * 5000,
        "=SUM(A1) <script> ../../etc/passwd \x00 \u202e" * 50,
    ],
    ids=lambda text: text[:10],
)
def test_long_and_odd_text_is_assembled_in_time(text: str) -> None:
    printed: tuple[Report, ...] = (
        report(bare(text, "", text, "", "Notes", "", text)),
        report(page(text[:4000], "The army left.")),
    )
    for one in printed:
        began = time.monotonic()
        document = assemble(one, AssemblySettings())
        assert time.monotonic() - began < 20
        assert all(0 <= w.start < w.end <= len(document.text) for w in document.words)


def test_a_report_without_words() -> None:
    for empty in (report(), report(page()), report(bare("", ""))):
        document = assemble(empty, AssemblySettings())
        assert (document.text, document.blocks, document.callouts) == ("", (), ())
