"""Score the figures of ``corpus/figures/``: ``python -m tests.annotate.figure_gold dev -v``.

Pairs, columns and what counts as right are those of ``claims evaluate``; beside them, as papers on
quantities report it, the share of figures whose value *and* one other column are right.
"""

import re
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from spacy.language import Language

from pipeline.evaluate.columns import match_figures, same_value, share_words
from pipeline.schema import Quantity
from tests.annotate.notation import Marked, read

FOLDER = Path(__file__).parents[2] / "corpus" / "figures"
COLUMNS = ("unit", "relation", "change", "per", "what")
Row = dict[str, object]


@dataclass(frozen=True)
class Outcome:
    """One sentence: what was expected of it, what was found, and which of both are pairs."""

    text: str
    expected: list[Row]
    found: list[Row]
    pairs: dict[int, int]

    def right(self, i: int, column: str) -> bool:
        """Say whether the value of expected figure ``i`` and one column of it are right."""
        if i not in self.pairs:
            return False
        gold, ours = self.expected[i], self.found[self.pairs[i]]
        if not same_value(gold, ours):
            return False
        if column == "value":
            return True
        if column == "what":
            return share_words(str(gold["what"] or ""), str(ours["what"] or ""))
        return gold[column] == ours[column]


def sentences(name: str) -> list[tuple[str, list[Marked]]]:
    """Return the sentences of ``corpus/figures/NAME.txt`` with their marks."""
    lines = (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [read(line) for line in lines if line and not line.startswith("#")]


def outcomes(name: str, nlp: Language) -> list[Outcome]:
    """Read every sentence on its own, as its author wrote it."""
    done = []
    marked = sentences(name)
    docs = nlp.pipe(text for text, _ in marked)
    for (text, marks), doc in zip(marked, docs, strict=True):
        spans = doc.spans["quantities"]
        found = [_row(span._.quantity) for span in spans]
        expected: list[Row] = [
            {"text": m.text, "value": m.value, "high": m.high, "relation": m.relation,
             "unit": m.unit, "what": m.what, "per": m.per, "change": m.change}
            for m in marks
        ]  # fmt: skip
        done.append(Outcome(text, expected, found, match_figures(expected, found)))
    return done


def _row(q: Quantity) -> Row:
    return {
        "text": q.text, "value": q.value, "high": q.value_high, "relation": q.relation,
        "unit": q.unit, "what": q.what, "per": q.per, "change": q.change,
    }  # fmt: skip


def scores(done: list[Outcome]) -> dict[str, float]:
    """Return F1 of value, and of value with each column; and the share of traps without a row."""
    marked = [one for one in done if one.expected]
    traps = [one for one in done if not one.expected]
    expected = sum(len(one.expected) for one in marked)
    found = sum(len(one.found) for one in marked)
    out = {}
    for column in ("value", *COLUMNS):
        right = sum(one.right(i, column) for one in marked for i in range(len(one.expected)))
        out[column] = 2 * right / (expected + found)
    out["traps"] = sum(not one.found for one in traps) / len(traps) if traps else 1.0
    return out


def main() -> None:
    """Print the scores of one set, and with ``-v`` what is wrong in it."""
    from pipeline.annotate import load_nlp

    done = outcomes(sys.argv[1], load_nlp())
    if "-v" in sys.argv:
        for one in done:
            _show(one)
    wrong = Counter(
        column
        for one in done
        for i in range(len(one.expected))
        for column in ("value", *COLUMNS)
        if not one.right(i, column)
    )
    for column, share in scores(done).items():
        sys.stdout.write(f"{column:10} {100 * share:5.1f}   wrong {wrong[column]}\n")
    figures = sum(len(one.expected) for one in done)
    sys.stdout.write(f"{len(done)} sentences, {figures} figures\n")


def _show(one: Outcome) -> None:
    lines = []
    for i, gold in enumerate(one.expected):
        bad = [c for c in ("value", *COLUMNS) if not one.right(i, c)]
        if bad:
            ours = one.found[one.pairs[i]] if i in one.pairs else None
            lines += [
                f"   {' '.join(bad)}",
                f"     want {_plain(gold)}",
                f"     got  {_plain(ours)}",
            ]
    taken = set(one.pairs.values())
    lines += [f"   TOO MUCH {_plain(f)}" for j, f in enumerate(one.found) if j not in taken]
    if lines:
        sys.stdout.write("\n".join([one.text, *lines]) + "\n")


def _plain(row: Row | None) -> str:
    return re.sub(r"'(\w+)': ", r"\1=", str(row)) if row else "-"


if __name__ == "__main__":
    main()
