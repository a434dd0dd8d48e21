"""Cells read with their heads, titles and notes, in tables made by hand."""

from datetime import date
from itertools import pairwise

import pytest
import spacy

from pipeline.annotate import attributes  # noqa: F401  (registers doc._.document)
from pipeline.annotate.quantities.head_measures import read_head
from pipeline.annotate.quantities.tables import cell_quantities, cell_time
from pipeline.schema import Block, Cell, Document, Quantity, Table

NLP = spacy.blank("en")


def table(title: str, column: str, row: str, cell: str, note: str = "") -> Document:
    pieces = [title, column, row, cell, note]
    text, spans = "", []
    for piece in pieces:
        spans.append((len(text), len(text) + len(piece)))
        text += piece + "\n"
    start, end = spans[3]
    body = Cell(start, end, row_heads=(spans[2],), column_heads=(spans[1],))
    made = Table((body,), title=spans[0] if title else None, notes=(spans[4],) if note else ())
    return Document("id", "f", text, tables=(made,), blocks=(Block("table", 0, len(text)),))


def read(*parts: str) -> Quantity:
    document = table(*parts)
    doc = NLP(document.text)
    doc._.document = document
    (found,) = cell_quantities(doc).values()
    ((start, end, quantity),) = found
    assert document.text[start:end] == quantity.text
    return quantity


@pytest.mark.parametrize(
    ("parts", "value", "unit", "what"),
    [
        (("Trade", "Exports (US$ million)", "Wheat", "1,250"), 1.25e9, "USD", "Wheat, Exports"),
        (("Trade", "Exports", "Wheat (tonnes)", "45"), 45, "tonne", "Wheat, Exports"),
        (("Care, year to 30 June 2024", "Births", "North", "964"), 964, "birth", "North, Births"),
        (("Raids", "Civilians killed", "Renk", "64"), 64, "civilian", "Renk, Civilians killed"),
        (("Output, in thousands of tonnes", "2019", "Maize", "12.5"), 12500, "tonne", "Maize"),
        (("Schools by district", "Share, %", "Dadu", "61"), 61, "percent", "Dadu, Share"),
        (("Deaths", "Number of deaths", "Bol", "214"), 214, "death", "Bol, Number of deaths"),
        (("Budget", "2020 (Rs crore)", "Roads", "30"), 3e8, "INR", "Roads"),
        (("Population ('000)", "Women", "Herat", "410"), 410000, "woman", "Herat, Women"),
        (("Prices", "US$ per tonne", "Rice", "320"), 320, "USD", "Rice, US$ per tonne"),
        (("Growth", "2021", "Kenya", "7.5%"), 7.5, "percent", "Kenya"),
        (
            (
                "Disability: 2005 and 2010",
                "Number",
                "Deaf . .",
                "45",
                "* Tested at the 90 percent level.",
            ),
            45,
            None,
            "Deaf, Number",
        ),
        (("Accounts", "€ million", "Balance", "(40)"), -4e7, "EUR", "Balance, million"),
    ],
)
def test_unit_and_scale_come_from_the_heads(
    parts: tuple[str, ...], value: float, unit: str | None, what: str
) -> None:
    quantity = read(*parts)
    assert quantity.value == pytest.approx(value)
    assert quantity.unit == unit


def test_what_is_row_and_column_without_units_and_years() -> None:
    assert read("Trade", "Exports, 2019 (US$ million)", "Wheat", "12").what == "Wheat, Exports"


def test_a_note_may_give_the_scale() -> None:
    assert read("Arms", "Imports", "Chad", "12", "Figures are in millions.").value == 12e6


def test_per_comes_from_the_head() -> None:
    assert read("Health", "Deaths per 100,000 people", "Chad", "12").per == "100000 people"


def test_an_empty_cell_has_no_figure() -> None:
    document = table("T", "2019", "Chad", "n/a")
    doc = NLP(document.text)
    doc._.document = document
    assert list(cell_quantities(doc).values()) == [[]]


def test_a_cell_takes_its_period_from_the_nearest_head() -> None:
    document = table("Trade, 2015-2020", "2019", "Wheat", "12")
    (made,) = document.tables
    time = cell_time(document, made, made.cells[0], None)
    assert time is not None
    assert (time.start, time.end) == ("2019", "2019")


