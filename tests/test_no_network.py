"""A run and a night with inboxes on this machine never ask the network for anything.

Once with every attempt written down, by a hook in each Python process; once where there is no
network at all, for what is not Python.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

# Loaded by every Python process that starts, workers too, before any other code.
WATCH = """
import os, socket, sys

def note(text):
    handle = os.open(os.environ["NETWORK_LOG"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.write(handle, f"{os.getpid()} {text}\\n".encode())
    os.close(handle)

def hook(event, args):
    if event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"):
        note(f"asks {event} {args}")
    elif event in ("socket.connect", "socket.sendto", "socket.sendmsg", "socket.bind"):
        if args[0].family not in (socket.AF_INET, socket.AF_INET6):
            return
        # urllib3, which spaCy loads, sees by this whether the machine knows IPv6. Nothing is sent.
        if event == "socket.bind" and args[1] == ("::1", 0):
            return
        note(f"asks {event} {args[1:]}")

sys.addaudithook(hook)
note("watched")
"""

SETTINGS = """
model = "{model}"
[run]
workers = 2
[nightly]
inboxes = ["in"]
"""


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    inbox = tmp_path / "in"
    inbox.mkdir()
    shutil.copy(ROOT / "corpus/reports/security-lake-chad-ocr.txt", inbox)
    shutil.copy(ROOT / "corpus/reports/finance-ghana-debt.pdf", inbox)
    (tmp_path / "watch").mkdir()
    (tmp_path / "watch" / "sitecustomize.py").write_text(WATCH, encoding="utf-8")
    return tmp_path


def watched(desk: Path, *arguments: str) -> list[str]:
    """Run Python with every attempt written down; return the log's lines."""
    log = desk / "network.log"
    log.unlink(missing_ok=True)
    environment = {**os.environ, "PYTHONPATH": f"{desk / 'watch'}:{ROOT}", "NETWORK_LOG": str(log)}
    subprocess.run([sys.executable, *arguments], cwd=desk, env=environment, check=True)
    return log.read_text(encoding="utf-8").splitlines()


def test_the_watch_sees_an_attempt(desk: Path) -> None:
    attempt = "import socket; s = socket.socket(); s.settimeout(0); s.connect_ex(('127.0.0.1', 9))"
    assert any("asks socket.connect" in line for line in watched(desk, "-c", attempt))


@pytest.mark.slow
def test_a_night_asks_for_nothing(desk: Path) -> None:
    (desk / "nightly.toml").write_text(SETTINGS.format(model="rules"), encoding="utf-8")
    command = ["-m", "pipeline", "-q", "nightly", "--settings", "nightly.toml"]
    lines = watched(desk, *command)
    assert [line for line in lines if "asks" in line] == []
    processes = {line.split()[0] for line in lines if "watched" in line}
    assert len(processes) >= 3  # the coordinator and its workers: all of them were watched
    assert (desk / "outputs" / "claims.jsonl").stat().st_size > 1000


# As root this needs no more; a user needs a user's namespace, which some systems refuse.
ALONE = ["unshare", "--net"] if os.geteuid() == 0 else ["unshare", "--map-root-user", "--net"]


def can_be_alone() -> bool:
    if not shutil.which("unshare"):
        return False
    return subprocess.run([*ALONE, "true"], capture_output=True).returncode == 0


@pytest.mark.slow
@pytest.mark.skipif(not can_be_alone(), reason="no process here may be cut off the network")
def test_a_run_needs_no_network(desk: Path) -> None:
    """With the shipped model, and with text recognition, which is no Python."""
    shutil.copy(ROOT / "corpus/reports/education-after-floods-page3.jpg", desk / "in")
    model = "models/en_reports" if (ROOT / "models/en_reports/meta.json").exists() else "rules"
    named = str(ROOT / model) if model != "rules" else model
    command = [sys.executable, "-m", "pipeline", "-q", "run", "in", "--model", named]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    subprocess.run([*ALONE, *command], cwd=desk, env=environment, check=True)
    lines = (desk / "outputs" / "claims.jsonl").read_text(encoding="utf-8")
    assert "education-after-floods-page3.jpg" in lines
