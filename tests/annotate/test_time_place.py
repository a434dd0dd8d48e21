"""The time and the place that a claim is about, without a model."""

import pytest
import spacy

from pipeline.annotate import quantities, time_place  # noqa: F401  (register the factories)
from pipeline.schema import Document

NLP = spacy.blank("en")
for name in ("sentencizer", "quantities", "time_place"):
    NLP.add_pipe(name)


def claim(text: str, *, reported: str | None = None) -> spacy.tokens.Span:
    doc = NLP.make_doc(text)
    doc._.document = Document("id", "file", text, date=reported)
    for _, component in NLP.pipeline:
        doc = component(doc)
    return next(doc.sents)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Gunmen attacked a clinic in Herat.", "Herat"),
        ("The bombing at Kabul Airport shocked the city.", "Kabul Airport"),
        ("They were shot in the Afghan city of Mazar-i-Sharif.", "Mazar-i-Sharif"),
        ("The group gained ground in the province of Khorasan.", "Khorasan"),
        ("Rebels burned farms in northern Mozambique.", "northern Mozambique"),
        ("Barges wait on the Sulina canal.", "the Sulina canal"),
        ("Floods struck in Pakistan's Balochistan province.", "Balochistan province"),
        ("Rain fell in the north of Nigeria.", "the north of Nigeria"),
        ("In Niger the number of raids fell.", "Niger"),
        ("The law was passed in March.", None),
        ("Results are shown in Table 3.", None),
        ("It was debated in Parliament.", None),
        ("Iran is under sanctions.", None),
        ("Officials in Karachi blame the price of cement.", None),
        ("The report is in English.", None),
    ],
)
def test_place(text: str, place: str | None) -> None:
    assert claim(text)._.place == place


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("The base closed on August 26, 2021.", "2021-08-26", "2021-08-26"),
        ("The regime (i.e., 1996-2001) was harsh.", "1996", "2001"),
        ("Prices rose last year.", "2020", "2020"),
        ("Others disagree (Mensah 2019).", None, None),
        ("Exports fell, down from 63 tonnes in 2019.", None, None),
        ("Agenda 2030 is off course.", None, None),
        ("Since 1997 it has grown.", "1997", None),
    ],
)
def test_time(text: str, start: str | None, end: str | None) -> None:
    time = claim(text, reported="2021-09-15")._.time
    assert (time.start if time else None, time.end if time else None) == (start, end)
    assert time is None or time.text in text


def test_each_figure_has_its_own_time_where_there_are_several() -> None:
    sentence = claim("Visits rose from 7,000 in 1999 to 10,000 in 2004.")
    times = [span._.time.start for span in sentence.doc.spans["quantities"]]
    assert times == ["1999", "2004"]


def test_it_works_without_a_document_and_on_nothing() -> None:
    assert not NLP("").spans["quantities"]
    doc = NLP("Some 40 goats died in Mali.")
    assert next(doc.sents)._.place == "Mali"


@pytest.mark.parametrize("marker", ["", "[3]", " [3, 4]"])
def test_a_marker_behind_a_figure_changes_nothing(marker: str) -> None:
    doc = NLP(f"They killed 400 civilians{marker} and took 12 tonnes of rice.")
    assert [s._.quantity.value for s in doc.spans["quantities"]] == [400, 12]
