"""The time and the place that a claim is about, without a model."""

import pytest
import spacy

from pipeline.annotate import quantities, time_place  # noqa: F401  (register the factories)
from pipeline.annotate.atoms import Cut, atoms
from pipeline.annotate.places import places_in
from pipeline.schema import Block, Document

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
        ("The model is used in Del Negro et al. (2015).", None),
        ("The rule was set out in Moore v Halton.", None),
        ("It owned 90% of shares in Osprey Ltd.", None),
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
        ("States must report under resolution 1807 (2008).", None, None),
        ("Turnout was the lowest since the votes began in 1991.", None, None),
        ("It lay nine points below the level seen in 2016.", None, None),
    ],
)
def test_time(text: str, start: str | None, end: str | None) -> None:
    time = claim(text, reported="2021-09-15")._.time
    assert (time.start if time else None, time.end if time else None) == (start, end)
    assert time is None or time.text in text


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("Visits rose from 7,000 in 1999 to 10,000 in 2004.", ["1999", "2004"]),
        ("Revenue in 2019 was $412 million (2018: $388 million).", [None, "2018"]),
        ("Sales in 2020 came to 40 tonnes, 8 per cent up on 2019.", [None, None]),
    ],
)
def test_each_figure_has_its_own_time_where_there_are_several(
    text: str, years: list[str | None]
) -> None:
    sentence = claim(text)  # keeps its Doc
    found = [span._.time for span in sentence.doc.spans["quantities"]]
    assert [time and time.start for time in found] == years


def test_it_works_without_a_document_and_on_nothing() -> None:
    assert not NLP("").spans["quantities"]
    doc = NLP("Some 40 goats died in Mali.")
    assert next(doc.sents)._.place == "Mali"


@pytest.mark.parametrize("marker", ["", "[3]", " [3, 4]"])
def test_a_marker_behind_a_figure_changes_nothing(marker: str) -> None:
    doc = NLP(f"They killed 400 civilians{marker} and took 12 tonnes of rice.")
    assert [s._.quantity.value for s in doc.spans["quantities"]] == [400, 12]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("The court will rule on Friday.", "2021-09-17", "2021-09-17"),
        ("He would petition the court by Monday.", None, "2021-09-20"),
        ("He died on Friday.", "2021-09-10", "2021-09-10"),
    ],
)
def test_a_weekday_is_the_next_one_of_what_is_to_come(
    text: str, start: str | None, end: str
) -> None:
    assert times(text) == [(start, end)]


def test_the_first_date_of_an_interval_has_the_year_of_the_last() -> None:
    (found,) = times("From 1 February to 31 July 2023 prices rose.", reported=None)
    assert found == ("2023-02-01", "2023-07-31")


def times(text: str, *, reported: str | None = "2021-09-15") -> list[tuple[str | None, str | None]]:
    doc = claim(text, reported=reported).doc
    found = [sentence._.time for sentence in doc.sents]
    return [(time.start, time.end) if time else (None, None) for time in found]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("On May 26, 2017, the auditor was sworn in. The next day, she dined with the mayor.",
         "2017-05-27"),
        ("On May 26, 2017, the auditor was sworn in. On July 25, she wrote to him.", "2017-07-25"),
        ("The strike began in November 2016. In January the mill shut.", "2017-01"),
        ("The coup failed in October 1936. Its leader was shot the next year.", "1937"),
        ("The dam broke on 3 May 2012. On Monday the mayor resigned.", None),
        ("In the dry season of 2018 wells failed. An emergency was declared in March.", "2018-03"),
        ("It lost 9 men in the year ended June 2019. In July a mill shut.", "2021-07"),
        ("The mayor was tired. The next day she resigned.", None),
        ("The mayor was tired. In July she resigned.", "2021-07"),
    ],
)  # fmt: skip
def test_a_story_has_the_year_that_it_told_last(text: str, day: str | None) -> None:
    assert times(text)[1] == (day, day)


def test_that_year_is_the_one_told_last_in_the_section() -> None:
    text = "The flood came in August 2019. Roads went. In November of that year it froze."
    assert times(text)[-1] == ("2019-11", "2019-11")


def test_a_heading_ends_a_story() -> None:
    text = "The dam broke on 3 May 2012.\n\nOutlook.\n\nIn July the river was low."
    head = text.index("Outlook")
    doc = NLP.make_doc(text)
    blocks = (
        Block("paragraph", 0, head - 2),
        Block("heading", head, head + 8),
        Block("paragraph", head + 10, len(text)),
    )
    doc._.document = Document("id", "file", text, date="2021-09-15", blocks=blocks)
    for _, component in NLP.pipeline:
        doc = component(doc)
    assert [*doc.sents][-1]._.time.start == "2021-07"


