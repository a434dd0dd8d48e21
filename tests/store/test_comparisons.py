"""What the reports say together is kept until the store holds something else."""

from pathlib import Path

from pipeline.schema import CitedReport, Decision, Group, Member
from pipeline.store import Store


def member(name: str, report: str = "lake") -> Member:
    return Member(name, report * 16, report, f"{report}.pdf", 3, None, f"Claim {name}.", "7", None,
                  "the ministry")  # fmt: skip


CONFLICT = Group("g1", (member("a"), member("b", "hill"), member("c", "wood")), (("c", "a"),))
SAME = Group("g2", (member("d"), member("e", "hill")))
CITED = CitedReport("hill" * 16, "3", "The lake, 2022", "lake" * 16, "title")


def test_what_was_saved_comes_back(tmp_path: Path) -> None:
    with Store.open(tmp_path / "claims.db") as store:
        store.save_comparison([CONFLICT, SAME], [CITED], store.revision())
        first, second = store.groups()
        assert first.members == CONFLICT.members
        assert first.against == (("a", "c"),)
        assert second == SAME
        assert [group.group_id for group in store.groups(conflicts=True)] == ["g1"]
        assert store.cited_reports() == [CITED]


def test_a_comparison_is_old_when_something_changed(tmp_path: Path) -> None:
    with Store.open(tmp_path / "claims.db") as store:
        assert not store.is_compared()
        store.save_comparison([], [], store.revision())
        assert store.is_compared()
        store.decide([Decision("a", "rejected")])
        assert not store.is_compared()


def test_a_conflict_keeps_its_first_day(tmp_path: Path) -> None:
    with Store.open(tmp_path / "claims.db") as store:
        store.save_comparison([CONFLICT], [], 1)
        store._db.execute("UPDATE conflicts SET since = '2020-01-01T00:00:00+00:00'")
        both = Group("g3", CONFLICT.members, (("a", "c"), ("a", "b")))
        store.save_comparison([both], [], 2)
        assert store.conflicts_since("2020-01-01T00:00:00+00:00") == [("a", "c"), ("a", "b")]
        assert store.conflicts_since("2021") == [("a", "b")]
        store.save_comparison([SAME], [], 3)
        assert store.conflicts_since("") == []
