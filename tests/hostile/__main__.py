"""Reads every hostile file and prints what each took: ``python -m tests.hostile [MODEL] [PART]``.

The slow ones are among them. PART is a part of the names to be read.
"""

import sys
import tempfile
from pathlib import Path

from tests.hostile.collection import everything, write
from tests.hostile.watch import watched


def main() -> None:
    """Print a line a file, the worst at the end."""
    model = sys.argv[1] if len(sys.argv) > 1 else "rules"
    part = sys.argv[2] if len(sys.argv) > 2 else ""
    with tempfile.TemporaryDirectory() as folder:
        names = [name for name in everything(slow=True) if part in name]
        verdicts = []
        for verdict in watched((write(name, Path(folder)) for name in names), model):
            verdicts.append(verdict)
            mark = "" if verdict.tame else "  <----"
            say(
                f"{verdict.seconds:7.2f} s {verdict.megabytes:6.0f} MB {verdict.state:8} "
                f"{verdict.claims:5} {verdict.name} {verdict.message[-200:]!r}{mark}"
            )
            (Path(folder) / verdict.name).unlink()
    say(f"{len(verdicts)} files, {sum(not v.tame for v in verdicts)} of them did harm")
    say(f"most memory: {max(v.megabytes for v in verdicts):.0f} MB")
    seconds = [verdict.seconds for verdict in verdicts]
    say(f"most time: {max(seconds):.1f} s, in all {sum(seconds):.0f} s")


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