def test_a_title_with_two_years_dates_no_column() -> None:
    document = table("Prices, 2005 and 2010", "Difference", "Rice", "12")
    (made,) = document.tables
    assert cell_time(document, made, made.cells[0], None) is None


@pytest.mark.parametrize(
    ("heads", "start"),
    [
        (("2024", "May"), "2024-05"),
        (("2024", "Feb."), "2024-02"),
        (("Q3", "2021"), "2021-07"),
        (("2024", "Total"), "2024"),
        (("2024", "Marked"), "2024"),
    ],
)
def test_a_month_under_its_year(heads: tuple[str, str], start: str) -> None:
    document = table("Prices", *heads, "12")
    (made,) = document.tables
    time = cell_time(document, made, made.cells[0], date(2025, 6, 1))
    assert time is not None
    assert time.start == start


@pytest.mark.parametrize(
    ("head", "unit", "scale"),
    [
        ("Exports (US$ million)", "USD", 1e6),
        ("Area, thousand hectares", "hectare", 1e3),
        ("In per cent", "percent", None),
        ("Population (in millions)", None, 1e6),
        ("Names of the villages", None, None),
    ],
)
def test_a_head_says_unit_and_scale(head: str, unit: str | None, scale: float | None) -> None:
    said = read_head(head)
    assert (said.unit.name if said.unit else None) == unit
    assert said.scale == scale


def cell_under(title: str, row: str, *columns: str) -> Quantity:
    """Read a cell under column heads that were printed in several lines."""
    text, spans = "", []
    for piece in (title, row, *columns, "47"):
        spans.append((len(text), len(text) + len(piece)))
        text += piece + "\n"
    body = Cell(*spans[-1], row_heads=(spans[1],), column_heads=tuple(spans[2:-1]))
    document = Document("id", "f", text, tables=(Table((body,), title=spans[0]),))
    doc = NLP(text)
    doc._.document = document
    (((_, _, quantity),),) = cell_quantities(doc).values()
    return quantity


def test_a_head_printed_in_two_lines_is_one() -> None:
    found = cell_under("Schools, by year and sex", "Dadu", "Pupils per", "teacher", "2024")
    assert (found.unit, found.per, found.what) == ("pupil", "teacher", "Dadu, Pupils per teacher")
    found = cell_under("Schools", "Dadu", "In class (% of", "those enrolled)")
    assert (found.unit, found.what) == ("percent", "Dadu, In class of those enrolled")


def test_a_letter_in_brackets_is_a_label_and_a_titles_long_noun_is_not_counted() -> None:
    assert cell_under("Futures", "Salt front, km", "As planned", "(A)").unit == "kilometre"
    assert cell_under("Central government operations", "Revenue", "Actual").unit is None


def test_a_year_that_a_head_compares_with_is_not_the_period_of_its_cells() -> None:
    document = table("The delta in 2050", "As planned", "Sea level above 2020", "23")
    (cells,) = (made.cells for made in document.tables)
    time = cell_time(document, document.tables[0], cells[0], None)
    assert time is not None
    assert time.start == "2050"


@pytest.mark.parametrize(
    ("title", "head", "expected"),
    [
        ("Rainfall in 2020 (mm)", "Feb", ("2020-02", "2020-02")),
        ("Cases, January to June", "2019", ("2019-01", "2019-06")),
        ("Staff, year to 30 June", "2020", ("2019-07-01", "2020-06-30")),
        ("Duty under the 2012 agreement", "2016", ("2016", "2016")),
        ("Cases, January to June 2018", "2019", ("2019", "2019")),
    ],
)
def test_a_title_tells_the_year_of_months_or_the_months_of_years(
    title: str, head: str, expected: tuple[str, str]
) -> None:
    document = table(title, head, "Tuna", "12")
    (made,) = document.tables
    time = cell_time(document, made, made.cells[0], date(2021, 9, 30))
    assert time is not None
    assert (time.start, time.end) == expected


def test_the_year_of_an_agreement_in_a_title_dates_no_cell() -> None:
    document = table("Duty under the 2012 agreement", "Before", "Tuna", "12")
    (made,) = document.tables
    assert cell_time(document, made, made.cells[0], None) is None


