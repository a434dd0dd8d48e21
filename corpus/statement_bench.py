"""Who, who said so and how firmly: every measure of these, on every set that there is.

    python corpus/statement_bench.py [--seed gold.jsonl] [--speed]

One line a measure, one column a set: the passages of ``corpus/statements/`` that we develop on
and those held out; the running sentences of the reports' gold, ``dev`` and ``test``; and a gold
file from elsewhere, if one is given and is there. Totals alone: no row is shown.
``--speed`` adds the processor time of the whole pipeline against that of its trained parts.

``tests/annotate/statement_gold.py`` says what each measure is; ``claims evaluate`` measures the
same from the printed page on.
"""

import argparse
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from statistics import median

from spacy.language import Language

CORPUS = Path(__file__).parent
sys.path.insert(0, str(CORPUS.parent))

from pipeline.annotate import load_nlp  # noqa: E402
from pipeline.evaluate import load_corpus, load_sentences  # noqa: E402
from tests.annotate.statement_gold import Statement, of_gold, pairs, passages, scores  # noqa: E402

# The eighth and ninth batch have no marks of what a fact-checker would check, and are left out.
DEVELOPED_ON = ("dev", "dev_2", "dev_3", "dev_4", "dev_5", "dev_6", "dev_7")
HELD_OUT = ("held_out", "held_out_2")
# In per cent: what we want to reach on text that nobody has seen.
GOALS = {
    "actors": 92, "name": 90, "role": 90, "attributed": 84, "source": 73, "cue": 72, "both": 65,
    "cue precision": 90, "speaker": 92, "kinds": 80, "check": 84, "check AP": 93,
}  # fmt: skip
RULES = ("sentences", "actors", "quantities", "attribution", "kinds", "modality", "time_place")
ROUNDS = 5

Passages = Sequence[Sequence[Statement]]


def sets(seed: Path | None) -> dict[str, Passages]:
    """Return the passages of every set, by its name."""
    found: dict[str, Passages] = {
        "dev": [p for name in DEVELOPED_ON for p in passages(name)],
        "held out": [p for name in HELD_OUT for p in passages(name)],
    }
    reports = [r for r in load_corpus(CORPUS / "splits.toml") if r.made == "born digital"]
    for split in ("dev", "test"):  # once each: scans and extracts have the same gold
        found[f"reports {split}"] = [of_gold(r.sentences) for r in reports if r.split == split]
    if seed is not None and seed.exists():
        found["seed"] = [of_gold(load_sentences(seed))]
    return found


def table(columns: dict[str, dict[str, float]]) -> Iterable[str]:
    """Yield the lines of a Markdown table: measures down, sets across."""
    names = dict.fromkeys(name for scored in columns.values() for name in scored)
    yield f"| {'measure':14} | goal | " + " | ".join(columns) + " |"
    yield "|---|---|" + "---|" * len(columns)
    for name in names:
        cells = (f"{scored[name]:.1f}" if name in scored else "" for scored in columns.values())
        yield f"| {name:14} | {GOALS.get(name, '')} | " + " | ".join(cells) + " |"


def speed(nlp: Language, texts: Sequence[str]) -> tuple[float, float]:
    """Return words a second of processor time: of the trained parts alone, and of everything."""
    words = sum(len(text.split()) for text in texts)
    seconds: dict[bool, list[float]] = {True: [], False: []}
    for _ in range(ROUNDS):
        for bare, spent in seconds.items():
            with nlp.select_pipes(disable=RULES if bare else ()):
                started = time.process_time()
                for text in texts:
                    nlp(text)
                spent.append(time.process_time() - started)
    return words / median(seconds[True]), words / median(seconds[False])


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=Path, help="gold of a report that is not in corpus/")
    parser.add_argument("--speed", action="store_true")
    options = parser.parse_args()
    nlp = load_nlp()
    every = sets(options.seed)
    for line in table({name: scores(pairs(texts, nlp)) for name, texts in every.items()}):
        print(line)
    print({name: sum(map(len, texts)) for name, texts in every.items()}, "sentences")
    if options.speed:
        reports = [" ".join(s.text for s in report) for report in every["reports dev"]]
        bare, whole = speed(nlp, reports)
        print(f"trained parts {bare:.0f} words/s, everything {whole:.0f}: {whole / bare:.2f}")


if __name__ == "__main__":
    main()
