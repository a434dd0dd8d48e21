"""What goes into the store comes out of it, whatever happens in between."""

import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import StoreError
from pipeline.schema import Claim, Decision, Document, Location, Reference
from pipeline.store import KnownFile, PageFacts, Store
from pipeline.store import database as sqlite
from tests.claim_builders import REPORT, claim, document, full_claim, reports

PAGES = (PageFacts(1, 595.0, 842.0, "text", 1.0), PageFacts(2, 842.0, 595.0, "ocr", 0.8, 90))


def save(
    store: Store,
    claims: list[Claim],
    *,
    doc: Document | None = None,
    run: int | None = None,
    key: str = "settings 1",
    path: Path | None = None,
) -> int:
    """Save a report in a run of its own, unless ``run`` names one; return the run."""
    run = run or store.start_run({"model": "rules"}, "0.1")
    store.save(
        run,
        document=(doc := doc or document()),
        pages=PAGES,
        claims=claims,
        key=key,
        path=path or Path("/reports") / (f"{doc.id}.pdf" if doc.id != REPORT else "lake.pdf"),
        seconds={"reading": 1.5},
        warnings=["page 2 is upside down"],
    )
    return run


@pytest.fixture
def store(tmp_path: Path):
    with Store.open(tmp_path / "outputs" / "claims.db") as opened:
        yield opened


def test_a_full_claim_comes_back_as_it_went_in(store: Store) -> None:
    claims = [full_claim(), claim(claim_id="c1", sentence_id="s1", position=1)]
    save(store, claims)
    assert list(store.claims()) == claims


@given(reports())
@settings(max_examples=60, deadline=None)
def test_any_claim_comes_back_as_it_went_in(claims: list[Claim]) -> None:
    with Store.open(_scratch()) as store:
        save(store, claims)
        assert list(store.claims()) == claims


def _scratch() -> Path:
    """Return the path of a database that is not there yet, in a folder that pytest clears."""
    _scratch.number += 1  # type: ignore[attr-defined]
    return _scratch.folder / f"{_scratch.number}.db"  # type: ignore[attr-defined]


@pytest.fixture(autouse=True)
def _scratch_folder(tmp_path_factory: pytest.TempPathFactory) -> None:
    _scratch.folder = tmp_path_factory.mktemp("stores")  # type: ignore[attr-defined]
    _scratch.number = 0  # type: ignore[attr-defined]


def test_half_a_surrogate_pair_is_replaced_and_the_rest_kept(store: Store) -> None:
    save(store, [claim("broken \ud83d emoji")], path=Path("/reports/l\udce9.pdf"))
    assert [c.claim for c in store.claims()] == ["broken ? emoji"]


@given(st.permutations(range(4)))
@settings(max_examples=10, deadline=None)
def test_the_order_of_the_rows_is_not_that_of_the_run(order: list[int]) -> None:
    files = ["b.pdf", "a.pdf", "b.pdf", "ä.pdf"]  # two reports of one name
    with Store.open(_scratch()) as store:
        for i in order:
            report_id = f"{i:064x}"
            rows = [
                claim(claim_id=f"{i}-{n}", report_id=report_id, file=files[i], position=n)
                for n in range(3)
            ]
            save(store, rows, doc=document(report_id, file=files[i]))
        got = [c.claim_id for c in store.claims()]
    assert got == [f"{i}-{n}" for i in (1, 0, 2, 3) for n in range(3)]


def test_claims_of_some_reports(store: Store) -> None:
    for i in range(3):
        report_id = f"{i:064x}"
        save(store, [claim(claim_id=str(i), report_id=report_id)], doc=document(report_id))
    assert [c.claim_id for c in store.claims([f"{1:064x}", "unheard of"])] == ["1"]


def test_saving_a_report_again_replaces_all_of_it(store: Store) -> None:
    save(store, [full_claim(), claim(claim_id="c1", position=1)])
    save(store, [claim(claim_id="c1")], doc=document(references=()), key="settings 2")
    assert [c.claim_id for c in store.claims()] == ["c1"]
    assert store.references(REPORT) == []
    assert store.counts() == {
        "reports": 1, "pages": 12, "sentences": 1, "claims": 1, "figures": 0, "failures": 0,
    }  # fmt: skip
    with sqlite3.connect(store.path) as db:  # nothing is left behind of the old rows
        for table in ("figures", "actors", "citations"):
            assert db.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)