def column_of(*cells: str, heads: tuple[str, ...] = ("Sum",), rows: tuple[str, ...]) -> Document:
    """Return a table of one or two columns, each cell beside the head of its row."""
    text, spans = "", []
    for piece in (*heads, *rows, *cells):
        spans.append((len(text), len(text) + len(piece)))
        text += piece + "\n"
    n = len(heads)
    body = tuple(
        Cell(*spans[n + len(rows) + k], (spans[n + k // n],), (spans[k % n],), 1 + k % n)
        for k in range(len(cells))
    )
    return Document("id", "f", text, tables=(Table(body),))


def quantities_of(document: Document) -> list[Quantity]:
    doc = NLP(document.text)
    doc._.document = document
    return [q for found in cell_quantities(doc).values() for _, _, q in found]


def test_a_sign_in_the_first_row_is_that_of_its_column() -> None:
    document = column_of("$1,200", "310", "45", rows=("Wages", "Rent", "Number of posts"))
    assert [q.unit for q in quantities_of(document)] == ["USD", "USD", "post"]


def test_a_row_head_may_be_a_range_of_numbers() -> None:
    found = quantities_of(column_of("231,000", rows=("14-17",), heads=("Enrollment",)))
    assert [q.what for q in found] == ["14-17, Enrollment"]


def test_a_column_of_years_dates_its_rows_and_measures_nothing() -> None:
    document = column_of(
        "2008", "12", "2009", "14", "2010", "19", heads=("Filed", "Deaths"), rows=("a", "b", "c")
    )
    assert [q.value for q in quantities_of(document)] == [12, 14, 19]
    (made,) = document.tables
    time = cell_time(document, made, made.cells[3], None)
    assert time is not None
    assert time.start == "2009"


@pytest.mark.parametrize(
    "parts",
    [
        ("Crime Statistics", "2005", "Burglary", "37,800"),
        ("Retention", "Heavy one", "Selected compounds", "98"),
    ],
)
def test_what_a_table_is_was_not_counted(parts: tuple[str, ...]) -> None:
    assert read(*parts).unit is None


def test_what_is_counted_comes_whole() -> None:
    assert read("Priors", "Mean", "Slope", "1.5").unit is None


def test_a_star_before_a_minus_marks_it_as_significant() -> None:
    assert read("Rates", "Difference", "All", "*–0.5").value == -0.5


def test_a_column_that_counts_things_has_not_the_money_of_the_title() -> None:
    pieces = ["Support (US$ million)", "Fuel", "Vessels", "Peru", "512.4", "1,204"]
    text, spans = "", []
    for piece in pieces:
        spans.append((len(text), len(text) + len(piece)))
        text += piece + "\n"
    title, fuel, vessels, row, money, count = spans
    cells = (
        Cell(*money, column=1, row_heads=(row,), column_heads=(fuel,)),
        Cell(*count, column=2, row_heads=(row,), column_heads=(vessels,)),
    )
    of = Document(
        "id", "f", text, tables=(Table(cells, title=title),), blocks=(Block("table", 0, len(text)),)
    )
    doc = NLP(of.text)
    doc._.document = of
    read = [(q.value, q.unit) for found in cell_quantities(doc).values() for _, _, q in found]
    assert read == [(512.4e6, "USD"), (1204, "vessel")]


@pytest.mark.parametrize(
    ("rows", "units"),
    [
        (("Scotland", "Wales", "London"), [None, None, None]),
        (("Measles", "Mumps"), [None, None]),
        (("Engineers", "Clerks"), ["engineer", "clerk"]),
        (("Boats", "Nets", "Bait"), ["boat", "net", None]),
    ],
)
def test_row_heads_are_counted_where_many_are_plurals(
    rows: tuple[str, ...], units: list[str | None]
) -> None:
    found = quantities_of(column_of(*["41", "57", "63"][: len(rows)], rows=rows, heads=("2020",)))
    assert [q.unit for q in found] == units


@pytest.mark.parametrize(
    ("head", "value", "unit", "per"),
    [
        ("Receipts (£000)", 12_000, "GBP", None),
        ("Receipts (£'000)", 12_000, "GBP", None),
        ("NOK 1,000", 12_000, "NOK", None),
        ("Sales, $m", 12e6, "USD", None),
        ("€bn", 12e9, "EUR", None),
        ("Net sales (dollars in millions)", 12e6, "USD", None),
        ("Net sales ($ in thousands)", 12_000, "USD", None),
        ("Catch (1,000 t)", 12_000, "tonne", None),
        ("Wind speed (km/h)", 12, "kilometre", "hour"),
        ("Population (thousands)", 12_000, "person", None),
        ("Deaths per 1,000 births", 12, "death", "1000 births"),
    ],
)
def test_heads_save_room(head: str, value: float, unit: str, per: str | None) -> None:
    quantity = read("", head, "North", "12")
    assert (quantity.value, quantity.unit, quantity.per) == (pytest.approx(value), unit, per)


@pytest.mark.parametrize(
    ("title", "unit"),
    [("Fleet of Norway", "NOK"), ("Fleet of Sweden", "SEK"), ("Fleet of the north", None)],
)
def test_a_crown_is_that_of_the_country_the_report_is_about(title: str, unit: str | None) -> None:
    quantity = read(title, "Value (kr million)", "Port", "3.5")
    assert (quantity.value, quantity.unit) == (3.5e6, unit)


@pytest.mark.parametrize(
    ("corner", "unit"),
    [("Year", "death"), ("Age (years)", "death"), ("In millions of euros", "EUR")],
)
def test_a_corner_that_is_a_time_says_what_rows_are(corner: str, unit: str) -> None:
    text = f"{corner}\nDeaths\n2015\n561\n"
    at = [0, *(i + 1 for i, char in enumerate(text) if char == "\n")]
    spans = [(a, b - 1) for a, b in pairwise(at)]
    cell = Cell(*spans[3], row_heads=(spans[2],), column_heads=(spans[1],))
    blocks = tuple(Block("table", *span) for span in spans)
    doc = NLP(text)
    doc._.document = Document("id", "f", text, tables=(Table((cell,)),), blocks=blocks)
    ((found,),) = cell_quantities(doc).values()
    assert found[2].unit == unit


def test_what_is_printed_with_decimals_counts_no_things() -> None:
    """Full-time equivalents: 271.0 beside 268.5 are no doctors."""
    assert read("Staff", "2019", "Doctors", "271.0").unit is None
    assert read("Staff", "2019", "Doctors", "271").unit == "doctor"


def test_what_a_head_is_per_stands_outside_its_brackets() -> None:
    quantity = read("Ports of Norway", "Income per tonne (kr)", "Bergen", "41.2")
    assert (quantity.unit, quantity.per) == ("NOK", "tonne")


def test_a_table_of_population_counts_persons() -> None:
    assert read("Table 7. Population of towns", "1991", "Bergen", "1,000").unit == "person"
    assert read("Population and houses of towns", "Houses", "Bergen", "40").unit == "house"


def test_the_sentence_before_a_table_without_a_title_tells_its_money() -> None:
    parts = ["The figures below are in thousand Swiss francs.", "2020", "Schools", "4,120"]
    at = [0]
    for part in parts:
        at.append(at[-1] + len(part) + 2)
    spans = [(a, a + len(part)) for a, part in zip(at, parts, strict=False)]
    blocks = tuple(Block("table" if i else "paragraph", *span) for i, span in enumerate(spans))
    body = Table((Cell(*spans[3], row_heads=(spans[2],), column_heads=(spans[1],)),))
    doc = NLP("\n\n".join(parts))
    doc._.document = Document("id", "f", doc.text, tables=(body,), blocks=blocks)
    ((found,),) = cell_quantities(doc).values()
    assert (found[2].value, found[2].unit) == (4_120_000, "CHF")


def test_a_bracket_that_runs_over_two_lines_of_a_head() -> None:
    text, spans = "", []
    for piece in ("In class (% of", "enrolled)", "2019", "2024", "Dadu", "68", "61"):
        spans.append((len(text), len(text) + len(piece)))
        text += piece + "\n"
    heads, rows = spans[:2], (spans[4],)
    cells = tuple(
        Cell(*span, row_heads=rows, column_heads=(*heads, year), column=k)
        for k, (span, year) in enumerate(zip(spans[5:], spans[2:4], strict=True), 1)
    )
    made = Table(cells, title=None, notes=())
    document = Document("id", "f", text, tables=(made,), blocks=(Block("table", 0, len(text)),))
    doc = NLP(document.text)
    doc._.document = document
    whats = [quantity.what for ((*_, quantity),) in cell_quantities(doc).values()]
    assert whats == ["Dadu, In class of enrolled"] * 2
