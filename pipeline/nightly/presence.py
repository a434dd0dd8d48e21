"""Which reports' files are gone, and which lie elsewhere now.

Told by content: a report is there as long as any file holds its bytes, whatever its name.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.store import FailureRecord, KnownFile, ReportRecord


@dataclass(frozen=True)
class Presence:
    """What became of the files that the store knows."""

    gone: frozenset[str]  # reports whose bytes no file holds
    moved: dict[str, Path]  # report -> a file that holds it, if the one we knew does not
    forgotten: tuple[str, ...]  # files that are no more


def presence(
    *,
    reports: Iterable[ReportRecord],
    failures: Iterable[FailureRecord],
    files: Iterable[KnownFile],
    seen: Mapping[str, str],
    looked_into: Iterable[Path],
    unknown: Iterable[Path] = (),
    exists: Callable[[str], bool] = lambda path: Path(path).exists(),
) -> Presence:
    """Compare what the store knows with what was seen.

    ``seen`` leads from each file that was found to its report, or to "" if it could not be
    read. What is not below one of the folders ``looked_into`` counts as there if it exists;
    below a folder that is ``unknown``, because it could not be looked into, as there too.
    """
    inside, outside = _below(looked_into), _below(unknown)
    there: dict[str, bool] = {}

    def is_there(path: str, report_id: str | None) -> bool:
        if inside(path):
            return path in seen and seen[path] in (report_id, "")
        if path not in there:
            there[path] = outside(path) or exists(path)
        return there[path]

    where: dict[str, set[str]] = defaultdict(set)
    for path, report_id in seen.items():
        where[report_id].add(path)
    forgotten = set()
    for file in files:
        if is_there(file.path, file.report_id):
            where[file.report_id].add(file.path)
        elif inside(file.path) and file.path not in seen:
            forgotten.add(file.path)
    gone, moved = set(), {}
    for report in reports:
        if is_there(report.path, report.report_id):
            continue
        if elsewhere := where.get(report.report_id):
            moved[report.report_id] = Path(min(elsewhere))
        else:
            gone.add(report.report_id)
    for failure in failures:
        if inside(failure.path) and failure.path not in seen:
            forgotten.add(failure.path)
            if elsewhere := where.get(failure.report_id or ""):
                moved[failure.report_id or ""] = Path(min(elsewhere))
    return Presence(frozenset(gone), moved, tuple(sorted(forgotten)))


def _below(folders: Iterable[Path]) -> Callable[[str], bool]:
    heads = tuple(f"{folder}/".replace("//", "/") for folder in folders)
    return lambda path: path.startswith(heads)
