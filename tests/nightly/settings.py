"""Small nights: bare text, the rules without a model, everything in this process."""

from collections.abc import Callable
from concurrent.futures import Executor, Future
from dataclasses import replace
from pathlib import Path
from typing import Any

from pipeline.config import NightlySettings, RunSettings, Settings
from pipeline.nightly.night import nightly
from pipeline.nightly.night_report import NightReport

REPORT = """{title}

In {year} at least {number} people were displaced in Kenya, according to the World Bank.
The ministry spent $2 million on relief. Prices rose by 4 per cent.
"""


def text(title: str = "Relief", year: int = 2019, number: int = 400) -> str:
    """Return a report that yields three rows."""
    return REPORT.format(title=title, year=year, number=number)


class Here(Executor):
    """Runs each task at once, in this process."""

    def __init__(self, before: Callable[..., None] = lambda *_: None) -> None:
        self._before = before

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> "Future[Any]":
        future: Future[Any] = Future()
        self._before(*args)
        future.set_result(fn(*args, **kwargs))
        return future


def night_settings(folder: Path, *inboxes: str, **nightly_more: Any) -> Settings:
    """Return the settings of nights in ``folder``: inbox ``in``, outputs ``outputs``."""
    names = inboxes or (str(folder / "in"),)
    return replace(
        Settings(model="rules"),
        run=RunSettings(outputs=str(folder / "outputs"), workers=1, formats=("csv", "jsonl")),
        nightly=NightlySettings(inboxes=names, **nightly_more),
    )


def one_night(folder: Path, *inboxes: str, **more: Any) -> NightReport:
    """Do a night's work in ``folder``."""
    return nightly(night_settings(folder, *inboxes, **more), executor=Here())
