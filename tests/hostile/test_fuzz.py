"""Fuzzing: good reports, mutated. Whatever comes out is read or refused in words.

The mutations are ours to choose and to shrink by hypothesis; it draws the same ones every time,
unless FUZZ names how many others to try: ``FUZZ=2000 pytest tests/hostile/test_fuzz.py``.
"""

import io
import os
import tempfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from pipeline.config import ReadingSettings, Settings
from pipeline.errors import UnreadableReport
from pipeline.reading.images import frame_at, frame_count, open_image
from pipeline.run import Failure, pipeline_for, stages
from tests.hostile.damaged import LONG
from tests.hostile.objects import pdf

CORPUS = Path(__file__).parents[2] / "corpus" / "reports"
# Without OCR: a picture that still decodes is Tesseract's affair, and takes seconds.
SETTINGS = Settings(model="rules", reading=ReadingSettings(ocr="never"))
MANY = int(os.environ.get("FUZZ", "0"))
BUDGET = settings(
    max_examples=MANY or 60,
    derandomize=not MANY,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)


def picture(kind: str) -> bytes:
    target = io.BytesIO()
    Image.effect_noise((64, 64), 50).save(target, kind)
    return target.getvalue()


SEEDS = [
    pdf(),
    LONG,
    (CORPUS / "finance-ghana-debt.pdf").read_bytes(),
    (CORPUS / "security-lake-chad-ocr.txt").read_bytes(),
]
PICTURES = [picture("PNG"), picture("JPEG"), picture("TIFF")]
WORDS = [
    b"endobj",
    b"endstream",
    b"stream\n",
    b"obj",
    b"/Length 0",
    b"/Length 999999999",
    b"<<",
    b">>",
    b"[",
    b"]",
    b"(",
    b"\0",
    b"\xff\xff\xff\xff",
    b"2147483648",
    b"-1",
    b"1e39",
    b"/Kids",
    b"/Count",
    b"/Parent",
    b"3 0 R",
    b"0 0 R",
    b"null",
    b"/Filter /FlateDecode",
    b"/Type /Page",
    b"/MediaBox [0 0 1e9 -1]",
    b"\r\n",
    b"%%EOF",
    b"\x1b[2J",
    b"\xe2\x80\xae",
]

change = st.one_of(
    st.tuples(
        st.just("put"), st.floats(0, 1), st.one_of(st.sampled_from(WORDS), st.binary(max_size=8))
    ),
    st.tuples(
        st.just("over"), st.floats(0, 1), st.one_of(st.sampled_from(WORDS), st.binary(max_size=8))
    ),
    st.tuples(st.just("cut"), st.floats(0, 1), st.integers(1, 400)),
    st.tuples(st.just("twice"), st.floats(0, 1), st.integers(1, 400)),
    st.tuples(st.just("bit"), st.floats(0, 1), st.integers(0, 7)),
    st.tuples(st.just("end"), st.floats(0, 1), st.just(0)),
)


def mutated(data: bytes, changes: list[tuple[str, float, bytes | int]]) -> bytes:
    for kind, share, what in changes:
        at = int(share * max(len(data) - 1, 0))
        if isinstance(what, bytes):
            data = data[:at] + what + data[at + (len(what) if kind == "over" else 0) :]
        elif kind == "cut":
            data = data[:at] + data[at + what :]
        elif kind == "twice":
            data = data[: at + what] + data[at:]
        elif kind == "bit" and data:
            data = data[:at] + bytes([data[at] ^ (1 << what)]) + data[at + 1 :]
        elif kind == "end":
            data = data[:at]
    return data


def assert_tame(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.pdf"
        path.write_bytes(data)
        result = stages(path, SETTINGS, nlp=pipeline_for(SETTINGS))
        assert [entry.name for entry in Path(folder).iterdir()] == ["report.pdf"]
    if isinstance(result, Failure):
        assert not result.trace, result.trace
        assert "report.pdf" in result.message


@BUDGET
@given(st.sampled_from(SEEDS), st.lists(change, min_size=1, max_size=8))
def test_mutated_reports(seed: bytes, changes: list[tuple[str, float, bytes | int]]) -> None:
    assert_tame(mutated(seed, changes))


@BUDGET
@given(st.sampled_from(PICTURES), st.lists(change, min_size=1, max_size=8))
@pytest.mark.filterwarnings("ignore")  # Pillow tells of what it finds
def test_mutated_pictures(seed: bytes, changes: list[tuple[str, float, bytes | int]]) -> None:
    reading = SETTINGS.reading
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "page.png"
        path.write_bytes(mutated(seed, changes))
        with suppress(UnreadableReport), open_image(path, reading) as image:
            count, _ = frame_count(image, 50)
            for index in range(count):
                frame = frame_at(image, index, reading)
                assert isinstance(frame, str) or frame.pixels <= reading.max_pixels * 1.01


@BUDGET
@given(st.binary(max_size=2000))
def test_any_bytes_behind_a_head(data: bytes) -> None:
    assert_tame(b"%PDF-1.7\n" + data)
