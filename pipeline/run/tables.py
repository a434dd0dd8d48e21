"""The claims table as files, written when the store holds something that they do not show."""

from collections.abc import Iterable
from pathlib import Path

from pipeline.run.together import FIGURES, bring_together
from pipeline.sheets import export
from pipeline.store import Store


def write_tables(store: Store, folder: Path, formats: Iterable[str]) -> list[Path]:
    """Write the tables if one is missing or old, and return the files that were written.

    What the reports say together is found before, for the sheet that shows it.

    Raises:
        StoreError: a table cannot be written; the old ones still stand.
    """
    formats = tuple(formats)
    missing = [name for name in formats if not (folder / f"claims.{name}").exists()]
    if not missing and store.is_exported():  # a run that was killed may have left old tables
        return []
    bring_together(store, most=FIGURES)
    revision = store.revision()
    written = export(store, folder, formats)
    store.note_export(revision)
    return written
