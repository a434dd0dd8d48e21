"""A store with one drawn report and one of bare text, for the tests of the review page."""

from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from PIL import Image, ImageDraw

from pipeline.schema import (
    Actor,
    Attribution,
    Box,
    Citation,
    Claim,
    Document,
    Location,
    Quantity,
    Reference,
)
from pipeline.store import PageFacts, Store

DPI = 100
HOSTILE = (
    "<script>alert('x')</script> \"><img src=x onerror=alert(1)> {{ 7 * 7 }} fell by 12 per cent."
)
NOTE = Reference(
    "1", "Ministry of Trade, Bulletin 4 (2022).", None, Location(2, (72, 700, 400, 712))
)


def draw(path: Path) -> None:
    """Write a scan of two letter pages: black bars for words, at the boxes of ``claims``."""
    pages = []
    for number in (1, 2):
        image = Image.new("L", (850, 1100), 255)
        pen = ImageDraw.Draw(image)
        if number == 1:
            for row in range(40):
                for column in range(5):
                    pen.rectangle(_pixels(word_box(row, column)), fill=0)
        else:
            pen.rectangle(_pixels((72, 700, 400, 712)), fill=0)
        pages.append(image)
    pages[0].save(path, save_all=True, append_images=pages[1:], dpi=(DPI, DPI))


def _pixels(box: Box) -> tuple[int, ...]:
    return tuple(round(side * DPI / 72) for side in box)


def word_box(row: int, column: int) -> Box:
    """Return where a word is printed: 14 points a line, 80 a word."""
    x0, top = 72.0 + 90 * column, 100.0 + 14 * row
    return (x0, top, x0 + 80, top + 10)


def claims(report_id: str, file: str, title: str, *, drawn: bool, count: int = 12) -> list[Claim]:
    """Return claims with a figure, an actor and a marker each; every other one on two lines."""
    made = []
    for i in range(count):
        text = f"Claim {i}: the ministry says that exports fell by {i + 12} per cent."
        figure = f"{i + 12} per cent"
        start = text.index(figure)
        lines = tuple((1, word_box(3 * i, c)) for c in range(3)) if drawn else ()
        row = Claim(
            claim_id=f"{report_id[:8]}{i:012x}",
            sentence_id=f"{report_id[:8]}{i:012x}s",
            report_id=report_id,
            report=title,
            file=file,
            page=1,
            bbox=((1, (lines[0][1][0], lines[0][1][1], lines[-1][1][2], lines[-1][1][3])),)
            if drawn
            else (),
            claim=text,
            kind="fact",
            check_worthiness=0.8,
            actors=(Actor("Ministry of Trade", "the ministry", "source", bbox=lines[:1]),),
            quantity=Quantity(figure, float(i + 12), unit="percent", what="exports", change="down"),
            figure_span=(start, start + len(figure)),
            figure_bbox=lines[1:2],
            attribution=Attribution("the ministry", "says"),
            citations=(Citation("1", NOTE.text, None, 2, bbox=lines[2:3]),) if drawn else (),
            confidence=0.5,
            position=i,
        )
        made.append(row)
    return made


def make_store(folder: Path) -> Path:
    """Write reports and a database of their claims into ``folder``; return the database."""
    scan = folder / "trade.tif"
    draw(scan)
    bare = folder / "notes.txt"
    bare.write_text(HOSTILE, encoding="utf-8")
    path = folder / "claims.db"
    with Store.open(path) as store:
        run = store.start_run({}, "0.1")
        for file, title, drawn in ((scan, "Trade after the storm", True), (bare, HOSTILE, False)):
            report_id = sha256(file.read_bytes()).hexdigest()
            rows = claims(report_id, file.name, title, drawn=drawn, count=12 if drawn else 1)
            if not drawn:
                rows = [
                    replace(
                        rows[0], claim=HOSTILE, figure_span=None, flags=(HOSTILE,),
                        actors=(Actor(HOSTILE, "<script>"),), place=HOSTILE,
                        citations=(Citation(HOSTILE, HOSTILE),),
                    )
                ]  # fmt: skip
            store.save(
                run,
                document=Document(report_id, file.name, "", title, references=(NOTE,)),
                pages=[PageFacts(n, 612.0, 792.0, "ocr", 0.9) for n in ((1, 2) if drawn else (1,))],
                claims=rows,
                key="k",
                path=file,
            )
        store.finish_run(run, read=2, failed=0)
    return path
