"""What a cue takes that is no clause: its objects, and the phrases that hang on it or on them.

In: a verb of a parse, and the cue that it is a form of. Out: the frame that they complete, and the
content: `accused the army of shelling`, `put the cost at $3 billion`, `a poll gave her a lead`.
"""

from spacy.tokens import Span, Token

from pipeline.annotate import syntax
from pipeline.annotate.attribution.parts import (
    ADMITTED,
    NEGATIONS,
    NO_CONTENT,
    RELATIVE_PRONOUNS,
    counts,
    stripped,
    subtree,
)
from pipeline.annotate.cues import Cue

_PARTICLES = frozenset({"up", "off", "out", "down", "forward"})  # `put up tents at a cost of`
_TRACES = frozenset({"evidence", "sign", "signs", "proof", "indication", "indications"})
_STANDINGS = frozenset({"ahead", "behind", "clear"})  # `put her nine points behind`
_MARKS = frozenset({",", ";", ".", ":", "“", '"'})
_CAUSE_REACH = 12  # words of what somebody puts down to a cause
_CALLED_REACH = 20  # words up to what those called on shall do
_GIVING = "give"  # a document alone gives, and to somebody


def taken(verb: Token, cue: Cue, *, passive: bool) -> tuple[str, Span] | None:
    """Return (frame, content) if what stands behind ``verb`` completes a frame of ``cue``."""
    frames = cue.frames
    objects = [o for o in syntax.objects(verb) if o.i > verb.i] or (
        syntax.passive_subjects(verb) if passive else []
    )
    if "cause" in frames and objects and (cause := _cause_behind(verb)) is not None:
        return "cause", cause
    attached = list(syntax.obliques(verb))
    up = verb.nbor(1).lower_ in _PARTICLES if verb.i + 1 < len(verb.doc) else False
    for thing in objects if not up else ():  # hung on the object: `accused the court of dragging`
        for word, noun in syntax.obliques(thing):
            if word == "at" or (word in {"of", "for"} and noun.tag_ == "VBG"):
                attached.append((word, noun))
    for agent in syntax.by_agents(verb) if passive else ():  # `accused by the police of theft`
        attached += syntax.obliques(agent)
    for preposition, noun in attached:
        if noun.i < verb.i:
            continue
        if objects and preposition in {"of", "for", "as"} and preposition in frames:
            start = min([noun.left_edge.i, *(o.left_edge.i for o in objects if o.i > verb.i)])
            return preposition, stripped(verb.doc, start, noun.right_edge.i + 1)
        if objects and not up and preposition in {"at", "on"} and "at" in frames and any(
            t.like_num for t in noun.subtree
        ):  # fmt: skip
            start = min([noun.left_edge.i, *(o.left_edge.i for o in objects if o.i > verb.i)])
            return "at", stripped(verb.doc, start, noun.right_edge.i + 1)
        if "about" in frames and preposition == cue.words[-1]:
            return "about", stripped(verb.doc, verb.i + len(cue.words), noun.right_edge.i + 1)
    if objects and not passive and "of" in frames and (deed := _behind_aside(verb)) is not None:
        return "of", stripped(verb.doc, objects[0].left_edge.i, deed.right_edge.i + 1)
    if (gap := _antecedent_of_object(verb)) is not None and not passive:
        at = any(p == "at" and any(t.like_num for t in n.subtree) for p, n in attached)
        if at and "at" in frames:
            return "at", gap  # `the shortfall, which the budget puts at 1.2 billion dollars`
        if frames & {"np", "inf"}:
            return "np", gap  # `an audit which the Commission had promised`
    if objects and objects[0].lower_.endswith(("self", "selves")) and "pred" in frames:
        return None  # `The group calls itself the Guard`
    if len(objects) > 1 and "pred" in frames and not passive and objects[0].i > verb.i:
        # `declared Adeyemi the winner`: the parser has two objects for object and predicate
        return "pred", stripped(verb.doc, objects[0].left_edge.i, objects[-1].right_edge.i + 1)
    alone = len(objects) == 1 and not passive and objects[0].i > verb.i
    if alone and "pred" in frames and (said := _quality_behind(objects[0])) is not None:
        return "pred", stripped(verb.doc, objects[0].left_edge.i, said.i + 1)
    if alone and "at" in frames and any(t.like_num for t in objects[0].subtree) and any(
        child.lower_ in _STANDINGS for child in verb.children
    ):  # fmt: skip
        return "at", stripped(verb.doc, objects[0].left_edge.i, verb.right_edge.i + 1)
    given = cue.lemma == _GIVING
    if given and len(objects) > 1 and not passive and objects[0].i > verb.i:
        return "data", stripped(verb.doc, objects[0].left_edge.i, objects[-1].right_edge.i + 1)
    if alone and "count" in frames and any(counts(t) for t in objects[0].subtree):
        return "count", subtree(objects[0])
    denied = any(child.lower_ in NEGATIONS for child in verb.children)
    if (
        passive
        and not denied
        and "np" in frames
        and syntax.by_agents(verb)
        and syntax.passive_subjects(verb)
    ):
        return "np", subtree(syntax.passive_subjects(verb)[0])  # `was denied by the ministry`
    if alone and cue.lemma == "find" and objects[0].lower_ in _TRACES:
        return "mind", subtree(objects[0])  # `found no evidence of fraud`
    empty = given or (alone and objects[0].lower_ in NO_CONTENT)  # `conceded nothing`
    empty = empty or (alone and cue.lemma == "admit" and objects[0].lower_ in ADMITTED)
    if alone and not empty and frames & {"np", "data"}:
        return ("np" if "np" in frames else "data"), subtree(objects[0])
    return None


