"""Which files are reports: a folder, a pattern, a single file; told by content, not by name."""

import glob
import hashlib
import logging
import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal

from pipeline.config import ReadingSettings
from pipeline.errors import SettingsError, UnreadableReport

log = logging.getLogger(__name__)

Kind = Literal["pdf", "image", "text", "unknown"]

# Extensions that are taken in a folder, whatever the content: what is damaged shall be said.
REPORT_SUFFIXES = {".pdf", ".txt", ".text", ".png", ".jpg", ".jpeg", ".tif", ".tiff"}
# Text by content, but not reports.
SIDECARS = {
    ".md", ".rst", ".json", ".jsonl", ".py", ".toml", ".yaml", ".yml", ".csv", ".tsv", ".html",
    ".htm", ".xml", ".log", ".ini", ".cfg", ".sh", ".js", ".css", ".typ", ".tex", ".bib", ".sql",
}  # fmt: skip
# What may be a report all the same, but cannot be read: a folder's are named, not left in silence.
DOCUMENTS = {
    ".doc", ".docx", ".odt", ".rtf", ".pages", ".ppt", ".pptx", ".odp", ".key", ".html", ".htm",
    ".mht", ".epub", ".mobi", ".djvu", ".xps", ".ps", ".eps", ".webp", ".heic", ".bmp", ".gif",
}  # fmt: skip
NAMED = 5  # of them, before it is only said how many
SIDECAR_NAMES = {"readme", "sources", "license", "licence", "copying", "notice", "makefile"}


def kind_of(head: bytes) -> Kind:
    """Return what a file is, from its first kilobytes."""
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(
        (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"II+\x00", b"MM\x00+")
    ):
        return "image"
    if _is_text(head):
        return "text"
    return "unknown"


def _is_text(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        return True
    if not head.strip(b"\0"):
        return False
    if head.startswith(
        (
            b"PK\x03\x04",
            b"\x1f\x8b",
            b"\xd0\xcf\x11\xe0",
            b"{\\rtf",
            b"BZh",
            b"7z\xbc\xaf",
            b"GIF8",
            b"\x7fELF",
        )
    ):
        return False
    odd = sum(1 for byte in head if byte < 32 and byte not in (9, 10, 12, 13, 27))
    return odd <= 0.01 * len(head) + 2


def unreadable(path: Path, error: OSError) -> UnreadableReport:
    """Return what to say of a file that the system does not give us."""
    return UnreadableReport(
        f"{path.name}: cannot be read ({error.strerror or error}). Check that it is there, whole, "
        "and that you may read it."
    )


def identify(path: Path, settings: ReadingSettings) -> tuple[bytes, str]:
    """Return the first bytes of the file and the SHA-256 of all of them: the report's id.

    Raises:
        UnreadableReport: empty, too large, a folder, or not to be read.
    """
    if path.is_dir():
        raise UnreadableReport(f"{path.name}: a folder, not a file. Name the files in it.")
    try:
        size = path.stat().st_size
        if size == 0:
            raise UnreadableReport(f"{path.name}: the file is empty. Fetch it again.")
        if size > settings.max_bytes:
            raise UnreadableReport(
                f"{path.name}: {size:,} bytes; the limit is {settings.max_bytes:,}. "
                "Split it, or raise max_bytes."
            )
        with path.open("rb") as file:
            head = file.read(4096)
            file.seek(0)
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise unreadable(path, error) from error
    return head, digest


class Found(list[Path]):
    """What ``find_reports`` found. Asked again it is taken as it is: a file may have gone since.

    ``passed_over`` are documents in formats that are not read.
    """

    def __init__(self, reports: Iterable[Path], passed_over: Iterable[Path] = ()) -> None:
        super().__init__(reports)
        self.passed_over = tuple(passed_over)


def find_reports(inputs: Iterable[Path | str]) -> Found:
    """Return the reports that ``inputs`` name, each once, in the order given; folders sorted.

    An input is a folder (with all below it), a file, or a pattern such as ``in/*.pdf``. In a
    folder, hidden files and what is no report (notes, data, archives) are left out; a file
    that is called a report, such as ``x.pdf``, is taken even if it turns out not to be one.

    Raises:
        SettingsError: an input matches nothing.
    """
    if isinstance(inputs, Found):
        return inputs
    found: dict[Path, None] = {}
    passed_over: list[Path] = []
    for item in inputs:
        for path in _matches(str(item), passed_over):
            found.setdefault(path)
    if passed_over:
        rest = len(passed_over) - NAMED
        log.warning(
            "Passed over: %s%s. Save as PDF what is a report.",
            ", ".join(path.name for path in passed_over[:NAMED]),
            f" and {rest:,} more files that are no PDF, image or text" if rest > 0 else "",
        )
    return Found(found, passed_over)


def _matches(item: str, passed_over: list[Path]) -> list[Path]:
    path = Path(item).expanduser()
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError):
        mode = 0
    if stat.S_ISDIR(mode):
        return list(_in_folder(path, passed_over))
    if mode:
        return [path]
    if glob.has_magic(item):
        hits = sorted(Path(hit) for hit in glob.glob(str(path), recursive=True))  # noqa: PTH207 (also absolute)
        files = [
            one for hit in hits for one in (_in_folder(hit, passed_over) if hit.is_dir() else [hit])
        ]
        if files:
            return files
        raise SettingsError(f"{item}: the pattern matches no file. Check the path.")
    raise SettingsError(f"{item}: no such file or folder. Check the path.")


def _in_folder(folder: Path, passed_over: list[Path]) -> Iterator[Path]:
    """Yield the reports in a folder and all below it, sorted. Links to folders are not followed.

    Documents that cannot be read are added to ``passed_over``.

    What the system tells of a file along with its name is enough for most: there may be 100,000.
    """
    try:
        with os.scandir(folder) as listed:
            entries = sorted(listed, key=lambda entry: entry.name)
    except OSError as error:
        log.warning("%s: cannot be looked into (%s).", folder, error.strerror or error)
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _in_folder(folder / entry.name, passed_over)
        elif _is_report(entry):
            yield folder / entry.name
        elif Path(entry.name).suffix.lower() in DOCUMENTS:
            passed_over.append(folder / entry.name)


def _is_report(entry: "os.DirEntry[str]") -> bool:
    dot = entry.name.rfind(".")
    named = 0 < dot < len(entry.name) - 1
    stem, suffix = (entry.name[:dot], entry.name[dot:].lower()) if named else (entry.name, "")
    note = stem.lower() in SIDECAR_NAMES
    if suffix in REPORT_SUFFIXES:
        return not (note and suffix in (".txt", ".text")) and not _is_no_file(entry)
    if note or suffix in SIDECARS or _is_no_file(entry):
        return False
    try:
        with open(entry.path, "rb") as file:  # noqa: PTH123  (an entry is no Path)
            head = file.read(4096)
    except OSError:
        return False
    kind = kind_of(head)
    return kind in ("pdf", "image") or (kind == "text" and suffix == "")


def _is_no_file(entry: "os.DirEntry[str]") -> bool:
    """Say whether it is a folder or a pipe; of a link that leads nowhere, reading it will tell."""
    try:
        if entry.is_file():
            return False
        return entry.is_dir() or stat.S_ISFIFO(entry.stat().st_mode)
    except OSError:
        return False
