"""The last nights side by side, as SVG that stands in the page itself."""

from collections.abc import Callable, Sequence
from io import StringIO
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

NIGHTS = 30  # that are shown
INK, FAINT = "#3b4252", "#d8dee9"
GOOD, BAD = "#4c78a8", "#c8553d"
STAGE_COLOURS = ("#4c78a8", "#72b7b2", "#eeca3b", "#b279a2", "#9d9d9d")
SIZE = (4.6, 2.1)  # inches

STYLE: Any = {
    "svg.fonttype": "none",  # the browser's own letters
    "svg.hashsalt": "claims",
    "font.family": "sans-serif",
    "font.size": 8.5,
    "axes.edgecolor": FAINT,
    "axes.labelcolor": INK,
    "text.color": INK,
    "text.parse_math": False,
    "xtick.color": INK,
    "ytick.color": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.spines.left": False,
}

Night = dict[str, Any]  # as report.json holds it


def plots(nights: Sequence[Night]) -> list[tuple[str, str]]:
    """Return a title and an SVG for each picture; none unless there are two nights to compare."""
    nights = nights[-NIGHTS:]
    if len(nights) < 2:
        return []
    drawn = [
        ("Reports", _svg(nights, _reports)),
        ("Claims that are new", _svg(nights, _claims)),
        (f"Work, in {_unit(nights)[0]}", _svg(nights, _work)),
    ]
    if sum(night["ocr_confidence"] is not None for night in nights) > 1:
        drawn.append(("How sure the OCR was", _svg(nights, _ocr)))
    return drawn


def _reports(axes: Axes, at: range, nights: Sequence[Night]) -> None:
    read = [night["counts"]["read"] for night in nights]
    failed = [night["counts"]["failed"] for night in nights]
    axes.bar(at, read, color=GOOD, label="read")
    axes.bar(at, failed, bottom=read, color=BAD, label="failed")
    axes.legend(frameon=False, ncols=2, loc="lower right", bbox_to_anchor=(1, 1), borderpad=0)
    _from_zero(axes, [r + f for r, f in zip(read, failed, strict=True)])
    axes.yaxis.set_major_locator(MaxNLocator(4, integer=True))


def _claims(axes: Axes, at: range, nights: Sequence[Night]) -> None:
    added = [night["claims"]["added"] for night in nights]
    axes.bar(at, added, color=GOOD)
    _from_zero(axes, added)
    axes.yaxis.set_major_locator(MaxNLocator(4, integer=True))


def _work(axes: Axes, at: range, nights: Sequence[Night]) -> None:
    names = list(dict.fromkeys(name for night in nights for name in night["stages"]))
    below = [0.0] * len(nights)
    _, unit = _unit(nights)
    for name, colour in zip(names, STAGE_COLOURS * len(names), strict=False):
        work = [night["stages"].get(name, 0.0) / unit for night in nights]
        axes.bar(at, work, bottom=below, color=colour, label=name)
        below = [a + b for a, b in zip(below, work, strict=True)]
    if names:
        axes.legend(
            frameon=False, ncols=4, loc="lower right", bbox_to_anchor=(1, 1), borderpad=0,
            columnspacing=1, handlelength=1,
        )  # fmt: skip
    _from_zero(axes, below)


def _unit(nights: Sequence[Night]) -> tuple[str, float]:
    most = max(sum(night["stages"].values()) for night in nights)
    return ("seconds", 1) if most < 180 else ("minutes", 60) if most < 10_800 else ("hours", 3600)


def _ocr(axes: Axes, at: range, nights: Sequence[Night]) -> None:
    known = [(i, n["ocr_confidence"]) for i, n in zip(at, nights, strict=True)]
    known = [(i, value) for i, value in known if value is not None]
    axes.plot(*zip(*known, strict=True), color=GOOD, marker="o", markersize=3.5, linewidth=1.2)
    axes.set_ylim(min(0.8, *(value for _, value in known)) - 0.02, 1.005)


def _from_zero(axes: Axes, values: Sequence[float]) -> None:
    axes.set_ylim(0, max(*values, 1e-9) * 1.08 if any(values) else 1)


def _svg(nights: Sequence[Night], draw: Callable[[Axes, range, Sequence[Night]], None]) -> str:
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=SIZE, layout="constrained")
        FigureCanvasSVG(figure)
        axes = figure.subplots()
        at = range(len(nights))
        axes.yaxis.set_major_locator(MaxNLocator(4))
        draw(axes, at, nights)
        axes.set_xlim(-0.7, max(len(nights), 8) - 0.3)
        step = max(1, -(-len(nights) // 6))
        marked = list(at)[::-1][::step][::-1]  # the last night always
        axes.set_xticks(marked, [nights[i]["began"][5:10] for i in marked])
        axes.grid(axis="y", color=FAINT, linewidth=0.6)
        axes.set_axisbelow(True)
        axes.tick_params(length=0)
        text = StringIO()
        figure.savefig(
            text,
            format="svg",
            transparent=True,
            metadata=dict.fromkeys(("Date", "Creator", "Format", "Type")),
        )
    drawing = text.getvalue()
    return drawing[drawing.index("<svg") :]  # without what belongs to a file of its own
