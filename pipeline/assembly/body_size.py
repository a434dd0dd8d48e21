"""Which of a report's type sizes is its body's."""

from collections import Counter

from pipeline.citations.references import read_label
from pipeline.schema import Report

NOTES_SIZE = (0.68, 0.93)  # of the body's type
_LEAST_BODY = 0.25  # of the letters that the notes have


def body_size(report: Report, letters: Counter[float]) -> float:
    """Return the body's type size, in points: the most frequent one, unless that is the notes'.

    Lawyers' and historians' notes hold more letters than the text that they stand under: on most
    pages that have both, all of them are below it, and begin with a label.
    """
    size = max(letters, key=lambda s: letters[s])
    larger = [
        other
        for other, count in letters.items()
        if NOTES_SIZE[0] <= size / other <= NOTES_SIZE[1] and count >= _LEAST_BODY * letters[size]
    ]
    if not larger:
        return size
    body = max(larger, key=lambda s: letters[s])
    under = mixed = 0
    for page in report.pages:
        for column in {line.column for line in page.lines}:
            own = [line for line in page.lines if line.column == column and line.box]
            above = [line for line in own if abs((line.size or 0) - body) <= 0.3]
            below = [line for line in own if abs((line.size or 0) - size) <= 0.3]
            if not above or not below:
                continue
            end = max(line.box[3] for line in above if line.box)
            noted = [line for line in below if line.box and line.box[1] > end - 2]
            label = noted and read_label(noted[0].words)
            if label and len(noted) >= 0.8 * len(below):
                under += 1
            else:
                mixed += 1
    return body if under > 2 * mixed else size
