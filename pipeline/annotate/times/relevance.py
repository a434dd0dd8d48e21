"""Which time of a sentence dates its main proposition, by the parse where there is one."""

from collections.abc import Sequence
from itertools import pairwise

from spacy.tokens import Span, Token

from pipeline.annotate import syntax
from pipeline.annotate.atoms import Cut
from pipeline.annotate.times.calendars import When
from pipeline.annotate.words import word_list

# Of the main clause, of one that hangs on it or is put between commas, of something else.
_MAIN, _BESIDE, _OTHER = range(3)


def relevant(span: Span, cut: Cut, times: Sequence[When], *, parsed: bool) -> list[When]:
    """Return the times that may date the sentence, the most likely first, undated ones last.

    Those of the main clause come before those of clauses that hang on it. What something is
    compared with (``than in 2010``) and an event that only gives the reason or the yardstick
    (``after the floods of 2010``) do not date it, nor does one day or year of a relative clause.
    """
    times = [when for when in times if not _comes_round(cut, when)]
    ranked = []
    aside = []
    for when in times:
        if not (when.start or when.end) or compared(cut, when) or _since_the_best(cut, when):
            continue
        rank = _rank(span, cut, when) if parsed else _MAIN
        if rank != _OTHER:
            ranked.append((rank, when.first, when))
        elif _of_a_clause_put_in(span, cut, when):
            aside.append(when)
    if not ranked and len(aside) == 1:  # the law, which was passed on 3 May 2019, bans it
        return [*aside, *(when for when in times if not (when.start or when.end))]
    dated = [when for *_, when in sorted(ranked, key=lambda one: one[:2])]
    return dated + [when for when in times if not (when.start or when.end)]


def token_of(span: Span, cut: Cut, first: int, last: int) -> Token | None:
    """Return the word that the atoms ``[first, last)`` hang by in the parse."""
    start = span.start_char + cut.atoms[first].start
    end = span.start_char + cut.atoms[last - 1].end
    words = span.doc.char_span(start, end, alignment_mode="expand")
    return words.root if words is not None else None


_BESIDE_CLAUSES = syntax.RELATIVE_CLAUSE | frozenset({"advcl", "advcl:relcl", "acl", "appos"})


def _rank(span: Span, cut: Cut, when: When) -> int:
    token = token_of(span, cut, when.first, when.last)
    rank = _MAIN
    if token is None:
        return rank
    if cut.at(when.first - 1) == "of" and _of_a_yardstick(token):
        return _OTHER
    single = not when.end or when.start == when.end
    if single and _follows_a_pronoun(span, token):
        return _OTHER
    for node in (token, *token.ancestors):
        if node.i < span.start or node.i >= span.end or node.head.i == node.i:
            break
        if single and node.dep_ in syntax.RELATIVE_CLAUSE and _is_led(node):
            return _OTHER  # how somebody or something came to be; a span is rather the claim's own
        if node.i == token.i:
            continue
        if node.dep_ == "acl" and node.lower_ in {"published", "released", "leaked", "printed"}:
            return _OTHER  # of the document, and not of what it tells
        if node.dep_ == "conj" and node.pos_ in {"VERB", "AUX"}:
            rank = _BESIDE
        if node.dep_ in _BESIDE_CLAUSES:
            rank = _BESIDE
    return max(rank, _BESIDE) if _between_commas(span, token) else rank


def _of_a_clause_put_in(span: Span, cut: Cut, when: When) -> bool:
    """Say whether a day or month of its own year stands in a relative clause behind a comma."""
    if (
        when.start != when.end
        or when.relative
        or when.partial
        or len(when.start or "") < len("2021-08")
    ):
        return False
    token = token_of(span, cut, when.first, when.last)
    for word in reversed(span.doc[span.start : token.i] if token is not None else []):
        if word.text in {";", ":", "—"}:
            return False
        if word.tag_ in _RELATIVE_TAGS:
            before = word.doc[max(span.start, word.i - 4) : word.i]
            return any(t.text == "," for t in before)
    return False


_RELATIVE_TAGS = frozenset({"WDT", "WP", "WP$", "WRB"})


def _is_led(clause: Token) -> bool:
    """Say whether a relative clause begins with its pronoun: the parse calls others so, too."""
    first = clause.left_edge
    led = first.doc[first.i : first.i + 2]
    if clause.head.dep_ == "ROOT" and clause.head.pos_ == "NOUN":
        return False  # "The agency projects that": no noun, whatever the parse says
    return any(t.tag_ in _RELATIVE_TAGS and t.lower_ != "when" for t in led)


def _between_commas(span: Span, token: Token) -> bool:
    """``The tariff, in force since 2022, ends``: between the subject and its verb."""
    verb = span.root
    subjects = [c.i for c in verb.children if c.dep_ in syntax.SUBJECT | syntax.PASSIVE_SUBJECT]
    if not subjects or not subjects[0] < token.i < verb.i:
        return False
    before, behind = token.doc[subjects[0] : token.i], token.doc[token.i : verb.i]
    return all(any(t.text == "," for t in side) for side in (before, behind))


def _follows_a_pronoun(span: Span, token: Token) -> bool:
    """``a study that was leaked in 2018``, whatever the parse makes of it: one verb between."""
    verbs = auxiliaries = 0
    for word in reversed(span.doc[span.start : token.i]):
        if word.text in {",", ";", ":", "—"} and verbs + auxiliaries:
            return False
        if word.tag_ in _RELATIVE_TAGS and word.lower_ != "when" and word.i > span.start:
            noun = word.nbor(-1)
            noun = noun.nbor(-1) if noun.text == "," and noun.i > span.start else noun
            return max(verbs, auxiliaries) == 1 and noun.pos_ in {"NOUN", "PROPN"}
        follows = word.nbor().pos_ in {"VERB", "AUX", "ADV", "PART"}
        verbs += word.pos_ == "VERB" and not (follows and verbs)
        auxiliaries = auxiliaries or int(word.pos_ == "AUX")
    return False


