"""Fact, assessment, prediction, recommendation; and what a fact-checker would check."""

import pytest
import spacy
from spacy.language import Language

from pipeline.annotate import attribution, kinds, sentences  # noqa: F401
from pipeline.annotate.kinds import foretells
from pipeline.schema import Block, Document
from tests.builders import document


@pytest.fixture(scope="module")
def nlp() -> Language:
    nlp = spacy.blank("en")
    for name in ("sentences", "attribution", "kinds"):
        nlp.add_pipe(name)
    return nlp


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Twelve people were killed in Lima on 3 May 2019.", "fact"),
        ("Debt reached 78 per cent of output in 2020.", "fact"),
        ("The minister said that the law is a dangerous mistake.", "fact"),  # that it was said
        ("The bank forecasts that prices will rise.", "fact"),
        ("The law is a dangerous and costly mistake.", "assessment"),
        ("The delay seriously undermines trust in the courts.", "assessment"),
        ("What matters most is trust.", "assessment"),
        ("Prices will rise next year.", "prediction"),
        ("The truce may fail.", "prediction"),
        ("Output is expected to double by 2030.", "prediction"),
        ("The ministry should publish its forecasts.", "recommendation"),
        ("Clinics need to be open at night.", "recommendation"),
        ("It is high time that the road was mended.", "recommendation"),
        ("The ministry should have known of the risk.", "assessment"),
        ("The Committee recommends that the fund publish its loans.", "recommendation"),
        ("The Committee recommended that the fund publish its loans.", "fact"),
        ("I believe that nobody should go hungry.", "recommendation"),
        ("It could be argued that any tax is better than none.", "assessment"),
        ("Smokers are three times as likely to fall ill.", "fact"),  # counted, not foreseen
        ("Men are more likely than women to report pain.", "fact"),
        ("Girls were less likely to enrol and more likely to leave.", "fact"),
        ("The bill is more likely to pass after the vote.", "prediction"),
        ("The ministry has to date paid 300 farmers.", "fact"),
        ("The ministry has to pay 300 farmers.", "recommendation"),
    ],
)
def test_the_main_clause_decides_the_kind(nlp: Language, text: str, kind: str) -> None:
    doc = nlp(text)
    (claim,) = doc.spans["claims"]
    assert claim.label_ == kind


def test_only_blocks_that_may_hold_claims_are_labelled(nlp: Language) -> None:
    text = "Prices rise\n\nPrices rose by 4 per cent. Wages fell.\n\nFigure 1. Prices, 2001."
    body = text.index("Prices rose")
    caption = text.index("Figure")
    blocks = (
        Block("heading", 0, 11),
        Block("paragraph", body, caption - 2),
        Block("caption", caption, len(text)),
    )
    doc = nlp.make_doc(text)
    doc._.document = Document("id", "x.txt", text, blocks=blocks)
    for _, component in nlp.pipeline:
        doc = component(doc)
    assert [claim.text for claim in doc.spans["claims"]] == [
        "Prices rose by 4 per cent.",
        "Wages fell.",
    ]


def test_what_a_lead_asks_for_every_item_of_its_list_asks_for(nlp: Language) -> None:
    of = document(
        ("list", "4. The board should:"),
        ("list", "(a) ban night flights; and"),
        ("list", "(b) a share of 3 per cent of the duty. It fell by 2 per cent in 2019."),
        ("list", "5. Traffic fell by 4 per cent in 2019."),
    )
    doc = nlp.make_doc(of.text)
    doc._.document = of
    for _, component in nlp.pipeline:
        doc = component(doc)
    asked, fact = "recommendation", "fact"
    assert [claim.label_ for claim in doc.spans["claims"]] == [asked, asked, asked, fact, fact]


@pytest.mark.parametrize(
    ("checked", "passed_over"),
    [
        ("We created 230,000 jobs in two years.", "We will create jobs for everyone."),
        ("Crime fell by 12 per cent in 2019.", "Crime is a terrible thing."),
        ("She voted against the bill four times.", "Thank you, and God bless you all."),
        ("Wages are lower than they were in 2008.", "Are we better off today?"),
        ("The governor said that taxes had doubled.", "We must lower taxes for families."),
        ("We built 40,000 homes in four years.", "We will build 40,000 homes in four years."),
    ],
)
def test_what_can_be_checked_scores_higher(nlp: Language, checked: str, passed_over: str) -> None:
    docs = [nlp(text) for text in (checked, passed_over)]
    high, low = (doc.spans["claims"][0]._.check_worthiness for doc in docs)
    assert 0 <= low < 0.5 < high <= 1


@pytest.mark.parametrize(
    ("heads", "foretold"),
    [
        (["Revenue", "2030"], True),
        (["Revenue", "2023", "Actual"], False),
        (["Revenue", "2024", "Budget"], True),
        (["Revenue", "2022", "Budget"], False),  # what was planned once
        (["Projected state of the delta"], True),
        (["Staff", "2,024"], False),
    ],
)
def test_a_cell_is_a_prediction_if_its_heads_look_ahead(heads: list[str], foretold: bool) -> None:
    assert foretells(heads, 2024) is foretold


def test_without_the_date_of_the_report_no_year_lies_ahead() -> None:
    assert not foretells(["2030"], None)
