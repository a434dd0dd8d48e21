"""Cue, source and content, as a colleague would mark them."""

import csv
import re
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc, Span

from pipeline.annotate import attribution, sentences  # noqa: F401
from pipeline.schema import Actor
from tests.annotate.shipped import attributed_in, needs_model

MARKED = Path(__file__).parent / "marked.tsv"
CONLLU = Path(__file__).parent / "attributions.conllu"
TAG = re.compile(r"</?(?:source|cue|content)>")

# Without a parse: what a few closed classes of words tell.
EXAMPLES = [
    "<cue>As per</cue> <source>a UN report</source> <content>400 civilians were killed</content>.",
    "<content>Prices rose by a tenth</content>, <cue>according to</cue> <source>the central bank"
    "</source>.",
    "<source>The minister</source> <cue>said</cue> <content>that the road was closed</content>.",
    "<source>US President Ann Lee</source> also <cue>believes</cue> <content>that it will rain"
    "</content>.",
    "However, <source>the former government</source> <cue>accused</cue> <content>the rebels of "
    "lying</content>.",
    "<source>The ministry</source> <cue>pledged</cue> <content>to pay the arrears</content>.",
    "<source>Norway</source> has <cue>urged</cue> <content>the two sides to talk</content>.",
    "<source>The governor</source> <cue>described</cue> <content>the law as a mistake</content>.",
    "There are <source>some studies</source> which <cue>indicate</cue> <content>that it"
    "</content>.",
    "<content>“We lost the harvest,”</content> <source>the farmer</source> <cue>said</cue>.",
    "<content>“We lost the crop,”</content> <cue>said</cue> <source>Ada Obi</source>, who farms.",
    "<content>«We lost the harvest»</content>, <source>the farmer</source> <cue>told</cue> us.",
    "<source>He</source> <cue>replied</cue>: <content>“The harvest was lost in May.”</content>",
    "It <cue>was alleged</cue> by <source>human rights groups</source> <content>that he had paid"
    "</content>.",
    "The cell <cue>is said</cue> <content>to have received money</content>.",
    "<source>Senator Lee</source>'s <cue>claim</cue> <content>that crime doubled</content>.",
    "<source>The embassy</source> <cue>did not say</cue> <content>that it would close</content>.",
    "<source>Data from the ministry</source> <cue>show</cue> <content>that exports fell</content>.",
    "<source>The director</source> is quite <cue>certain</cue> <content>that it will open"
    "</content>.",
    "<source>Ode et al</source>. (2023) <cue>show</cue> <content>that yields fell</content>.",
    "<source>A count by the Rivers Office (RO) at 40 sites</source> <cue>put</cue> <content>the "
    "loss at 3 million</content>.",
    "<source>The council</source> <cue>let it be known</cue> <content>that it would pay"
    "</content>.",
    # Nothing to find:
    "The US government did not support the argument.",
    "Table 3 shows that exports fell.",
    "The claims were repeated on every channel.",
    "Twelve member states have ratified the treaty.",
    "The company reports to the ministry twice a year.",
    "The weapons were found in a cellar beneath the school.",
    "The work went according to plan.",
    "It was a stormy debate, saying her plan would add $5 billion to the debt.",
    "Subsidies are paid according to the needs of each region.",
    "It is certain that the plant will open.",
    "The council was established by the mayor to advise him.",
    "Its argument is that the war is over.",
    "I believe that this nation will prevail.",
    "This report argues that the tax is unfair.",
    "The minister should say that the road is closed.",
    "They wanted to say that the road was closed.",
    "The state of the roads and the reports of the police are poor.",
]  # fmt: skip


@pytest.fixture(scope="module")
def nlp() -> Language:
    nlp = spacy.blank("en")
    nlp.add_pipe("sentences")
    nlp.add_pipe("attribution")
    return nlp


@pytest.mark.parametrize("marked", EXAMPLES)
def test_finds_what_is_marked(nlp: Language, marked: str) -> None:
    doc = nlp(TAG.sub("", marked))
    found = [
        {
            "source": one.source,
            "cue": one.cue,
            "content": one.content_span and doc.text[slice(*one.content_span)],
        }
        for one in doc._.attributions
    ]
    parts = {
        part: match.group(1)
        for part in ("source", "cue", "content")
        if (match := re.search(rf"<{part}>(.*?)</{part}>", marked))
    }
    if not parts:
        assert found == []
        return
    assert len(found) == 1
    assert found[0]["source"] == parts.get("source")
    assert found[0]["cue"] == parts["cue"]
    assert parts["content"].strip("“”") in found[0]["content"]