def test_claims_of_another_report_are_refused(store: Store) -> None:
    with pytest.raises(ValueError, match="another report"):
        save(store, [claim(report_id="b" * 64)])
    assert store.counts()["reports"] == 0


def test_a_report_that_cannot_be_saved_leaves_the_old_one(store: Store) -> None:
    save(store, [claim()])
    twins = [claim(position=0), claim(position=1)]  # two rows of one id
    with pytest.raises(StoreError, match="claim_id"):
        save(store, twins, key="settings 2")
    assert list(store.claims()) == [claim()]
    assert store.report_keys() == {REPORT: "settings 1"}


def test_what_is_known_of_a_report(store: Store) -> None:
    run = save(store, [full_claim(), claim(claim_id="c1", position=1)])
    [report] = store.reports()
    assert (report.file, report.report, report.date) == (
        "lake.pdf", "The war around the lake", "2022-09-15",
    )  # fmt: skip
    assert (report.page_count, report.ocr_pages, report.confidence) == (12, 1, 0.9)
    assert (report.sentences, report.claims, report.figures, report.references) == (1, 2, 1, 2)
    assert (report.run_id, report.key, report.path) == (run, "settings 1", "/reports/lake.pdf")
    assert (report.seconds, report.warnings) == ({"reading": 1.5}, ("page 2 is upside down",))
    assert tuple(store.pages(REPORT)) == PAGES


def test_a_report_without_claims_or_title_is_known_by_its_file(store: Store) -> None:
    save(store, [], doc=document(title=None))
    assert [(r.report, r.file, r.claims) for r in store.reports()] == [("lake.pdf", "lake.pdf", 0)]


def test_references_come_back_in_order(store: Store) -> None:
    references = (
        Reference("10", "b", "https://b.example", Location(7, (1.0, 2.0, 3.0, 4.5))),
        Reference("9", "a", None, Location(7)),
        Reference("Smith 2019", "c"),
    )
    save(store, [], doc=document(references=references))
    assert tuple(store.references(REPORT)) == references


# --- what a run needs ------------------------------------------------------------------------


def test_a_report_is_current_for_the_key_that_made_it(store: Store) -> None:
    assert store.report_keys() == {}
    save(store, [claim()])
    assert store.report_keys() == {REPORT: "settings 1"}


def test_a_run_that_never_finished_is_seen_as_interrupted(store: Store) -> None:
    first = store.start_run({"run": {"workers": 2}}, "0.1")
    assert [run.state for run in store.runs()] == ["running"]
    second = store.start_run({}, "0.2")
    store.finish_run(second, read=3, failed=1)
    runs = store.runs()
    assert [(run.run_id, run.state) for run in runs] == [
        (first, "interrupted"),
        (second, "finished"),
    ]
    assert (runs[0].settings, runs[0].finished_at) == ({"run": {"workers": 2}}, None)
    assert (runs[1].version, runs[1].read, runs[1].failed) == ("0.2", 3, 1)


def test_a_failure_stands_until_the_report_is_read(store: Store) -> None:
    run = store.start_run({}, "0.1")
    path = Path("/reports/lake.pdf")
    for _ in range(2):
        store.fail(run, path, REPORT, "reading", "lake.pdf: damaged.", key="settings 1")
    failed = store.failure(REPORT, "settings 1")
    assert failed is not None
    assert (failed.stage, failed.message, failed.attempts) == ("reading", "lake.pdf: damaged.", 2)
    assert store.failure(REPORT, "settings 2") is None
    assert [f.path for f in store.failures()] == ["/reports/lake.pdf"]
    save(store, [claim()], run=run)
    assert store.failures() == []


def test_a_passing_failure_is_tried_again_and_keeps_the_old_rows(store: Store) -> None:
    run = save(store, [claim()])
    store.fail(run, Path("/reports/lake.pdf"), REPORT, "run", "the process died", key=None)
    assert store.failure(REPORT, "settings 1") is None
    assert list(store.claims()) == [claim()]


def test_a_file_that_could_not_be_opened_has_no_report(store: Store) -> None:
    run = store.start_run({}, "0.1")
    store.fail(run, Path("/gone.pdf"), None, "reading", "gone.pdf: vanished")
    assert [(f.path, f.report_id) for f in store.failures()] == [("/gone.pdf", None)]


