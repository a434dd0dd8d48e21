"""How well are claims of several reports compared? Scores ``pipeline.compare`` on its gold.

    python corpus/compare_scores.py [--whole] [FILE ...]

Without ``--whole`` the gold's own rows are compared (``compare/dev.jsonl``, ``test.jsonl``); with
it, each sentence goes through the whole pipeline first, and ``compare/sentences.jsonl``, which
has sentences alone, is scored too. Wrong pairs are shown, but never those of a file called test.
"""

import argparse
import sys
from pathlib import Path

CORPUS = Path(__file__).parent
sys.path.insert(0, str(CORPUS.parent))

from spacy.language import Language  # noqa: E402

from pipeline.annotate import annotate, load_nlp  # noqa: E402
from pipeline.claims import claims_from_doc  # noqa: E402
from pipeline.compare import compare  # noqa: E402
from pipeline.evaluate.pairs import Pair, claim_of, load_pairs, score_pairs  # noqa: E402
from pipeline.schema import Block, Claim, Document  # noqa: E402


def verdict(pair: Pair, nlp: Language | None) -> str:
    """Return what the comparison makes of a pair."""
    rows: list[Claim] = []
    for report, row in (("a", pair.a), ("b", pair.b)):
        rows += _read(row["claim"], report, row["date"], nlp) if nlp else [claim_of(row, report)]
    groups = compare(rows, {"a": pair.a["date"], "b": pair.b["date"]})
    if not groups:
        return "similar"
    return "conflict" if groups[0].conflict else "same"


def _read(text: str, report: str, date: str, nlp: Language) -> list[Claim]:
    blocks = (Block("paragraph", 0, len(text)),)
    document = Document(report, report, text, report, date, blocks=blocks)
    return claims_from_doc(annotate(document, nlp), document)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--whole", action="store_true")
    args = parser.parse_args()
    names = ["dev", "test", *(["sentences"] if args.whole else [])]
    nlp = load_nlp("auto") if args.whole else None
    for path in args.files or [CORPUS / "compare" / f"{name}.jsonl" for name in names]:
        pairs = load_pairs(path)
        made = {id(pair): verdict(pair, nlp) for pair in pairs}
        print(f"{path.name}: {len(pairs)} pairs")
        for label, score in score_pairs(pairs, lambda pair, made=made: made[id(pair)]).items():
            print(f"  {label:9} precision {score.right}/{score.found}, "
                  f"recall {score.right}/{score.expected}")  # fmt: skip
        for pair in pairs if path.stem != "test" else []:
            if made[id(pair)] != pair.label:
                print(
                    f"    {pair.label} -> {made[id(pair)]}: {pair.a['claim']} | {pair.b['claim']}"
                )


if __name__ == "__main__":
    main()
