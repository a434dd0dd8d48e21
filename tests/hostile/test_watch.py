"""The watch itself: it must see what it is there to see."""

import os

from tests.hostile.watch import Verdict, megabytes


def test_memory_of_a_process_is_seen_from_outside() -> None:
    before = megabytes(os.getpid())
    held = bytearray(b"x" * 50_000_000)
    assert megabytes(os.getpid()) - before > 40
    assert len(held) == 50_000_000


def test_a_file_is_tame_if_it_was_read_or_refused_within_the_limits() -> None:
    assert Verdict("a.pdf", "read", megabytes=300).tame
    assert Verdict("a.pdf", "refused").tame
    assert not Verdict("a.pdf", "read", megabytes=2100).tame
    assert not Verdict("a.pdf", "crashed").tame
    assert not Verdict("a.pdf", "hung").tame
