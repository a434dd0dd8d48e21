"""Units that figures lend one another: ``40, 50 and 60 per cent``, ``two of the nine laws``."""

from dataclasses import replace

from pipeline.annotate.atoms import Cut
from pipeline.annotate.nouns import is_plural, singular
from pipeline.annotate.quantities.figure import Figure
from pipeline.annotate.quantities.relations import relation_before
from pipeline.annotate.quantities.statistics import is_test_statistic, named_in_bracket
from pipeline.annotate.words import word_list


def counted_before(cut: Cut, figure: Figure) -> str | None:
    """Return what a bare number counts by ``the number of attacks fell from 214``."""
    for i in range(figure.first - 2, max(-1, figure.first - 14), -1):
        if cut.words(i, i + 2) == ["number", "of"]:
            for k in range(i + 2, min(i + 8, figure.first)):
                if is_plural(cut.raw(k)) and not is_plural(cut.raw(k + 1)):
                    return singular(cut.raw(k))
    return None


def lent(cut: Cut, figures: list[Figure]) -> list[Figure]:
    """Lend units, from behind (``40, 50 and 60 per cent``) and from before (``, 104 in 2022``)."""
    out = list(figures)
    for k in range(len(out) - 2, -1, -1):
        a, b = out[k], out[k + 1]
        if a.kind != "bare" or b.unit is None or b.kind in {"fraction", "multiple", "money"}:
            continue
        between = cut.words(a.last, b.first)
        if between[-1:] == ["or"] and b.kind == "ratio" and abs(a.value) > 100:
            continue  # 253 or 12% of the respondents
        if between in _LISTING and (b.kind == "ratio" or between != ["to"]):
            out[k] = replace(a, unit=b.unit, kind=b.kind, per=b.per)
    if any(figure.kind == "ratio" for figure in out):
        out = [
            replace(f, unit="percentage point", kind="ratio", noun=None)
            if f.unit == "point" and abs(f.value) < 100 and "index" not in cut.words(0, f.first)
            else f
            for f in out
        ]
    for k, b in enumerate(out):
        if b.kind != "bare" or is_test_statistic(cut, b):
            continue
        if cut.at(b.last) == "of":
            out[k] = _part_of(cut, b, out[k + 1] if k + 1 < len(out) else None)
            continue
        for a in reversed(out[max(0, k - 2) : k]):
            if is_included(cut, a):
                continue
            held = _in_its_bracket(cut, a, b) or _held_against(cut, a, b)
            lends = held if a.kind == "time" else _alike(cut, a, b)
            if a.kind not in {"bare", "fraction", "multiple"} and lends:
                size = _size_lent(cut, a, b)
                out[k] = replace(
                    b, unit=a.unit, kind=a.kind, per=a.per, value=b.value * size,
                    high=b.high * size if b.high is not None else None,
                )  # fmt: skip
                break
    return _of_the_same(_parts_and_wholes(cut, out))


def _of_the_same(figures: list[Figure]) -> list[Figure]:
    """Give ``60 others`` the unit of what was counted before: they are people, if nothing was."""
    out: list[Figure] = []
    for figure in figures:
        if figure.unit == "other":
            counted = [f.unit for f in out if f.kind == "count" and f.unit]
            figure = replace(figure, unit=counted[-1] if counted else "person")
        out.append(figure)
    return out


def is_included(cut: Cut, figure: Figure) -> bool:
    """``41 cases, including two deaths, against nine``: a part of what the others count."""
    return cut.at(figure.first - 1) in {"including", "included"}


NO_THINGS = frozenset(
    ("year", "month", "week", "day", "hour", "minute", "time", "percent", "cent", "people",
     "dollar", "euro", "pound", "others", "terms", "means", "times")
)  # fmt: skip
_PART_LINKS = frozenset(
    ("of", "out", "the", "its", "their", "these", "those", "our", "all", "last", "past", "first",
     "previous", "latest", "next")
)  # fmt: skip


def _parts_and_wholes(cut: Cut, figures: list[Figure]) -> list[Figure]:
    """Join ``411 of the 12,152 polling stations``: the whole only says of how many."""
    out: list[Figure] = []
    for figure in figures:
        part = out[-1] if out else None
        if (
            part is not None
            and part.kind in {"bare", "time"}
            and (figure.noun is not None if figure.kind == "count" else figure.kind == "time")
            and cut.at(part.last) == "of"
            and figure.high is None
            and 0 < part.value < figure.value
            and _is_part(cut, part, figure)
        ):
            out[-1] = replace(
                part, last=figure.last, unit=figure.unit, kind="count", noun=figure.noun,
                behind=figure.behind,
            )  # fmt: skip
        else:
            out.append(figure)
    return out


def _is_part(cut: Cut, part: Figure, whole: Figure) -> bool:
    between = cut.words(part.last, whole.first)
    if between[:1] not in (["of"], ["out"]) or len(between) > 5:
        return False
    owner = [word for word in between if word not in _PART_LINKS]  # of the country’s 23 provinces
    return not owner or any(word.endswith(("'s", "’s")) or word == "s" for word in owner)