def test_a_file_with_other_bytes_takes_the_place_of_what_it_held(store: Store) -> None:
    path = Path("/reports/weekly.pdf")
    for week in ("1" * 64, "2" * 64):
        rows = [claim(claim_id=f"week {week[0]}", report_id=week)]
        save(store, rows, doc=document(week), path=path)
    assert [row.claim_id for row in store.claims()] == ["week 2"]


def test_a_report_of_which_a_copy_lies_elsewhere_stays(store: Store) -> None:
    path = Path("/reports/weekly.pdf")
    first, second = "1" * 64, "2" * 64
    save(store, [claim(claim_id="1", report_id=first)], doc=document(first), path=path)
    store.note_files([KnownFile("/archive/week 1.pdf", 4, 5, first)])
    save(store, [claim(claim_id="2", report_id=second)], doc=document(second), path=path)
    assert {row.claim_id for row in store.claims()} == {"1", "2"}


def test_files_of_any_name_are_remembered(store: Store) -> None:
    odd = os.fsdecode(b"/reports/caf\xe9 \n.pdf")  # a name that is no UTF-8
    store.note_files([KnownFile(odd, 4, 5, REPORT)])
    assert store.known_files() == {odd: KnownFile(odd, 4, 5, REPORT)}


# --- decisions -------------------------------------------------------------------------------


def test_a_decision_outlives_the_rows_it_is_about(store: Store) -> None:
    save(store, [claim()])
    decision = Decision("c0", "corrected", (("value", "120"), ("unit", None)), "Ada", "2026-01-02")
    store.decide([Decision("c0", "rejected"), decision])
    save(store, [claim(claim_id="other")], key="settings 2")
    save(store, [claim()], key="settings 3")
    assert store.decisions() == {"c0": decision}


def test_decisions_are_taken_all_or_none(store: Store) -> None:
    bad = Decision("c1", "maybe")  # type: ignore[arg-type]
    with pytest.raises(StoreError):
        store.decide([Decision("c0", "accepted"), bad])
    assert store.decisions() == {}


def test_the_view_joins_claims_and_decisions(store: Store) -> None:
    save(store, [full_claim(), claim(claim_id="c1", position=1)])
    store.decide([Decision("c0", "accepted", reviewer="Ada")])
    with sqlite3.connect(store.path) as db:
        rows = db.execute(
            "SELECT claim_id, status, reviewer, actors, role, figure, value, citations, reference "
            "FROM reviewed_claims ORDER BY claim_id"
        ).fetchall()
    assert rows == [
        ("c0", "accepted", "Ada", "Ministry of Defence (Nigeria); Nigeria", "source; mentioned",
         "more than 124 attacks", 124.0, "3, 4", "Ministry of Defence, Bulletin 12 (2022)."),
        ("c1", "new", None, None, None, None, None, None, None),
    ]  # fmt: skip


# --- the file itself -------------------------------------------------------------------------


def test_opening_again_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "claims.db"
    with Store.open(path) as store:
        save(store, [full_claim()])
    before = path.read_bytes()
    with Store.open(path) as store:
        assert list(store.claims()) == [full_claim()]
    assert path.read_bytes() == before


