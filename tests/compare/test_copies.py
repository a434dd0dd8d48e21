"""Which reports are one text."""

from pipeline.compare.copies import Copies

SENTENCES = [
    f"The committee visited village number {n} in the north of the country" for n in "abcdefgh"
]


def works(*reports: list[str]) -> list[int]:
    copies = Copies()
    for number, sentences in enumerate(reports):
        for sentence in sentences:
            copies.add(number, sentence)
    return copies.works()


def test_a_scan_shares_most_sentences_with_its_original() -> None:
    misread = [s.replace("village", "viIlage") if i % 2 else s for i, s in enumerate(SENTENCES)]
    assert works(SENTENCES, ["Nothing of the kind."] * 9, [*misread, SENTENCES[1]]) == [0, 1, 0]


def test_a_quotation_makes_no_copy() -> None:
    own = [s.replace("committee", "auditor") for s in SENTENCES]
    assert works(SENTENCES, [*own, *SENTENCES[:2]]) == [0, 1]


def test_short_phrases_prove_nothing() -> None:
    phrases = [f"Source: survey {n}." for n in range(20)]
    assert works(phrases, phrases) == [0, 1]
