"""The run report as an HTML page, for people: nothing outside it is loaded, nothing in it runs."""

from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

MOST_ROWS = 200  # of a table; report.json has all
ALIKE = 0.6  # sentences with so much in common are one that was edited
LONGEST = 300  # words of a sentence that is compared word by word

_templates = Environment(
    loader=PackageLoader("pipeline.nightly"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def page(night: Mapping[str, Any], before: Sequence[Mapping[str, Any]]) -> str:
    """Return a night (as ``report.json`` holds it) as a page, beside the nights ``before`` it."""
    from pipeline.nightly.plots import plots

    pictures = [(title, Markup(svg)) for title, svg in plots([*map(dict, before), dict(night)])]
    return _templates.get_template("report.html").render(
        night=night,
        last=before[-1] if before else None,
        pictures=pictures,
        most=MOST_ROWS,
    )


def _edited(change: Mapping[str, Any]) -> list[list[tuple[str, str]]]:
    """Return the sentences that were added and removed, an edited one as one, word by word.

    Each is a list of (mark, words); the mark is ``del``, ``ins`` or empty.
    """
    added, shown = list(change["added"]), []
    for old in change["removed"]:
        new = max(added, key=lambda text: _likeness(old, text), default=None)
        if new is None or _likeness(old, new) < ALIKE:
            shown.append([("del", old)])
            continue
        added.remove(new)
        was, now = old.split(), new.split()
        words: list[tuple[str, str]] = []
        for what, a, b, c, d in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
            if what == "equal":
                words.append(("", " ".join(was[a:b])))
            else:
                words += [(m, " ".join(w)) for m, w in (("del", was[a:b]), ("ins", now[c:d])) if w]
        shown.append(words)
    return shown + [[("ins", text)] for text in added]


def _likeness(one: str, other: str) -> float:
    """Return how alike two sentences are, 0 to 1, by their words; 0 if one is very long."""
    was, now = one.split(), other.split()
    if max(len(was), len(now)) > LONGEST:
        return 0.0
    matcher = SequenceMatcher(None, was, now, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= ALIKE else 0.0


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


_templates.filters.update(clock=_clock, lasting=_lasting, shown=_shown, edited=_edited)
