#!/usr/bin/env python3
"""Make the sample reports and their gold from corpus/sources.

    python corpus/build.py                 everything
    python corpus/build.py security trade  the sources whose names begin so, and their copies
    python corpus/build.py --check NAME    read the sources and say what is wrong; write nothing
    python corpus/build.py --ocr           also read the degraded scans anew with Tesseract

Fonts: Debian's fonts-urw-base35 and fonts-liberation, and those that come with Typst.
"""

import argparse
import sys
from pathlib import Path

from builder.gold import gold_lines
from builder.source import SourceError, read_source
from builder.typeset import typeset

CORPUS = Path(__file__).resolve().parent


def main() -> int:
    """Build what the arguments ask for; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("names", nargs="*", help="only sources whose names begin so")
    parser.add_argument("--check", action="store_true", help="write nothing")
    parser.add_argument("--ocr", action="store_true", help="run Tesseract for the bare text")
    options = parser.parse_args()
    paths = [
        path
        for path in sorted((CORPUS / "sources").glob("*.txt"))
        if not options.names or path.name.startswith(tuple(options.names))
    ]
    failed = False
    for path in paths:
        try:
            source = read_source(path)
            layout = typeset(source)
        except (SourceError, ValueError) as error:
            print(f"FAILED  {error}", file=sys.stderr)
            failed = True
            continue
        rows = gold_lines(source, layout)
        print(f"{path.stem}: {max(layout.pages)}+ pages, {len(rows)} sentences and cells")
        if not options.check:
            (CORPUS / "reports" / f"{path.stem}.pdf").write_bytes(layout.pdf)
            (CORPUS / "gold" / f"{path.stem}.jsonl").write_text("\n".join(rows) + "\n", "utf-8")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
