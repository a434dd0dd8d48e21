"""``claims serve`` as a person starts and stops it."""

import re
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from pipeline.errors import ExitCode
from tests.review.reports import make_store

SERVE = [sys.executable, "-m", "pipeline", "serve", "--outputs"]


@pytest.mark.slow
def test_it_prints_an_address_for_this_machine_alone_and_stops(tmp_path: Path) -> None:
    make_store(tmp_path)
    command = [*SERVE, str(tmp_path), "--reviewer", "ana"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        address = process.stdout.readline().strip()
        try:
            assert re.fullmatch(r"http://127\.0\.0\.1:\d+/\?token=[\w-]{32}", address)
            opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
            with opener.open(address) as answer:
                assert "Reviewing as <b>ana</b>" in answer.read().decode()
            with pytest.raises(urllib.error.HTTPError, match="403"):
                urllib.request.urlopen(address.partition("?")[0])
        finally:
            process.send_signal(signal.SIGTERM)
        assert process.wait(30) in (0, -signal.SIGTERM)


@pytest.mark.slow
def test_without_a_store_it_says_what_to_do(tmp_path: Path) -> None:
    answer = subprocess.run([*SERVE, str(tmp_path)], capture_output=True, text=True)
    assert answer.returncode == ExitCode.SETTINGS
    assert "claims run" in answer.stderr
