"""The one question that both halves of the collection are asked."""

import os
from pathlib import Path

from tests.hostile.collection import write
from tests.hostile.watch import Verdict, watched


def harmful(names: list[str], folder: Path) -> list[Verdict]:
    """Read the files one after another; return the verdicts on those that did harm.

    They go through the rules alone. With ``HOSTILE=MODEL`` in the environment through that
    model (``auto`` for ours), and slow files are among them.
    """
    before = {path.name for path in folder.iterdir()}
    bad: list[Verdict] = []
    for verdict in watched(
        (write(name, folder) for name in names), os.environ.get("HOSTILE", "rules")
    ):
        (folder / verdict.name).unlink()
        if not verdict.tame:
            bad.append(verdict)
    assert {path.name for path in folder.iterdir()} == before, "something was left behind"
    return bad
