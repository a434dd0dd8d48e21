"""Title and date of a report, as its file's own metadata gives them, where they can be believed."""

import re
from datetime import UTC, date, datetime

_DATE = re.compile(r"(?:D:)?(\d{4})(\d{2})?(\d{2})?")
_FILE_NAME = re.compile(
    r"^microsoft (?:word|powerpoint|excel)\s*-"
    r"|\.(?:docx?|pdf|pptx?|xlsx?|indd|qxd|qxp|tex|dvi|wpd|rtf|odt|p65|pmd|fm|ps|txt)\b",
    re.IGNORECASE,
)
_NO_TITLE = {"untitled", "untitled document", "title", "none", "document", "print", "slide 1"}


def report_title(found: dict[str, str], file: str) -> str | None:
    """Return the stated title, unless a programme made it up from a file's name."""
    title = " ".join(
        "".join(ch if ch.isprintable() else " " for ch in found.get("Title", "")).split()
    )
    stem = file.rpartition(".")[0].lower()
    if (
        len(title) < 4
        or len(title) > 300
        or title.lower() in _NO_TITLE
        or title.lower().startswith("untitled")
        or _FILE_NAME.search(title)
        or title.lower() in (file.lower(), stem)
        or not any(ch.isalpha() for ch in title)
        or (" " not in title and any(ch.isdigit() or ch in "_-/\\" for ch in title))
    ):
        return None
    return title


def report_date(found: dict[str, str]) -> str | None:
    """Return the day the file was made, ISO 8601: the last resort where the text names none."""
    stated = _DATE.match(found.get("CreationDate", ""))
    if not stated:
        return None
    year, month, day = (int(part) if part else 1 for part in stated.groups())
    try:
        made = date(year, month, day)
    except ValueError:
        return None
    if not date(1990, 1, 1) <= made <= datetime.now(UTC).date():
        return None
    if made == date(2000, 1, 1) or made == date(1996, 1, 1):
        return None  # what a programme writes that does not know
    return made.isoformat()
