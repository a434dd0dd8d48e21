"""The failures of one run, as a file for people and programs."""

import json
from datetime import UTC, datetime
from pathlib import Path

from pipeline.run.outcomes import Failure


def run_folder(outputs: Path) -> Path:
    """Return where a run that begins now leaves what it has to tell; it is not made yet."""
    return outputs / "runs" / datetime.now(UTC).strftime("%Y-%m-%dT%H-%M-%SZ")


class FailureLog:
    """``failures.jsonl`` in a run's folder, made with the first failure."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "failures.jsonl"

    def add(self, failure: Failure) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        entry = {
            "file": str(failure.path),
            "stage": failure.stage,
            "message": failure.message,
            "traceback": failure.trace,
        }
        with self._path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(entry) + "\n")
