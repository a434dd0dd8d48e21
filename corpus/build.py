#!/usr/bin/env python3
"""Make the sample reports and their gold from corpus/sources.

    python corpus/build.py                 everything
    python corpus/build.py security trade  the sources whose names begin so, and their copies
    python corpus/build.py --check NAME    read the sources and say what is wrong; write nothing
    python corpus/build.py --review NAME   also list numbers and known actors that are not marked
    python corpus/build.py --ocr           also read the degraded scans anew with Tesseract

Fonts: Debian's fonts-urw-base35 and fonts-liberation, and those that come with Typst.
"""

import argparse
import json
import sys
import tomllib
from pathlib import Path
from typing import Any

from builder.check import ends_on, unmarked
from builder.degrade import Recipe, degrade
from builder.gold import gold_lines
from builder.source import SourceError, read_meta, read_source
from builder.typeset import typeset

CORPUS = Path(__file__).resolve().parent


def main() -> int:
    """Build what the arguments ask for; return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("names", nargs="*", help="only sources whose names begin so")
    parser.add_argument("--check", action="store_true", help="write nothing")
    parser.add_argument("--review", action="store_true", help="list what is not marked")
    parser.add_argument("--ocr", action="store_true", help="run Tesseract for the bare text")
    options = parser.parse_args()
    failed = False
    for path in sorted((CORPUS / "sources").glob("*.txt")):
        if options.names and not path.name.startswith(tuple(options.names)):
            continue
        try:
            build(path, check=options.check, review=options.review, ocr=options.ocr)
        except (SourceError, ValueError, RuntimeError) as error:
            print(f"FAILED  {path.stem}: {error}", file=sys.stderr)
            failed = True
    if not options.check:
        write_splits()
    return int(failed)


def build(path: Path, *, check: bool, review: bool, ocr: bool) -> None:
    """Make the report and gold of one source, and its degraded copies."""
    source = read_source(path)
    layout = typeset(source)
    rows = gold_lines(source, layout)
    print(f"{source.name}: {layout.page_count} pages, {len(rows)} sentences and cells")
    for line in unmarked([json.loads(row) for row in rows], _known()) if review else []:
        print(f"  {line}")
    if check:
        return
    reports, gold = CORPUS / "reports", CORPUS / "gold"
    (reports / f"{source.name}.pdf").write_bytes(layout.pdf)
    _write_lines(gold / f"{source.name}.jsonl", rows)
    for name, recipe in recipes().items():
        if recipe.source != source.name:
            continue
        copy = degrade(name, recipe, layout.pdf, reports, ocr=ocr)
        if recipe.how == "image":  # a page by itself has gold by itself
            _write_lines(gold / f"{name}.jsonl", _on_page(rows, recipe.pages[0], layout.pdf))
        print(f"  {copy.name}: {copy.stat().st_size // 1000} kB")


def _known() -> dict[str, str]:
    """Return the words that stand for an actor in some report's gold, with its name."""
    names: dict[str, str] = {}
    for path in (CORPUS / "gold").glob("*.jsonl"):
        for line in path.read_text("utf-8").splitlines():
            names |= {actor["text"]: actor["name"] for actor in json.loads(line)["actors"]}
    return {words: name for words, name in names.items() if words[0].isupper()}


def recipes() -> dict[str, Recipe]:
    """Return the recipe of each degraded copy, by the copy's name."""
    table = tomllib.loads((CORPUS / "degraded.toml").read_text("utf-8"))
    return {name: Recipe(**_tuples(entries)) for name, entries in table.items()}


def _tuples(entries: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(v) if isinstance(v, list) else v for key, v in entries.items()}


def _on_page(lines: list[str], page: int, pdf: bytes) -> list[str]:
    """Return the lines of gold whose sentence stands on ``page`` from end to end."""
    rows = [json.loads(line) for line in lines]
    found = [row for row in rows if row["page"] == page and ends_on(row, pdf)]
    return [json.dumps(row | {"page": 1}, ensure_ascii=False) for row in found]


def _write_lines(path: Path, lines: list[str]) -> None:
    path.write_text("\n".join(lines) + "\n", "utf-8")


def write_splits() -> None:
    """Write ``splits.toml``: the gold, split, layout and subject of each file of ``reports``."""
    metas = {path.stem: read_meta(path) for path in sorted((CORPUS / "sources").glob("*.txt"))}
    copies = recipes()
    lines = ["# Made by corpus/build.py from the sources and degraded.toml."]
    for path in sorted((CORPUS / "reports").iterdir()):
        copy = copies.get(path.stem)
        name = copy.source if copy else path.stem
        meta = metas[name]
        gold = path.stem if copy and copy.how == "image" else name
        lines += [
            "",
            f'["{path.name}"]',
            f'gold = "gold/{gold}.jsonl"',
            f'split = "{meta["split"]}"',
            f'subject = "{meta["subject"]}"',
            f'layout = "{layout_of(meta)}"',
            f'made = "{copy.how if copy else "born digital"}"',
        ]
    _write_lines(CORPUS / "splits.toml", lines)


def layout_of(meta: dict[str, Any]) -> str:
    """Return a report's layout in words."""
    layout = meta.get("layout", {})
    columns = {1: "one column", 2: "two columns", 3: "three columns"}[layout.get("columns", 1)]
    side = ", side heads" if layout.get("heads") == "side" else ""
    return f"{columns}{side}, {meta['notes']}"


if __name__ == "__main__":
    sys.exit(main())
