"""Who and where a claim is about: canonical names, apart from the words of what is measured."""

import re

from pipeline.compare.words import NOTHING, concept, country_at, name_key, words
from pipeline.schema import Claim

# What stands for somebody whom the sentence named before, or another sentence did.
_STANDS_FOR = re.compile(
    r"\b(?:it|its|he|his|she|her|they|their|them"
    r"|(?:the|this|that|these|those) (?:latter|former|country|government|state|ministry|group"
    r"|organisation|organization|agency|city|town|region|province|district|area|island|lake|basin"
    r"|party|bank|fund|union|bloc|army|force|population|economy|sector|industry|same))\b(?! of\b)",
    re.IGNORECASE,
)
_WE = re.compile(r"\b(?:[Ww]e|[Oo]ur|us|I|[Mm]y)\b")


class Names:
    """The names of one claim, gathered from the texts that are read with ``concepts``."""

    def __init__(self, claim: Claim) -> None:
        self.found: set[str] = set()
        self._claim = claim
        self._known: dict[tuple[str, ...], str] = {}
        for actor in claim.actors:
            if actor.role != "source":
                for form in (actor.text, actor.name):
                    self._known[tuple(words(form))] = name_key(actor.name)
        if claim.place and (tokens := words(claim.place)):
            hit = country_at(tokens, 0)
            whole = hit is not None and hit[1] == len(tokens)
            self._known[tuple(tokens)] = hit[0] if hit and whole else name_key(claim.place)
        self._known.pop((), None)
        self._longest = max(map(len, self._known), default=0)
        self._aside = _aside(claim)
        self._first = next(iter(words(claim.claim)), "")

    def concepts(self, text: str, *, heads: bool = False) -> set[str]:
        """Return the concepts of ``text``; what is a name in it goes to ``found`` instead.

        The words of when and of who said it do not count. The first word of a sentence has its
        capital from there, and words in the ``heads`` of a table have theirs from the printer;
        numbers, though, tell one head from another (`Day 14`).
        """
        tokens = words(text)
        concepts: set[str] = set()
        i = 0
        while i < len(tokens):
            known = self._known_at(tokens, i) or country_at(tokens, i)
            if known:
                self.found.add(known[0])
                i += known[1]
                continue
            token = tokens[i]
            i += 1
            if token.casefold() in self._aside:
                continue
            meant = concept(token)
            if heads and token[0].isdigit():
                concepts.add(token)
            elif meant == NOTHING:
                continue
            elif token[0].isupper() and token != self._first and not heads:
                self.found.add(name_key(token))
            else:
                concepts.add(meant)
        return concepts

    def _known_at(self, tokens: list[str], at: int) -> tuple[str, int] | None:
        for length in range(min(self._longest, len(tokens) - at), 0, -1):
            if key := self._known.get(tuple(tokens[at : at + length])):
                return key, length
        return None

    def add_actors(self, text: str, *, all_of_them: bool = False) -> None:
        """Add the actors whose words stand in ``text``, and the only one wherever it stands."""
        actors = [actor for actor in self._claim.actors if actor.role != "source"]
        for actor in actors:
            if all_of_them or len(actors) == 1 or actor.text in text:
                self.found.add(name_key(actor.name))

    def resolve(self, first: int, last: int) -> bool:
        """Add whom ``it`` or ``the country`` in ``[first, last)`` of the claim may stand for.

        Returns whether the words are clear: somebody was named before, and the report does not
        speak of itself.
        """
        if _WE.search(self._claim.claim, first, last):
            return False
        stands = _STANDS_FOR.search(self._claim.claim, first, last)
        if stands is None:
            return True
        before = self._claim.claim[: stands.start()]
        named = {name_key(actor.name) for actor in self._claim.actors if actor.text in before}
        self.found |= named
        return bool(named)


def _aside(claim: Claim) -> frozenset[str]:
    """Return the words of when, which are compared as days, and of who said it."""
    source = claim.attribution.source if claim.attribution else None
    parts = (claim.time.text if claim.time else "", source or "")
    return frozenset(w.casefold() for part in parts for w in words(part))
