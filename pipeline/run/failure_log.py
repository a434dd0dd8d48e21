"""The failures of one run, as a file for people and programs."""

import json
from datetime import datetime
from pathlib import Path

from pipeline.run.outcomes import Failure


class FailureLog:
    """``runs/<when>/failures.jsonl``, made with the first failure."""

    def __init__(self, outputs: Path, began: datetime) -> None:
        self._path = outputs / "runs" / began.strftime("%Y-%m-%dT%H-%M-%SZ") / "failures.jsonl"

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
