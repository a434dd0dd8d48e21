"""The night in Prometheus's text format, for node_exporter's textfile collector.

Names and units follow Prometheus's conventions: base units (seconds, bytes), one unit a
metric, gauges for what a run left behind. The file is replaced whole, never half written.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

PREFIX = "claims"

Labels = Mapping[str, str]


@dataclass(frozen=True)
class Metric:
    """A gauge: its name without our prefix, what it means, and its values by label."""

    name: str
    meaning: str
    values: Sequence[tuple[Labels, float]]


def exposition(night: Mapping[str, Any], before: Sequence[Mapping[str, Any]] = ()) -> str:
    """Return the metrics of a night (as ``report.json`` holds it) as a file's text.

    ``before`` are the nights before it: a night that did not come to its end keeps the time
    of the last one that did, which is what an alarm should watch.
    """
    finished = [n for n in (*before, night) if n["ended"] and n["exit_code"] in (0, 1)]
    metrics = [
        _one("nightly_last_run_timestamp_seconds", "When the last nightly run began.",
             _seconds(night["began"])),
        _one("nightly_last_run_duration_seconds", "How long it took.", night["seconds"]),
        _one("nightly_last_run_exit_code", "How it ended: 0 well, 1 some reports failed, "
             "more: it stopped early.", night["exit_code"]),
        Metric("nightly_last_success_timestamp_seconds", "When a nightly run last came to its "
               "end.", [({}, _seconds(n["ended"])) for n in finished[-1:]]),
        Metric("nightly_last_run_files", "Files of the inboxes, by what became of them.",
               [({"state": k}, v) for k, v in night["counts"].items() if k != "files"]),
        Metric("nightly_last_run_claims", "Claims, by what the last run changed.",
               [({"change": k}, v) for k, v in night["claims"].items()]),
        Metric("nightly_last_run_stage_seconds", "Work of all processes, by stage.",
               [({"stage": k}, v) for k, v in night["stages"].items()]),
        Metric("nightly_inbox_up", "1 if the inbox could be looked into.",
               [({"inbox": i["name"]}, float(not i["error"])) for i in night["inboxes"]]),
        Metric("nightly_ocr_confidence", "Mean of the pages that the last run read by OCR, 0 to "
               "1.", [({}, c) for c in (night["ocr_confidence"],) if c is not None]),
        *(_one(f"store_{k}", f"How many {k} the store holds.", v)
          for k, v in night["totals"].items()),
    ]  # fmt: skip
    return "".join(_lines(metric) for metric in metrics if metric.values)


def _one(name: str, meaning: str, value: float) -> Metric:
    return Metric(name, meaning, [({}, value)])


def _lines(metric: Metric) -> str:
    name = f"{PREFIX}_{metric.name}"
    lines = [f"# HELP {name} {metric.meaning}", f"# TYPE {name} gauge"]
    for labels, value in metric.values:
        inner = ",".join(f'{key}="{_escaped(text)}"' for key, text in labels.items())
        lines.append(f"{name}{{{inner}}} {value:.10g}" if inner else f"{name} {value:.10g}")
    return "\n".join(lines) + "\n"


def _escaped(text: str) -> str:
    text = text.encode("utf-8", "replace").decode()
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")


def _seconds(stamp: str) -> float:
    return datetime.fromisoformat(stamp).timestamp()
