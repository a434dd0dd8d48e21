"""The same report gives the same rows, whatever seed Python's hashes have in a process.

The order of a set of words differs with it from one run to the next, and so from one machine
to the other: no row may depend on it.
"""

import os
import subprocess
import sys
from pathlib import Path

CORPUS = Path(__file__).parents[1] / "corpus" / "reports"


def rows(seed: int, files: list[Path], folder: Path) -> str:
    subprocess.run(
        [
            *(sys.executable, "-m", "pipeline", "--quiet", "run", *map(str, files)),
            *("--outputs", str(folder / str(seed)), "--workers", "1"),
        ],
        env={**os.environ, "PYTHONHASHSEED": str(seed)},
        check=True,
    )
    return (folder / str(seed) / "claims.jsonl").read_text(encoding="utf-8")


def test_no_row_depends_on_the_order_of_a_set(tmp_path: Path) -> None:
    reports = [CORPUS / name for name in ("press-tunis-verdict.pdf", "rail-midland-hearing.pdf")]
    one, other = (rows(seed, reports, tmp_path) for seed in (1, 2))
    assert len(one.splitlines()) > 50
    assert other == one
