"""What a figure measures that tells the one before it anew, or is held against it.

``down from 63 per cent``, ``or 37 per cent``, ``, up seven points``, ``against 46 % of men``.
"""

from abc import abstractmethod
from collections.abc import Sequence

from pipeline.annotate.quantities.figure import Figure
from pipeline.annotate.quantities.idioms import Idioms
from pipeline.annotate.words import word_list

_MOVED = word_list("measured: moved")
_WHOLES = frozenset({"gdp", "gni", "gnp", "product", "income", "average", "value", "total"})
_MORE = frozenset({"more", "less", "fewer", "higher", "lower", "above", "below", "up", "down"})


class SaidAgain(Idioms):
    """Phrases for figures that share what another figure measures."""

    @abstractmethod
    def what(self, figure: Figure, depth: int = 0) -> str | None:
        """Return what a figure measures; ``depth`` is how often it was asked of another."""

    def said_again(self, figure: Figure, depth: int) -> str | None:
        """Return what the figure before measures, if this one tells it anew or is held against it.

        ``down from 63 per cent``, ``or 37 per cent``, ``, 29 % more than``.
        """
        before = [f for f in self.figures if f.last <= figure.first]
        if not before:
            return None
        last, cut = before[-1], self.sentence.cut
        lead = cut.words(last.last, figure.first)
        if not lead or len(lead) > 12:
            return None
        if (
            lead[-1] == ","
            and cut.at(figure.last) in _MORE
            and not self._verb_between(last, figure)
        ):
            return self.what(last, depth + 1)  # 118 attacks on civilians, 14 per cent fewer than
        if self._closes_with_a_move(lead) and figure.kind != "count" and last.kind != "time":
            return self.what(last, depth + 1)  # 214 murders in 2022, a rise of 9 per cent
        if self._compares_last(figure, last, lead):
            return self.what(last, depth + 1)  # 412 passengers, twice its capacity
        if lead[-2:] in ([",", "up"], [",", "down"]) and last.kind == figure.kind:
            return self.what(last, depth + 1)  # 62 per cent trusted it, up seven points since
        if self._beside_a_level(figure, last):
            return self.what(last, depth + 1)  # was 58 per cent, eight points below the level
        if lead == [","] and figure.relation != "=" and last.kind == "time" and len(before) > 1:
            earlier = before[-2]  # add 0.2 per cent to output within five years, some £7 billion
            if figure.kind == "money" and not self._verb_between(earlier, figure):
                return self.what(earlier, depth + 1)
        alike = figure.unit == last.unit or figure.kind == last.kind
        inside = lead[-1] == "(" and bool(_WHOLES & set(lead)) and len(lead) <= 4
        if inside and figure.kind == "money" and last.kind == "ratio":
            return self.what(last, depth + 1)  # 4 per cent of GDP ($7 billion)
        again = (
            lead in ([",", "or"], ["or"], ["("], [","], [",", "or", "about"])
            and (figure.kind != "count" and last.kind != "time")
            and (alike or figure.kind in {"ratio", "fraction", "multiple"})
            and (lead != [","] or figure.relation != "=" or cut.at(figure.last) in _MORE)
        )
        held = (
            alike
            and (lead[-1] in {"against", "versus"} or lead[-2:] in (["compared", "with"],
                 ["compared", "to"], ["up", "from"], ["down", "from"], ["below", "the"],
                 ["above", "the"]))
        )  # fmt: skip
        if not again and not held:
            return None
        what = self.what(last, depth + 1)
        return self._of_another(figure, last, what) if held and what else what

    def _of_another(self, figure: Figure, last: Figure, what: str) -> str:
        """Return ``men who own land`` for ``18 % of women own land, against 46 % of men``."""
        ends = [self.sentence.tokens(f)[-1].i + 1 for f in (last, figure)]
        doc, end = self.sentence.span.doc, self.sentence.span.end
        if any(i + 1 >= end or doc[i].lower_ != "of" for i in ends):
            return what
        old, new = (self.named_behind(i + 1) for i in ends)
        if not old or not new or not what.lower().startswith(old.lower()):
            return what
        return new + what[len(old) :]

    def _compares_last(self, figure: Figure, last: Figure, lead: Sequence[str]) -> bool:
        """Say whether a multiple behind a comma says how many times another the last figure is."""
        behind = self.sentence.cut.at(figure.last)
        at_once = lead[-1] == "," and lead.count(",") == 1 and last.kind != "time"
        named = behind in {"the", "its", "their", "his", "her", "what"} or (
            self.sentence.cut.at(figure.last - 1) in {"many", "much"} and behind == "as"
        )
        return figure.kind == "multiple" and at_once and named and (
            not self._verb_between(last, figure)
        )  # fmt: skip

    def _beside_a_level(self, figure: Figure, last: Figure) -> bool:
        """Say whether points tell how far the share before them lies from another level."""
        points = figure.unit in {"percentage point", "point"}
        beside = self.sentence.cut.at(figure.last) in {"below", "above"}
        return points and beside and last.kind == "ratio"

    def _closes_with_a_move(self, lead: Sequence[str]) -> bool:
        """Say whether words before a figure are ``..., a sharp rise of``."""
        if "," not in lead or lead[-1] != "of":
            return False
        comma = len(lead) - 1 - list(reversed(lead)).index(",")
        moved = lead[comma + 1 : -1]
        return 1 < len(moved) <= 3 and moved[0] in {"a", "an"} and moved[-1] in _MOVED

    def _verb_between(self, a: Figure, b: Figure) -> bool:
        start, end = self.sentence.tokens(a)[-1].i, self.sentence.tokens(b)[0].i
        return any(t.pos_ in {"VERB", "AUX"} for t in self.sentence.span.doc[start:end])
