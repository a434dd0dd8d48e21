"""Settings for reading, assembly and runs: every default once, each with its unit.

Components of the spaCy pipeline keep theirs in the model's config.
"""

import tomllib
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, get_type_hints

from pipeline.errors import SettingsError

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

FORMATS = ("xlsx", "csv", "parquet", "jsonl")


def _one_of(name: str, value: str, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        raise SettingsError(f"{name} is {value!r}; choose from {', '.join(allowed)}.")


def _between(name: str, value: float, least: float, most: float) -> None:
    if not least <= value <= most:
        upper = f" and at most {most:g}" if most != float("inf") else ""
        raise SettingsError(f"{name} is {value!r}; it must be at least {least:g}{upper}.")


@dataclass(frozen=True)
class ReadingSettings:
    """How a report's pages are read."""

    language: str = "eng"  # Tesseract's names, joined by +
    ocr: str = "auto"  # auto: page by page; always; never
    dpi: int = 300  # pages are drawn for OCR with so many pixels an inch, unless print is tiny
    ocr_timeout: float = 120.0  # seconds a page
    max_pages: int = 10_000
    max_pixels: int = 60_000_000  # a page's or an image's; larger ones are drawn smaller or refused
    max_bytes: int = 2_000_000_000
    reader: str = "pdfium"  # of text layers: pdfium or pdfplumber; the other where that one fails

    def __post_init__(self) -> None:
        """Refuse what cannot work."""
        _one_of("ocr", self.ocr, ("auto", "always", "never"))
        _one_of("reader", self.reader, ("pdfium", "pdfplumber"))
        _between("dpi", self.dpi, 72, 1200)
        for name in ("ocr_timeout", "max_pages", "max_pixels", "max_bytes"):
            _between(name, getattr(self, name), 1, float("inf"))


@dataclass(frozen=True)
class AssemblySettings:
    """How lines become text."""

    furniture_share: float = 0.3  # text at the same place on so many of the pages is furniture
    join_hyphens: bool = True
    repair_words: bool = True  # mend slips of the OCR

    def __post_init__(self) -> None:
        """Refuse what cannot work."""
        _between("furniture_share", self.furniture_share, 0, 1)


@dataclass(frozen=True)
class RunSettings:
    """How a folder of reports is worked through."""

    outputs: str = "outputs"
    workers: int = 0  # processes; 0: one for each core
    report_timeout: float = 1800.0  # seconds; a long report is several pieces, each with so many
    report_memory: int = 2000  # megabytes that the process which reads a report may take
    cache: int = 4000  # megabytes of reports kept as read, so that a new model costs no OCR; 0: off
    cluster: str = ""  # a Dask scheduler's address, tcp://host:8786; empty: this machine alone
    formats: tuple[str, ...] = FORMATS

    def __post_init__(self) -> None:
        """Refuse what cannot work."""
        _between("workers", self.workers, 0, 1024)
        _between("report_timeout", self.report_timeout, 1, float("inf"))
        _between("report_memory", self.report_memory, 600, float("inf"))
        _between("cache", self.cache, 0, float("inf"))
        for name in self.formats:
            _one_of("formats", name, FORMATS)


@dataclass(frozen=True)
class NightlySettings:
    """What ``claims nightly`` looks through, and what it keeps."""

    inboxes: tuple[str, ...] = ()  # folders, or addresses such as s3://bucket/reports
    backups: int = 7  # kept of the database, one a night; 0: none are made
    backup_folder: str = ""  # empty: backups/ in the outputs folder
    run_reports: int = 60  # nights whose run report is kept
    metrics: str = ""  # a file for Prometheus, ending in .prom; empty: metrics.prom in outputs

    def __post_init__(self) -> None:
        """Refuse what cannot work."""
        _between("backups", self.backups, 0, 10_000)
        _between("run_reports", self.run_reports, 1, 100_000)
        if self.metrics and not self.metrics.endswith(".prom"):
            raise SettingsError(
                f"metrics is {self.metrics!r}; Prometheus's collector reads only files that end "
                "in .prom."
            )
        for inbox in self.inboxes:
            if not inbox.strip():
                raise SettingsError("inboxes: an empty name. Name folders or addresses.")


@dataclass(frozen=True)
class Settings:
    """All settings. ``model`` is a folder, a package spaCy can load, or ``rules``."""

    model: str = "auto"  # auto: models/en_reports if it is there, else rules
    actors: tuple[str, ...] = ()  # the user's own TSV files of actors
    reading: ReadingSettings = field(default_factory=ReadingSettings)
    assembly: AssemblySettings = field(default_factory=AssemblySettings)
    run: RunSettings = field(default_factory=RunSettings)
    nightly: NightlySettings = field(default_factory=NightlySettings)

    def as_dict(self) -> dict[str, Any]:
        """Return plain nested dicts, as TOML would give them."""
        return asdict(self)


T = TypeVar("T", bound="DataclassInstance")


def load_settings(path: Path | None = None) -> Settings:
    """Return the defaults, with what the TOML file at ``path`` says instead.

    Raises:
        SettingsError: the file is missing, is no TOML, or has an unknown or ill-typed key.
    """
    if path is None:
        return Settings()
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(
            f"{path}: cannot read the settings ({error}). Check the path."
        ) from error
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path}: not valid TOML ({error}). Mend that line.") from error
    settings = _filled(Settings(), table, where=str(path))

    # Files that it names lie where it lies, wherever the program was started.
    def beside(name: str) -> str:
        return str(path.parent / Path(name).expanduser()) if name and "://" not in name else name

    nightly = replace(
        settings.nightly,
        inboxes=tuple(beside(name) for name in settings.nightly.inboxes),
        backup_folder=beside(settings.nightly.backup_folder),
        metrics=beside(settings.nightly.metrics),
    )
    return replace(settings, actors=tuple(map(beside, settings.actors)), nightly=nightly)


def _filled(defaults: T, table: dict[str, Any], *, where: str) -> T:
    """Return the dataclass ``defaults`` with the values of ``table``, checked key by key."""
    hints = get_type_hints(type(defaults))
    known = {f.name for f in fields(defaults)}
    changes: dict[str, Any] = {}
    for key, value in table.items():
        if key not in known:
            raise SettingsError(
                f"{where}: unknown setting {key!r}. Known here: {', '.join(sorted(known))}."
            )
        current = getattr(defaults, key)
        if hasattr(current, "__dataclass_fields__"):
            if not isinstance(value, dict):
                raise SettingsError(f"{where}: {key!r} is a section; write it as [{key}].")
            changes[key] = _filled(current, value, where=f"{where} [{key}]")
        elif isinstance(current, tuple) and _is_strings(value):
            changes[key] = tuple(value)
        elif type(value) is type(current) or (isinstance(current, float) and type(value) is int):
            changes[key] = type(current)(value)
        else:
            raise SettingsError(
                f"{where}: {key!r} is {value!r}, but a {hints[key]} is needed, such as {current!r}."
            )
    try:
        return replace(defaults, **changes)
    except SettingsError as error:
        raise SettingsError(f"{where}: {error}") from error


def _is_strings(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)
