"""Numbers read with doubt: told by the order they stand in, and by the notes that there are."""

from pipeline.citations.sequence import Doubtful, Told, tell


def sign(page: int = 1, notes: str = "", place: float = 0.0, **read: float) -> Doubtful:
    """A sign as read: ``sign(n3=0.6, n8=0.3)``; ``n3_4`` is ``3,4``."""
    readings = tuple((tuple(name[1:].split("_")), share) for name, share in read.items())
    return Doubtful(readings, page, frozenset(notes.split()), place=place)


def labels(*signs: Doubtful, restarts: bool = False) -> list[tuple[str, ...]]:
    return [told.labels for told in tell(signs, restarts=restarts)]


def test_what_was_read_surely_is_what_it_is() -> None:
    assert labels(sign(n1=0.99), sign(n2=0.98), sign(n3_4=0.97), sign(n5=0.99)) == [
        ("1",),
        ("2",),
        ("3", "4"),
        ("5",),
    ]


def test_the_order_tells_a_3_from_an_8() -> None:
    assert labels(sign(n1=0.9), sign(n2=0.9), sign(n8=0.6, n3=0.35), sign(n4=0.9))[2] == ("3",)


def test_a_lost_number_is_no_reason_to_misread_the_next() -> None:
    assert labels(sign(n1=0.99), sign(n4=0.99), sign(n5=0.99)) == [("1",), ("4",), ("5",)]


def test_after_lost_markers_a_doubtful_number_is_left_open() -> None:
    told = tell([sign(n1=0.99), sign(n5=0.5, n6=0.45)])
    assert told[1] == Told((), True)


def test_the_notes_of_the_page_tell() -> None:
    notes = "12 13"
    first = sign(notes=notes, n72=0.6, n12=0.3)
    assert labels(first, sign(notes=notes, n13=0.9)) == [("12",), ("13",)]


def test_numbers_start_again_on_a_page() -> None:
    pages = [(1, "1"), (1, "2"), (2, "1"), (2, "2")]
    signs = [sign(page, "1 2", **{"n" + n: 0.9}) for page, n in pages]
    assert labels(*signs, restarts=True) == [(n,) for _, n in pages]


def test_a_number_that_no_note_has_is_none() -> None:
    power = sign(notes="4 5", place=1.5, n2=0.99)
    told = tell([sign(notes="4 5", n4=0.95), power, sign(notes="4 5", n5=0.95)])
    assert [t.labels for t in told] == [("4",), (), ("5",)]
    assert not told[1].marker


def test_nothing_comes_of_nothing() -> None:
    assert tell([]) == []
    assert tell([Doubtful((), 1)]) == [Told((), False)]
