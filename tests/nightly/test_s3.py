"""An inbox in a bucket, against a server that speaks S3 as it is spoken over the network.

Skips where they are not installed: pip install s3fs 'moto[server]'. They are no part of the lock
file, which every user installs.
"""

import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.errors import ExitCode
from pipeline.nightly.inboxes import look_into
from tests.nightly.settings import one_night, text

s3fs = pytest.importorskip("s3fs")
server = pytest.importorskip("moto.server")

BOX = "s3://reports/inbox"


@pytest.fixture
def endpoint(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a server of our own, which this process is told of as users tell theirs."""
    moto = server.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    moto.start()
    host, port = moto.get_host_and_port()
    address = f"http://{host}:{port}"
    monkeypatch.setenv("AWS_ENDPOINT_URL", address)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "ours")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "never-told")
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    s3fs.S3FileSystem.clear_instance_cache()
    yield address
    ask(address, "reset")
    moto.stop()
    s3fs.S3FileSystem.clear_instance_cache()


@pytest.fixture
def bucket(endpoint: str) -> "s3fs.S3FileSystem":
    """A bucket with one report and what is none."""
    far = s3fs.S3FileSystem()
    far.mkdir("reports")
    far.pipe("reports/inbox/deep/one.txt", text("One", 2001, 100).encode())
    far.pipe("reports/inbox/notes.json", b"{}")
    return far


def test_new_changed_and_deleted(bucket: "s3fs.S3FileSystem", tmp_path: Path) -> None:
    def night() -> tuple[int, int, int, int]:
        done = one_night(tmp_path, BOX)
        assert done.exit_code == ExitCode.OK
        return done.counts["read"], done.inboxes[0].fetched, done.counts["files"], len(done.gone)

    assert night() == (1, 1, 1, 0)
    assert night() == (0, 0, 1, 0)
    bucket.pipe("reports/inbox/two.txt", text("Two", 2002, 200).encode())
    assert night() == (1, 1, 2, 0)
    bucket.pipe("reports/inbox/two.txt", text("Two", 2002, 201).encode())  # as many bytes
    assert night() == (1, 1, 2, 0)
    bucket.rm("reports/inbox/two.txt")
    assert night() == (0, 0, 1, 1)


def test_a_bucket_that_is_not_there(bucket: "s3fs.S3FileSystem", tmp_path: Path) -> None:
    [inbox] = look_into(["s3://another/inbox"], tmp_path, max_bytes=10_000)
    assert inbox.error.startswith("s3://another/inbox: ")
    assert "does not exist" in inbox.error or "no such place" in inbox.error


def test_a_key_that_is_not_known(
    bucket: "s3fs.S3FileSystem", endpoint: str, tmp_path: Path
) -> None:
    ask(endpoint, "reset-auth", b"0")  # from now on the server looks at keys
    try:
        [inbox] = look_into([BOX], tmp_path, max_bytes=10_000)
    finally:
        ask(endpoint, "reset-auth", b"inf")
    assert "Check the address, the network and your rights." in inbox.error
    assert "never-told" not in inbox.error


def test_a_server_that_does_not_answer(
    monkeypatch: pytest.MonkeyPatch, endpoint: str, tmp_path: Path
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")  # nobody listens there
    [inbox] = look_into([BOX], tmp_path, max_bytes=10_000)
    assert "cannot be listed" in inbox.error
    assert inbox.inputs == ()


def ask(endpoint: str, what: str, content: bytes = b"") -> None:
    """Have the server forget its buckets, or take so many requests before it looks at keys."""
    plain = {"Content-Type": "text/plain"}
    request = urllib.request.Request(f"{endpoint}/moto-api/{what}", content, plain, method="POST")
    urllib.request.urlopen(request, timeout=10).close()
