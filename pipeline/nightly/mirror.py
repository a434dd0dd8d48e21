"""What lies at an address such as s3://bucket/reports, copied to this machine.

Each remote file has a folder of its own, named by the hash of its address, with the copy and a
note of which version it is. So a name from outside never becomes a path of ours, a file that
did not change is not fetched again, and one that did takes the place of the copy before.
"""

import hashlib
import json
import logging
import os
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from fsspec.core import url_to_fs

from pipeline.errors import SettingsError, UnreadableReport
from pipeline.reading.sources import REPORT_SUFFIXES

log = logging.getLogger(__name__)

NOTE = "source.json"  # no report is called so
LONGEST_NAME = 150  # bytes; file systems allow 255, and ".part" and the like are to fit
CHUNK = 1 << 20  # bytes
# What file systems call the version of a file; without one of these it is fetched every time.
VERSIONS = (
    "ETag", "etag", "md5", "md5Hash", "content_md5", "checksum", "crc32c", "generation",
    "version_id", "mtime", "LastModified", "last_modified", "updated", "modified", "created",
)  # fmt: skip


@dataclass(frozen=True)
class Copy:
    """A remote file and its copy here; or why there is none."""

    address: str
    path: Path | None
    fetched: bool = False
    error: str = ""  # the copy is of an older version, or missing


def mirrored(address: str, folder: Path, *, max_bytes: int) -> Iterator[Copy]:
    """Copy what is new or changed at ``address`` into ``folder``; yield each file's copy.

    Raises:
        SettingsError: the address cannot be listed: the library for it is missing, it does
            not exist, it does not answer.
    """
    try:
        system, root = url_to_fs(address)
        system.invalidate_cache()  # of an earlier night in this process
        listing = system.find(root, detail=True)
    except ImportError as error:
        raise SettingsError(
            f"{redacted(address)}: a library is missing ({error}). Install it with pip."
        ) from error
    except Exception as error:  # each of fsspec's file systems raises errors of its own
        raise SettingsError(
            f"{redacted(address)}: cannot be listed ({_reason(error)}). Check the address, the "
            "network and your rights."
        ) from error
    if not listing and not _exists(system, root):
        raise SettingsError(f"{redacted(address)}: there is no such place. Check the address.")
    for name in sorted(listing):
        facts = listing[name]
        if facts.get("type") != "file" or not _is_report(name, root):
            continue
        address = system.unstrip_protocol(name)
        where = redacted(address)
        # Two addresses may differ in their query alone; a new password makes no new file.
        target = folder / _digest(_LOGIN.sub("", address)) / safe_name(PurePosixPath(name).name)
        try:
            fetched = _refreshed(system, name, facts, target, where=where, most=max_bytes)
            yield Copy(where, target, fetched=fetched)
        except Exception as error:  # one file costs itself only
            kept = target if target.exists() else None
            yield Copy(where, kept, error=f"{where}: not fetched ({_reason(error)}).")


def safe_name(name: str) -> str:
    """Return a file name that is one on any system, leads nowhere else and is not hidden."""
    shown = "".join(
        char if char.isprintable() and char not in '/\\:*?"<>|' else "_" for char in name
    )
    shown = re.sub(r"^[.\s~-]+", "_", shown).rstrip(". ")
    suffix = PurePosixPath(shown).suffix
    if len(suffix.encode()) > 16:
        suffix = ""
    stem = shown.removesuffix(suffix).encode()[: LONGEST_NAME - len(suffix.encode())]
    return (stem.decode("utf-8", "ignore") + suffix) or "report"


def redacted(address: str) -> str:
    """Return the address as it may be told: without a login, nor the values of its query.

    >>> redacted("https://ana:pass/word@host/in?sig=secret")
    'https://host/in?sig=...'
    """
    return _QUERY.sub(lambda query: _VALUE.sub("=...", query[0]), _LOGIN.sub("", address))


# A password may hold the signs that end it, if what follows the colon is no port.
_LOGIN = re.compile(r"(?<=://)(?:[^/?#\s]*@|[^/@:\s]*:(?!\d+(?:[/?#\s]|$))[^@\s]*@)")
_QUERY = re.compile(r"\?\S+")
_VALUE = re.compile(r"=[^&;#]+")


def _refreshed(
    system: Any, name: str, facts: dict[str, Any], target: Path, *, where: str, most: int
) -> bool:
    """Fetch the file ``name`` unless the copy is of this version; say whether it was fetched.

    ``where`` is its address as it may be told.
    """
    version = _version(facts)
    note = target.parent / NOTE
    if version and target.exists() and _noted(note) == version:
        return False
    size = facts.get("size") or 0
    if size > most:
        raise UnreadableReport(f"{size} bytes; the settings allow {most}, see max_bytes")
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with system.open(name, "rb") as source, draft.open("wb") as file:
            written = 0
            while chunk := source.read(CHUNK):
                written += len(chunk)
                if written > most:
                    raise UnreadableReport(f"over {most} bytes, see max_bytes in the settings")
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
        # The old note goes before the old copy: a copy without a note is fetched again.
        note.unlink(missing_ok=True)
        draft.replace(target)
        written_note = {"address": where, "version": version}
        note.write_text(json.dumps(written_note), encoding="utf-8")
    finally:
        draft.unlink(missing_ok=True)
    return True


def _version(facts: dict[str, Any]) -> str:
    known = {key: str(facts[key]) for key in VERSIONS if facts.get(key) is not None}
    if not known:
        return ""
    return _digest(json.dumps({**known, "size": facts.get("size")}, sort_keys=True))


def _noted(note: Path) -> str:
    with suppress(OSError, ValueError, AttributeError):
        return str(json.loads(note.read_text(encoding="utf-8")).get("version", ""))
    return ""


def _is_report(name: str, root: str) -> bool:
    inner = PurePosixPath(name.removeprefix(root))
    hidden = any(part.startswith(".") for part in inner.parts)
    return not hidden and inner.suffix.lower() in REPORT_SUFFIXES


def _exists(system: Any, root: str) -> bool:
    with suppress(Exception):
        return bool(system.exists(root))
    return False


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _reason(error: Exception) -> str:
    words = str(error).strip().splitlines()
    return f"{type(error).__name__}: {redacted(words[0])}" if words else type(error).__name__
