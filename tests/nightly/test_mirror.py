"""What lies at an address comes here once, under a name that leads nowhere else."""

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import fsspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import SettingsError
from pipeline.nightly.inboxes import look_into
from pipeline.nightly.mirror import Copy, mirrored, redacted, safe_name


@pytest.fixture
def far() -> Iterator[fsspec.AbstractFileSystem]:
    """A file system in memory, which stands for any that is far away."""
    system = fsspec.filesystem("memory")
    system.makedirs("/box", exist_ok=True)
    yield system
    system.rm("/box", recursive=True)


def copies(folder: Path, *, most: int = 10_000) -> dict[str, Copy]:
    made = mirrored("memory://box", folder, max_bytes=most)
    return {PurePosixPath(copy.address).name: copy for copy in made}


def test_each_file_is_fetched_once(far: fsspec.AbstractFileSystem, tmp_path: Path) -> None:
    far.pipe({"/box/a.txt": b"one", "/box/deep/b.pdf": b"two", "/box/notes.json": b"{}"})
    first = copies(tmp_path)
    assert {name: c.path.read_bytes() for name, c in first.items() if c.path} == {
        "a.txt": b"one", "b.pdf": b"two",
    }  # fmt: skip
    assert all(c.fetched for c in first.values())
    assert not any(c.fetched for c in copies(tmp_path).values())


def test_a_password_in_an_address_is_written_nowhere(
    far: fsspec.AbstractFileSystem, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    far.pipe("/box/a.txt", b"one")
    # As over HTTP, where the names of files are addresses with all that the folder's had.
    monkeypatch.setattr(type(far), "unstrip_protocol", lambda _, name: f"memory://ada:pw@far{name}")
    [copy] = copies(tmp_path).values()
    assert copy.address == "memory://far/box/a.txt"
    [note] = tmp_path.glob("*/source.json")
    assert "pw" not in note.read_text(encoding="utf-8")


def test_a_changed_file_takes_the_place_of_its_copy(
    far: fsspec.AbstractFileSystem, tmp_path: Path
) -> None:
    far.pipe("/box/a.txt", b"one")
    before = copies(tmp_path)["a.txt"].path
    far.pipe("/box/a.txt", b"two")  # as long as before
    after = copies(tmp_path)["a.txt"]
    assert after.fetched
    assert after.path == before
    assert after.path
    assert after.path.read_bytes() == b"two"


def test_a_copy_that_a_killed_run_left_without_its_note_is_fetched_again(
    far: fsspec.AbstractFileSystem, tmp_path: Path
) -> None:
    far.pipe("/box/a.txt", b"one")
    path = copies(tmp_path)["a.txt"].path
    assert path
    path.write_bytes(b"o")
    (path.parent / "source.json").unlink()
    assert copies(tmp_path)["a.txt"].fetched
    assert path.read_bytes() == b"one"


def test_files_of_one_name_in_two_folders_are_two(
    far: fsspec.AbstractFileSystem, tmp_path: Path
) -> None:
    far.pipe({"/box/x/a.txt": b"one", "/box/y/a.txt": b"two"})
    made = list(mirrored("memory://box", tmp_path, max_bytes=100))
    assert len({copy.path for copy in made}) == 2
    assert {copy.path.name for copy in made if copy.path} == {"a.txt"}


def test_one_file_that_cannot_be_fetched_costs_itself(
    far: fsspec.AbstractFileSystem, tmp_path: Path
) -> None:
    far.pipe({"/box/a.txt": b"one", "/box/big.txt": b"x" * 101})
    made = copies(tmp_path, most=100)
    assert made["a.txt"].path
    assert made["big.txt"].path is None
    assert "max_bytes" in made["big.txt"].error
    assert not list(tmp_path.rglob("*.part"))


def test_hidden_files_are_left(far: fsspec.AbstractFileSystem, tmp_path: Path) -> None:
    far.pipe({"/box/.a.txt": b"one", "/box/.trash/b.txt": b"two", "/box/c.txt": b"three"})
    assert set(copies(tmp_path)) == {"c.txt"}


@pytest.mark.parametrize("address", ["memory://nowhere", "nosuch://box/a", "memory://"])
def test_an_address_that_leads_nowhere_is_named(
    far: fsspec.AbstractFileSystem, tmp_path: Path, address: str
) -> None:
    if address == "memory://":  # an empty place is one
        assert list(mirrored(address, tmp_path, max_bytes=1)) == []
    else:
        with pytest.raises(SettingsError, match=address.split(":")[0]):
            list(mirrored(address, tmp_path, max_bytes=1))


HOSTILE = [
    "../../etc/passwd", "..", ".", "", "/etc/passwd", "a\x00b.pdf", "..\\..\\boot.ini",
    ".bashrc", "-rf.pdf", "x\u202egnp.pdf", "a\nb.pdf", "CON:", "é" * 300 + ".pdf",
    "a." + "b" * 300, "~root.pdf", "   .pdf", "source.json/..",
]  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_no_name_leads_elsewhere(name: str) -> None:
    check(name)


@given(st.text())
def test_no_text_leads_elsewhere(name: str) -> None:
    check(name)


def check(name: str) -> None:
    safe = safe_name(name)
    assert safe not in ("", ".", "..")
    assert not safe.startswith((".", "-", "~"))
    assert Path("/cache", safe).parent == Path("/cache")
    assert not {"/", "\\"} & set(safe)
    assert safe.isprintable()
    assert len(safe.encode()) <= 200
    assert safe_name(safe) == safe


def test_a_good_name_stays_as_it_is() -> None:
    for name in ("Report 2024 (final).pdf", "Bericht März.pdf", "報告.pdf", "a.tar.txt"):
        assert safe_name(name) == name


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("ftp://ana:secret@host/in", "ftp://host/in"),
        ("ftp://ana:sec/ret@host/in", "ftp://host/in"),
        ("ftp://ana:sec@ret@host/in", "ftp://host/in"),
        ("https://host/in?sig=secret&se=2030#top", "https://host/in?sig=...&se=...#top"),
        ("https://ana:s?e#cret@host/in?token=secret", "https://host/in?token=..."),
        # What is no login stays.
        ("s3://bucket/press@un.pdf", "s3://bucket/press@un.pdf"),
        ("http://host:8080/press@un.pdf", "http://host:8080/press@un.pdf"),
        ("is it ftp://a:secret@b/c or ftp://b?", "is it ftp://b/c or ftp://b?"),
    ],
)
def test_an_address_is_told_without_what_opens_it(address: str, told: str) -> None:
    assert redacted(address) == told


def test_no_password_is_told() -> None:
    (inbox,) = look_into(["ftp://ana:secret@127.0.0.1:9/in"], Path("/nowhere"), max_bytes=1)
    assert inbox.error
    assert "secret" not in f"{inbox}"