def test_a_change_that_fails_leaves_neither_tables_nor_record(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "claims.db"
    with Store.open(path) as store:
        save(store, [claim()])
    bad = (*sqlite.MIGRATIONS, ("CREATE TABLE extra (x)", "CREATE TABLE extra (x)"))
    monkeypatch.setattr(sqlite, "MIGRATIONS", bad)
    with pytest.raises(StoreError, match="extra already exists"):
        Store.open(path)
    monkeypatch.undo()
    with Store.open(path) as store:  # as if nothing had been tried
        assert list(store.claims()) == [claim()]


def test_a_later_change_is_made_to_an_old_database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "claims.db"
    with Store.open(path) as store:
        save(store, [claim()])
    more = (*sqlite.MIGRATIONS, ("CREATE TABLE extra (x)", "INSERT INTO extra VALUES (7)"))
    monkeypatch.setattr(sqlite, "MIGRATIONS", more)
    for _ in range(2):  # the second time there is nothing to do
        with Store.open(path) as store:
            assert list(store.claims()) == [claim()]
    with sqlite3.connect(path) as db:
        assert db.execute("SELECT x FROM extra").fetchall() == [(7,)]


def test_a_newer_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "claims.db"
    Store.open(path).close()
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA user_version = 99")
    with pytest.raises(StoreError, match="newer version"):
        Store.open(path)


@pytest.mark.parametrize("content", [b"This is a letter, and no database at all.\n" * 9, None])
def test_a_file_of_someone_else_is_left_alone(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "claims.db"
    if content is None:
        with sqlite3.connect(path) as db:
            db.execute("CREATE TABLE recipes (name)")
    else:
        path.write_bytes(content)
    before = path.read_bytes()
    with pytest.raises(StoreError, match="another outputs folder"):
        Store.open(path)
    assert path.read_bytes() == before


def test_a_folder_that_cannot_be_made_is_explained(tmp_path: Path) -> None:
    (tmp_path / "outputs").write_text("a file where the folder should be")
    with pytest.raises(StoreError, match="outputs folder"):
        Store.open(tmp_path / "outputs" / "claims.db")


def test_a_full_disk_costs_one_report_and_says_so(store: Store) -> None:
    save(store, [claim()])
    pages = store._db.execute("PRAGMA page_count").fetchone()[0]
    store._db.execute(f"PRAGMA max_page_count = {pages}")
    many = [claim("x" * 500, claim_id=f"d{i}", report_id="b" * 64, position=i) for i in range(500)]
    with pytest.raises(StoreError, match="Free some space"):
        save(store, many, doc=document("b" * 64))
    store._db.execute("PRAGMA max_page_count = 1000000")
    assert list(store.claims()) == [claim()]


def test_another_process_that_writes_is_waited_for(store: Store) -> None:
    other = sqlite3.connect(store.path, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    timer = threading.Timer(0.3, lambda: other.execute("COMMIT"))
    timer.start()
    save(store, [claim()])
    timer.join()
    other.close()
    assert list(store.claims()) == [claim()]


def test_a_writer_that_never_ends_is_named(store: Store) -> None:
    store._db.execute("PRAGMA busy_timeout = 50")
    other = sqlite3.connect(store.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError, match="Another run is writing"):
        save(store, [claim()])
    other.close()


def test_who_reads_sees_one_moment_whatever_is_written_meanwhile(store: Store) -> None:
    for i in range(3):
        report_id = f"{i:064x}"
        save(store, [claim(claim_id=f"old {i}", report_id=report_id)], doc=document(report_id))
    rows = store.claims()
    first = next(rows)
    for i in range(3):
        report_id = f"{i:064x}"
        save(store, [claim(claim_id=f"new {i}", report_id=report_id)], doc=document(report_id))
    assert [first.claim_id, *(row.claim_id for row in rows)] == ["old 0", "old 1", "old 2"]
    assert [row.claim_id for row in store.claims()] == ["new 0", "new 1", "new 2"]


WRITER = """
import sys
from pathlib import Path
from pipeline.store import Store
from tests.claim_builders import claim, document
from tests.store.test_store import save
with Store.open(Path(sys.argv[1])) as store:
    run = store.start_run({}, "0.1")
    print("ready", flush=True)
    for i in range(100_000):
        report_id = f"{i:064x}"
        rows = [claim(claim_id=f"{i}-{n}", report_id=report_id, position=n) for n in range(20)]
        save(store, rows, doc=document(report_id), run=run)
"""


@pytest.mark.parametrize("after", [0.05, 0.2])
def test_a_killed_writer_leaves_whole_reports(tmp_path: Path, after: float) -> None:
    path = tmp_path / "claims.db"
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path)],
        cwd=Path(__file__).parents[2],
        stdout=subprocess.PIPE,
    )
    assert writer.stdout is not None
    assert writer.stdout.readline() == b"ready\n"
    time.sleep(after)
    writer.send_signal(signal.SIGKILL)
    writer.wait()
    with Store.open(path) as store:
        reports = store.reports()
        assert len(list(store.claims())) == 20 * len(reports)
        assert [run.state for run in store.runs()] == ["running"]
        run = store.start_run({}, "0.1")
        assert [run.state for run in store.runs()] == ["interrupted", "running"]
        save(store, [replace(claim(), claim_id="next")], run=run)
    with sqlite3.connect(path) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
