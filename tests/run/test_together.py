"""The store's reports are compared as their reviewers left them, and once."""

from pathlib import Path

from pipeline.run.together import bring_together
from pipeline.schema import Claim, Decision, Document, Reference
from pipeline.store import Store
from tests.compare.builders import trade


def saved(store: Store, claim: Claim, *references: Reference) -> None:
    run = store.start_run({}, "test")
    title = f"{claim.report_id}: The Long Road of Trade"
    document = Document(claim.report_id, claim.file, "", title, "2022", references=references)
    store.save(
        run, document=document, pages=[], claims=[claim], key="k", path=Path(f"/r/{claim.file}")
    )


def test_conflicts_are_found_once(tmp_path: Path) -> None:
    with Store.open(tmp_path / "claims.db") as store:
        saved(store, trade(2, "a"))
        saved(store, trade(1.5, "b"))
        assert bring_together(store)
        (group,) = store.groups()
        assert group.conflict
        assert [member.date for member in group.members] == ["2022", "2022"]
        assert not bring_together(store)


def test_a_rejected_claim_contradicts_nobody_and_a_corrected_one_says_what_it_was_made_to(
    tmp_path: Path,
) -> None:
    with Store.open(tmp_path / "claims.db") as store:
        wrong = trade(1.5, "b")
        saved(store, trade(2, "a"))
        saved(store, wrong)
        store.decide([Decision(wrong.claim_id, "corrected", (("value", "2000000000"),), "ana")])
        bring_together(store)
        assert [group.conflict for group in store.groups()] == [False]
        store.decide([Decision(wrong.claim_id, "rejected", (), "ana")])
        bring_together(store)
        assert store.groups() == []


def test_a_report_that_cites_another_one_of_the_store(tmp_path: Path) -> None:
    with Store.open(tmp_path / "claims.db") as store:
        saved(store, trade(2, "trade-2021"))
        address = "https://x.example/trade-2021"
        saved(store, trade(3, "other", year="2019"), Reference("7", f"See {address}", address))
        bring_together(store)
        assert [(c.report_id, c.label, c.cited_id) for c in store.cited_reports()] == [
            ("other", "7", "trade-2021")
        ]


def test_a_store_that_is_too_large_is_left_for_later(tmp_path: Path) -> None:
    with Store.open(tmp_path / "claims.db") as store:
        saved(store, trade(2, "a"))
        saved(store, trade(1.5, "b"))
        assert not bring_together(store, most=1)
        assert not store.is_compared()
        assert bring_together(store, most=2)
