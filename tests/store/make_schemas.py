"""Write the dump of the newest schema, filled with a little of everything, if it is missing.

    python tests/store/make_schemas.py

A dump is made once, by the code of its time, and never again: ``test_migrations.py`` opens every
one of them with today's code. Run it when you appended a migration, and commit what it writes.
"""

import re
import sqlite3
import sys
import tempfile
from contextlib import closing
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from pipeline.schema import Claim, Decision  # noqa: E402  (run as a script)
from pipeline.store import KnownFile, PageFacts, Store  # noqa: E402
from pipeline.store.migrations import MIGRATIONS  # noqa: E402
from tests.claim_builders import REPORT, claim, document, full_claim  # noqa: E402

FOLDER = Path(__file__).parent / "schemas"

DECISIONS = (
    Decision("c0", "new", (), "ana", "2026-01-31T09:00:00+00:00", "look again"),
    Decision("c0", "corrected", (("value", "125"),), "ana", "2026-01-31T10:00:00+00:00", "p. 4"),
    Decision("lost", "accepted", (), "ben", "2026-01-31T11:00:00+00:00", None),
)


def dump_path(version: int) -> Path:
    """Return where the dump of a schema lies."""
    return FOLDER / f"{version:03}.sql"


def sample_claims() -> list[Claim]:
    """Return the claims that every dump holds: one with all columns, one with the fewest."""
    return [full_claim(), claim(claim_id="c1", sentence_id="s1", position=1)]


def fill(path: Path) -> None:
    """Make a database at ``path`` that holds a little of everything."""
    with Store.open(path) as store:
        run = store.start_run({"model": "rules"}, "0.1")
        store.save(
            run,
            document=document(),
            pages=(PageFacts(1, 595.0, 842.0, "text", 1.0),),
            claims=sample_claims(),
            key="settings 1",
            path=Path("/reports/lake.pdf"),
            seconds={"reading": 1.5},
            warnings=["page 2 is upside down"],
        )
        store.note_files([KnownFile("/reports/lake.pdf", 10, 20, REPORT)])
        store.fail(run, Path("/reports/bad.pdf"), "b" * 64, "reading", "no PDF", key="settings 1")
        store.finish_run(run, read=1, failed=1)
        store.decide(DECISIONS)


def dumped(path: Path) -> str:
    """Return the database as SQL, with what a plain dump leaves out: search tables, two numbers."""
    with closing(sqlite3.connect(path)) as db:
        lines = list(db.iterdump())
        virtual = db.execute(
            "SELECT name, sql FROM sqlite_schema WHERE sql LIKE 'CREATE VIRTUAL%'"
        ).fetchall()
        for name, sql in virtual:  # their own tables are made again from what they index
            own = re.compile(
                rf"""(CREATE TABLE|INSERT INTO) ['"]{name}['"_]"""
                rf"|INSERT INTO sqlite_master.*'{name}'|PRAGMA writable_schema"
            )
            lines = [line for line in lines if not own.match(line)]
            lines[-1:] = [f"{sql};", f"INSERT INTO {name} ({name}) VALUES ('rebuild');", lines[-1]]
        for name in ("application_id", "user_version"):
            lines.append(f"PRAGMA {name} = {db.execute(f'PRAGMA {name}').fetchone()[0]};")
    return "\n".join(lines) + "\n"


def restored(version: int, path: Path) -> Path:
    """Make the database of an old schema at ``path``."""
    with closing(sqlite3.connect(path)) as db:
        db.executescript(dump_path(version).read_text(encoding="utf-8"))
    return path


def main() -> None:
    """Write what is missing; a schema between two others, that nobody released, is migrated."""
    FOLDER.mkdir(exist_ok=True)
    newest = len(MIGRATIONS)
    for version in range(1, newest + 1):
        if dump_path(version).exists():
            continue
        with tempfile.TemporaryDirectory() as scratch:
            path = Path(scratch) / "claims.db"
            if version == newest:
                fill(path)
            else:
                with closing(sqlite3.connect(restored(version - 1, path))) as db:
                    for statement in MIGRATIONS[version - 1]:
                        db.execute(statement)
                    db.execute(f"PRAGMA user_version = {version}")
                    db.commit()
            dump_path(version).write_text(dumped(path), encoding="utf-8")


if __name__ == "__main__":
    main()
