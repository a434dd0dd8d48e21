"""Whatever stops a night, the next one is right and complete, and no person's entry is gone.

Each test breaks one thing on purpose: the process, the disk, the folder, the power, the clock.
"""

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from pipeline.errors import StoreError
from pipeline.nightly.backups import backups
from pipeline.schema import Claim, Decision
from pipeline.store import Store
from tests.nightly.settings import one_night, text

REPORTS = 6


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    for i in range(REPORTS):
        report = text(f"Report {i}", 1990 + i, 100 + i)
        (tmp_path / "in" / f"{i:02}.txt").write_text(report, encoding="utf-8")
    (tmp_path / "nightly.toml").write_text(
        """model = "rules"
        [run]
        workers = 1
        formats = ["csv", "jsonl"]
        [nightly]
        inboxes = ["in"]
        """,
        encoding="utf-8",
    )
    return tmp_path


@pytest.fixture
def whole(desk: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Claim]:
    """The rows of a night that nothing stops."""
    return rows(night_elsewhere(desk, tmp_path_factory.mktemp("whole")))


def night_elsewhere(desk: Path, folder: Path) -> Path:
    one_night(folder, str(desk / "in"))
    return folder


def rows(desk: Path) -> list[Claim]:
    with Store.open(desk / "outputs" / "claims.db") as store:
        return list(store.claims())


def decide(desk: Path) -> str:
    """Enter a decision as a person would; return its claim."""
    with Store.open(desk / "outputs" / "claims.db") as store:
        claim_id = next(iter(store.claims())).claim_id
        store.decide([Decision(claim_id, "corrected", (("value", "7"),), "ana", note="page 3")])
    return claim_id


def is_kept(desk: Path, claim_id: str) -> bool:
    """Whether the decision is there; what was decided of a new edition has another claim's id."""
    database = desk / "outputs" / "claims.db"
    Store.open(database).close()  # takes over what only decisions.jsonl holds
    with closing(sqlite3.connect(database)) as db:
        query = "SELECT note FROM decisions WHERE claim_id = ?"
        return db.execute(query, (claim_id,)).fetchall() == [("page 3",)]


def command(desk: Path) -> list[str]:
    arguments = ["nightly", "--settings", str(desk / "nightly.toml")]
    return [sys.executable, "-m", "pipeline", "--quiet", *arguments,
            "--outputs", str(desk / "outputs")]  # fmt: skip


@pytest.mark.slow
def test_killed_at_any_moment(desk: Path, whole: list[Claim]) -> None:
    """``kill -9`` while it starts, reads, exports and reports; and twice in one night."""
    moments = random.Random(8)
    began = time.monotonic()
    subprocess.run(command(desk), check=True)
    lasts = time.monotonic() - began
    claim_id = decide(desk)
    killed = 0
    for i in range(4):
        # Something to do: a new edition of one report, which the last kill undoes again.
        extra = "" if i == 3 else f"\nIn 2024 exactly {i} wells ran dry in Kenya.\n"
        report = text("Report 0", 1990, 100) + extra
        (desk / "in" / "00.txt").write_text(report, encoding="utf-8")
        process = subprocess.Popen(command(desk), start_new_session=True)
        time.sleep(lasts * moments.uniform(0.2, 0.95))
        if process.poll() is None:
            os.kill(process.pid, signal.SIGKILL)  # alone: its workers must follow
            killed += 1
        process.wait()
    assert killed, "every night ended before it was killed: the test shows nothing"
    one_night(desk)
    assert rows(desk) == whole
    assert is_kept(desk, claim_id)
    assert not [p for p in (desk / "outputs").rglob("*.part") if p.name.startswith(".")]


FULL = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), int(sys.argv[1])))
import signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # then a write fails, as on a full disk
from pathlib import Path
from pipeline.errors import StoreError
from tests.nightly.settings import one_night
try:
    night = one_night(Path(sys.argv[2]))
except StoreError as error:
    print(error)
    sys.exit(error.exit_code)
