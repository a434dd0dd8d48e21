"""Names and their aliases: which stretches of a text they are.

In: `lexicons/actors.tsv` and `lexicons/countries.tsv`, the user's own lists, a text.
Out: hits, as ranges of words. Matching is on words (runs of letters and digits), so it does not
depend on a tokeniser: `IS-K`, `IS- K` and `IS–K` are the same two words. The longest alias wins.
What is capitalised in an alias must be capitalised in the text, and a short all-capital alias
(`US`, `WHO`) must stand there exactly, so that `us` and `who` are left alone.
"""

import re
import unicodedata
from array import array
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache, partial
from itertools import chain, islice
from operator import attrgetter
from pathlib import Path
from sys import intern
from typing import NamedTuple, overload

from pipeline.annotate.wordlists import LEXICONS, read_table
from pipeline.errors import SettingsError
from pipeline.spool import Spool

COLUMNS = ("name", "aliases", "sector", "country", "source")
_COUNTRY_COLUMNS = ("code", "name", "aliases", "adjectives", "capitals", "source")

STATE = "state"
ADJECTIVE = "adjective"  # `Afghan`: of a state, no actor by itself
CAPITAL = "capital"  # `Islamabad`: a place, unless it acts
PLACE = "place"  # no actor, and it shields the names inside it: `South China Sea`
NOT_ACTORS = frozenset({ADJECTIVE, CAPITAL, PLACE})
SECTORS = frozenset(
    {
        STATE, "government", "military", "armed group", "criminal group", "opposition", "party",
        "international organisation", "business", "civil society", "media", "academia",
        "judiciary", "legislature", "person", "organisation", PLACE, CAPITAL,
    }
)  # fmt: skip

