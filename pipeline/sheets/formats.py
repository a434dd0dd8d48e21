"""How the workbook looks: widths, wrapping, number formats, a few calm colours."""

from dataclasses import dataclass
from typing import Any

import xlsxwriter

FONT = "Calibri"
SIZE = 10
LINE = 13.5  # points that a line of text takes

INK = "#1F2933"
FAINT = "#7B8794"
RULE = "#D9DEE4"
HEAD = "#29465B"
MARK = "#B4380E"  # the figure within its sentence
LINK = "#1D6FA5"
YOURS = "#FBF8EE"  # cells that are the reviewer's to fill

Band = tuple[float, float, str, str]  # from, to, fill, ink


def bands(green: float, yellow: float) -> tuple[Band, Band, Band]:
    """Return three bands of a number from 0 to 1: green and above, yellow and above, the rest."""
    return (
        (green, 1.01, "#DDEEDF", "#22543A"),
        (yellow, green, "#F8EECB", "#6B5210"),
        (-0.01, yellow, "#F6DCD6", "#7A2E1D"),
    )


# A row's confidence is calibrated, so a colour says how many are right in every column: on reports
# that nothing was developed on four in five of the green rows, over half of the yellow ones, one in
# four of the red ones.
GREEN, YELLOW = 0.7, 0.4
BANDS = bands(GREEN, YELLOW)
PAGE_BANDS = bands(0.85, 0.6)  # how sure the OCR was of a page's letters
STATUS = {"accepted": ("#DDEEDF", "#22543A"), "corrected": ("#DCE8F4", "#1F4468")}
REJECTED = FAINT


@dataclass(frozen=True)
class Look:
    """How a column looks.

    ``width`` is in characters. A wrapped cell makes its row up to ``lines`` lines high.
    """

    width: float
    wrap: bool = False
    lines: int = 25
    number: str = ""
    centre: bool = False
    faint: bool = False
    yours: bool = False
    typed: bool = False  # what a person types there stays as typed: 2021-08 becomes no date
    folded: bool = False  # hidden behind the sign over the columns


_IDS = Look(14, faint=True, folded=True)

LOOK: dict[str, Look] = {
    "status": Look(10.5, centre=True),
    "claim": Look(64, wrap=True),
    "figure": Look(20, wrap=True),
    "relation": Look(9, centre=True),
    "value": Look(15),
    "value_high": Look(13),
    "unit": Look(12, wrap=True),
    "what": Look(26, wrap=True),
    "actors": Look(22, wrap=True),
    "role": Look(14, wrap=True),
    "source": Look(18, wrap=True),
    "cue": Look(13, wrap=True),
    "time": Look(15, wrap=True),
    "place": Look(15, wrap=True),
    "citations": Look(11, wrap=True, lines=5, centre=True),
    "reference": Look(40, wrap=True, lines=5, faint=True),
    "page": Look(6, number="0", centre=True),
    "confidence": Look(10, number="0.00", centre=True),
    "note": Look(24, wrap=True),
    "report": Look(32, faint=True),  # one line, cut off by the next column: rows stay low
    "kind": Look(14),
    "modality": Look(10),
    "negated": Look(9, centre=True),
    "per": Look(11),
    "change": Look(8),
    "check_worthiness": Look(10, number="0.00", centre=True),
    "reference_url": Look(24, wrap=True, lines=2, faint=True),
    "flags": Look(18, wrap=True, lines=3, faint=True),
    "reviewer": Look(12),
    "reviewed_at": Look(12),
    "ocr_confidence": Look(9, number="0.00", centre=True, faint=True, folded=True),
    "method": Look(8, faint=True, folded=True),
    "file": Look(22, faint=True, folded=True),
    "position": Look(8, number="0", faint=True, folded=True),
    "time_start": Look(11, faint=True, folded=True),
    "time_end": Look(11, faint=True, folded=True),
}


def look_of(name: str) -> Look:
    """Return how a column looks; what is not listed is an id or the like."""
    return LOOK.get(name, _IDS)


class Formats:
    """The workbook's formats, each made once: Excel allows 64,000, and reads few faster."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Any] = {}

    def get(self, **properties: Any) -> Any:
        """Return the format with these properties of xlsxwriter."""
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            base = {"font_name": FONT, "font_size": SIZE, "font_color": INK, "valign": "top"}
            self._made[key] = self._book.add_format(base | properties)
        return self._made[key]

    def cell(
        self, look: Look, *, number: str = "", quoted: bool = False, link: bool = False
    ) -> Any:
        """Return the format of a body cell.

        ``quoted`` makes Excel keep the cell as text, also after someone has edited it.
        """
        properties: dict[str, Any] = {"bottom": 4, "bottom_color": RULE, "text_wrap": look.wrap}
        if look.centre:
            properties["align"] = "center"
        else:  # air between a cell and its neighbour
            properties |= {"align": "right" if number else "left", "indent": 1}
        if look.faint:
            properties["font_color"] = FAINT
        if look.yours:
            properties["bg_color"] = YOURS
        if number or look.number or look.typed:
            properties["num_format"] = number or look.number or "@"
        if quoted:
            properties["quote_prefix"] = True
        if link:
            properties |= {"font_color": LINK, "underline": 1}
        return self.get(**properties)

    def head(self, *, centre: bool = False) -> Any:
        """Return the format of a header cell."""
        return self.get(
            bold=True, font_color="#FFFFFF", bg_color=HEAD, text_wrap=True, valign="vcenter",
            align="center" if centre else "left", indent=0 if centre else 1,
            border=1, border_color="#4A6578",
        )  # fmt: skip

    def fill(self, fill: str, ink: str) -> Any:
        """Return what a conditional format changes: fill and ink."""
        return self._book.add_format({"bg_color": fill, "font_color": ink})

    def struck(self, ink: str) -> Any:
        """Return what a conditional format changes: ink, and a line through it."""
        return self._book.add_format({"font_color": ink, "font_strikeout": True})

    def mark(self) -> Any:
        """Return the font of the figure within its sentence."""
        return self.get(bold=True, font_color=MARK)

    def plain(self) -> Any:
        """Return the font of the words around it."""
        return self.get()
