"""The lexicon of cues: which words attribute, and what each takes beside it.

``lexicons/cues.tsv`` gives base forms; the inflected ones are made here by the spelling rules
of English, so that a cue is known by its form alone, without a lemmatiser. A line's ``pos`` is
``verb``, ``noun`` (``X's claim that``), ``adjective`` (``is adamant that``), ``phrase``
(``according to``), ``standpoint`` (``in X's view``), or a class of nouns that a rule asks about:
``document`` (a report, data), ``exhibit`` (a table, an appendix: shows its figures, attributes
nothing), ``speaker``, and ``manner`` (``according to plan``).

A verb's ``frames`` are the constructions in which it attributes:

    that      a clause                    said (that) the road was closed
    evidence  a clause, if a speaker or a document is its subject    the study shows that ...
    quote     direct speech               “...,” she replied
    np        an object alone             denied the report
    data      an object, if a document is its subject    a poll showed her ahead
    count     an object with a number     recorded 1,118 attacks
    of, for   an object and of, for       accused the army of shelling; blamed it for the losses
    about     the preposition in the cue  warned of a shortage
    inf       an infinitive               pledged to withdraw
    to        an object and infinitive    urged both sides to talk
    as        an object and as            described the attack as an act of war
    pred      an object and a predicate   considers it a risk
    at        an object and at a number   puts the cost at $3 billion
    cause     an object and `down to`     put the delay down to rain; chalked it up to luck
"""

from dataclasses import dataclass
from functools import cache
from typing import Literal, get_args

from pipeline.annotate.wordlists import read_rows

Stance = Literal["asserts", "alleges", "denies", "predicts", "urges", "believes"]
Form = Literal["base", "s", "past", "ing"]

_VOWELS = frozenset("aeiou")
# Verbs of more than one syllable double their last letter only if the stress lies on it.
_DOUBLED = frozenset({"admit", "commit", "submit", "regret", "rebut", "concur", "infer", "aver"})


_STANCES: dict[str, Stance] = {stance: stance for stance in get_args(Stance)}


@dataclass(frozen=True, slots=True)
class Cue:
    """A line of the lexicon: the base form's words, what it takes, what it says of the content."""

    words: tuple[str, ...]
    frames: frozenset[str]
    stance: Stance

    @property
    def lemma(self) -> str:
        """The base form, such as ``point out``."""
        return " ".join(self.words)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The cues by the first word of each of their forms, and the classes of nouns."""

    verbs: dict[str, tuple[tuple[Cue, Form], ...]]
    nouns: dict[str, Cue]
    adjectives: dict[str, Cue]
    standpoints: dict[str, Cue]
    phrases: dict[str, tuple[Cue, ...]]
    classes: dict[str, frozenset[str]]


@cache
def lexicon() -> Lexicon:
    """Return ``lexicons/cues.tsv``, read once and inflected."""
    verbs: dict[str, list[tuple[Cue, Form]]] = {}
    nouns: dict[str, Cue] = {}
    adjectives: dict[str, Cue] = {}
    standpoints: dict[str, Cue] = {}
    phrases: dict[str, list[Cue]] = {}
    classes: dict[str, set[str]] = {}
    for row in read_rows("cues.tsv"):
        if not row["stance"]:  # no cue, but a word of a class: those who speak, documents, ...
            classes.setdefault(row["pos"], set()).update({row["lemma"], plural(row["lemma"])})
            continue
        stance = _STANCES[row["stance"]]
        cue = Cue(tuple(row["lemma"].split()), frozenset(row["frames"].split()), stance)
        if row["pos"] == "verb":
            for form, kind in inflect(cue.words[0], tuple(row["forms"].split())):
                verbs.setdefault(form, []).append((cue, kind))
        elif row["pos"] == "noun":
            nouns[row["lemma"]] = nouns[plural(row["lemma"])] = cue
        elif row["pos"] == "adjective":
            adjectives[row["lemma"]] = cue
        elif row["pos"] == "standpoint":
            standpoints[row["lemma"]] = cue
        elif row["pos"] == "phrase":
            phrases.setdefault(cue.words[0], []).append(cue)
    longest = {
        form: tuple(sorted(cues, key=lambda pair: -len(pair[0].words)))
        for form, cues in verbs.items()
    }
    return Lexicon(
        longest,
        nouns,
        adjectives,
        standpoints,
        {word: tuple(cues) for word, cues in phrases.items()},
        {name: frozenset(words) for name, words in classes.items()},
    )


def inflect(verb: str, past: tuple[str, ...] = ()) -> list[tuple[str, Form]]:
    """Return the forms of ``verb`` (one word) with their kinds; ``past`` holds irregular ones.

    >>> inflect("deny")
    [('deny', 'base'), ('denies', 's'), ('denying', 'ing'), ('denied', 'past')]
    """
    forms: list[tuple[str, Form]] = [(verb, "base"), (_with_s(verb), "s")]
    stem = verb[:-1] if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")) else verb
    if _doubles(verb) or any(form == verb + verb[-1] + "ed" for form in past):
        stem = verb + verb[-1]
    forms.append((stem + "ing", "ing"))
    if verb.endswith("l") and any(form.endswith("lled") for form in past):
        forms.append((verb + "ing", "ing"))
    if past:
        return forms + [(form, "past") for form in past]
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        return [*forms, (verb[:-1] + "ied", "past")]
    return [*forms, (verb + "d" if verb.endswith("e") else stem + "ed", "past")]


def plural(noun: str) -> str:
    """Return the regular plural of ``noun``."""
    if noun.endswith(("man", "men")):
        return noun[:-3] + "men"
    if noun.endswith("sis"):
        return noun[:-2] + "es"
    return _with_s(noun)


def _with_s(word: str) -> str:
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        return word[:-1] + "ies"
    if word.endswith(("s", "x", "z", "ch", "sh")) or word in {"go", "veto"}:
        return word + "es"
    return word + "s"


def _doubles(verb: str) -> bool:
    if verb in _DOUBLED:
        return True
    one_syllable = sum(letter in _VOWELS for letter in verb) == 1
    return (
        one_syllable
        and len(verb) > 2
        and verb[-1] not in "aeiouwxy"
        and verb[-2] in _VOWELS
        and verb[-3] not in _VOWELS
    )
