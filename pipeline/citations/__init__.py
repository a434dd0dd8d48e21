"""Citations: signs in the text, the references they stand for, and the way from one to the other.

``callouts`` finds raised markers among printed words, ``intext`` bracketed and author-year ones
in the text; ``misread`` decodes those that an OCR made other signs of; ``references`` reads notes
and entries; ``resolve`` leads each callout to the one reference that it can mean, or to none. A
raised marker must leave the text before it is frozen: so assembly calls them, in that order.
"""
