"""Where a capitalised name ends: ``Mocimboa da Praia``, ``Deir ez-Zor``, ``Nuku’alofa``."""

from pipeline.annotate.atoms import Cut
from pipeline.annotate.places.known import words_of

_INNER = frozenset(
    {"of", "the", "and", "de", "la", "al", "el", "del", "du", "da", "i", "e", "ul", "bin"}
)


def name_end(cut: Cut, i: int) -> int:
    """Return the atom behind the capitalised name that begins at ``i``."""
    k = last = i
    while k < len(cut.atoms) and k - i < 12:
        raw = cut.raw(k)
        if cut.atoms[k].kind == "word" and raw[:1].isupper():
            k += 1
            last = k
            if raw.endswith(("'s", "’s")):
                break
        elif last > i and cut.hyphen(k) and cut.raw(k) != "—" and cut.raw(k + 1)[:1].isalpha():
            if cut.at(k + 1) in {"held", "based", "led", "born", "backed", "run", "made", "style"}:
                return i  # ISIL-held buildings
            k += 2
            last = k
        elif cut.at(k) == "and" and last == i + 1 and cut.at(i) in words_of("direction"):
            k += 1  # Central and South Asia
        elif (
            last > i and cut.at(k) in _INNER - {"and", "the"} and cut.raw(k + 1)[:1].isupper()
        ) or (raw == "." and cut.glued(k) and cut.at(k - 1) in {"st", "mt", "ft"}):
            k += 1
        elif last > i and cut.at(k) in _ARTICLES and cut.hyphen(k + 1) and _upper(cut, k + 2):
            k += 2  # Deir ez-Zor
        elif last == k > i and cut.at(k) in {"'", "’"} and _letter(cut, k):
            k += 2  # Nuku’alofa
            last = k
        else:
            break
    return last


def _letter(cut: Cut, k: int) -> bool:
    """Say whether an apostrophe stands for a sound, and not before the ``s`` of an owner."""
    inside = cut.glued(k) and cut.glued(k + 1) and cut.raw(k + 1).isalpha()
    return inside and len(cut.raw(k + 1)) > 1 and cut.raw(k + 1).islower()


def _upper(cut: Cut, i: int) -> bool:
    return cut.raw(i)[:1].isupper()


_ARTICLES = frozenset(
    ("ad", "al", "an", "ar", "as", "ash", "at", "az", "ed", "el", "en", "er", "es", "esh", "et",
     "ez", "il", "ul")
)  # fmt: skip
