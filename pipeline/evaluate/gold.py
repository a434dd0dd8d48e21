"""Gold from its files: ``corpus/splits.toml``, or any JSON Lines with one object a sentence."""

import json
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import SettingsError


@dataclass(frozen=True)
class GoldReport:
    """What is right about one file. ``made`` says how it came to be: born digital, scan, ..."""

    file: str
    sentences: tuple[dict[str, Any], ...]
    split: str = "dev"
    made: str = ""
    partial: bool = False  # it has sentences that the gold says nothing of


def load_corpus(splits: Path) -> list[GoldReport]:
    """Return the gold of every file that ``splits.toml`` lists, in its order.

    Each of its sections is named after a file, and has ``gold`` (a path from where it lies
    itself), ``split`` and perhaps ``made``.

    Raises:
        SettingsError: a file is missing, or is not what it should be.
    """
    try:
        sections = tomllib.loads(splits.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{splits}: cannot be read ({error}). Mend it or its path.") from error
    reports = []
    for file, facts in sections.items():
        if not isinstance(facts, dict) or not {"gold", "split"} <= facts.keys():
            raise SettingsError(f"{splits}: [{file}] needs gold = '...' and split = '...'.")
        sentences = load_sentences(splits.parent / facts["gold"])
        made = str(facts.get("made", ""))
        reports.append(GoldReport(file, tuple(sentences), str(facts["split"]), made))
    return reports


def load_sentences(path: Path) -> list[dict[str, Any]]:
    """Return the objects of a JSON Lines file, of gold or of ``claims.jsonl``.

    Raises:
        SettingsError: the file is missing, or a line is no object with a ``sentence``.
    """
    sentences = []
    try:
        with path.open(encoding="utf-8-sig") as lines:
            for number, line in enumerate(lines, 1):
                if not line.strip():
                    continue
                sentence = json.loads(line)
                if not isinstance(sentence, dict) or not isinstance(sentence.get("sentence"), str):
                    raise ValueError(f'line {number} is no object with a "sentence"')
                sentences.append(sentence)
    except (OSError, ValueError) as error:
        raise SettingsError(f"{path}: cannot be read ({error}). Mend it or its path.") from error
    return sentences


def by_file(sentences: Iterable[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """Return the objects of ``claims.jsonl`` by the file they come from."""
    files: dict[str, list[dict[str, Any]]] = {}
    for sentence in sentences:
        files.setdefault(str(sentence.get("file", "")), []).append(sentence)
    return files
