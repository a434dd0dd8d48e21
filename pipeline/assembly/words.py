"""What is an English word: pyspellchecker's list, American, and the British spellings of it."""

import re
from functools import lru_cache

from spellchecker import SpellChecker, WordFrequency

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


# British spelling -> American, as the list has it: organisation, labour, centre, travelled.
_AMERICAN = tuple(
    (re.compile(british), american)
    for british, american in (
        (r"is(e|es|ed|er|ers|ing|ation|ations|able)$", r"iz\1"),
        (r"ys(e|es|ed|er|ing)$", r"yz\1"),
        (r"our", "or"),
        (r"tre(s|d|)$", r"ter\1"),
        (r"ogue(s|)$", r"og\1"),
        (r"ll(ed|er|ers|ing|or|ors|y)$", r"l\1"),
        (r"[ao]e", "e"),
        (r"mme(s|)$", r"m\1"),
        (r"ence(s|less|)$", r"ense\1"),
        (r"lment(s|)$", r"llment\1"),
        (r"([^l])l$", r"\1ll"),
    )
)


@lru_cache(maxsize=1)
def _words() -> WordFrequency:
    return SpellChecker(language="en", distance=1).word_frequency


@lru_cache(maxsize=50_000)
def is_word(text: str) -> bool:
    """Say whether ``text`` is on the list, in either spelling; capitals do not matter."""
    word = text.casefold()
    known = _words().dictionary
    return word in known or any(
        (other := pattern.sub(american, word)) != word and other in known
        for pattern, american in _AMERICAN
    )
