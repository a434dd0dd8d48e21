"""decisions.jsonl: whole acts, whatever stands between them."""

import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.store import journal


def entry(number: int, act: str, of: int) -> dict[str, object]:
    return {"entry_id": f"e{number}", "claim_id": "c", "status": "accepted", "act": act, "of": of}


@given(st.integers(0, 2000))
def test_wherever_a_file_was_cut_off_only_whole_acts_are_read(
    tmp_path_factory: pytest.TempPathFactory, length: int
) -> None:
    path = tmp_path_factory.mktemp("cut") / "decisions.jsonl"
    journal.append(path, [entry(1, "first", 1)])
    journal.append(path, [entry(2, "second", 2), entry(3, "second", 2)])
    data = path.read_bytes()
    path.write_bytes(data[: min(length, len(data))])
    journal.append(path, [entry(4, "third", 1)])
    ids = [read["entry_id"] for read in journal.read(path, dict)]
    assert ids[-1] == "e4", "what comes after a torn line stands on a line of its own"
    assert ids[:-1] in ([], ["e1"], ["e1", "e2", "e3"])


def test_an_entry_that_stands_twice_counts_once(tmp_path: Path) -> None:
    path = tmp_path / "decisions.jsonl"
    journal.append(path, [entry(1, "a", 1)])
    journal.append(path, [entry(1, "a", 1)])
    assert len(journal.read(path, dict)) == 1


def test_what_fails_while_written_is_cut_off_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "decisions.jsonl"
    journal.append(path, [entry(1, "a", 1)])
    before = path.read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(journal.os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        journal.append(path, [entry(2, "b", 1)])
    assert path.read_bytes() == before


def test_what_is_stopped_before_it_is_written_out_is_not_written_on_closing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "decisions.jsonl"
    journal.append(path, [entry(1, "a", 1)])
    before = path.read_bytes()

    plain_open = Path.open

    class Held(io.BufferedWriter):  # Ctrl+C between write() and flush()
        stopped = False

        def flush(self) -> None:
            if not self.stopped:
                self.stopped = True
                raise KeyboardInterrupt
            super().flush()

    def held(self: Path, mode: str = "r", **more: object):
        return Held(io.FileIO(self, mode)) if mode == "ab" else plain_open(self, mode, **more)

    monkeypatch.setattr(Path, "open", held)
    with pytest.raises(KeyboardInterrupt):
        journal.append(path, [entry(2, "b", 1)])
    assert path.read_bytes() == before


def test_a_line_is_plain_json_for_other_programs(tmp_path: Path) -> None:
    path = tmp_path / "decisions.jsonl"
    journal.append(path, [entry(1, "a", 1) | {"note": "naïve \u2028 line"}])
    [line] = path.read_text(encoding="utf-8").split("\n")[:-1]
    assert json.loads(line)["note"] == "naïve \u2028 line"


@pytest.mark.parametrize("spoiled", [1, 2, 3])
@pytest.mark.parametrize("by", ["an editor", "a broken disk"])
def test_a_spoiled_line_costs_itself_and_not_its_act(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, spoiled: int, by: str
) -> None:
    """What was written to its end was told to be done; only a power cut leaves an act torn."""
    path = tmp_path / "decisions.jsonl"
    journal.append(path, [entry(number, "sheet", 3) for number in (1, 2, 3)])
    journal.append(path, [entry(4, "page", 1)])
    lines = path.read_bytes().splitlines(keepends=True)
    line = lines[spoiled - 1]
    lines[spoiled - 1] = line.replace(b'"status": ', b'"status" ') if by == "an editor" else (
        b"\x00" * 40 + line[40:]
    )  # fmt: skip
    path.write_bytes(b"".join(lines))
    ids = [read["entry_id"] for read in journal.read(path, dict)]
    assert ids == [f"e{number}" for number in (1, 2, 3, 4) if number != spoiled]
    assert f"line {spoiled}: not a decision" in caplog.text


def test_a_line_that_is_beyond_knowing_is_of_the_act_around_it(tmp_path: Path) -> None:
    path = tmp_path / "decisions.jsonl"
    journal.append(path, [entry(number, "sheet", 3) for number in (1, 2, 3)])
    first, _, third = path.read_text(encoding="utf-8").splitlines()
    path.write_text(f"{first}\n????\n{third}\n", encoding="utf-8")
    assert [read["entry_id"] for read in journal.read(path, dict)] == ["e1", "e3"]


def test_the_lines_of_a_torn_act_are_named(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "decisions.jsonl"
    journal.append(path, [entry(1, "page", 1)])
    journal.append(path, [entry(2, "sheet", 3), entry(3, "sheet", 3)])
    assert [read["entry_id"] for read in journal.read(path, dict)] == ["e1"]
    assert "not all there; left out: 2, 3." in caplog.text