sys.exit(night.exit_code)
"""


@pytest.mark.slow
@pytest.mark.parametrize("room", [0, 60_000, 200_000, 500_000])  # bytes that a file may have
def test_a_full_disk(desk: Path, room: int) -> None:
    one_night(desk)
    claim_id = decide(desk)
    before = rows(desk)
    for i in range(REPORTS):
        with (desk / "in" / f"{i:02}.txt").open("a", encoding="utf-8") as file:
            file.write("\nIn 2024 at least 70 wells ran dry in Kenya.\n" * 40)
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(room), str(desk)], capture_output=True, text=True
    )
    assert done.returncode in (1, 5), done.stderr[-2000:]
    assert "Traceback" not in done.stderr
    assert is_kept(desk, claim_id)
    assert len(rows(desk)) >= len(before)  # whole reports, old or new
    one_night(desk)
    with Store.open(desk / "outputs" / "claims.db") as store:
        assert store.counts()["reports"] == REPORTS
        assert len({c.claim for c in store.claims() if "wells" in c.claim}) == 1
    assert is_kept(desk, claim_id)


# To root, rights mean nothing, unless this power of root's is given up.
POWERLESS = ["setpriv", "--bounding-set=-dac_override", "--inh-caps=-dac_override"]


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("setpriv"), reason="no setpriv here")
def test_an_outputs_folder_that_may_only_be_read(desk: Path) -> None:
    one_night(desk)
    claim_id = decide(desk)
    (desk / "in" / "new.txt").write_text(text("New", 2020, 999), encoding="utf-8")
    outputs = desk / "outputs"
    for path in (outputs, *outputs.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        done = subprocess.run(
            [*(POWERLESS if os.geteuid() == 0 else []), sys.executable, "-c", FULL,
             "100000000", str(desk)],
            capture_output=True, text=True,
        )  # fmt: skip
    finally:
        for path in (outputs, *outputs.rglob("*")):
            path.chmod(0o755 if path.is_dir() else 0o644)
    assert done.returncode == 5, done.stderr[-2000:]
    assert "that you may write to" in done.stdout
    assert is_kept(desk, claim_id)
    one_night(desk)
    assert len(rows(desk)) == 3 * (REPORTS + 1)


def test_a_power_cut_in_the_middle_of_a_commit(desk: Path, tmp_path: Path) -> None:
    """The files as they lie on the disk, taken while a transaction is being written."""
    one_night(desk)
    claim_id = decide(desk)
    before = rows(desk)
    cut = tmp_path / "cut"
    outputs = desk / "outputs"
    with Store.open(outputs / "claims.db") as store, store.transaction() as db:
        db.execute("PRAGMA cache_spill = 1")
        db.execute("PRAGMA cache_size = 1")  # so that half of it is on the disk already
        db.execute("DELETE FROM claims")
        shutil.copytree(outputs, cut / "outputs")
    assert rows(cut) == before
    assert is_kept(cut, claim_id)
    assert rows(desk) == []  # the transaction itself came to its end
    # A journal of which only the first part reached the disk.
    torn = cut / "outputs" / "claims.db-wal"
    if torn.exists() and torn.stat().st_size:
        os.truncate(torn, torn.stat().st_size // 2)
        assert rows(cut) in (before, [])
    (cut / "in").symlink_to(desk / "in")
    night = one_night(cut, str(desk / "in"))
    assert night.exit_code == 0
    assert is_kept(cut, claim_id)


def test_the_clock_set_back(desk: Path) -> None:
    """Files from the future, read yesterday, changed today to the same length."""
    one_night(desk)
    claim_id = decide(desk)
    path = desk / "in" / "00.txt"
    changed = path.read_text(encoding="utf-8").replace("at least 100", "at least 555")
    path.write_text(changed, encoding="utf-8")
    os.utime(path, (1, 1))  # 1970: long before the night
    one_night(desk)
    assert any("555" in claim.claim for claim in rows(desk))
    path.write_text(changed.replace("555", "666"), encoding="utf-8")
    future = time.time() + 10**8
    os.utime(path, (future, future))
    one_night(desk)
    assert any("666" in claim.claim for claim in rows(desk))
    assert len(rows(desk)) == 3 * REPORTS
    numbers = [path.name[:5] for path in backups(desk / "outputs" / "backups")]
    assert numbers == sorted(numbers)
    assert is_kept(desk, claim_id)


def test_a_database_that_is_damaged_is_said_with_the_way_back(desk: Path) -> None:
    one_night(desk)
    one_night(desk)  # makes the backup
    database = desk / "outputs" / "claims.db"
    data = bytearray(database.read_bytes())
    data[4096:20480] = bytes(16384)
    database.write_bytes(data)
    with pytest.raises(StoreError, match="backup"):
        one_night(desk)
