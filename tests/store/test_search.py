"""The reviewer's list: what it finds, in which order, page by page."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.schema import Actor, Citation, Claim, Decision, Group, Member, Quantity
from pipeline.store import PageFacts, Store
from pipeline.store.search import Filters, Listed, Search, fts_query
from tests.claim_builders import claim, document

SENTENCES = (
    "More than 124 attacks hit Borno.",
    "The café in Bogotá closed.",
    "Exports may fall.",
    "Exports fell by 12 per cent.",
    "The ministry should act.",
)


def save(store: Store, report: str, claims: list[Claim], file: str = "lake.pdf") -> None:
    run = store.start_run({}, "0.1")
    store.save(
        run,
        document=document(report, file=file),
        pages=(PageFacts(1, 595.0, 842.0, "text", 1.0),),
        claims=claims,
        key="k",
        path=Path("/reports") / file,
    )


def made(report: str, file: str, title: str, sentences: tuple[str, ...] = SENTENCES) -> list[Claim]:
    return [
        claim(
            text,
            claim_id=f"{report[0]}{i}",
            sentence_id=f"{report[0]}s{i}",
            report_id=report,
            report=title,
            file=file,
            position=i,
            confidence=(0.9, 0.2, 0.5, 0.7, 0.2)[i % 5],
            kind=("fact", "fact", "prediction", "fact", "recommendation")[i % 5],
            check_worthiness=i / 10,
            quantity=Quantity("12 per cent", 12.0, unit="percent", what="goods")
            if i == 3
            else None,
            actors=(Actor("Boko Haram", "it"),) if i == 0 else (),
            citations=(Citation("1", "World Bank, Annual Report (2020)."),) if i == 1 else (),
        )
        for i, text in enumerate(sentences)
    ]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "claims.db") as opened:
        save(opened, "b" * 64, made("b" * 64, "lake.pdf", "The lake"), "lake.pdf")
        save(opened, "a" * 64, made("a" * 64, "mine.pdf", "The mine 100%"), "mine.pdf")
        opened.decide(
            [Decision("b0", "accepted"), Decision("b1", "rejected"), Decision("a0", "new")]
        )
        yield opened


@pytest.fixture
def search(store: Store) -> Iterator[Search]:
    with Search(store.path) as opened:
        yield opened


def ids(rows: list[Listed]) -> list[str]:
    return [row.claim_id for row in rows]


FOUND = [
    (Filters(), "b0 b1 b2 b3 b4 a0 a1 a2 a3 a4"),
    (Filters(order="unsure"), "b1 b4 a1 a4 b2 a2 b3 a3 b0 a0"),
    (Filters(words="borno attacks"), "b0 a0"),  # all words, in any order
    (Filters(words='"fell by"'), "b3 a3"),
    (Filters(words='"by fell"'), ""),
    (Filters(words="cafe bogota"), "b1 a1"),  # without accents
    (Filters(words="expor"), "b2 b3 a2 a3"),  # the word is not finished
    (Filters(words="expor "), ""),  # now it is
    (Filters(words="boko haram"), "b0 a0"),  # a name that the sentence does not use
    (Filters(words="world bank"), "b1 a1"),  # in the note
    (Filters(words="goods"), "b3 a3"),
    (Filters(status="accepted"), "b0"),
    (Filters(status="decided"), "b0 b1"),
    (Filters(status="new", report="lake"), "b2 b3 b4"),
    (Filters(kind="prediction"), "b2 a2"),
    (Filters(report="LAKE"), "b0 b1 b2 b3 b4"),
    (Filters(report="mine.pdf", unsure=True), "a1 a4"),
    (Filters(report="100%"), "a0 a1 a2 a3 a4"),  # % stands for itself
    (Filters(report="_"), ""),
    (Filters(report="mine*.pdf"), "a0 a1 a2 a3 a4"),  # as `review out --report` takes it
    (Filters(report="?ake.pdf"), "b0 b1 b2 b3 b4"),
    (Filters(report="*.txt"), ""),
    (Filters(report="ine.*"), ""),
    (Filters(actor="haram"), "b0 a0"),
    (Filters(figure=True), "b3 a3"),
    (Filters(checkable=True), ""),
    (Filters(words="exports", kind="fact", order="unsure"), "b3 a3"),
    (Filters(status="'; DROP TABLE claims; --"), ""),
    (Filters(conflict=True), ""),
]


@pytest.mark.parametrize(("filters", "expected"), FOUND)
def test_what_a_filter_leaves(search: Search, filters: Filters, expected: str) -> None:
    rows = search.rows(filters)
    assert ids(rows) == expected.split()
    decided = sum(row.status != "new" for row in rows)
    assert search.count(filters) == (len(rows), decided)


@pytest.mark.parametrize("filters", [filters for filters, _ in FOUND])
@pytest.mark.parametrize("many", [True, False])
def test_pages_show_every_row_once_forwards_and_backwards(
    search: Search, filters: Filters, many: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if many:  # more rows than are worth naming
        monkeypatch.setattr("pipeline.store.search.RARE", 0)
    whole = ids(search.rows(filters))
    forwards: list[Listed] = []
    while rows := search.rows(filters, after=forwards[-1].key if forwards else None, limit=2):
        forwards += rows
    assert ids(forwards) == whole
    if not whole:
        return
    backwards = forwards[-1:]
    while rows := search.rows(filters, before=backwards[0].key, limit=2):
        backwards = rows + backwards
    assert ids(backwards) == whole


def test_a_key_leads_to_where_its_row_stood(store: Store, search: Search) -> None:
    key = search.key("b2", "printed")
    assert key == ("lake.pdf", "b" * 64, 2)
    save(store, "b" * 64, made("b" * 64, "lake.pdf", "The lake", SENTENCES[:2]), "lake.pdf")
    assert search.key("b2", "printed") is None
    assert ids(search.rows(Filters(), after=key, limit=1)) == ["a0"]


def test_the_index_follows_what_is_saved(store: Store, search: Search) -> None:
    again = made("b" * 64, "lake.pdf", "The lake", ("A dam broke.", *SENTENCES[1:]))
    save(store, "b" * 64, again, "lake.pdf")
    assert ids(search.rows(Filters(words="attacks"))) == ["a0"]
    assert ids(search.rows(Filters(words="dam"))) == ["b0"]
    # The file holds another edition now: rows of the old one go, by cascade.
    save(store, "c" * 64, made("c" * 64, "lake.pdf", "The lake", ("A dyke held.",)), "lake.pdf")
    assert ids(search.rows(Filters(words="dam"))) == []
    assert ids(search.rows(Filters(words="dyke"))) == ["c0"]
    store._db.execute("INSERT INTO claims_search (claims_search) VALUES ('integrity-check')")


def test_one_claim_is_what_was_saved(store: Store, search: Search) -> None:
    assert search.claim("b3") == made("b" * 64, "lake.pdf", "The lake")[3]
    assert search.claim("z9") is None


def test_sentences_around_a_claim(search: Search) -> None:
    assert search.around("b2", 1) == ([SENTENCES[1]], [SENTENCES[3]])
    assert search.around("b0", 1) == ([], [SENTENCES[1]])


def test_names_to_choose_from(search: Search) -> None:
    assert search.names("actor", "haram") == ["Boko Haram"]
    assert search.names("report", "the") == ["The lake", "The mine 100%"]
    assert search.names("report", "%") == ["The mine 100%"]


def member(claim_id: str, figure: str) -> Member:
    return Member(
        claim_id, claim_id[0] * 64, "R", "r.pdf", 1, None, f"It was {figure}.", figure, None, None
    )


def test_what_other_reports_say_of_the_same(store: Store, search: Search) -> None:
    members = (member("b0", "124"), member("a0", "130"), member("a1", "124"))
    store.save_comparison([Group("g", members, (("b0", "a0"),))], [], store.revision())
    assert [(e.claim_id, e.disagrees) for e in search.elsewhere("b0")] == [
        ("a0", True),
        ("a1", False),
    ]
    assert [e.disagrees for e in search.elsewhere("a1")] == [False, False]
    assert ids(search.rows(Filters(conflict=True))) == ["b0", "a0"]
    assert search.has_conflicts()


QUERIES = [
    ("", None),
    ("  . - ", None),
    ("water", '"water"*'),
    ("water ", '"water"'),
    ("a OR NEAR(b", '"a" "OR" "NEAR(b"*'),
    ('"in quotes" x', '"in quotes" "x"*'),
    ('un"closed', '"un" "closed"*'),
    ("nul\0here", '"nul" "here"*'),
]


@pytest.mark.parametrize(("typed", "query"), QUERIES)
def test_words_are_looked_for_as_they_are(typed: str, query: str | None) -> None:
    assert fts_query(typed) == query


@pytest.fixture(scope="module")
def any_search(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Search]:
    path = tmp_path_factory.mktemp("search") / "claims.db"
    with Store.open(path) as opened:
        save(opened, "b" * 64, made("b" * 64, "lake.pdf", "The lake"))
    with Search(path) as search:
        yield search


@given(words=st.text(max_size=30))
def test_nothing_that_is_typed_breaks_the_search(any_search: Search, words: str) -> None:
    filters = Filters(words=words, report=words, actor=words, status=words)
    assert any_search.count(filters)[0] >= len(any_search.rows(filters)) >= 0
    any_search.rows(Filters(words=words))
    any_search.names("actor", words)
