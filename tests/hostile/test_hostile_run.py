"""A whole run over hostile names, and over files that only a limit from outside can stop."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.hostile.collection import write
from tests.hostile.loops import ENDLESS
from tests.hostile.objects import pdf

ROOT = Path(__file__).parents[2]
SAID = "In 2021, 124 attacks killed 400 civilians in the town, the UN said.\n"

NAMES = [
    b"..%2f..%2fescaped.pdf",
    b"..\\..\\escaped.pdf",
    b"...pdf",
    b"-rf.pdf",
    b"--help.pdf",
    b"~.pdf",
    b" .pdf",
    b"a\nb.pdf",
    b"a\rb.pdf",
    b"a\tb.pdf",
    b"\x1b[31mred.pdf",
    b"\x07bell.pdf",
    b"\x7f.pdf",
    b"$(touch escaped).pdf",
    b"`touch escaped`.pdf",
    b"a;touch escaped;.pdf",
    b"a|b.pdf",
    b"a&b.pdf",
    b"a>b.pdf",
    b"'; DROP TABLE claims;--.pdf",
    b'a"b.pdf',
    b"=HYPERLINK(1).pdf",
    b"@SUM(1).pdf",
    b"+1.pdf",
    b"-1+1.pdf",
    b"{0}.pdf",
    b"%s%n%d.pdf",
    b"*.pdf",
    b"[a].pdf",
    b"?.pdf",
    b"<script>.pdf",
    b"&amp;.pdf",
    b"{{7}}.pdf",
    b"[bold red]rich.pdf",
    b"[red].pdf",
    b"file:..pdf",
    b"CON.pdf",
    b"nul.pdf",
    b"a" * 240 + b".pdf",
    "\u202efdp.exe.pdf".encode(),
    "\u200b.pdf".encode(),
    "\U0001f4a5.pdf".encode(),
    "é.pdf".encode(),
    b"\xff\xfe.pdf",
    b"\xed\xa0\x80.pdf",
    b"\xc3.pdf",
]


def claims(*arguments: str, folder: Path) -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run(
        [sys.executable, "-m", "pipeline", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        timeout=250,
        check=False,
    )


def tree(folder: Path) -> set[bytes]:
    return {os.fsencode(path) for path in folder.rglob("*")}


@pytest.mark.slow
def test_names_lead_nowhere_and_break_nothing(tmp_path: Path) -> None:
    reports = tmp_path / "reports"
    reports.mkdir()
    for n, name in enumerate(NAMES):
        said = f"BT /F1 11 Tf 72 700 Td (In 2021, {124 + n} attacks killed 4 people.) Tj ET\n"
        Path(os.fsdecode(os.fsencode(reports) + b"/" + name)).write_bytes(pdf(said.encode()))
    (reports / "ring.pdf").symlink_to("ring.pdf")
    (reports / "nothing.pdf").symlink_to("/does/not/exist")
    (reports / "up").symlink_to(tmp_path, target_is_directory=True)
    (reports / "folder.pdf").mkdir()
    os.mkfifo(reports / "pipe.pdf")
    before = tree(tmp_path)
    done = claims("run", "reports", "--outputs", "outputs", "--model", "rules", folder=tmp_path)
    assert b"Traceback" not in done.stderr + done.stdout
    assert done.returncode in (0, 1), done.stderr[-2000:]
    made = tree(tmp_path) - before
    assert all(path.startswith(os.fsencode(tmp_path / "outputs")) for path in made)
    rows = (tmp_path / "outputs" / "claims.csv").read_bytes()
    assert rows.count(b"attacks killed 4 people") >= len(NAMES)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="the limit on memory is the kernel's")
def test_files_without_end_cost_themselves_alone(tmp_path: Path) -> None:
    reports = tmp_path / "reports"
    reports.mkdir()
    names = list(ENDLESS) if os.environ.get("HOSTILE") else ["forms-2-to-the-30.pdf"]
    for name in names:
        write(name, reports)
    (reports / "good.txt").write_text(SAID)
    (tmp_path / "mine.toml").write_text("[run]\nreport_timeout = 30\nreport_memory = 700\n")
    done = claims(
        "run",
        "reports",
        "--settings",
        "mine.toml",
        "--model",
        "rules",
        "--outputs",
        "outputs",
        folder=tmp_path,
    )
    assert b"Traceback" not in done.stderr
    assert done.returncode == 1, done.stderr[-2000:]
    assert b"400 civilians" in (tmp_path / "outputs" / "claims.csv").read_bytes()
    failed = next((tmp_path / "outputs" / "runs").rglob("failures.jsonl")).read_text()
    assert all(name in failed for name in names)
