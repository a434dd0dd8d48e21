"""The closed lists of words that the rules for figures, times and places ask.

Data: ``lexicons/figure_words.tsv``.
"""

from functools import cache

from pipeline.annotate.wordlists import read_rows


@cache
def _lists() -> dict[str, frozenset[str]]:
    rows = read_rows("figure_words.tsv")
    return {row["list"]: frozenset(row["words"].split()) for row in rows}


def word_list(name: str) -> frozenset[str]:
    """Return the words of a list; a KeyError names a list that is not there."""
    return _lists()[name]
