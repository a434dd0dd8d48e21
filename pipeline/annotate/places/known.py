"""Names and words of places from the lists: countries, kinds of place, landscape."""

from functools import cache

from pipeline.annotate.atoms import Cut
from pipeline.annotate.nouns import singular
from pipeline.annotate.wordlists import read_rows

PLACE_LABELS = frozenset({"GPE", "LOC", "FAC", "PLACE"})

# For the atoms [first, last) of a name: True it is a place, False it is none, None not known.
Labels = dict[tuple[int, int], bool]


@cache
def words_of(name: str) -> frozenset[str]:
    """Return a list of ``lexicons/place_words.tsv``."""
    for row in read_rows("place_words.tsv"):
        if row["list"] == name:
            return frozenset(row["words"].split())
    raise KeyError(name)


@cache
def countries() -> tuple[frozenset[str], frozenset[str]]:
    """Return the names of countries and capitals, and the adjectives of countries."""
    names: set[str] = set()
    adjectives: set[str] = set()
    for row in read_rows("countries.tsv"):
        names.update(
            filter(None, [row["name"], *row["aliases"].split("|"), *row["capitals"].split("|")])
        )
        adjectives.update(filter(None, row["adjectives"].split("|")))
    return frozenset(names), frozenset(adjectives)


def is_country(name: str) -> bool:
    """Say whether a name is a country's or a capital's."""
    return name in countries()[0]


@cache
def _states() -> frozenset[str]:
    rows = read_rows("countries.tsv")
    return frozenset(
        name for row in rows for name in (row["name"], *row["aliases"].split("|")) if name
    )


def is_state(name: str) -> bool:
    """Say whether a name is a country's, and no capital's."""
    return name in _states()


def kinds_of_place() -> frozenset[str]:
    """Return the words for areas that have names: ``province``, ``district``."""
    return words_of("of kind")


def is_kind(word: str) -> bool:
    """Say whether a word, in small letters, is a kind of place: ``province``, ``schools``."""
    return singular(word) in words_of("kind") | words_of("of kind")


LANDSCAPE = frozenset(
    ("lake", "forest", "basin", "delta", "island", "islands", "desert", "valley", "coast", "plains",
     "border", "peninsula", "gulf", "strait", "mountains", "highlands", "capital", "archipelago",
     "isthmus", "north", "south", "east", "west", "north-east", "north-west", "south-east",
     "south-west", "northeast", "northwest", "southeast", "southwest")
)  # fmt: skip


def joined(cut: Cut, first: int, last: int) -> str:
    """Return the atoms ``[first, last)`` as they are printed."""
    out = ""
    for i in range(first, last):
        out += (" " if out and cut.atoms[i].space else "") + cut.raw(i)
    return out
