"""Four digits that are a year: `2019`, `in 1805`, `750 CE`; not `1,805 men`, `Section 1512`."""

from pipeline.annotate.atoms import DASHES, Atom
from pipeline.annotate.nouns import is_plural
from pipeline.annotate.times.calendars import (
    DateText,
    When,
    iso_date,
    month_at,
    whole,
    year_at,
)
from pipeline.annotate.words import word_list


def plain_year(text: DateText, i: int) -> When | None:
    """Read a bare year where the words around it say that it is one."""
    if era := _of_an_era(text, i):
        return era
    j = i
    if text.at(i) in {"year", "calendar"} and year_at(text, i + 1):
        j = i + 1
    elif text.at(i) == "the" and text.at(i + 1) == "year" and year_at(text, i + 2):
        j = i + 2
    year = year_at(text, j)
    if year is None or (text.at(j + 1) == "s" and text.glued(j + 1)):
        return None
    if not is_year(text.atoms, j):
        return None
    if ((month := month_at(text, j + 1)) and text.raw(j + 2)[:1] not in "0123456789") or (
        month and not text.raw(j + 2)
    ):
        iso = iso_date(year, month)
        return When(i, j + 2, iso, iso)
    return whole(i, j + 1, f"{year:04d}")


_BEFORE_CHRIST = frozenset({"bc", "bce", "b.c", "b.c.e"})


def _of_an_era(text: DateText, i: int) -> When | None:
    """Read ``333 BCE``, ``604–562 BC``, which have no ISO form here, and ``750 CE``."""
    if not text.raw(i).isdecimal() or len(text.raw(i)) > 4 or not text.raw(i).isascii():
        return None
    j = i + 1
    if text.at(j) in DASHES | {"to"} and text.raw(j + 1).isdecimal():
        j += 2
    era = text.at(j)
    last = j + 1 + (text.at(j + 1) == "." and "." in era)
    if era in _BEFORE_CHRIST:
        return When(i, last, None, None)
    if text.raw(j) == "CE" and j == i + 1 and int(text.raw(i)):
        return whole(i, last, f"{int(text.raw(i)):04d}")
    return None


def _numbers_a_rule(cut: list[Atom], i: int) -> bool:
    """``Section 1512(c)``, ``18 U.S.C. §§ 1503, 1505``: four digits that number a provision."""
    behind = [atom.text for atom in cut[i + 1 : i + 4]]
    glued = i + 1 < len(cut) and not cut[i + 1].space
    if glued and len(behind) == 3 and behind[0] == "(" and behind[2] == ")" and len(behind[1]) < 3:
        return True
    for k in range(i - 1, max(-1, i - 24), -1):
        atom = cut[k]
        if atom.lower in word_list("year label"):
            return True
        if atom.kind != "number" and atom.lower not in _LISTED:
            return False
    return False


def _begins_a_code(cut: list[Atom], i: int) -> bool:
    """``AD 2018-23-51``, ``docket 2019–04–117``: dates of three parts have been read before."""
    chain = cut[i + 1 : i + 5]
    if len(chain) < 4 or any(atom.space for atom in chain):
        return False
    joined = chain[0].text in DASHES and chain[2].text in DASHES
    named = len(chain[1].text) != 4  # no span of years
    return joined and named and chain[1].kind == "number" and chain[3].kind == "number"


_LISTED = frozenset({",", ".", "and", "or", "to", "-", "–", "(", ")", "§"})


_MANY = ("children", "women", "men", "people")


def is_year(cut: list[Atom], i: int) -> bool:
    """Say whether the four digits at ``i`` are more likely a year than an amount."""
    raw = cut[i].text
    if not "1400" <= raw <= "2199" or _numbers_a_rule(cut, i) or _begins_a_code(cut, i):
        return False
    before = cut[i - 1] if i else None
    span = i > 1 and before and before.text == "~" and cut[i - 2].kind == "number"  # 2014~2018
    if before and not span and before.kind == "sign" and before.text in "$€£¥₹₨~<>=≥≤+#№@&_\\":
        return False
    if (
        before
        and before.text in "./:"
        and not cut[i].space
        and i > 1
        and cut[i - 2].kind == "number"
    ):
        return False
    if before and before.kind == "word" and not cut[i].space:
        return False
    behind = cut[i + 1] if i + 1 < len(cut) else None
    if behind is None:
        return True
    if behind.kind == "word" and not behind.space:
        return False
    if behind.text in "%‰°$€£" or behind.lower in word_list("year amount"):
        return False
    surely = before is None or before.lower in word_list("year surely")
    if before and before.lower == "of" and behind.lower.endswith(_MANY):
        return False  # a survey of 1709 schoolchildren
    if behind.lower in word_list("year noun") and raw[2:] != "00":
        return True
    if behind.kind == "word" and behind.text.islower() and not surely:
        many = is_plural(behind.text) and behind.lower not in word_list("year verb")
        if many and len(behind.lower) > 3:
            return False
    return True
