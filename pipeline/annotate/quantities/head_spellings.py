"""Heads as tables abbreviate them -> heads as the lexicon of units spells them.

Tables save room: ``£000``, ``$m``, ``1,000 t``, ``dollars in millions``. And ``kr`` is the crown of
the country that the report is about; of no country it has no code, but its scale all the same.
"""

import re
from collections import Counter
from functools import lru_cache

from pipeline.annotate.quantities.head_measures import BRACKETED, read_head
from pipeline.schema import Document, Table

_SIGN = r"(?:(?:US|A|C|NZ|HK|R|S)?\$|[£€¥₹₦]|(?:USD|EUR|GBP|NOK|SEK|DKK|CHF|AUD|CAD|INR|ZAR|KES)\b)"
_LARGE = {"m": "million", "mn": "million", "mln": "million", "mio": "million", "mill": "million",
          "bn": "billion", "bln": "billion", "k": "thousand", "tn": "trillion"}  # fmt: skip
_THOUSANDS = re.compile(rf"({_SIGN})\s?['’‘]?(?:1[,. ]?000|000|0{{3}})['’]?s?(?![\d,.])")  # £000
_GLUED = re.compile(rf"({_SIGN})\s?(m|mn|mln|mio|mill|bn|bln|k|tn)\b\.?")  # £m, €bn
_BEFORE = re.compile(rf"\b(mn|mln|mio|mill|bn|bln)\b\.?(?=\s(?:{_SIGN}|[A-Za-z]{{1,3}}\b))", re.I)
_THOUSAND_OF = re.compile(r"(^|\()\s?(?:1[,. ]?000|000)s?\s(?=[^\W\d])")  # (1,000 t)
_IN = re.compile(
    rf"({_SIGN}|\bdollars|\beuros?|\bpounds)[\s,]{{1,2}}in\s(thousand|million|billion)s?\b", re.I
)
_CROWNS = re.compile(r"\bkr\b\.?", re.IGNORECASE)
_CROWN = {
    "SEK": re.compile(r"\b(?:Swed(?:en|ish)|SEK)\b"),
    "NOK": re.compile(r"\b(?:Norw(?:ay|egian)|NOK)\b"),
    "DKK": re.compile(r"\b(?:Denmark|Danish|DKK)\b"),
    "ISK": re.compile(r"\b(?:Iceland(?:ic)?|ISK)\b"),
}


@lru_cache(maxsize=4096)
def spelt_out(head: str, crown: str | None = None) -> str:
    """Return a head with its abbreviated money and scales spelt out.

    >>> spelt_out("Receipts (£000)"), spelt_out("Sales, $m"), spelt_out("Catch (1,000 t)")
    ("Receipts (£ '000)", 'Sales, $ million', "Catch ('000 t)")
    >>> spelt_out("Net sales (dollars in millions)"), spelt_out("Price (kr/kg)", "NOK")
    ('Net sales (millions dollars)', 'Price (NOK/kg)')
    """
    head = _CROWNS.sub(crown or "", head)
    head = _IN.sub(lambda m: f"{m[2].lower()}s {m[1]}", head)
    head = _THOUSANDS.sub(r"\1 '000", head)
    head = _GLUED.sub(lambda m: f"{m[1]} {_LARGE[m[2]]}", head)
    head = _BEFORE.sub(lambda m: _LARGE[m[1].lower()], head)
    return _THOUSAND_OF.sub(r"\1'000 ", head)


@lru_cache(maxsize=1)  # a table is asked for each of its cells; more would keep reports alive
def crown_of(document: Document) -> str | None:
    """Return the code of the crown that ``kr`` is, if the report names one such country most."""
    text = document.whole_text
    if not _CROWNS.search(text):
        return None
    named = Counter({code: len(seen.findall(text)) for code, seen in _CROWN.items()})
    (code, most), (_, next_most) = named.most_common(2)
    return code if most > 2 * next_most else None


def per_of(head: str) -> str | None:
    """Return what a head is per, where its brackets say another thing: ``Income per tonne (kr)``.

    >>> per_of("Income per tonne (kr)"), per_of("Income (kr)")
    ('tonne', None)
    """
    return read_head(BRACKETED.sub(" ", head)).per if " per " in head and "(" in head else None


_INTRODUCED = re.compile(
    r"\b(?:figures|amounts|values|sums)\b[^.]{0,40}?\b(in\s[^.;:()]{3,50})[.:]$", re.IGNORECASE
)


@lru_cache(maxsize=1)  # as ``crown_of``
def introduced(document: Document, table: Table) -> str | None:
    """Return what the text right before a table says of its figures: ``in thousand francs``."""
    start = table.extent[0]
    block = document.block_at(start)
    while block and block.kind in {"table", "caption", "heading"} and block.start > 3:
        block = document.block_at(block.start - 3)
    if block is None or block.kind not in {"paragraph", "list"}:
        return None
    found = _INTRODUCED.search(document.text[max(block.start, block.end - 200) : block.end].strip())
    return found[1] if found else None
