"""``Ibid.``, ``op. cit.`` and ``note 12 above`` mean a work named before: one, or none."""

import pytest

from pipeline.citations.short_forms import ShortForm, read_short, resolve_short_forms
from pipeline.citations.sources import read_sources
from pipeline.schema import Reference

RAIN = "Kofi Abel, Rain (Accra: Volta House, 2019), https://example.org/rain."
RUIN = "Jan Odum, Ruin (2020)."


def meant(*notes: str, first: int = 1) -> list[str | None]:
    """What each short form of the last note stands for; the notes count up from ``first``."""
    references = [
        Reference(str(n), text, sources=read_sources(text)) for n, text in enumerate(notes, first)
    ]
    last = resolve_short_forms(references, [None] * len(references))[-1]
    return [source.stands_for for source in last.sources if source.short]


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("Ibid.", ShortForm(same=True)),
        ("ibid., p. 12", ShortForm(same=True)),
        ("Id. at 12.", ShortForm(same=True)),
        ("ABEL, id. at 45.", ShortForm(same=True, name="ABEL")),
        ("Abel, op. cit., p. 12.", ShortForm(name="Abel")),
        ("Abel & Odum, loc. cit.", ShortForm(name="Abel & Odum")),
        ("Abel, supra note 3, at 12.", ShortForm(name="Abel", note="3")),
        ("supra note 3", ShortForm(note="3")),
        ("Abel (n 3) 12.", ShortForm(name="Abel", note="3")),
        ("See note 3 above.", ShortForm(note="3")),
        ("Rain Data, note 3.", ShortForm(name="Rain Data", note="3")),
        ("Text at Abel, supra note 3.", ShortForm(name="Abel", note="3")),
    ],
)
def test_what_short_forms_say(text: str, short: ShortForm) -> None:
    assert read_short(text) == short


@pytest.mark.parametrize(
    "text",
    [
        RAIN,
        "ID cards were issued in 2019.",
        "See Volume I, Section IV, supra.",
        "As for the burden of proof, the court found in that year nothing else; see note 15.",
        "The data are adjusted (n = 12).",
        "Identity and Rain (2019).",
    ],
)
def test_no_short_forms(text: str) -> None:
    assert read_short(text) is None


def test_the_note_before() -> None:
    assert meant(RAIN, "Ibid.") == [RAIN]
    assert meant(RAIN, "Ibid.", "Id. at 4.") == [RAIN]


def test_the_work_before_in_the_same_note() -> None:
    assert meant(f"{RUIN} See also ibid.") == [RUIN]


def test_a_note_of_two_works_leaves_ibid_open_unless_it_is_named() -> None:
    two = f"See Kofi Abel, Rain (2019); {RUIN}"
    assert meant(two, "Ibid., p. 3.") == [None]
    assert meant(two, "ODUM, id. at 3.") == [RUIN]


def test_a_note_that_names_no_work_or_is_missing_leaves_ibid_open() -> None:
    references = [Reference("1", RAIN, sources=read_sources(RAIN)),
                  Reference("3", "Ibid.", sources=read_sources("Ibid."))]  # fmt: skip
    assert resolve_short_forms(references, [None, None])[-1].sources[0].stands_for is None


def test_the_note_that_is_named() -> None:
    assert meant(RAIN, RUIN, "Abel, supra note 1, at 4.") == [RAIN]
    assert meant(RAIN, RUIN, "Abel (n 1) 4.") == [RAIN]
    assert meant(RAIN, RUIN, "See note 2 above.") == [RUIN]
    assert meant(RAIN, RUIN, "Aebl, supra note 1.") == [None]
    assert meant(RAIN, "Odmu, supra note 1.") == [None]


def test_a_slip_in_the_name_is_forgiven() -> None:
    sprencer = "William Spencer, Iron (2000)."
    assert meant(sprencer, RUIN, "SPRENCER, supra note 1.") == [sprencer]


def test_what_a_short_form_of_the_named_note_stands_for() -> None:
    assert meant(RAIN, "Ibid., p. 4.", RUIN, "supra note 2") == [RAIN]


def test_the_authors_last_work() -> None:
    assert meant(RAIN, RUIN, "Abel, op. cit., p. 9.") == [RAIN]
    newer = "Kofi Abel, Sand (2021)."
    assert meant(RAIN, RUIN, newer, "Abel, op. cit., p. 9.") == [newer]
    assert meant(RUIN, "Abel, op. cit., p. 9.") == [None]


def test_the_latest_note_of_that_number_where_numbers_start_again() -> None:
    notes = [("1", RAIN), ("1", RUIN), ("2", "supra note 1")]
    references = [Reference(label, text, sources=read_sources(text)) for label, text in notes]
    assert resolve_short_forms(references, [None] * 3)[-1].sources[0].stands_for == RUIN


def test_a_short_form_has_the_address_of_its_work_and_says_it() -> None:
    references = [Reference("1", RAIN, sources=read_sources(RAIN)),
                  Reference("2", "Ibid.", sources=read_sources("Ibid."))]  # fmt: skip
    found = resolve_short_forms(references, [None, None])[-1]
    assert found.url == "https://example.org/rain"
    assert found.said == f"Ibid. [= {RAIN}]"
