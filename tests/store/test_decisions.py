"""What a person decided stands, whatever is run, crashed, deleted or restored afterwards."""

import json
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.errors import ReviewConflict, StoreError
from pipeline.schema import Claim, Decision, Quantity
from pipeline.store import Entry, SentRow, Store
from pipeline.store import decisions as decisions_module
from pipeline.store.presence import note_presence
from tests.claim_builders import claim, document, full_claim
from tests.store.test_store import save


@pytest.fixture
def store(tmp_path: Path):
    with Store.open(tmp_path / "outputs" / "claims.db") as opened:
        yield opened


def row(claim_id: str, text: str, figure: str | None = None, **more: object) -> Claim:
    """A claim of one sentence, with a figure or without."""
    quantity = Quantity(figure, float("".join(filter(str.isdigit, figure)))) if figure else None
    columns = {"sentence_id": f"s-{claim_id}", "quantity": quantity} | more
    return claim(text, claim_id=claim_id, **columns)


def lines(store: Store) -> list[dict[str, object]]:
    return [json.loads(line) for line in store.journal.read_text(encoding="utf-8").splitlines()]


# --- taken in two places ---------------------------------------------------------------------


def test_a_decision_is_on_the_disk_twice_with_what_it_was_about(store: Store) -> None:
    save(store, [full_claim()])
    store.decide([Decision("c0", "corrected", (("value", "125"),), "Ada", "2026-01-31", "p. 4")])
    [line] = lines(store)
    assert line["corrections"] == [["value", "125"]]
    assert (line["reviewer"], line["note"], line["file"]) == ("Ada", "p. 4", "lake.pdf")
    assert line["about"]["quantity"]["value"] == 124
    [decision] = store.decisions().values()
    assert decision.about == full_claim()


def test_a_lost_database_is_rebuilt_from_the_file(tmp_path: Path) -> None:
    path = tmp_path / "claims.db"
    with Store.open(path) as store:
        save(store, [claim(), claim(claim_id="c1", position=1)])
        store.decide([Decision("c0", "accepted", reviewer="Ada")])
        store.decide([Decision("c0", "rejected", reviewer="Ben"), Decision("c1", "accepted")])
        before = store.decisions()
    for left in tmp_path.glob("claims.db*"):
        left.unlink()
    with Store.open(path) as store:
        assert store.decisions() == before
        save(store, [claim(), claim(claim_id="c1", position=1)])
        assert store.decisions() == before
        assert store.orphans() == []
        assert len(lines(store)) == 3, "nothing is written twice"


def test_a_lost_file_is_written_again(store: Store) -> None:
    save(store, [claim()])
    store.decide([Decision("c0", "accepted", reviewer="Ada")])
    before = lines(store)
    store.journal.unlink()
    with Store.open(store.path) as again:
        got = lines(again)
    assert [{**line, "act": 0} for line in got] == [{**line, "act": 0} for line in before]


def test_an_old_backup_of_the_database_takes_over_what_the_file_has_more(tmp_path: Path) -> None:
    path = tmp_path / "claims.db"
    with Store.open(path) as store:
        save(store, [claim()])
        store.decide([Decision("c0", "accepted")])
        with sqlite3.connect(tmp_path / "backup.db") as copy:
            sqlite3.connect(path).backup(copy)
        store.decide([Decision("c0", "rejected", note="no claim at all")])
    for left in tmp_path.glob("claims.db*"):
        left.unlink()
    (tmp_path / "backup.db").rename(path)
    with Store.open(path) as store:
        assert store.decisions()["c0"].note == "no claim at all"


def test_a_colleagues_lines_can_be_added_to_the_file(tmp_path: Path) -> None:
    stores = [Store.open(tmp_path / name / "claims.db") for name in ("ana", "ben")]
    ana, ben = stores
    for store in stores:
        save(store, [claim(), claim(claim_id="c1", position=1)])
    ana.decide([Decision("c0", "accepted", reviewer="Ana")])
    ben.decide([Decision("c1", "rejected", reviewer="Ben")])
    with ana.journal.open("ab") as file:
        file.write(ben.journal.read_bytes())
    assert ana.rebuild() == 1
    assert {i: d.reviewer for i, d in ana.decisions().items()} == {"c0": "Ana", "c1": "Ben"}
    for store in stores:
        store.close()