def test_an_account_of_what_is_over_is_never_near_its_own_date() -> None:
    told = " ".join(f"On {day} March 2012 the board met." for day in range(1, 31))
    later = f"{told} The board is paid. The rules are strict. It has a clerk. On 9 June it moved."
    assert times(later)[-1] == ("2012-06-09", "2012-06-09")


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("In March or April 2016 he joined.", "2016-03"),
        ("Laws of August and October 1967 barred them.", "1967-08"),
        ("In late March and early April 2017 they met.", "2017-03"),
        ("In December and January 2017 it froze.", "2016-12"),
    ],
)
def test_coordinated_months_share_the_year_behind_the_last(text: str, months: str) -> None:
    assert times(text)[0][0] == months


def test_no_day_counts_from_a_report_known_by_its_month() -> None:
    assert times("The port was shut last week.", reported="2021-09") == [(None, None)]
    assert times("The port was shut last year.", reported="2021-09") == [("2020", "2020")]
    assert times("On Thursday the port was shut.", reported="2021-09") == [(None, None)]
    assert times("In July the port was shut.", reported="2021-09") == [("2021-07", "2021-07")]


@pytest.mark.parametrize(
    "text",
    [
        "The SEP plan lets small firms save.",
        "She flew to Mar-a-Lago in a rage.",
        "Next day delivery is dear.",
        "It ends on the last day of lawful residence.",
        "The Saturday Night Massacre is well known.",
    ],
)
def test_words_that_look_like_times(text: str) -> None:
    assert claim(text, reported="2021-09-15")._.time is None


@pytest.mark.parametrize(
    "text",
    [
        "The silo burst on 4 August 2018. A loan will be used up by July.",
        "The silo burst on 4 August 2018. The port has been shut since July.",
        "The silo burst on 4 August 2018. Bread ran out. Mills shut. Aid went. In July it rained.",
    ],
)
def test_a_brief_that_looks_back_soon_returns_to_its_own_days(text: str) -> None:
    start, end = times(text)[-1]
    assert (start or end or "")[:4] in {"2021", "2022"}


def test_a_long_account_stays_in_its_year() -> None:
    dates = "It began in May 2012 and in June 2012 it ended. " * 20
    text = dates + "He wrote. She did not. They met. They argued. In July he left."
    assert times(text)[-1] == ("2012-07", "2012-07")


@pytest.mark.parametrize(
    "text",
    [
        "The Energy Policy Act of 2005 requires blending.",
        "Section 1512(c)(2) bars such acts.",
        "He was charged under 18 U.S.C. §§ 1503, 1505.",
        "The rule was upheld (2d Cir. 2018).",
        "Prices fell sharply (Wershaw and others, 1987).",
        "A 1997 national study blamed the dams.",
        "In its 2017 report, the union counted the dead.",
        "Johnson et al., 2019, doubt it.",
        "The study, Counting Losses 2015, lists them.",
        "Under the 2012 agreement, duties fell.",
        "The law of 1974 bans strikes.",
    ],
)
def test_years_in_names_of_laws_documents_and_citations_date_nothing(text: str) -> None:
    assert claim(text, reported="2021-09-15")._.time is None


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Congress passed the Energy Policy Act of 2005.", "2005", "2005"),
        ("The treaty in force since 2005 is weak.", "2005", None),
        ("Output fell in 2008 and 2009.", "2008", "2009"),
        ("Output fell in 2008 and in 2012.", "2008", "2008"),
        ("The town was sacked in the 7th century.", "0601", "0700"),
        ("The dynasty fell in 333 BCE.", None, None),
        ("The mosque was built in 750 CE.", "0750", "0750"),
    ],
)
def test_spans_eras_and_laws_that_are_made(text: str, start: str | None, end: str | None) -> None:
    assert times(text)[0] == (start, end)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("In Loughrin, the Court held that fraud needs intent.", None),
        ("In Khorat, rice was scarce.", "Khorat"),
        ("In Lemma 3 we bound it.", None),
    ],
)
def test_cases_and_lemmas_are_no_places(text: str, place: str | None) -> None:
    cut = Cut(atoms(text))
    found = places_in(cut, [], {}, labelled=True)
    told = [text[cut.atoms[p.first].start : cut.atoms[p.last - 1].end] for p in found]
    assert told == ([place] if place else [])


def test_a_short_form_keeps_its_last_stop() -> None:
    text = "Prices fell in the U.S. by a third."
    cut = Cut(atoms(text))
    (found,) = places_in(cut, [], {(4, 5): True}, labelled=True)
    assert text[cut.atoms[found.first].start : cut.atoms[found.last - 1].end] == "the U.S."
