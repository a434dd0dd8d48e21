"""The run report as an HTML page, for people: nothing outside it is loaded, nothing in it runs."""

from collections.abc import Mapping, Sequence
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from pipeline.nightly.plots import plots

MOST_ROWS = 200  # of a table; report.json has all

_templates = Environment(
    loader=PackageLoader("pipeline.nightly"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def page(night: Mapping[str, Any], before: Sequence[Mapping[str, Any]]) -> str:
    """Return a night (as ``report.json`` holds it) as a page, beside the nights ``before`` it."""
    pictures = [(title, Markup(svg)) for title, svg in plots([*map(dict, before), dict(night)])]
    return _templates.get_template("report.html").render(
        night=night,
        last=before[-1] if before else None,
        pictures=pictures,
        most=MOST_ROWS,
    )


def _clock(stamp: str) -> str:
    return f"{stamp[:10]} {stamp[11:16]} UTC" if stamp else ""


def _lasting(seconds: float) -> str:
    """Return a time as people say it: ``40 s``, ``12 min``, ``3 h 05``."""
    if seconds < 90:
        return f"{seconds:.0f} s" if seconds >= 10 else f"{seconds:.1f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60:02}"


def _shown(value: object) -> str:
    if value is None:
        return "nothing"
    return f"{value:g}" if isinstance(value, float) else str(value)


_templates.filters.update(clock=_clock, lasting=_lasting, shown=_shown)
