"""What is packed comes back equal; what is damaged, or a stranger's, is refused."""

import pickle
import zlib
from dataclasses import replace

import pytest
import srsly
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.run.packing import Damaged, Read, pack, unpack
from pipeline.schema import (
    Block,
    Callout,
    Cell,
    Document,
    Location,
    PlacedWord,
    Reference,
    Repair,
    Table,
)
from pipeline.store import PageFacts

BOX = (72.0, 700.24, 145.0000001, 712.0)
DOCUMENT = Document(
    id="a" * 64,
    file="lake.pdf",
    text="The army killed 124 people.\n\nHalf a pair: \ud83d.",
    title=None,
    date="2021-08",
    blocks=(Block("paragraph", 0, 27), Block("table", 29, 42)),
    tables=(Table((Cell(29, 33, ((34, 36),), ()),), (29, 42), ()),),
    callouts=(Callout(27, "3", ("3", "5"), "raised", None, True, (0,), Location(1, BOX)),),
    references=(Reference("3", "World Bank (2020).", None, Location(2)),),
    repairs=(Repair("spacing", 4, 8, "ar my"),),
    words=(
        PlacedWord(0, 3, 1, BOX, 0.93, "ocr"),
        PlacedWord(4, 8, 1, None, 1.0, "text"),
        PlacedWord(9, 15, 2, (0.1, 0.2, 0.3, 0.7000000000000001)),
    ),
    page_count=2,
)
READ = Read(DOCUMENT, (PageFacts(1, 595.0, 842.0, "ocr", 0.93, 90),), ("page 2: left out",))


def test_every_field_comes_back() -> None:
    assert unpack(pack(READ)) == READ
    assert unpack(pack(Read(Document("b", "x.txt", ""), ()))) == Read(
        Document("b", "x.txt", ""), ()
    )


@given(st.text(st.characters(), max_size=30), st.lists(st.floats(0, 900), min_size=4, max_size=4))
def test_any_text_and_any_box(text: str, box: list[float]) -> None:
    word = PlacedWord(0, len(text), 1, (box[0], box[1], box[2], box[3]))
    read = Read(Document("a", "f", text, words=(word,)), ())
    assert unpack(pack(read)) == read


@given(st.integers(0, 10_000), st.integers(1, 255))
def test_no_damage_passes(at: int, flip: int) -> None:
    data = bytearray(pack(READ))
    data[at % len(data)] ^= flip
    with pytest.raises(Damaged):
        unpack(bytes(data))


@given(st.binary(max_size=200))
@settings(max_examples=200)
def test_a_strangers_bytes_are_refused_and_never_run(data: bytes) -> None:
    head = pack(READ)[:5]
    for made in (
        data,
        head + data,
        head + zlib.compress(data),
        head + zlib.compress(pickle.dumps(data)),
    ):
        with pytest.raises(Damaged):
            unpack(made)


def test_values_of_other_types_are_refused() -> None:
    head, frames = pack(READ)[:5], zlib.decompress(pack(READ)[5:])
    length = int.from_bytes(frames[:8], "little")
    message = srsly.msgpack_loads(frames[8 : 8 + length])
    message[0][0][11] = "two"  # the page count
    changed = srsly.msgpack_dumps(message)
    with pytest.raises(Damaged):
        unpack(head + zlib.compress(len(changed).to_bytes(8, "little") + changed))


def test_words_are_packed_in_many_frames(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.run.packing._WORDS", 2)
    assert unpack(pack(READ)) == READ


def test_a_renamed_file_keeps_its_text_and_a_title_that_was_not_its_name() -> None:
    assert READ.named("lake.pdf") is READ
    untitled = replace(READ, document=replace(DOCUMENT, title="lake"))
    assert untitled.named("river.pdf").document.title == "river"
    titled = replace(READ, document=replace(DOCUMENT, title="The War"))
    assert titled.named("river.pdf").document.title == "The War"
