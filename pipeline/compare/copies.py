"""Reports that are one text: a scan and its original, a second edition, an extract."""

import hashlib
from collections import defaultdict
from itertools import combinations

from pipeline.compare.words import WORD

LONG = 8  # words from which a sentence is not twice the same by chance
ENOUGH = 5  # sentences that two copies share at least
SHARE = 0.3  # of the shorter one's long sentences: OCR misreads many of a copy's
COMMON = 50  # reports that share a sentence: a phrase of the trade, no sign of a copy


class Copies:
    """Takes in sentences, and tells which reports are copies of one another."""

    def __init__(self) -> None:
        self._sentences: list[set[int]] = []

    def add(self, report: int, sentence: str) -> None:
        """Note a sentence of a report; reports are numbered from 0 in order."""
        while len(self._sentences) <= report:
            self._sentences.append(set())
        found = [word.casefold() for word in WORD.findall(sentence)]
        if len(found) >= LONG:
            digest = hashlib.blake2b(" ".join(found).encode("utf-8", "replace"), digest_size=8)
            self._sentences[report].add(int.from_bytes(digest.digest()))

    def works(self) -> list[int]:
        """Return for each report the first report that it is a copy of; itself if of none."""
        holders: dict[int, list[int]] = defaultdict(list)
        for report, sentences in enumerate(self._sentences):
            for sentence in sentences:
                holders[sentence].append(report)
        shared: dict[tuple[int, int], int] = defaultdict(int)
        for reports in holders.values():
            if 1 < len(reports) <= COMMON:
                for pair in combinations(reports, 2):
                    shared[pair] += 1
        work = list(range(len(self._sentences)))
        for (a, b), count in sorted(shared.items()):
            shorter = min(len(self._sentences[a]), len(self._sentences[b]))
            if count >= ENOUGH and count >= SHARE * shorter:
                older, newer = sorted((work[a], work[b]))
                work = [older if of == newer else of for of in work]
        return work
