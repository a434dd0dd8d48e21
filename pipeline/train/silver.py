"""Text whose names two sources agree on: the half-trained model and the corpus's own tools.

GMB's labels were made by tools and partly mended; the model was taught by hand-made labels.
Where both find the same name it is taken for one; where only one does, the words are unknown;
where neither does, they are outside. (Agreement of views: Blum and Mitchell 1998.)
"""

from collections.abc import Sequence
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.train.shape import OUTSIDE, UNKNOWN, Passage, Sentence, name_spans

Names = set[tuple[int, int, str]]


def agreed(nlp: Language, passages: Sequence[Passage], *, words: int) -> list[Passage]:
    """Return passages with an agreed name, evenly drawn, of about ``words`` tokens in all."""
    total = sum(len(s) for p in passages for s in p)
    step = max(1, total // max(1, 2 * words))  # about every second has one
    chosen = [[s for s in passage if s] for passage in passages[::step]]
    docs = (_bare(nlp, passage) for passage in chosen)
    kept: list[Passage] = []
    size = 0
    for doc, passage in zip(nlp.pipe(docs), chosen, strict=True):
        found: Names = {(e.start, e.end, e.label_) for e in doc.ents}
        (sentence,) = passage
        own = set(name_spans([t.name for t in sentence]))
        if found & own and size < words:
            kept.append([_marked(sentence, found, own)])
            size += len(sentence)
    return kept


def _bare(nlp: Language, passage: Passage) -> Doc:
    tokens = [token for sentence in passage for token in sentence]
    words, spaces = [t.text for t in tokens], [t.space == " " for t in tokens]
    return Doc(nlp.vocab, words=words, spaces=spaces)


def _marked(sentence: Sentence, found: Names, own: Names) -> Sentence:
    names: list[str | None] = [
        OUTSIDE if token.name is not UNKNOWN else UNKNOWN for token in sentence
    ]
    for start, end, _ in found ^ own:
        names[start:end] = [UNKNOWN] * (end - start)
    for start, end, label in found & own:
        names[start:end] = [f"B-{label}"] + [f"I-{label}"] * (end - start - 1)
    return [replace(token, name=name) for token, name in zip(sentence, names, strict=True)]
