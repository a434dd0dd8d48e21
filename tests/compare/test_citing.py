"""Where one report cites another: by title, number or address, and only if it is sure."""

import pytest

from pipeline.compare import Citable, cited_reports
from pipeline.schema import Reference

SHELF = [
    Citable("lake", "Between Water and War: The Insurgency around Lake Chad", "lake-chad-2022.pdf",
            "2022-09-15"),
    Citable("oil", "CRUDE OIL", "gao-07-283.pdf", "2007-02"),
    Citable("office", "Interministerial Office for Housing", "rents-04.pdf", "2024"),
    Citable("old", "The State of the World's Forests and Farms", "forests-a.pdf", "2018"),
    Citable("new", "The State of the World's Forests and Farms", "forests-b.pdf", "2022"),
    Citable("mine", "A Reader's Own Long Report on Something", "mine-1.pdf", "2023"),
]  # fmt: skip
FOUND = [
    ("Harrow Centre, Between Water and War, 2022, p. 4.", None, ("lake", "title")),
    ("Okello, A. (2022). “BETWEEN WATER AND WAR: the insurgency”", None, ("lake", "title")),
    ("GAO, Crude Oil: Uncertainty about Supply, GAO-07-283 (Feb. 2007).", None, ("oil", "number")),
    ("A note", "https://x.example/files/lake-chad-2022.pdf", ("lake", "address")),
    ("FAO, The State of the World’s Forests and Farms, Rome, 2022.", None, ("new", "title")),
    # An institution is no title; a title within a title is another report.
    ("Interministerial Office for Housing, Rents in Porto, 2019.", None, None),
    ("A Life between water and war in the delta, 1999.", None, None),
    # Two editions, and nothing says which; oneself.
    ("FAO, The State of the World’s Forests and Farms, Rome.", None, None),
    ("A Reader’s Own Long Report on Something, 2023.", None, None),
    ("GAO-07-2831", "https://[broken", None),
]


@pytest.mark.parametrize(("text", "url", "answer"), FOUND)
def test_what_a_reference_leads_to(
    text: str, url: str | None, answer: tuple[str, str] | None
) -> None:
    found = cited_reports([("mine", [Reference("3", text, url)])], SHELF)
    assert [(c.cited_id, c.how) for c in found] == ([answer] if answer else [])
    assert all((c.report_id, c.label, c.reference) == ("mine", "3", text) for c in found)
