"""Whose dollar a bare ``$`` is: Canada's in a Canadian report, else that of the United States.

So with cents: they are of the money that a text counts in, if it names no dollar.

Reports of the states that have a dollar of their own write it ``$`` and another's ``US$``. A text
is taken for such a report if it names that state most of all, and marks no dollar as that state's
(``C$``, ``CAD``): who marks them writes ``$`` for the American one.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from pipeline.annotate.quantities.units import shared_name
from pipeline.schema import Quantity

# Elsewhere a bare sign is American: Zimbabwe's or Liberia's reports count in US dollars.
_OWN = frozenset({"AUD", "CAD", "NZD", "HKD", "SGD"})
_MARKED = re.compile(r"\b(?:A|AU|C|CA|Can|NZ|HK|S|SG)\$|\b(?:AUD|CAD|NZD|HKD|SGD)\b")
_BARE = re.compile(r"(?<![A-Za-z.])\$")


@lru_cache(maxsize=1)  # each part of a report asks it of the whole
def own_dollar(text: str, home: str | None) -> str | None:
    """Return the currency code of a bare ``$`` in a text about ``home``; None if it is American."""
    if home is None or _MARKED.search(text):
        return None
    unit = shared_name("dollar", frozenset({home}))
    return unit.name if unit and unit.name in _OWN else None


def in_own_dollars(quantity: Quantity, own: str | None) -> Quantity:
    """Return the quantity with the text's own dollar where it has a bare sign."""
    if own is None or quantity.unit != "USD" or not _BARE.search(quantity.text):
        return quantity
    return replace(quantity, unit=own)


# Money that is divided into cents, dollars aside.
_IN_CENTS = frozenset({"EUR", "ZAR", "KES", "TZS", "UGX", "LKR", "MUR", "NAD", "SZL", "LSL", "SLE"})
_CENTS = re.compile(r"\bcents?\b(?!\w)|¢", re.IGNORECASE)


def money_with_cents(quantities: Iterable[Quantity]) -> str | None:
    """Return the money that a text counts in, if it has cents; None if it counts in dollars too."""
    counted = Counter(
        quantity.unit
        for quantity in quantities
        if quantity.unit in _IN_CENTS or (quantity.unit == "USD" and not _is_cents(quantity))
    )
    return counted.most_common(1)[0][0] if counted and "USD" not in counted else None


def in_own_cents(quantity: Quantity, money: str | None) -> Quantity:
    """Return the quantity in the text's own money if it is given in bare cents."""
    return replace(quantity, unit=money) if money and _is_cents(quantity) else quantity


def _is_cents(quantity: Quantity) -> bool:
    return quantity.unit == "USD" and bool(_CENTS.search(quantity.text))