def test_spans_are_exact_slices_and_stand_in_the_groups(nlp: Language) -> None:
    doc = nlp("The mayor said the bridge was closed. According to the police, nobody was hurt.")
    for one in doc._.attributions:
        assert one.source == doc.text[slice(*one.source_span)]
        assert one.cue == doc.text[slice(*one.cue_span)]
    assert [span.text for span in doc.spans["cues"]] == ["said", "According to"]
    assert [span.text for span in doc.spans["sources"]] == ["The mayor", "the police"]
    assert len(doc.spans["contents"]) == 2


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("The mayor said that the bridge was closed.", "asserts"),
        ("The rebels accused the army of theft.", "alleges"),
        ("The mayor denied that the bridge was closed.", "denies"),
        ("The bank predicts that prices will fall.", "predicts"),
        ("The council urged both sides to talk.", "urges"),
        ("The mayor believes that the bridge is safe.", "believes"),
    ],
)
def test_the_cue_has_a_stance(nlp: Language, text: str, stance: str) -> None:
    assert [one.stance for one in nlp(text)._.attributions] == [stance]


def test_speech_goes_on_over_sentences_until_somebody_else_speaks(nlp: Language) -> None:
    text = (
        "“The door is closing,” the secretary said. “It has not closed yet. There is time.” "
        "“Very little,” the mayor replied."
    )
    first, second = nlp(text)._.attributions
    assert text[slice(*first.content_span)].endswith("There is time.”")
    assert text[slice(*second.content_span)] == "“Very little,”"


def test_names_the_actor_mentioned_in_the_source(nlp: Language) -> None:
    doc = nlp.make_doc("The former Afghan government said that it had no choice.")
    doc = nlp.get_pipe("sentences")(doc)
    mention = Span(doc, 0, 4, label="ORG")
    mention._.actor = Actor("Government of Afghanistan", mention.text)
    doc.spans["actors"] = [mention]
    doc = nlp.get_pipe("attribution")(doc)
    assert [one.actor for one in doc._.attributions] == ["Government of Afghanistan"]


@given(st.text(alphabet="aA said that“”\"',.:; to according\n", max_size=120))
@settings(max_examples=60, deadline=None)
def test_any_text_gives_spans_within_it(text: str) -> None:
    doc = _nlp()(text)
    for one in doc._.attributions:
        for span in (one.source_span, one.cue_span, one.content_span):
            assert span is None or 0 <= span[0] < span[1] <= len(text)


def _nlp(_cache: list[Language] = []) -> Language:  # noqa: B006  (hypothesis calls no fixture)
    if not _cache:
        _cache.append(spacy.blank("en"))
        _cache[0].add_pipe("sentences")
        _cache[0].add_pipe("attribution")
    return _cache[0]


def _rows(split: str) -> list[dict[str, str]]:
    lines = [ln for ln in MARKED.read_text(encoding="utf-8").splitlines() if ln[:1] != "#"]
    rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    return [row for row in rows if row["split"] == split]


@pytest.mark.parametrize("split", ["dev", "test"])
def test_marked_sentences_keep_their_precision_without_a_parse(nlp: Language, split: str) -> None:
    right = wrong = missed = 0
    for row in _rows(split):
        doc: Doc = nlp(row["sentence"])
        if doc._.attributions and row["cue"]:
            right += 1
        elif doc._.attributions:
            wrong += 1
        elif row["cue"]:
            missed += 1
    assert right / (right + wrong) >= 0.9
    assert right / (right + missed) >= 0.75


def _parses() -> list[tuple[str, list[list[str]]]]:
    """What is marked, and the rows of the parse, of each sentence in the CoNLL-U file."""
    blocks = CONLLU.read_text(encoding="utf-8").strip().split("\n\n")[1:]
    parses = []
    for block in blocks:
        head, *lines = block.splitlines()
        parses.append((head.removeprefix("# found:").strip(), [ln.split("\t") for ln in lines]))
    return parses


