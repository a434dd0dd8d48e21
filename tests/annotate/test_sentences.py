"""Where sentences begin: a bar marks each start but the first."""

import time

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from pipeline.annotate.sentences import document_starts, sentence_starts
from pipeline.schema import Block, Cell, Document, Table

EXAMPLES = [
    "The attack killed 12 people. |It was the worst this year.",
    "Is it over? |No! |It has begun.",
    "They left in Jan. 2020 and came back on Sept. 3 of that year.",
    "It fell to 5.3 per cent. |In 2021 it was 4.8.",
    "The U.S. government declined. |The U.S. |However, others agreed.",
    "Exports to the U.S. rose. |They fell in the U.K. |The rest held.",
    "Dr. Amina Odhiambo and Gen. J. Smith met Prof. Lee. |They agreed.",
    "Some crops, e.g. maize and, i.e., wheat, failed.",
    "During the previous regime (i.e., 1996-2001), the forces captured it. |It held.",
    "See Fig. 3, No. 7 and p. 5 of vol. 2. |The rest is in para. 14.",
    "Smith et al. found less. |Others (Lee et al. 2019) found more.",
    "“We will not go.” |The minister left.",
    "“We will not go,” he said. |“Why should we?” |Nobody answered.",
    "“Will you go?” asked the minister. |He did not wait.",
    "“It is done!” Karim Haddad said.",
    "“It is done.” |Karim Haddad told reporters nothing else.",
    "They are “sworn enemies.” |Nobody doubts it.",
    "It shows violent capacity.[3] |The spate of attacks goes on. [4, 5] |Fears grow.",
    "The river rose.² |Dams held.",
    "The list has [12] items. |It is long.",
    "They waited … and nothing came. |Then it did... |At last.",
    "Revenue was 2.5 billion (up from 1.9 billion, vs. 1.2 in 2019). |It will fall.",
    "It was late. |(The bridge was closed. |Nobody knew why.) |We walked.",
    "1. The first point. |It is short.",
    "It ended. |45 people were hurt.",
    "iPhone sales fell. |eBay did well. |mRNA vaccines sold out.",
    "Acme Holdings Ltd. paid nothing. |Beta Inc. |The third paid in full.",
    "He owned Acme Health, Inc. (“AHI”), in Ohio. |It ran Beta Ltd. (“the Firm”) and paid.",
    "It needs three things: money, time and luck. |It has none.",
    "A heading\n\n|A paragraph that\nbreaks its line. |Another.",
    "Points:\n|• first, open the road;\n|• second, close the camp.",
    "The sentence ended.|The next was run on by the printer.",
    "Visit www.un.org for more. |Write to info@un.org.",
    "He was born at 7 a.m. on Tuesday. |She came at 9 p.m. |They met.",
    "The Treaty of St. Petersburg, ca. 1875, is void.",
    "Hepatitis B. |The virus spreads.",
    "J. K. Rowling gave money. |So did others.",
    "What is to be done?! |Nothing.",
    "Youngstown Co. v. Sawyer, 343 U.S. 579, 637 (1952). |The Court held so.",
    "It relied on 94 T.C. 439 (1990) and 107 F. Supp. 2d 10, 12. |See 135 S. Ct. 2076.",
    "Tex. Fam. Code Ann. sec. 3.002 and 8 La. Civ. Code Ann. art. 2340 hold. |Both are old.",
    "Under Fed. R. Civ. P. 12(b)(6) it fell. |See 26 C.F.R. 1.61-1, Rev. Rul. 98-12 and H.R. 31.",
    "Pub. L. No. 107-204 and Art. II, § 2, cl. 1, bind it. |So does 85 Fed. Reg. 47883.",
    "It was sold in the U.S. |A study followed. |Then the U.S. Code was changed.",
    "In 2019 they left the U.S. |45 people were hurt. |At 9 P.M. |12 came back.",
    "The vote was 12 to 5 in the U.S. |20 others abstained. |It was 2019. |In 44 B.C. |60 men met.",
    "",
    "   ",
]


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_sentence_begins_where_it_is_marked(example: str) -> None:
    text = example.replace("|", "")
    marked, offset = [], 0
    for part in example.split("|"):
        marked.append(offset)
        offset += len(part)
    expected = marked if text.strip() else []
    assert sentence_starts(text) == expected


@given(st.text(alphabet=st.sampled_from("aB1 .!?…”“\"'()[]\n•—US,;e\t"), max_size=200))
def test_starts_are_in_order_and_at_print(text: str) -> None:
    starts = sentence_starts(text)
    assert starts == sorted(set(starts))
    assert all(not text[start].isspace() for start in starts)
    assert not text.strip() or not text[: starts[0]].strip()


@pytest.mark.parametrize("hostile", ["." * 50_000, "(" * 50_000, "A. " * 20_000, "[1]" * 20_000])
def test_hostile_text_costs_no_more_than_its_length(hostile: str) -> None:
    before = time.perf_counter()
    sentence_starts(hostile)
    assert time.perf_counter() - before < 5


def document(*parts: tuple[str, str], cells: tuple[tuple[str, ...], ...] = ()) -> Document:
    text, blocks = "", []
    for kind, words in parts:
        blocks.append(Block(kind, len(text), len(text) + len(words)))  # type: ignore[arg-type]
        text += words + "\n\n"
    tables = tuple(
        Table(tuple(Cell(text.index(c), text.index(c) + len(c)) for c in row)) for row in cells
    )
    return Document("id", "report.pdf", text, blocks=tuple(blocks), tables=tables)


def test_no_sentence_crosses_a_block() -> None:
    doc = document(("heading", "What next"), ("paragraph", "It rose. It fell"), ("list", "a dam"))
    starts = document_starts(doc)
    assert [doc.text[s:].split()[0] for s in starts] == ["What", "It", "It", "a"]


def test_each_cell_of_a_table_is_a_sentence() -> None:
    doc = document(
        ("table", "Region\tDeaths\nNorth\t12. Of them 3\nSouth\t40"),
        cells=(("12. Of them 3", "40"),),
    )
    starts = document_starts(doc)
    assert [doc.text[s:].split("\t")[0].split("\n")[0] for s in starts] == [
        "Region", "Deaths", "North", "12. Of them 3", "South", "40",
    ]  # fmt: skip


def test_the_component_sets_every_token_and_keeps_the_text() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("sentences")
    doc = nlp("The U.S. left. \n\nIt was hasty.")
    assert [sent.text.strip() for sent in doc.sents] == ["The U.S. left.", "It was hasty."]
    assert all(token.is_sent_start is not None for token in doc)


def test_a_parsed_doc_is_left_as_it_is() -> None:
    nlp = spacy.blank("en")
    doc = spacy.tokens.Doc(
        nlp.vocab,
        ["It", "rose", ".", "So"],
        heads=[1, 1, 1, 1],
        deps=["nsubj", "ROOT", "punct", "dep"],
    )
    assert len(list(nlp.add_pipe("sentences")(doc).sents)) == 1
