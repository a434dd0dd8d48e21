"""The items of a list and the sentence that leads into it: `The Panel recommends that the State:`.

That they are asked for, only the lead says: `urge the State to pay` reads as an order or a fact.
"""

import re
from collections.abc import Iterator

from pipeline.schema import Block, Document

_SIGN = re.compile(r"\s*(?:(?P<number>\d)|(?P<letter>\(?[a-zA-Z]{1,5}[.)])|(?P<bullet>[^\w\s]))")


def lists(document: Document | None) -> Iterator[tuple[Block, list[Block]]]:
    """Yield each block that ends in a colon and the items behind it, in order.

    The items of a numbered paragraph end where the next paragraph of its numbering begins.
    """
    if document is None:
        return
    blocks = document.blocks
    for i, lead in enumerate(blocks):
        end = document.text[max(lead.start, lead.end - _COLON) : lead.end]
        if lead.kind == "table" or not end.rstrip().endswith(":"):
            continue
        sign = _sign(document, lead)
        items: list[Block] = []
        for block in blocks[i + 1 :]:
            if block.kind != "list" or (sign and _sign(document, block) == sign):
                break
            items.append(block)
        if items:
            yield lead, items


def _sign(document: Document, block: Block) -> str | None:
    """Return what kind of sign a list item opens with; of bullets the bullet."""
    found = _SIGN.match(document.text, block.start, block.end) if block.kind == "list" else None
    if found is None or found.lastgroup is None:
        return None
    return found["bullet"] or found.lastgroup


_COLON = 2  # characters: the colon, and white before it
