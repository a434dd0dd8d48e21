"""What is an English word: the list in ``lexicons/words.tsv``, read once."""

from functools import cache
from importlib.resources import files

FUNCTION_WORDS = frozenset(
    {
        "a", "about", "after", "all", "also", "an", "and", "any", "are", "as", "at", "be",
        "been", "both", "but", "by", "can", "could", "did", "do", "does", "each", "either",
        "for", "from", "had", "has", "have", "he", "her", "his", "how", "if", "in", "into",
        "is", "it", "its", "may", "more", "most", "must", "no", "nor", "not", "of", "on",
        "one", "or", "other", "our", "over", "she", "should", "since", "so", "some", "such",
        "than", "that", "the", "their", "them", "then", "there", "these", "they", "this",
        "those", "through", "to", "under", "until", "up", "was", "we", "were", "what",
        "when", "where", "which", "while", "who", "will", "with", "would",
    }
)  # fmt: skip


@cache
def _words() -> frozenset[str]:
    text = (files("pipeline.assembly") / "lexicons" / "words.tsv").read_text(encoding="utf-8")
    return frozenset(row for row in text.splitlines() if row and not row.startswith("#"))


def is_word(text: str) -> bool:
    """Say whether ``text`` is on the list; a capital at its start does not matter."""
    return text in _words() or (text[:1].isupper() and text[:1].lower() + text[1:] in _words())