@pytest.mark.parametrize(("marked", "rows"), _parses())
def test_finds_what_is_marked_by_the_parse(
    nlp: Language, marked: str, rows: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in (
        "by_verb",
        "by_noun",
        "by_adjective",
        "by_phrase",
    ):  # the parse alone, without its fallback
        monkeypatch.setattr(f"pipeline.annotate.attribution.windows.{name}", lambda *_: None)
    heads = [int(row[6]) - 1 if row[6] != "0" else i for i, row in enumerate(rows)]
    doc = Doc(
        nlp.vocab,
        words=[row[1] for row in rows],
        pos=[row[3] for row in rows],
        tags=[row[4] for row in rows],
        heads=heads,
        deps=["ROOT" if row[7] == "root" else row[7] for row in rows],
    )
    found = attribution.find_attributions(doc)
    assert [
        f"{one.source} | {one.cue} | {doc.text[slice(*one.content_span or (0, 0))]}"
        for one in found
    ] == ([marked] if marked else [])


def test_what_is_too_long_for_a_sentence_attributes_nothing(nlp: Language) -> None:
    text = "he said that " * (attribution.LONGEST // 3 + 1)
    assert nlp(text)._.attributions == ()


@needs_model
@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("In Norway’s view, the treaty is dead.", [("Norway", "view")]),
        ("They are accused of plotting to storm the court.", [(None, "are accused")]),
        ("The mayor accused the court of dragging its feet.", [("The mayor", "accused")]),
        ("Polls put her on 34 percent, nine points ahead.", [("Polls", "put")]),
        ("Experts consulted by the paper doubt that it will pass.",
         [("Experts consulted by the paper", "doubt")]),
        ("He was accused by her rivals of hiding it.", [("her rivals", "accused")]),
        ("The minister insisted on Thursday there was no crisis.", [("The minister", "insisted")]),
        ("Ann Lee, the mayor, said:\n\n“We will not allow this to stand.”",
         [("Ann Lee, the mayor", "said")]),
        ("If they tell you that it failed, do not listen.", []),
        ("The officer shall issue the writ and declare the seat vacant.", []),
        ("Other data as described in section 4 are kept.", []),
        ("The dividend was reported to him on a form.", []),
        ("No party has ruled out a deal.", []),
        ("It was paid in May, says the bank’s director Ada Obi.",
         [("the bank’s director Ada Obi", "says")]),
        ("“It is new,” the 52-year-old told supporters in the hall.",
         [("the 52-year-old", "told")]),
        ("He accused the army, led by his rival, of using the truce to rearm.",
         [("He", "accused")]),
        ("They should publish it, as the auditor advised in May.", [("the auditor", "advised")]),
        ("A poll gave the mayor a lead of four points.", [("A poll", "gave")]),
        ("The coach gave the mayor a lead of four points.", []),
        ("The city recorded its first case.", []),
        ("The city recorded 12 cases.", [("The city", "recorded")]),
        ("The tribes, denied their own nation, left.", []),
        ("The minister conceded nothing.", []),
        ("The minister expressed condolences.", []),
        ("This law established that a permit is needed.", []),
        ("A study established that a permit is needed.", [("A study", "established")]),
        ("According to the constitution, it may do so.", []),
        ("Eight island states that belong to it met.", []),
        ("Speaking in court, Ann Lee, QC, said that he had paid.", [("Ann Lee, QC", "said")]),
        ("Any judge would agree that it failed.", []),
        ("The text would deny the borrowers relief.", []),
        ("The feast reminded us that peace is fragile.", []),
        ("The bishop reminded us that peace is fragile.", [("The bishop", "reminded")]),
        ("“It is lost,” the clerk of the court, Ida Berg, told the press on Sunday.",
         [("the clerk of the court, Ida Berg", "told")]),
        ("It is owned by Norfish, whose head, Omar Saleh, informed us that he had paid.",
         [("whose head, Omar Saleh", "informed")]),
        ("It was alleged in court papers that she had shredded the files.", [(None, "alleged")]),
        ("Such a road, the bank estimates, would cost a billion.", [("the bank", "estimates")]),
        ("One of them vowed that they would return.", [("One of them", "vowed")]),
        ("One hopes that it will rain.", []),
        ("According to the contract manager, it failed.",
         [("the contract manager", "According to")]),
        ("According to the contract, it failed.", []),
        ("The auditor found no evidence of fraud.", [("The auditor", "found")]),
        ("The auditor found a key.", []),
        ("As the OECD notes, rates have converged.", [("the OECD", "notes")]),
        ("The figures were disputed by the union.", [("the union", "disputed")]),
        ("Whether that is enough, she would not say.", [("she", "say")]),
        ("That is nonsense, replies Dr Okello.", [("Dr Okello", "replies")]),
        ("It fell after its head, Lars Enger, announced his resignation.", []),
        ("The group calls itself the Guard.", []),
        ("Nothing in it, auditors concluded, explained the gap.", [("auditors", "concluded")]),
        ("NATO’s envoy, asked about it, said only: “We know what it was.”",
         [("NATO’s envoy, asked about it", "said")]),
        ("The judge heard that the boy had been beaten.", [("The judge", "heard")]),
        ("One said he had counted eleven tanks.", [("One", "said"), ("he", "counted")]),
        ("“The borders are closed,” a colonel who gave no name read from a sheet of paper.",
         [("a colonel who gave no name", "read")]),
        ("State television quoted the general as saying that the bridge had fallen.",
         [("the general", "saying")]),
        ("The FAA estimates the average cost of it to be $7,650.", [("The FAA", "estimates")]),
        ("Analysts believe the group to be behind the attack.", [("Analysts", "believe")]),
        ("Moody's affirmed its rating.", [("Moody's", "affirmed")]),
        ("Malta's minister, Ann Lee, said the deficit fell.",
         [("Malta's minister, Ann Lee", "said")]),
        ("Ministers pledged in 2010 to reduce the cost.", [("Ministers", "pledged")]),
        ("Officials in Nairobi counter that the tax raised money.",
         [("Officials in Nairobi", "counter")]),
        ("The union called on ministers to resign.", [("The union", "called on")]),
        ("The Bishops' Conference called on the government to declare an emergency.",
         [("The Bishops' Conference", "called on")]),
        ("The bishops appealed to the president to release them.",
         [("The bishops", "appealed to")]),
        ("The attack was blamed on a group called the Movement for Salvation.", []),
        ("The group pledged allegiance to the caliph in 2017.", []),
        ("A value added tax of 15 percent was introduced in 2018.", []),
        ("The ministry issued a statement saying that the dam was safe.",
         [("The ministry", "saying")]),
        ("Ann Okoye filed a petition with the court alleging that votes were bought.",
         [("Ann Okoye", "alleging")]),
        ("The court threw out a petition alleging that votes were bought.",
         [("a petition", "alleging")]),
        ("Senator Hale refused to say whether he would run.", [("Senator Hale", "refused")]),
        ("The party leads by six points, according to the institute Quaest.",
         [("the institute Quaest", "according to")]),
        ("Half of the parents interviewed said they would wait.",
         [("Half of the parents interviewed", "said")]),
        ("The regulator has asked the firm for the data.", [("The regulator", "asked")]),
        ("A poll had put her nine points behind.", [("A poll", "put")]),
        ("It was paid, according to her agent, Ewan Baird.",
         [("her agent, Ewan Baird", "according to")]),
        ("9 May: Air strikes continue against the rebels in the north", []),
        ("It was no accident, a teacher muttered.", [("a teacher", "muttered")]),
        ("Neither the speaker nor the whip urged any member to vote.", []),
        ("He chose jurors who have pledged to be fair.", [("jurors", "pledged")]),
        ("“We thank you,” said Ann Lee to the crowd that cheered.", [("Ann Lee", "said")]),
        ("WHO say that iodine is cheap.", [("WHO", "say")]),
        ("According to the mayor, Ann Lee, it was paid in May.",
         [("the mayor, Ann Lee", "According to")]),
        ("The minister, Ann Lee, said:\n\nI am appalled by this attack.",
         [("The minister, Ann Lee", "said")]),
        ("She said: it was late.", [("She", "said")]),
        ("The ministry did not say where.", [("The ministry", "say")]),
        ("He sang “Redemption Song” to the crowd.", []),
        ("The court heard that he had fled.", [("The court", "heard")]),
        ("The neighbours heard that he had fled.", []),
        ("The tower suggests a ship under sail.", []),
        ("The study suggests a link.", [("The study", "suggests")]),
        ("The firm claimed a tax credit of $4 million.", []),
        ("The firm claimed victory.", [("The firm", "claimed")]),
        ("She warned parliament of a hard winter.", [("She", "warned")]),
        ("It is the view of the court that he lied.", [("the court", "view")]),
        ("The board has seen letters that are vague but claim that fees rose.",
         [("letters that are vague", "claim")]),
        ("Mayor Ann Lee, flanked by her sons, thanked the crew and vowed that it would sail.",
         [("Mayor Ann Lee", "vowed")]),
    ],
)  # fmt: skip
def test_constructions_read_with_the_shipped_model(
    text: str, found: list[tuple[str | None, str]]
) -> None:
    told = [(source, (cue or "").split()[-1]) for source, cue in attributed_in(text)]
    assert told == [(source, cue.split()[-1]) for source, cue in found]