def called_on(verb: Token, cue: Cue) -> tuple[str, Span] | None:
    """Return (frame, content) of `called on ministers to resign`, read from the word order."""
    after = verb.i + len(cue.words)
    if "to" not in cue.frames or cue.words[-1] not in {"on", "upon", "to", "with"}:
        return None
    for token in verb.doc[after : min(after + _CALLED_REACH, verb.sent.end - 1)]:
        if token.text in _MARKS - {","} or token.tag_ in {"VBD", "VBZ", "MD"}:
            return None
        if token.lower_ == "to" and token.i > after and token.nbor().tag_ in {"VB", "VBP"}:
            end = max(token.nbor().right_edge.i + 1, token.i + 2)
            return "to", stripped(verb.doc, after, end)
    return None


def _cause_behind(verb: Token) -> Span | None:
    """Return object and cause in `put the delay down to rain`, `chalked it up to luck`."""
    doc, end = verb.doc, verb.sent.end
    for i in range(verb.i + 2, min(verb.i + 2 + _CAUSE_REACH, end - 2)):
        if doc[i].lower_ in _MARKS:
            return None
        if doc[i].lower_ in {"down", "up"} and doc[i + 1].lower_ == "to":
            number = doc[i + 2].like_num or doc[i + 2].is_currency  # `put the rate up to 5%`
            return None if number else stripped(doc, verb.i + 1, end)
    return None


def _quality_behind(thing: Token) -> Token | None:
    """Return the adjective that ends the phrase in `called the resolution unjust`.

    A parser often takes it for an adverb, or hangs it on the object.
    """
    doc, i = thing.doc, thing.i + 1
    if thing.right_edge.i > i and not doc[thing.right_edge.i].tag_.startswith("JJ"):
        i = thing.right_edge.i + 1  # `the vote in May flawed`
    if i + 1 >= thing.sent.end or doc[i].tag_ not in {"JJ", "JJR", "VBG"}:
        return None  # `called the report misleading`
    apart = doc[i + 1].is_punct or doc[i + 1].lower_ in {"and", "but", "because", "after", "as"}
    return doc[i] if apart else None


def _behind_aside(verb: Token) -> Token | None:
    """Return the gerund in `accused the army, led by his rival, of using the truce`."""
    for token in verb.doc[verb.i + 1 : verb.sent.end - 1]:
        if token.lower_ == "of" and token.nbor(-1).text == "," and token.nbor(1).tag_ == "VBG":
            return token.nbor(1)
    return None


def _antecedent_of_object(verb: Token) -> Span | None:
    """Return what the object of ``verb`` stands for, if that is a relative pronoun."""
    if verb.dep_ not in syntax.RELATIVE_CLAUSE:
        return None
    before = [o for o in syntax.objects(verb) if o.i < verb.i and o.lower_ in RELATIVE_PRONOUNS]
    end = verb.left_edge.i
    return stripped(verb.doc, verb.head.left_edge.i, end) if before and verb.head.i < end else None
