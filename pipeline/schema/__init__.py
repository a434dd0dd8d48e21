"""The types that flow between the stages; all frozen, with the table's own column names.

Units, everywhere: lengths are PDF points; a box is ``(x0, top, x1, bottom)`` from the top
left of the page as shown; pages count from 1; confidence runs 0 to 1 (a text layer is 1.0).
A span is ``(start, end)``, half open, in characters of ``Document.text``. ``None`` means
"not stated", never zero.

    printed    Report, what is printed in one file           made by reading
    text       Document, its text in reading order           made by assembly, citations
    claims     Claim, one row of the table                   made by claims
    decisions  Decision, one person's verdict on one claim   made by a review
    together   Group, claims of several reports              made by compare

Take them from here: ``from pipeline.schema import Claim``.
"""

from pipeline.schema.claims import (
    Actor,
    Attribution,
    Citation,
    Claim,
    Kind,
    Modality,
    Quantity,
    Relation,
    Role,
    Time,
    outermost,
)
from pipeline.schema.decisions import Calibration, Decision, Status, is_status
from pipeline.schema.printed import Box, Grid, GridCell, Line, Method, Page, Report, Word, union
from pipeline.schema.text import (
    CLAIM_BLOCKS,
    Block,
    BlockKind,
    Callout,
    CalloutStyle,
    Cell,
    Document,
    Location,
    Reference,
    Repair,
    Source,
    Span,
    Table,
)
from pipeline.schema.together import CitedBy, CitedReport, Group, Member
from pipeline.schema.words import PlacedWord, PlacedWords

__all__ = [
    "CLAIM_BLOCKS",
    "Actor",
    "Attribution",
    "Block",
    "BlockKind",
    "Box",
    "Calibration",
    "Callout",
    "CalloutStyle",
    "Cell",
    "Citation",
    "CitedBy",
    "CitedReport",
    "Claim",
    "Decision",
    "Document",
    "Grid",
    "GridCell",
    "Group",
    "Kind",
    "Line",
    "Location",
    "Member",
    "Method",
    "Modality",
    "Page",
    "PlacedWord",
    "PlacedWords",
    "Quantity",
    "Reference",
    "Relation",
    "Repair",
    "Report",
    "Role",
    "Source",
    "Span",
    "Status",
    "Table",
    "Time",
    "Word",
    "is_status",
    "outermost",
    "union",
]