BREAK = "¶"
_ARABIC_ARTICLES = frozenset({"al", "el"})  # `Al-Qaeda` opens a sentence, `al-Qaeda` goes on
_WORDS_TO_MISREAD, _LETTERS_MISREAD = 3, 2
_WORD = re.compile(r"[^\W_]+")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-") | dict.fromkeys("’‘ʼ`´", "'"))


class Word(NamedTuple):
    """A run of letters and digits; ``key`` is what it is compared by."""

    text: str
    start: int
    end: int
    key: str
    gap: str  # the signs between the word before and this one, white space removed
    spaced: bool  # white space stands before it

    @property
    def exact(self) -> bool:
        """Whether an alias's word counts only as it is spelt: `US`, not `us`; `CoE`, not `Coe`."""
        short = self.text.isupper() and len(self.text) <= 4
        return short or (self.text[1:] != self.text[1:].lower() and not self.text.isupper())

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[0].isupper()


@dataclass(frozen=True, slots=True)
class Entry:
    """What an alias stands for."""

    name: str
    sector: str
    country: str | None = None
    doubtful: bool = False  # counts only where the text names it, or its state, otherwise too


@dataclass(frozen=True, slots=True)
class Hit:
    """Words ``[first, last]`` of a text are an alias of ``entry``."""

    first: int
    last: int
    entry: Entry


@dataclass(frozen=True, slots=True)
class _Alias:
    words: tuple[Word, ...]
    entry: Entry


@lru_cache(maxsize=65536)
def _key(text: str) -> str:
    text = text.casefold()
    if text.isascii():
        return text
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


_Fields = tuple[str | int, ...]
_BITS = 13
_AT_ONCE = 1 << _BITS  # words that are made together
_REST = _AT_ONCE - 1


_made = partial(tuple.__new__, Word)  # half the time of Word._make


class SpooledWords(Sequence[Word]):
    """Words of which some thousands are at hand, the others in a file."""

    AT_HAND = 8  # times ``_AT_ONCE``

    def __init__(self, words: Iterable[Word]) -> None:
        rest = iter(words)
        self._at_hand: dict[int, list[Word]] = {}
        self._packed: Spool[list[_Fields]] = Spool()
        self._starts = array("I")
        while some := list(islice(rest, _AT_ONCE)):
            self._starts.extend([word.start for word in some])
            # Without their class, they are packed and made anew in a third of the time.
            self._packed.append([tuple(word) for word in some])

    def starting_with(self, start: int) -> int:
        """Return which word begins at character ``start`` or first behind it."""
        return bisect_left(self._starts, start)

    def __len__(self) -> int:
        return len(self._starts)

    def __iter__(self) -> Iterator[Word]:
        for number in range(len(self._packed)):
            yield from self._some(number)

    @overload
    def __getitem__(self, index: int) -> Word: ...
    @overload
    def __getitem__(self, index: slice) -> list[Word]: ...
    def __getitem__(self, index: int | slice) -> Word | list[Word]:
        if isinstance(index, slice):
            first, last, step = index.indices(len(self))
            if step == 1 and first < last and first >> _BITS == (last - 1) >> _BITS:
                return self._some(first >> _BITS)[first & _REST : ((last - 1) & _REST) + 1]
            return [self[i] for i in range(first, last, step)]
        try:
            return self._at_hand[index >> _BITS][index & _REST]
        except KeyError:
            i = range(len(self))[index]
            return self._some(i >> _BITS)[i & _REST]

    def _some(self, number: int) -> list[Word]:
        if number not in self._at_hand:
            self._at_hand[number] = list(map(_made, self._packed[number]))
            if len(self._at_hand) > self.AT_HAND:
                del self._at_hand[next(iter(self._at_hand))]
        return self._at_hand[number]


MANY = 1 << 19  # words: about 1,100 pages, 80 MB; what a model needs at a time is more


def split_words(text: str, starts: Collection[int] = ()) -> Sequence[Word]:
    """Return the words of ``text``, each with the signs that part it from the one before.

    A word at one of ``starts``, where sentences begin, or behind a blank line is parted from the
    one before by ``BREAK`` too: no name goes across.
    """
    words = _cut(text, starts)
    some = list(islice(words, MANY))
    return some if len(some) < MANY else SpooledWords(chain(some, words))


def beginning_at(words: Sequence[Word], start: int) -> int | None:
    """Return which word begins at character ``start``; None if none does."""
    if isinstance(words, SpooledWords):
        i = words.starting_with(start)
    else:
        i = bisect_left(words, start, key=attrgetter("start"))
    return i if i < len(words) and words[i].start == start else None


def _cut(text: str, starts: Collection[int]) -> Iterator[Word]:
    end = 0
    for match in _WORD.finditer(text):
        start = match.start()
        between = text[end:start]
        if between in ("", " ") and start not in starts:
            gap, spaced = "", bool(between)
        else:
            gap = "".join(between.translate(_DASHES).split())
            spaced = len(gap) < len(between)
            if start in starts or between.count("\n") > 1:
                gap += BREAK
        word = intern(match[0])  # a long text has few words, many times
        end = match.end()
        yield Word(word, start, end, _key(word), gap, spaced)


_Shape = tuple[tuple[str, bool, bool], ...]  # by word: its key, a capital first, all capitals


@dataclass
class Gazetteer:
    """Aliases by their first word; the states by their code."""

    states: dict[str, str] = field(default_factory=dict)  # code -> short name
    _by_first: dict[str, dict[_Shape, _Alias]] = field(default_factory=dict)
    _longest_first: dict[str, list[_Alias]] = field(default_factory=dict)  # sorted when asked for

    def add(self, alias: str, entry: Entry) -> None:
        """Let ``alias`` stand for ``entry``, in place of what it stood for before.

        One that ends in ``?`` has other meanings too: see ``Entry.doubtful``.
        """
        if alias.endswith("?"):
            alias, entry = alias[:-1], replace(entry, doubtful=True)
        words = tuple(split_words(alias))
        if not words:
            return
        shape = tuple((word.key, word.capital, word.text.isupper()) for word in words)
        self._by_first.setdefault(words[0].key, {})[shape] = _Alias(words, entry)
        self._longest_first.pop(words[0].key, None)

    def hits(self, words: Sequence[Word]) -> Iterator[Hit]:
        """Yield the aliases found in ``words``, left to right, longest first, disjoint."""
        i = 0
        while i < len(words):
            aliases = self._beginning(words[i].key)
            alias = next((a for a in aliases if _matches(a.words, words, i)), None)
            if alias is None:
                i += 1
                continue
            yield Hit(i, i + len(alias.words) - 1, alias.entry)
            i += len(alias.words)

    def _beginning(self, key: str) -> Sequence[_Alias]:
        if key not in self._by_first:
            return ()
        if key not in self._longest_first:
            newest = reversed(self._by_first[key].values())  # the user's win over ours
            self._longest_first[key] = sorted(newest, key=lambda a: -len(a.words))
        return self._longest_first[key]

    def find(self, name: str) -> Entry | None:
        """Return what ``name`` as a whole stands for."""
        words = split_words(name)
        hit = next(self.hits(words), None)
        whole = hit is not None and hit.first == 0 and hit.last == len(words) - 1
        return hit.entry if hit and whole else None

    def _misread(self, wanted: Word, printed: Word) -> bool:
        """Say whether one word may be the other misread; a name of its own (`Chile`) is none."""
        if wanted.key == printed.key:
            return True
        return self.find(printed.text) is None and _misread(wanted.key, printed.key)

    def find_misread(self, name: str) -> Entry | None:
        """Return what a name of three words or more stands for if one behind the first is misread.

        Silent where two entries are as like: `the Basia Commission` is whatever it says.
        """
        words = split_words(name)
        if len(words) < _WORDS_TO_MISREAD:
            return None
        alike = {
            alias.entry
            for alias in self._beginning(words[0].key)
            if len(alias.words) == len(words)
            and sum(a.key != w.key for a, w in zip(alias.words, words, strict=True)) == 1
            and all(self._misread(a, w) for a, w in zip(alias.words, words, strict=True))
        }
        return alike.pop() if len(alike) == 1 else None


def _misread(wanted: str, printed: str) -> bool:
    """Say whether two words differ in few letters at the same place: `Province`, `Provirice`."""
    shorter = min(len(wanted), len(printed))
    first = next((k for k in range(shorter) if wanted[k] != printed[k]), shorter)
    rest = wanted[first:], printed[first:]
    same = next((k for k in range(min(map(len, rest))) if rest[0][-1 - k] != rest[1][-1 - k]), None)
    left = max(map(len, rest)) - (same if same is not None else min(map(len, rest)))
    return left <= _LETTERS_MISREAD and shorter > 2 * left


def _matches(alias: tuple[Word, ...], words: Sequence[Word], at: int) -> bool:
    if at + len(alias) > len(words):
        return False
    for k, wanted in enumerate(alias):
        word = words[at + k]
        if word.key != wanted.key or (k and not _same_gap(wanted, word)):
            return False
        article = k == 0 and len(alias) > 1 and wanted.key in _ARABIC_ARTICLES
        last = 0 < k == len(alias) - 1 and wanted.key in _SMALL_TOO
        if wanted.text[0].isupper() and not word.text[0].isupper() and not (article or last):
            return False
        if wanted.exact and word.text != wanted.text:
            return False
    if len(alias) == 1 and not alias[0].text.isupper() and words[at].text.isupper():
        return len(words[at].text) > 3  # `MALI` in a heading, not `CAR` for `Car`
    return True


# The last words of names that many write small: `the Haqqani network`, `the Republican party`.
_SMALL_TOO = frozenset({"network", "group", "movement", "cartel", "militia", "brigades", "party"})


def _same_gap(wanted: Word, word: Word) -> bool:
    if wanted.gap == word.gap:
        return not word.spaced or wanted.spaced or word.gap in {"", "-", "."}
    return {wanted.gap, word.gap} <= {"", "-"} or {wanted.gap, word.gap} <= {"", "'"}


# --- reading the lists ---------------------------------------------------------------------------


def load_gazetteer(user_lists: Iterable[str | Path] = ()) -> Gazetteer:
    """Return our lists, with the user's put over them: a later line wins.

    Raises:
        SettingsError: a list of the user's cannot be read, or a line of it is wrong.
    """
    gazetteer = _built_in() if not (lists := list(user_lists)) else _fresh()
    for path in lists:
        for entry, aliases in _read_actors(Path(path)):
            for alias in aliases:
                gazetteer.add(alias, entry)
    return gazetteer


@cache
def _built_in() -> Gazetteer:
    return _fresh()


def _fresh() -> Gazetteer:
    gazetteer = Gazetteer()
    for _, row in read_table(LEXICONS / "countries.tsv", _COUNTRY_COLUMNS):
        state = Entry(row["name"], STATE, row["code"])
        gazetteer.states[row["code"]] = row["name"]
        for alias in (row["name"], *_split(row["aliases"])):
            gazetteer.add(alias, state)
        for sector, column in ((ADJECTIVE, "adjectives"), (CAPITAL, "capitals")):
            for alias in _split(row[column]):
                gazetteer.add(alias, Entry(row["name"], sector, row["code"]))
    for entry, aliases in _read_actors(LEXICONS / "actors.tsv"):
        for alias in aliases:
            gazetteer.add(alias, entry)
    return gazetteer


def _read_actors(path: Path) -> Iterator[tuple[Entry, list[str]]]:
    for number, row in read_table(path, COLUMNS):
        sector = row["sector"] or "organisation"
        country = row["country"] or None
        if sector not in SECTORS:
            raise SettingsError(
                f"{path}, line {number}: unknown sector {sector!r}. Use one of: "
                f"{', '.join(sorted(SECTORS))}."
            )
        if country is not None and not re.fullmatch("[A-Z]{3}", country):
            raise SettingsError(
                f"{path}, line {number}: country {country!r} is not three capital letters. "
                "Use ISO 3166 alpha-3, such as KEN, or leave it empty."
            )
        name = row["name"]
        aliases = _split(row["aliases"])  # a capital is called otherwise than what acts there
        entry = Entry(name.removesuffix("?"), sector, country)
        yield entry, aliases if sector == CAPITAL else [name, *aliases]


def _split(cell: str) -> list[str]:
    return [part.strip() for part in cell.split("|") if part.strip()]
