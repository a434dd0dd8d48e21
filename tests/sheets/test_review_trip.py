"""Any sequence of edits, sorts, copies of sheets, runs and crashes loses no decision."""

import os
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline import store
from pipeline.schema import Claim, Decision
from pipeline.sheets.review import Sending
from pipeline.store import Store, database, search
from tests.sheets.desk import SENTENCES, Desk, claims, sheet_of

ROWS = range(4)
STATUS = st.sampled_from(["accepted", "rejected", "corrected", "new"])

# What a newer model or reader may make of a row.
READINGS: dict[str, Any] = {
    "as before": lambda row: row,
    "other words": lambda row: replace(
        row, claim_id=f"{row.claim_id}'", claim=row.claim.replace("the ", "tbe ", 1)
    ),
    "other values": lambda row: replace(row, kind="assessment", modality="hedged"),
    "no claim": lambda row: None,
}

actions = st.one_of(
    st.tuples(st.just("out")),
    st.tuples(
        st.just("edit"), st.integers(0, 9), st.sampled_from(ROWS), STATUS, st.sampled_from("xyz")
    ),
    st.tuples(st.just("back"), st.integers(0, 9), st.sampled_from(["Ada", "Ben"]), st.randoms()),
    st.tuples(st.just("page"), st.sampled_from(ROWS), STATUS, st.sampled_from("xyz")),
    st.tuples(
        st.just("run"), st.lists(st.sampled_from(sorted(READINGS)), min_size=4, max_size=4)
    ),
    st.tuples(st.just("database lost")),
    st.tuples(st.just("file lost")),
)  # fmt: skip


class Life:
    """A store through a sequence of actions, beside what people remember of it."""

    def __init__(self, folder: Path) -> None:
        self.desk = Desk(folder)
        self.reading: list[Claim] = claims()
        self.sheets: list[tuple[Sending, dict[tuple[str, str], Any]]] = []
        self.expected: dict[str, tuple[str, str | None]] = {}  # a row's marker -> status, note
        self.runs = 0

    def do(self, action: tuple[Any, ...]) -> None:
        verb, *rest = action
        getattr(self, f"_{verb.replace(' ', '_')}")(*rest)

    def _out(self) -> None:
        self.sheets.append((self.desk.out(), {}))

    def _edit(self, which: int, row: int, status: str, note: str) -> None:
        if self.sheets:
            sending, edits = self.sheets[which % len(self.sheets)]
            for sent in sending.rows:
                if marker(sent.about) == SENTENCES[row][:12]:
                    edits[sent.claim_id, "status"] = status
                    edits[sent.claim_id, "note"] = f"{note} {len(edits)}"

    def _back(self, which: int, who: str, shuffled: Any) -> None:
        if not self.sheets:
            return
        sending, edits = self.sheets[which % len(self.sheets)]
        sheet = sheet_of(sending, edits, order=lambda i: shuffled.random())
        plan = self.desk.back(sheet, who)
        for taking in plan.taken:
            decision = taking.decision
            self.expected[marker(taking.about)] = (decision.status, decision.note)
        reported = {f.claim[:12] for f in plan.findings}
        for sent in sending.rows:  # nothing is dropped: taken, there already, or reported
            if (sent.claim_id, "note") in edits:
                says = (edits[sent.claim_id, "status"], edits[sent.claim_id, "note"])
                stands = self.expected.get(marker(sent.about), ("new", None))
                close = ("accepted" if says[0] == "corrected" else says[0], says[1])
                assert stands in (says, close) or marker(sent.about) in reported
        again = self.desk.look(sheet, who)
        assert again.taken == [], "the same sheet twice says nothing new"

    def _page(self, row: int, status: str, note: str) -> None:
        for now in self.desk.store.claims():
            if marker(now) == SENTENCES[row][:12]:
                self.desk.store.decide([Decision(now.claim_id, status, (), "Cy", None, note)])  # type: ignore[arg-type]
                self.expected[marker(now)] = (status, note)

    def _run(self, how: list[str]) -> None:
        read = (READINGS[how[i]](row) for i, row in enumerate(claims()))
        self.reading = [row for row in read if row]
        self.runs += 1
        self.desk.run_again(self.reading, f"model {self.runs}")

    def _database_lost(self) -> None:
        self.sheets.clear()  # what went out is known to the database alone
        self.desk.store.close()
        for left in self.desk.store.path.parent.glob("claims.db*"):
            left.unlink()
        self.desk.store = Store.open(self.desk.store.path)
        self.desk.run_again(self.reading, "the first in a new database")

    def _file_lost(self) -> None:
        self.desk.store.journal.unlink(missing_ok=True)
        self.desk.store.rebuild()

    def check(self) -> None:
        """Every decision stands on its row, or is listed as an orphan if the row is gone."""
        decisions = self.desk.store.decisions()
        present = {marker(row): row.claim_id for row in self.desk.store.claims()}
        orphans = {marker(d.about): d for d in self.desk.store.orphans() if d.about}
        for row, expected in self.expected.items():
            found = decisions.get(present[row]) if row in present else orphans.get(row)
            assert found is not None, f"the decision on {row!r} is lost"
            assert (found.status, found.note) == expected


def marker(claim: Claim) -> str:
    """What is the same in a sentence whatever a model makes of it."""
    return claim.claim.replace("tbe ", "the ")[:12]


@pytest.fixture(autouse=True, scope="module")
def _no_waiting_for_the_disk() -> Iterator[None]:
    """Power cuts are tested elsewhere; here thousands of transactions need not reach a disk."""
    connect = database.connect

    def relaxed(path: Path) -> sqlite3.Connection:
        db = connect(path)
        db.execute("PRAGMA synchronous = OFF")
        return db

    with pytest.MonkeyPatch.context() as patch:
        for module in (store, search):
            patch.setattr(module, "connect", relaxed)
        patch.setattr(os, "fsync", lambda handle: None)
        yield


@given(st.lists(actions, min_size=8, max_size=24))
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_no_decision_is_lost(
    tmp_path_factory: pytest.TempPathFactory, sequence: list[tuple[Any, ...]]
) -> None:
    life = Life(tmp_path_factory.mktemp("life"))
    for action in sequence:
        life.do(action)
        life.check()
    life.do(("database lost",))
    life.check()
    life.desk.store.close()


def test_the_sentences_can_be_told_apart() -> None:
    assert len({marker(c) for c in claims()}) == len(ROWS)