def _of_a_yardstick(token: Token) -> bool:
    """``After the floods of 2010``, ``below the level of 2010``: an event, and not when it was."""
    noun = token.head
    if noun.pos_ not in {"NOUN", "PROPN"}:
        return False
    if noun.dep_ == "prep":
        noun = noun.head
    if noun.lower_ in word_list("times: stretch"):
        return False  # after the end of 2010
    preposition = syntax.preposition_of(noun)
    if preposition == "to":  # owed to the crisis of 2008; but: led to the uprising of 1948
        return noun.head.lower_ in word_list("times: to a yardstick")
    return preposition in word_list("times: yardstick")


_EVERY = frozenset({"annually", "yearly", "each", "every"})
_EACH_YEAR = 5  # atoms before or behind a date that may say that it comes every year


def _comes_round(cut: Cut, when: When) -> bool:
    """``annually on 1 April``, ``by 31 March of each year``: a day of every year dates nothing."""
    if not when.partial:
        return False
    before = cut.words(max(0, when.first - _EACH_YEAR), when.first)
    behind = cut.words(when.last, when.last + _EACH_YEAR)
    return any(
        word in _EVERY and (word.endswith("ly") or following == "year")
        for side in (before, behind)
        for word, following in pairwise([*side, ""])
    )


_BEST = frozenset(
    ("highest", "lowest", "largest", "smallest", "biggest", "greatest", "fewest", "worst", "best",
     "fastest", "slowest", "strongest", "weakest", "sharpest", "steepest", "deadliest", "longest",
     "shortest", "wettest", "driest", "hottest", "coldest", "warmest", "heaviest", "first",
     "quickest", "poorest", "most", "least", "tightest", "busiest")
)  # fmt: skip
_LASTING = frozenset({"been", "remained", "become"})
_DETERMINED = frozenset({"the", "its", "their", "a", "his", "her", "in"})
_BACK = 8  # atoms before ``since`` where a superlative may stand


def _since_the_best(cut: Cut, when: When) -> bool:
    """``the highest since 1982``, ``for the first time since``: the date of what it is held to.

    So is ``since records began in 1884``.
    """
    if {"records", "measurements"} & {*cut.words(when.first - 3, when.first)}:
        return cut.at(when.first - 1) in {"began", "begin", "in", "started", "start"}
    first = when.first
    if cut.at(first) != "since":  # `the lowest since votes were first held in 1991`
        told = cut.words(max(0, first - _BACK), first)
        if "since" not in told or cut.at(first - 1) not in {"in", "on"}:
            return False
        first -= told[::-1].index("since") + 1
        if {",", ";"} & {*cut.words(first, when.first)}:
            return False
    words = cut.words(max(0, first - _BACK), first)
    for sign in (",", ";"):
        words = words[len(words) - words[::-1].index(sign) :] if sign in words else words
    if _LASTING.intersection(words):
        return False  # has been the largest since 1995
    return any(word in _BEST and lead in _DETERMINED for lead, word in pairwise(words))


_LEVELS = frozenset(
    ("half", "third", "quarter", "fifth", "tenth", "two", "three", "four", "five", "six", "seven",
     "eight", "nine", "ten", "twelve", "twenty", "level", "levels", "peak", "low", "high")
)  # fmt: skip


_NORMAL = frozenset({"normal", "average", "target", "zero", "freezing", "par", "expectations"})
_UNTIL = frozenset({"to", "until", "till", "through", "onwards", "on", "-", "–"})
_MOVED_BY = frozenset({"percent", "cent", "%", "up", "down", "points", "increase", "decrease"})


_SEEN = frozenset({"seen", "recorded", "reached", "registered", "reported", "achieved"})


def compared(cut: Cut, when: When) -> bool:
    """``down from 63 per cent in 2019``, ``than in 2010``: the time of what it is held against."""
    before = cut.words(when.first - 2, when.first)
    if cut.at(when.last) in {"level", "levels"} and before[1:] != ["in"]:
        return True  # 97 per cent of its 2019 level
    if before[1:] == ["on"] and before[0] in _MOVED_BY and len(when.start or "") == len("2019"):
        return True  # 8 per cent up on 2019
    if before[1:] == ["from"] and before[0] in _MOVED_BY and cut.at(when.last) not in _UNTIL:
        return True  # up 0.7 per cent from the previous year
    if before == ["as", "in"] or "of what" in " ".join(cut.words(when.first - 6, when.first)):
        return True  # half as much as in 2020, a tenth of what it was in 1980
    for distance, word in enumerate(reversed(cut.words(when.first - 7, when.first))):
        if word in {",", ";", ".", "since"}:
            return False
        if word in {"against", "compared", "versus"} or (word == "than" and distance < 5):
            return True
        if word == "than" and "same" in cut.words(when.first - distance, when.first):
            return True  # than in the same quarter of 2010
        if word == "from":  # a level that it was: "from Spain" is none
            level = cut.atoms[when.first - distance : when.first]
            return any(atom.kind == "number" or atom.lower in _LEVELS for atom in level)
        if word == "below" and distance < 2:
            return cut.at(when.first - 1) not in _NORMAL
        if word in {"below", "above", "on"} and _SEEN & {*cut.words(when.first - 2, when.first)}:
            return True  # below the level seen in 2019
    return False
