"""Key figures: large numbers side by side, each with its own caption."""

from pipeline.assembly import assemble
from pipeline.config import AssemblySettings
from pipeline.schema import Line, Page
from tests.builders import line, page, report

BODY = "The ministry said on Monday that more than forty villages had been cut off."


def beside(*parts: tuple[str, float], top: float, size: float) -> Line:
    """One printed line whose parts begin at these places."""
    words = [
        word for text, left in parts for word in line(text, top=top, left=left, size=size).words
    ]
    return Line(tuple(words))


def texts(*printed: Page) -> list[str]:
    document = assemble(report(*printed), AssemblySettings())
    kinds = [block for block in document.blocks if block.kind == "list"]
    return [document.text[block.start : block.end] for block in kinds]


def test_each_number_has_its_caption() -> None:
    numbers = beside(("–23%", 72), ("68%", 250), ("3 in 4", 400), top=100, size=40)
    first = beside(
        ("assaults on drivers,", 72), ("of women felt", 250), ("drivers", 400), top=150, size=10
    )
    second = beside(("year on year", 72), ("safer", 250), top=162, size=10)
    made = page(numbers, first, second, line(BODY, top=200, size=10))
    assert texts(made) == [
        "–23% assaults on drivers, year on year",
        "68% of women felt safer",
        "3 in 4 drivers",
    ]


def test_one_number_by_itself_must_measure_something() -> None:
    caption = line("of the budget was spent", top=150, size=10)
    assert texts(page(line("68%", top=100, size=40), caption)) == ["68% of the budget was spent"]
    assert texts(page(line("3", top=100, size=40), caption)) == []


def test_columns_of_text_under_their_heads_are_none() -> None:
    heads = beside(("The first part", 72), ("The second part", 300), top=100, size=20)
    below = beside(("It began in May", 72), ("It ended in June", 300), top=130, size=10)
    assert texts(page(heads, below)) == []
