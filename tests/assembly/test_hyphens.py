"""A hyphen at a line's end goes only if it was the printer's."""

from collections import Counter

import pytest

from pipeline.assembly import assemble
from pipeline.assembly.hyphens import keeps_hyphen
from pipeline.config import AssemblySettings
from tests.builders import bare, page, report


@pytest.mark.parametrize(
    ("head", "tail", "joined"),
    [
        ("govern", "ment.", "government."),
        ("displace", "ment", "displacement"),
        ("stabil", "isation", "stabilisation"),
        ("IS", "K", "IS-K"),
        ("1996", "2001),", "1996-2001),"),
        ("Pak", "Afghan", "Pak-Afghan"),
        ("counter", "terrorism", "counter-terrorism"),
        ("co", "operation", "co-operation"),
        ("long", "term", "long-term"),
        ("state-of-the", "art", "state-of-the-art"),
        ("Kandaha", "ris", "Kandaharis"),
        ("COVID", "19", "COVID-19"),
    ],
)
def test_cut_words(head: str, tail: str, joined: str) -> None:
    keep = keeps_hyphen(
        head, tail, soft=False, seen=Counter({"counter-terrorism": 1, "co-operation": 2})
    )
    assert head + ("-" if keep else "") + tail == joined


def test_the_document_decides_first() -> None:
    assert not keeps_hyphen("co", "operation", soft=False, seen=Counter({"cooperation": 3}))
    assert keeps_hyphen("web", "site", soft=False, seen=Counter({"web-site": 1}))


def test_a_soft_hyphen_always_goes() -> None:
    assert not keeps_hyphen("Pak", "Afghan", soft=True, seen=Counter())


def test_a_join_is_a_repair_with_both_places() -> None:
    document = assemble(report(page("The govern-", "ment fell.")), AssemblySettings())
    assert document.text == "The government fell."
    (repair,) = document.repairs
    assert (repair.kind, repair.printed) == ("dehyphenated", "govern- ment")
    assert document.text[repair.start : repair.end] == "government"
    assert len(document.locate(repair.start, repair.end)) == 2


def test_a_kept_hyphen_is_no_repair_and_a_dash_joins_nothing() -> None:
    document = assemble(
        report(bare("from 1996-", "2001 the IS-", "K fell -", "so")), AssemblySettings()
    )
    assert document.text == "from 1996-2001 the IS-K fell - so"
    assert document.repairs == ()


def test_joining_can_be_switched_off() -> None:
    settings = AssemblySettings(join_hyphens=False)
    assert (
        assemble(report(page("The govern-", "ment fell.")), settings).text
        == "The govern- ment fell."
    )


def test_a_dash_between_words_and_numbers_stands_without_a_space() -> None:
    document = assemble(
        report(
            page(
                "The report says on pp. 77–",
                "81 of the great crisis—",
                "which – he said –",
                "it ran",
            )
        ),
        AssemblySettings(),
    )
    assert (
        document.text == "The report says on pp. 77–81 of the great crisis—which – he said – it ran"
    )
    assert document.repairs == ()
