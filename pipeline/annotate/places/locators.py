"""The prepositions that locate: ``in``, ``near``, ``fled to``, ``the siege of``."""

from collections.abc import Iterator

from pipeline.annotate.atoms import Cut
from pipeline.annotate.places.known import words_of


def locators(cut: Cut) -> Iterator[int]:
    """Yield the prepositions that locate, and the ``of`` in ``45 kilometres west of``."""
    prepositions = words_of("preposition")
    for i in range(len(cut.atoms) - 1):
        word = cut.atoms[i].lower
        far = word == "of" and cut.at(i - 1) in _COMPASS and cut.at(i - 2) != "the"
        moved = word in {"from", "to"} and _is_moved(cut, i)
        if far or moved or word in prepositions or word == "between" or befalls(cut, i):
            yield i


def befalls(cut: Cut, i: int) -> bool:
    """``the siege of Mariupol``: what befalls a place is there."""
    return cut.at(i) == "of" and cut.at(i - 1) in _BEFALLING


_BEFALLING = frozenset(
    ("battle", "bombardment", "bombing", "capture", "evacuation", "liberation", "occupation",
     "recapture", "shelling", "siege", "storming")
)  # fmt: skip


def _is_moved(cut: Cut, i: int) -> bool:
    """``fled to Bosaso``, ``withdrew its men from Sirte``: where people leave or come to."""
    before = cut.words(max(0, i - _MOVED), i)
    clause = max((k for k, word in enumerate(before) if not word[:1].isalnum()), default=-1)
    return not words_of("moved").isdisjoint(before[clause + 1 :])


_MOVED = 7  # atoms from a verb of moving to where


_COMPASS = frozenset(
    ("north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest")
)  # fmt: skip
