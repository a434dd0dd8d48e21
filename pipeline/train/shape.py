"""The one shape that every corpus is read into, and the way from it to spaCy's ``Doc``.

A ``Token`` carries what is known of it; ``None`` is "not annotated here", which training
takes for unknown and never for a negative. A passage is a list of sentences that stood next
to each other; the last token of a sentence carries the white space that followed it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

OUTSIDE = "O"
UNKNOWN = None
SPACE_TAG = "_SP"


@dataclass(slots=True)
class Token:
    """One token of a corpus."""

    text: str
    space: str = " "  # what stands between it and the next: "", " ", or line breaks
    tag: str | None = None  # Penn Treebank, as UD's XPOS
    pos: str | None = None
    morph: str | None = None
    lemma: str | None = None
    head: int | None = None  # index within the sentence; its own index for the root
    dep: str | None = None
    name: str | None = UNKNOWN  # "B-ORG", "I-ORG", "O"


Sentence = list[Token]
Passage = list[Sentence]


def plain_text(passage: Passage) -> str:
    """Return the text of ``passage`` as it was printed."""
    return "".join(token.text + token.space for sentence in passage for token in sentence)


def retokenised(sentence: Sentence, nlp: Language) -> Sentence:
    """Return ``sentence`` with those of its tokens joined that our tokeniser leaves in one.

    Where ours is finer than the corpus, a token of a tree stays (a tree has no parts of words),
    one that carries only a name is cut.
    """
    if sentence and all(token.head is None for token in sentence):
        sentence = [part for token in sentence for part in _cut(token, nlp)]
    starts, position = {}, 0
    ends = {}
    for i, token in enumerate(sentence):
        starts[position] = i
        position += len(token.text)
        ends[position] = i
        position += len(token.space)
    merged: list[tuple[int, int]] = []
    for ours in nlp.make_doc(plain_text([sentence])):
        first, last = starts.get(ours.idx), ends.get(ours.idx + len(ours))
        if first is not None and last is not None and first < last:
            merged.append((first, last))
    return joined(sentence, merged) if merged else sentence


def _cut(token: Token, nlp: Language) -> Sentence:
    if token.text.isalnum():
        return [token]
    parts = [part.text for part in nlp.make_doc(token.text)]
    rest = token.name
    if rest is not UNKNOWN and rest.startswith("B-"):
        rest = f"I-{rest[2:]}"
    last = len(parts) - 1
    return [
        Token(
            text=text,
            space=token.space if i == last else "",
            name=rest if i else token.name,
        )
        for i, text in enumerate(parts)
    ]


def joined(sentence: Sentence, groups: Sequence[tuple[int, int]]) -> Sentence:
    """Return ``sentence`` with each group of tokens (first, last; in order) made one token.

    The new token stands where the group's own head stood in the tree.
    """
    new_index: list[int] = []
    parts: list[tuple[int, int]] = []
    i = 0
    opened = dict(groups)
    while i < len(sentence):
        last = opened.get(i, i)
        new_index += [len(parts)] * (last - i + 1)
        parts.append((i, last))
        i = last + 1
    return [_one(sentence, first, last, new_index) for first, last in parts]


def _one(sentence: Sentence, first: int, last: int, new_index: list[int]) -> Token:
    group = sentence[first : last + 1]
    # The one nearest to the root: none of its ancestors is in the group, so no ring can form.
    top = min(range(first, last + 1), key=lambda i: _depth(sentence, i))
    token = sentence[top]
    if first == last:
        head = None if token.head is None else new_index[token.head]
        return replace(token, head=head)
    proper = next((t for t in reversed(group) if t.pos == "PROPN"), None)
    word = proper or token
    text = "".join(t.text + t.space for t in group[:-1]) + group[-1].text
    labels = {None if t.name is UNKNOWN else t.name[2:] for t in group}
    name = group[0].name if len(labels) == 1 else UNKNOWN
    lemma = None if word.lemma is None else text if proper else text.lower()
    return Token(
        text=text,
        space=group[-1].space,
        tag=word.tag,
        pos=word.pos,
        morph=word.morph,
        lemma=lemma,
        head=None if token.head is None else new_index[token.head],
        dep=token.dep,
        name=name,
    )


def _depth(sentence: Sentence, i: int) -> int:
    depth = 0
    while (head := sentence[i].head) is not None and head != i and depth <= len(sentence):
        i, depth = head, depth + 1
    return depth


def to_doc(vocab: Vocab, passage: Passage) -> Doc:
    """Return a ``Doc`` with the gold annotation of ``passage``; what is unknown is left unset.

    Line breaks become tokens of white space, as spaCy's tokeniser makes them.
    """
    words: list[str] = []
    spaces: list[bool] = []
    tags: list[str] = []
    pos: list[str] = []
    morphs: list[str] = []
    lemmas: list[str] = []
    heads: list[int] = []
    deps: list[str] = []
    starts: list[bool | int | None] = []
    names: list[str | None] = []
    annotated = {
        key: all(getattr(t, key) is not None for s in passage for t in s)
        for key in ("tag", "pos", "morph", "lemma", "head")
    }
    last_token = passage[-1][-1] if passage else None
    for sentence in passage:
        offset: list[int] = []
        position = len(words)
        for token in sentence:
            offset.append(position)
            position += 2 if _breaks(token) and token is not last_token else 1
        for i, token in enumerate(sentence):
            words.append(token.text)
            spaces.append(token.space == " ")
            tags.append(token.tag or "")
            pos.append(token.pos or "")
            morphs.append(token.morph or "")
            lemmas.append(token.lemma or "")
            heads.append(offset[token.head] if token.head is not None else len(words) - 1)
            deps.append(token.dep or "")
            starts.append(i == 0)
            names.append(token.name)
            if _breaks(token) and token is not last_token:
                words.append(token.space)
                spaces.append(False)
                tags.append(SPACE_TAG)
                pos.append("SPACE")
                morphs.append("")
                lemmas.append(token.space)
                heads.append(len(words) - 2)
                deps.append("dep")
                starts.append(False)
                names.append(OUTSIDE)
    doc = Doc(
        vocab,
        words=words,
        spaces=spaces,
        tags=tags if annotated["tag"] else None,
        pos=pos if annotated["pos"] else None,
        morphs=morphs if annotated["morph"] else None,
        lemmas=lemmas if annotated["lemma"] else None,
        heads=heads if annotated["head"] else None,
        deps=deps if annotated["head"] else None,
        sent_starts=None if annotated["head"] else starts,
    )
    _set_names(doc, names)
    return doc


def _breaks(token: Token) -> bool:
    return "\n" in token.space


def _set_names(doc: Doc, names: list[str | None]) -> None:
    spans = [doc[a:b] for a, b in _unknown(names)]
    ents = []
    for start, end, label in name_spans(names):
        span = doc[start:end]
        span.label_ = label
        ents.append(span)
    doc.set_ents(ents, missing=spans, default="outside")


def _unknown(names: list[str | None]) -> list[tuple[int, int]]:
    marks = [False, *(name is UNKNOWN for name in names), False]
    edges = [i for i, (a, b) in enumerate(pairwise(marks)) if a != b]
    return list(zip(edges[::2], edges[1::2], strict=True))


def name_spans(names: Sequence[str | None]) -> list[tuple[int, int, str]]:
    """Return (start, end, label) of each name in a list of IOB tags; ``I-`` may open one."""
    spans: list[tuple[int, int, str]] = []
    start, label = 0, ""
    for i, name in enumerate([*names, OUTSIDE]):
        if label and (name is UNKNOWN or name != f"I-{label}"):
            spans.append((start, i, label))
            label = ""
        if name is not UNKNOWN and name != OUTSIDE and not label:
            start, label = i, name[2:]
    return spans


def passages(sentences: Passage, *, longest: int) -> Iterator[Passage]:
    """Cut ``sentences`` into passages of at most ``longest`` tokens, whole sentences each."""
    chunk: Passage = []
    size = 0
    for sentence in sentences:
        if chunk and size + len(sentence) > longest:
            yield chunk
            chunk, size = [], 0
        chunk.append(sentence)
        size += len(sentence)
    if chunk:
        yield chunk
