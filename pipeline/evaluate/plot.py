"""How far confidence can be trusted, as a picture: of rows at 0.9, nine in ten are right."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from pipeline.errors import SettingsError, StoreError
from pipeline.evaluate.calibration import Reliability

FORMATS = (".png", ".svg", ".pdf")
COLOURS = ("#29465B", "#B4380E", "#5B8C5A", "#8A6FA8")
FAINT = "#7B8794"
SIZE, DPI = (6.4, 5.6), 150  # inches, pixels an inch
SMALLEST, LARGEST = 20.0, 320.0  # area of a dot, in square points

STYLE: Any = {"font.family": "sans-serif", "font.size": 10, "svg.hashsalt": "claims",
              "text.parse_math": False}  # fmt: skip


def plot_reliability(path: Path, told: Mapping[str, Reliability]) -> None:
    """Draw each of ``told`` under its name: the share that is right against what was told.

    A dot's area grows with its rows. Perfectly told rows lie on the diagonal.

    Raises:
        SettingsError: the file's name ends in no format that we draw.
        StoreError: it cannot be written.
    """
    if path.suffix.lower() not in FORMATS:
        raise SettingsError(f"{path}: let its name end in one of {', '.join(FORMATS)}.")
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=SIZE, layout="constrained")
        FigureCanvasAgg(figure)
        axes = figure.add_subplot()
        axes.plot([0, 1], [0, 1], color=FAINT, linewidth=1, linestyle="--")
        most = max((b.rows for r in told.values() for b in r.bins), default=1)
        for colour, (name, one) in zip(COLOURS * len(told), told.items(), strict=False):
            x, y = [b.told for b in one.bins], [b.right for b in one.bins]
            area = [SMALLEST + (LARGEST - SMALLEST) * b.rows / most for b in one.bins]
            axes.plot(x, y, color=colour, linewidth=1.2, alpha=0.6)
            label = f"{name}: {one.rows} rows, error {one.error:.3f}, Brier {one.brier:.3f}"
            axes.scatter(x, y, s=area, color=colour, alpha=0.85, linewidth=0, label=label)
            for b in one.bins:
                axes.annotate(
                    str(b.rows), (b.told, b.right), xytext=(8, -11), textcoords="offset points",
                    fontsize=8, color=colour,
                )  # fmt: skip
        axes.set(
            xlim=(0, 1.02), ylim=(-0.02, 1.02), xlabel="confidence that was told",
            ylabel="share of rows that are right",
        )  # fmt: skip
        axes.set_aspect("equal")
        axes.spines[["top", "right"]].set_visible(False)
        legend = figure.legend(frameon=False, loc="outside lower center", fontsize=9)
        for handle in legend.legend_handles:
            if handle is not None and hasattr(handle, "set_sizes"):
                handle.set_sizes([50.0])
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            figure.savefig(path, dpi=DPI, metadata=_NO_DATE.get(path.suffix.lower()))
        except OSError as error:
            raise StoreError(
                f"{path}: cannot be written ({error.strerror or error}). Choose another place."
            ) from error


# The same numbers make the same file.
_NO_DATE: dict[str, Any] = {".svg": {"Date": None}, ".pdf": {"CreationDate": None}}