class _Crash(BaseException):
    """The power is cut."""


def test_a_crash_between_the_file_and_the_database_loses_nothing(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(store, [claim()])
    append = decisions_module.journal.append

    def cut(*arguments: object) -> int:
        append(*arguments)  # type: ignore[arg-type]
        raise _Crash

    monkeypatch.setattr(decisions_module.journal, "append", cut)
    with pytest.raises(_Crash):
        store.decide([Decision("c0", "accepted", note="hours of work")])
    monkeypatch.undo()
    with Store.open(store.path) as again:
        assert again.decisions()["c0"].note == "hours of work"
        assert len(lines(again)) == 1


@pytest.mark.parametrize("keep", range(0, 900, 90))
def test_an_act_that_was_cut_off_while_written_counts_for_nothing(
    store: Store, monkeypatch: pytest.MonkeyPatch, keep: int
) -> None:
    """The machine stops in the middle of writing two decisions of one sheet."""
    save(store, [claim(), claim(claim_id="c1", position=1)])
    store.decide([Decision("c0", "rejected")])
    whole = store.journal.read_bytes()

    def cut(path: Path, entries: object) -> int:
        text = "".join(json.dumps(entry) + "\n" for entry in entries)  # type: ignore[attr-defined]
        with path.open("ab") as file:
            file.write(text.encode()[:keep])
        raise _Crash

    monkeypatch.setattr(decisions_module.journal, "append", cut)
    with pytest.raises(_Crash):
        store.decide([Decision("c0", "accepted"), Decision("c1", "accepted")])
    monkeypatch.undo()
    with Store.open(store.path) as again:
        assert {i: d.status for i, d in again.decisions().items()} == {"c0": "rejected"}
        again.decide([Decision("c1", "accepted")])
        assert again.journal.read_bytes().startswith(whole)
    for left in store.path.parent.glob("claims.db*"):
        left.unlink()
    with Store.open(store.path) as fresh:  # the file alone says the same
        assert {i: d.status for i, d in fresh.decisions().items()} == {
            "c0": "rejected", "c1": "accepted",
        }  # fmt: skip


def test_a_file_that_cannot_be_written_takes_no_decision(store: Store) -> None:
    save(store, [claim()])
    store.journal.mkdir()  # not even root can write to a folder
    with pytest.raises(StoreError, match=r"decisions\.jsonl|directory"):
        store.decide([Decision("c0", "accepted")])
    store.journal.rmdir()
    assert store.decisions() == {}


def test_lines_that_are_no_decisions_are_said_and_left(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    save(store, [claim()])
    store.decide([Decision("c0", "accepted")])
    with store.journal.open("a", encoding="utf-8") as file:
        file.write('{"claim_id": "c0"}\n[1]\nhello\n')
    with Store.open(store.path) as again:
        assert again.decisions()["c0"].status == "accepted"
    assert caplog.text.count("not a decision") == 3
    assert store.journal.read_text(encoding="utf-8").endswith("hello\n")


def test_opening_costs_nothing_when_the_file_is_as_we_left_it(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(store, [claim()])
    store.decide([Decision("c0", "accepted")])
    monkeypatch.setattr(decisions_module.journal, "read", _never)
    Store.open(store.path).close()


def _never(*_: object) -> None:
    raise AssertionError("the whole file was read")


# --- the next run ------------------------------------------------------------------------------

LONG = "By 30 June 2022, according to the army, 67,000 people had given themselves up in Borno."


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        # The same row under another id: the reader mended a letter, the model a figure.
        (row("a", LONG, "67,000 people"), row("b", LONG, "67,000 people"), True),
        (row("a", LONG, "67,000 people"),
         row("b", LONG.replace("given", "qiven"), "67,000 people"), True),
        (row("a", LONG, "67,000 people"), row("b", LONG, "67,000"), True),
        (row("a", LONG, "67,000 people"),
         row("b", LONG + " They were 51,000 a year ago.", "67,000 people"), True),
        (row("a", LONG), row("b", LONG.replace(", according", " according")), True),
        # Another figure, another sentence, or a figure where there was none.
        (row("a", LONG, "67,000 people"), row("b", LONG, "2022"), False),
        (row("a", LONG, "67,000 people"),
         row("b", LONG.replace("67,000", "57,000"), "57,000 people"), False),
        (row("a", LONG, "67,000 people"), row("b", LONG), False),
        (row("a", "The army denies it.", None), row("b", "The army regrets this.", None), False),
    ],
)  # fmt: skip
def test_a_decision_finds_its_row_by_content(
    store: Store, before: Claim, after: Claim, found: bool
) -> None:
    save(store, [before])
    store.decide([Decision("a", "accepted", reviewer="Ada")])
    save(store, [after], key="a newer model")
    assert ("b" in store.decisions()) is found
    assert [d.claim_id for d in store.orphans()] == ([] if found else ["a"])
    save(store, [before], key="the old one again")
    assert list(store.decisions()) == ["a"]
    assert store.orphans() == []


def cell(claim_id: str, top: float, position: int) -> Claim:
    """A cell of a table that says 12, as others do; ids count occurrences."""
    box = ((3, (100.0, top, 120.0, top + 10)),)
    return row(claim_id, "12", "12", bbox=box, figure_bbox=box, position=position)


def test_of_cells_that_say_the_same_the_one_at_the_same_place_is_meant(store: Store) -> None:
    save(store, [cell("1st", 100, 0), cell("2nd", 200, 1), cell("3rd", 300, 2)])
    store.decide([Decision("3rd", "rejected", note="the one at 300")])
    # The first is no claim any more: what was the third is the second now.
    save(store, [cell("1st", 200, 0), cell("2nd", 300, 1)], key="a newer model")
    assert {i: d.note for i, d in store.decisions().items()} == {"2nd": "the one at 300"}
    save(store, [cell("1st", 100, 0), cell("2nd", 200, 1), cell("3rd", 300, 2)], key="back")
    assert {i: d.note for i, d in store.decisions().items()} == {"3rd": "the one at 300"}


def test_an_id_that_is_another_rows_by_now_can_be_decided_on(store: Store) -> None:
    save(store, [cell("1st", 100, 0), cell("2nd", 200, 1)])
    store.decide([Decision("2nd", "rejected", note="the one at 200")])
    save(store, [cell("1st", 200, 0), cell("2nd", 300, 1)], key="a newer model")
    store.decide([Decision("2nd", "accepted", note="the one at 300")])
    expected = {"1st": "the one at 200", "2nd": "the one at 300"}
    assert {i: d.note for i, d in store.decisions().items()} == expected
    save(store, [cell("1st", 200, 0), cell("2nd", 300, 1)], key="again")
    assert {i: d.note for i, d in store.decisions().items()} == expected


def test_a_decision_whose_row_is_gone_lies_on_no_other_row(store: Store) -> None:
    """Its row's id is another cell's by now, which nobody has looked at."""
    save(store, [cell("1st", 100, 0), cell("2nd", 200, 1), cell("3rd", 300, 2)])
    store.decide([Decision("1st", "rejected", note="the one at 100")])
    cells = [cell("1st", 200, 0), cell("2nd", 300, 1)]
    for key in ("a newer model", "again"):
        save(store, cells, key=key)
        assert store.decisions().keys().isdisjoint({"1st", "2nd"})
        assert [d.note for d in store.orphans()] == ["the one at 100"]
    store.decide([Decision("1st", "accepted", note="the one at 200")])
    assert store.decisions()["1st"].note == "the one at 200"
    assert [d.note for d in store.orphans()] == ["the one at 100"], "decided on, and not forgotten"
    save(store, [cell("1st", 100, 0), cell("2nd", 200, 1)], key="back")
    assert {i: d.note for i, d in store.decisions().items()} == {
        "1st": "the one at 100",
        "2nd": "the one at 200",
    }


def test_who_changed_their_mind_under_a_newer_model_is_heard_under_the_old_one(
    store: Store,
) -> None:
    old, new = row("a", LONG, "67,000 people"), row("b", LONG, "67,000")
    save(store, [old])
    store.decide([Decision("a", "accepted")])
    save(store, [new], key="a newer model")
    store.decide([Decision("b", "rejected", note="on second thoughts")])
    save(store, [old], key="the old one again")
    assert store.decisions()["a"].note == "on second thoughts"
    assert store.orphans() == []


def test_the_last_word_counts_however_often_a_row_changed_its_id(store: Store) -> None:
    """A model is tried, and put back; somebody decides each time."""
    old, new = row("a", LONG), row("b", LONG + " Yes.")
    for key, claim_ in enumerate([old, new, old]):
        save(store, [claim_], key=f"model {key}")
        store.decide([Decision(claim_.claim_id, "accepted", note=f"{key}")])
    save(store, [old], key="model 4")
    assert {now: d.note for now, d in store.decisions().items()} == {"a": "2"}
    save(store, [], key="a model that finds nothing")
    assert [d.note for d in store.orphans()] == ["2"]


def test_a_new_edition_of_the_file_keeps_the_decisions_of_the_old_one(store: Store) -> None:
    path = Path("/reports/lake.pdf")
    save(store, [row("a", LONG, "67,000 people")], path=path)
    store.decide([Decision("a", "accepted", reviewer="Ada")])
    edition = "b" * 64
    save(store, [row("b", LONG, "67,000 people", report_id=edition)],
         doc=document(edition), path=path, key="settings 2")  # fmt: skip
    assert store.decisions()["b"].reviewer == "Ada"


def test_a_report_of_the_same_name_takes_no_decision_away(store: Store) -> None:
    """In many inboxes there is a report.pdf."""
    ours, theirs = Path("/health/report.pdf"), Path("/trade/report.pdf")
    first, edition, other = "1" * 64, "2" * 64, "3" * 64

    def save_as(report_id: str, claim_id: str, path: Path, text: str) -> None:
        read = row(claim_id, text, "67,000 people", report_id=report_id, file="report.pdf")
        save(store, [read], doc=document(report_id, file="report.pdf"), path=path)

    save_as(first, "a", ours, LONG)
    gone = row("gone", "A row of ours.", report_id=first, file="report.pdf")
    store.take([Entry(Decision("gone", "accepted"), gone, made=True)])
    store.decide([Decision("a", "accepted", reviewer="Ada")])
    save_as(edition, "b", ours, LONG)
    for text in ("In trade, 67,000 people work.", LONG):  # even if it says the same
        save_as(other, "c", theirs, text)
        assert {now: d.reviewer for now, d in store.decisions().items()} == {
            "b": "Ada",
            "gone": None,
        }
        assert [claim.claim_id for claim in store.claims([other])] == ["c"]
    assert store.orphans() == []


def as_report(store: Store, report_id: str, path: str, claim_id: str) -> None:
    """Save a report.pdf of one row, that says what all others say."""
    read = row(claim_id, LONG, "67,000 people", report_id=report_id, file="report.pdf")
    save(store, [read], doc=document(report_id, file="report.pdf"), path=Path(path))


@pytest.mark.parametrize("edition", ["", "4"], ids=["the same bytes", "a new edition"])
def test_reports_of_one_name_keep_their_own_decisions_when_rebuilt(
    tmp_path: Path, edition: str
) -> None:
    health, trade = "1" * 64, "2" * 64
    path = tmp_path / "claims.db"
    with Store.open(path) as store:
        as_report(store, health, "/health/report.pdf", "h")
        as_report(store, trade, "/trade/report.pdf", "t")
        store.decide([Decision("t", "rejected", note="of trade")])
        by_hand = row("hand", "A row of trade's.", report_id=trade, file="report.pdf")
        store.take([Entry(Decision("hand", "accepted", note="by hand"), by_hand, made=True)])
    for left in tmp_path.glob("claims.db*"):
        left.unlink()
    with Store.open(path) as store:
        as_report(store, edition * 64 or health, "/health/report.pdf", "h")
        assert [c.claim_id for c in store.claims()] == ["h"]
        assert "h" not in store.decisions()
        as_report(store, "5" * 64 if edition else trade, "/trade/report.pdf", "t")
        assert {i: d.note for i, d in store.decisions().items()} == {
            "t": "of trade", "hand": "by hand",
        }  # fmt: skip
        assert store.orphans() == []


def test_lines_that_do_not_say_where_their_report_lay_still_find_it_by_name(
    tmp_path: Path,
) -> None:
    path = tmp_path / "claims.db"
    with Store.open(path) as store:
        as_report(store, "1" * 64, "/health/report.pdf", "h")
        store.decide([Decision("h", "accepted", note="of old")])
        [line] = lines(store)
    assert line.pop("path") == "/health/report.pdf"
    for left in tmp_path.glob("claims.db*"):
        left.unlink()
    path.with_name("decisions.jsonl").write_text(json.dumps(line) + "\n", encoding="utf-8")
    with Store.open(path) as store:
        as_report(store, "3" * 64, "/elsewhere/report.pdf", "e")
        assert store.decisions()["e"].note == "of old"


def test_decisions_follow_a_file_that_is_moved_and_then_changed(store: Store) -> None:
    first, other, edition = "1" * 64, "2" * 64, "3" * 64
    as_report(store, first, "/in/report.pdf", "a")
    store.decide([Decision("a", "accepted", note="ours")])
    note_presence(store, gone=[], moved={first: Path("/in/2024/final.pdf")}, forgotten=[])
    as_report(store, other, "/in/report.pdf", "o")  # another one takes its place and name
    final = row("f", LONG, "67,000 people", report_id=edition, file="final.pdf")
    save(store, [final], doc=document(edition, file="final.pdf"), path=Path("/in/2024/final.pdf"))
    assert {i: d.note for i, d in store.decisions().items()} == {"f": "ours"}


def test_a_sheet_of_an_earlier_edition_finds_the_report_that_replaced_it(store: Store) -> None:
    ours, theirs = Path("/health/report.pdf"), Path("/trade/report.pdf")
    then = row("a", LONG, "67,000 people", report_id="1" * 64, file="report.pdf")
    now = replace(then, claim_id="b", report_id="2" * 64)
    other = replace(then, claim_id="c", report_id="3" * 64)
    for claim_, path in ((other, theirs), (then, ours), (now, ours)):
        of = document(claim_.report_id, file="report.pdf")
        save(store, [claim_], doc=of, path=path)
    assert store.trace([then])["a"].claim_id == "b"


def test_what_changed_before_a_decision_is_written_can_stop_it(store: Store) -> None:
    save(store, [row("a", LONG)])

    def decided_meanwhile() -> None:
        raise ReviewConflict("somebody was faster")

    with pytest.raises(ReviewConflict):
        store.take([Entry(Decision("a", "accepted"))], if_still=decided_meanwhile)
    assert store.decisions() == {}
    assert not store.journal.exists()


@pytest.mark.parametrize(
    "edited",
    [
        {"status": "yes"}, {"corrections": {"value": "3"}}, {"corrections": [["value", ["x"]]]},
        {"about": {"claim": "half a claim"}}, {"about": "a claim"}, {"note": ["a list"]},
        {"claim_id": 5}, {"entry_id": ["e"]}, {"act": ["x"]}, {"of": "three"},
    ],
)  # fmt: skip
def test_a_line_that_somebody_spoiled_costs_itself_only(
    tmp_path: Path, edited: dict[str, object], caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "claims.db"
    line = {"entry_id": "e", "claim_id": "c0", "status": "accepted"}
    both = (line | edited, line | {"entry_id": "f", "claim_id": "c1"})
    text = "".join(json.dumps(one) + "\n" for one in both)
    path.with_name("decisions.jsonl").write_text(text, encoding="utf-8")
    with Store.open(path) as store:
        assert list(store.decisions()) == ["c1"]
    assert "decisions.jsonl" in caplog.text
    assert path.with_name("decisions.jsonl").read_text(encoding="utf-8") == text


# --- rows that people wrote ----------------------------------------------------------------------


def test_rows_that_people_wrote_stand_in_every_later_run(store: Store) -> None:
    claims = [row("a", LONG, "67,000 people"), row("z", "The army denies it.", position=1, page=9)]
    save(store, claims)
    split = row("a2", LONG, "2022", flags=("split by hand",))
    added = row("new", "A claim that was missed.", flags=("added by hand",))
    store.take([
        Entry(Decision("a2", "accepted", reviewer="Ada"), split, made=True, split_from="a"),
        Entry(Decision("new", "accepted", reviewer="Ada"), added, made=True),
    ])  # fmt: skip
    for key in ("settings 1", "a newer model", "another"):
        assert [c.claim_id for c in store.claims()] == ["a", "a2", "new", "z"]
        assert [c.position for c in store.claims()] == [0, 1, 2, 3]
        assert store.decisions()["a2"].reviewer == "Ada"
        save(store, claims, key=key)
    store.decide([Decision("new", "rejected")])
    save(store, claims, key="one more")
    assert store.decisions()["new"].status == "rejected"
    assert [c.claim_id for c in store.claims()] == ["a", "a2", "new", "z"]


def test_rows_that_people_wrote_come_back_from_the_file_alone(tmp_path: Path) -> None:
    path = tmp_path / "claims.db"
    with Store.open(path) as store:
        save(store, [claim()])
        added = full_claim(claim_id="new", sentence_id="s9", flags=("added by hand",))
        store.take([Entry(Decision("new", "accepted"), added, made=True)])
    for left in tmp_path.glob("claims.db*"):
        left.unlink()
    with Store.open(path) as store:
        save(store, [claim()])
        [_, again] = store.claims()
    assert again == replace(added, position=1)


# --- sheets --------------------------------------------------------------------------------------


def test_a_sheet_is_remembered_as_it_went_out(store: Store) -> None:
    rows = [
        SentRow(f"c{i}", ("new", None, str(i)), full_claim(claim_id=f"c{i}")) for i in range(900)
    ]
    store.note_sheet("BCDF", "2026-01-31", ("status", "note", "value"), rows)
    sheet = store.sheet("BCDF")
    assert sheet is not None
    assert sheet.rows == tuple(rows)
    assert sheet.columns == ("status", "note", "value")
    assert store.sheet("unheard of") is None


def test_a_claim_of_an_earlier_day_is_traced(store: Store) -> None:
    then = row("a", LONG, "67,000 people")
    gone = row("x", "Nothing of this is left.")
    save(store, [row("b", LONG, "67,000")])
    traced = store.trace([then, gone])
    assert {i: c.claim_id for i, c in traced.items()} == {"a": "b"}


def test_the_history_of_a_row_follows_it_through_its_ids(store: Store) -> None:
    save(store, [row("a", LONG, "67,000 people")])
    store.take([Entry(Decision("a", "accepted"), sheet_id="BCDF")])
    save(store, [row("b", LONG, "67,000")], key="a newer model")
    store.decide([Decision("b", "rejected")])
    got = [(decision.status, sheet_id) for decision, sheet_id in store.history("b")]
    assert got == [("accepted", "BCDF"), ("rejected", None)]
