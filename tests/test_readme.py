"""Every command and every example of the README runs, in the order in which a reader tries them."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BIN = Path(sys.executable).parent


def fenced(language: str) -> list[str]:
    """The blocks of the README that are marked with ``language``."""
    return re.findall(rf"^```{language}\n(.*?)^```", README, re.MULTILINE | re.DOTALL)


COMMANDS = [line[2:] for block in fenced("console") for line in block.splitlines()]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder such as a reader has: a report of their own, its gold, and our settings."""
    folder = tmp_path_factory.mktemp("desk")
    (folder / "my-reports").mkdir()
    shutil.copy(ROOT / "corpus/reports/security-lake-chad.pdf", folder / "my-reports/trade.pdf")
    shutil.copy(ROOT / "corpus/gold/security-lake-chad.jsonl", folder / "gold.jsonl")
    for block in fenced("toml"):  # each begins with the name of its file
        name = block.split()[1].rstrip(":")
        (folder / name).write_text(block, encoding="utf-8")
    return folder


def in_shell(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PATH": f"{BIN}:{os.environ['PATH']}"}
    return subprocess.run(
        ["bash", "-c", command],
        cwd=folder, env=environment, capture_output=True, text=True, timeout=280,
    )  # fmt: skip


def test_there_are_commands_to_try() -> None:
    verbs = {command.split()[1] for command in COMMANDS}
    assert {"run", "read", "extract", "export", "evaluate"} <= verbs


@pytest.mark.slow
@pytest.mark.timeout(1200)  # each command is a process of its own, on a machine that may be busy
def test_the_commands_run_one_after_the_other(desk: Path) -> None:
    for command in COMMANDS:
        done = in_shell(command, desk)
        assert done.returncode == 0, f"{command}\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}"
        assert "Traceback" not in done.stderr
    written = {path.name for path in (desk / "outputs").iterdir()}
    assert {"claims.db", "claims.xlsx", "claims.csv", "claims.parquet", "claims.jsonl"} <= written
    assert (desk / "trade.csv").stat().st_size > 1000


@pytest.mark.slow
@pytest.mark.parametrize("number", range(len(fenced("python"))))
def test_the_python_examples_run(desk: Path, number: int) -> None:
    done = in_shell(f"python - <<'EOF'\n{fenced('python')[number]}\nEOF", desk)
    assert done.returncode == 0, done.stderr[-2000:]


def test_the_settings_example_is_valid(desk: Path) -> None:
    (desk / "my-actors.tsv").touch()
    done = in_shell(
        "python -c 'from pathlib import Path; from pipeline.config import load_settings; "
        'print(load_settings(Path("mine.toml")))\'',
        desk,
    )
    assert "language='eng+fra'" in done.stdout, done.stderr


@pytest.mark.parametrize("target", sorted(set(re.findall(r"(?m)(?:^    |`)make (\w+)", README))))
def test_the_make_targets_exist(target: str) -> None:
    done = subprocess.run(["make", "-n", target], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    "path", sorted(set(re.findall(r"`((?:pipeline|tests|corpus|models)/[\w./-]+)`", README)))
)
def test_the_files_it_names_are_there(path: str) -> None:
    assert (ROOT / path).exists()