def _alike(cut: Cut, a: Figure, b: Figure) -> bool:
    """Say whether ``b`` may count or measure the same as ``a``: of counts always."""
    if named_in_bracket(cut, b):
        return False
    if _size_lent(cut, a, b) > 1.0:
        return True
    if a.kind == "ratio" and abs(b.value) > 100:
        return False  # "1,629 (60 per cent) were colleges, and 1,685"
    if a.kind == "ratio" and "." in cut.raw(b.number) and b.value < 100:
        return True
    if _in_its_bracket(cut, a, b):
        return True
    if cut.words(b.first - 2, b.first) in (["up", "from"], ["down", "from"]):
        return bool(a.value) and 0.02 <= abs(b.value / a.value) <= 50
    lead = relation_before(cut.atoms, b.first)
    if cut.at(lead[1] - 1 if lead else b.first - 1) not in _BEFORE_ANOTHER and not lead:
        return False
    if a.kind == "count":  # "10,500 soldiers in four sectors; seldom more than 8,000"
        return b.value < 1000 or a.value * _FEW > b.value
    return (
        bool(a.value) and 0.02 <= abs(b.value / a.value) <= 50 and b.number != b.behind - 1
    ) or (a.kind != "money" and bool(a.value) and 0.02 <= abs(b.value / a.value) <= 50)


SIZES = {"thousand": 1e3, "million": 1e6, "m": 1e6, "mn": 1e6, "billion": 1e9, "bn": 1e9,
          "trillion": 1e12, "crore": 1e7, "lakh": 1e5}  # fmt: skip


def _size_lent(cut: Cut, a: Figure, b: Figure) -> float:
    """Return the magnitude that ``b`` leaves out: ``45 million dollars, not more than ten``."""
    if b.behind - b.number != 1 or abs(b.value) >= 1000 or a.kind in {"ratio", "time"}:
        return 1.0
    size = next((SIZES[w] for w in cut.words(a.number, a.last) if w in SIZES), None)
    if size is None or not a.value or not 0.02 <= abs(b.value * size / a.value) <= 50:
        return 1.0
    ends = cut.at(b.last) in {"", ".", ",", ";", ")", "[", "(", "in", "for", "by", "a"}
    led = b.first != b.number or cut.at(b.first - 1) in {"than", "to", "from", "and", "only"}
    return size if ends and led else 1.0


_MARKS = frozenset({":", "=", ",", ";", "%", "("})


def _in_its_bracket(cut: Cut, a: Figure, b: Figure) -> bool:
    """``6 days (range 2–19)``, ``46 years (SD 11.8)``, ``2.3% (95% CI: 1.9 to 2.8)``."""
    i = b.first - 1
    while cut.at(i) in _MARKS - {"("}:
        i -= 1
    bracketed = cut.at(a.last) == "(" and ")" not in cut.words(a.last, b.first)
    return bracketed and cut.at(i) in word_list("head nouns: measures") and a.kind != "count"


_MEASURING_STICKS = frozenset(("target", "goal", "limit", "average", "norm", "standard", "median"))
_BETWEEN = frozenset((",", "against", "versus", "a", "an", "the", "its", "our", "national", "of"))


def _held_against(cut: Cut, a: Figure, b: Figure) -> bool:
    """``74 days, against a target of 60``, ``from 14 years to 10``: both have the unit."""
    between = set(cut.words(a.last, b.first))
    if between == {"to"} and cut.at(a.first - 1) == "from":
        return True
    return bool(between & _MEASURING_STICKS) and between <= _BETWEEN | _MEASURING_STICKS


_FEW = 100  # a count is not taken up by one so many times as large
_BEFORE_ANOTHER = word_list("figures: before another") | {""}


def _counts(cut: Cut, i: int) -> bool:
    """Say whether atom ``i`` is a plural noun that ``them`` may take up."""
    word = cut.at(i)
    noun = cut.atoms[i].kind == "word" and len(word) > 3 and is_plural(cut.raw(i))
    noun = noun and singular(word) not in NO_THINGS  # "two years on, 900 of them"
    return noun and word not in word_list("stop") | word_list("verb") and cut.at(i - 1) != "of"


def _part_of(cut: Cut, part: Figure, whole: Figure | None) -> Figure:
    """``1,443 of them``, ``Two of the nine benchmarks``: a part has the unit of its whole."""
    behind = cut.at(part.last + 1)
    alone = cut.at(part.last + 2) in word_list("verb") | word_list("stop") | {"", ",", ".", ";"}
    if behind in {"them", "whom", "which"} or (behind in {"these", "those"} and alone):
        for i in range(part.first - 1, max(-1, part.first - 40), -1):
            if _counts(cut, i):
                return replace(part, unit=singular(cut.raw(i)).lower())
        return part
    if whole and whole.kind == "count" and whole.first - part.last <= 2:
        return replace(part, unit=whole.unit)
    if whole and whole.kind in {"money", "mass", "area"} and whole.first - part.last <= 2:
        size = _size_lent(cut, whole, replace(part, last=part.last))
        return replace(part, unit=whole.unit, kind=whole.kind, value=part.value * size)
    for i in range(part.last + 1, min(part.last + 9, len(cut.atoms))):  # of the nine benchmarks
        if is_plural(cut.raw(i)) and cut.at(i) not in word_list("stop"):
            nouns = cut.at(i + 1) not in word_list("verb") and is_plural(cut.raw(i + 1))
            return replace(part, unit=singular(cut.raw(i + nouns)))
        if cut.atoms[i].kind == "sign" and not cut.hyphen(i) and cut.at(i) not in {"'", "’"}:
            break
    return part


_LISTING = (
    [","], ["and"], ["or"], [",", "and"], [",", "or"], ["versus"], ["vs"], ["to"], ["by"], ["x"],
    ["×"], ["vs", "."],
)  # fmt: skip
