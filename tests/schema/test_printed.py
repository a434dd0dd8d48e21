"""What is printed, read off its words."""

from pipeline.schema import Line, Word, union


def test_a_line_reads_as_printed() -> None:
    raised = Word("6", size=5.9, rise=3.2, glued=True)
    line = Line((Word("action.", size=10.0), raised, Word("The", size=10.0, glued=True)))
    assert line.text == "action.6The"
    assert line.size == 10.0


def test_no_boxes_have_no_union() -> None:
    assert union([]) is None
    assert union([(0, 0, 1, 1), (2, -1, 3, 0.5)]) == (0, -1, 3, 1)
