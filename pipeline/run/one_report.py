"""One report through all stages: the only place where their order is written.

Whatever goes wrong becomes a ``Failure`` with its stage and reason, and the others go on.
"""

import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import lru_cache
from itertools import islice
from pathlib import Path
from time import perf_counter
from typing import TypeVar

from spacy.language import Language

from pipeline.annotate import annotate_parts, load_nlp
from pipeline.assembly import assemble
from pipeline.claims import claims_from_parts
from pipeline.config import Settings
from pipeline.errors import PipelineError, UnreadableReport
from pipeline.memory import give_back
from pipeline.reading import Stretch, join, read_report, read_stretch
from pipeline.run.outcomes import Extraction, Failure
from pipeline.run.packed_claims import PackedClaims
from pipeline.run.packing import Read
from pipeline.schema import Claim, Page
from pipeline.store import PageFacts

T = TypeVar("T")


def extract(path: Path, nlp: Language, settings: Settings) -> list[Claim]:
    """Return the rows of one report.

    Raises:
        UnreadableReport, MissingTool: see ``read_report``.
    """
    report = read_report(path, settings.reading)  # what is printed, and where
    document = assemble(report, settings.assembly)  # text in reading order
    del report  # of a long one, as much memory as all else
    give_back()
    docs = annotate_parts(document, nlp)  # spans over that text
    return list(claims_from_parts(docs))  # rows


def stages(
    path: Path, settings: Settings, *, ocr_threads: int = 1, nlp: Language | None = None
) -> Extraction | Failure:
    """Take one report through all stages; whatever goes wrong becomes a ``Failure``."""

    def work(clock: Clock) -> Extraction:
        with clock.stage("reading"):
            whole = [read_stretch(path, settings.reading, ocr_threads=ocr_threads)]
        return rows_of(path, text_of(used_up(whole), settings, clock), settings, clock, nlp)

    return guarded(path, work)


class Clock:
    """Which stage a report is in, and how many seconds each one took."""

    def __init__(self) -> None:
        self.current = "reading"
        self.seconds: dict[str, float] = {}

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Count what is done within to the stage ``name``."""
        self.current = name
        began = perf_counter()
        yield
        self.seconds[name] = self.seconds.get(name, 0.0) + perf_counter() - began


def used_up(stretches: list[Stretch]) -> Iterator[Stretch]:
    """Yield what the list holds, which it then holds no more."""
    while stretches:
        yield stretches.pop(0)


def text_of(stretches: Iterable[Stretch], settings: Settings, clock: Clock) -> Read:
    """Return what is kept of a report that was read: its text, and facts about its pages.

    Args:
        stretches: of the report, in order; each is let go of before the next is asked for.
        settings: how to assemble it.
        clock: counts the time.

    Raises:
        UnreadableReport: see ``join``.
    """
    rest = iter(stretches)
    waiting = [next(rest)]
    report = replace(waiting[0].report, pages=())
    used: list[Stretch] = []
    facts: list[PageFacts] = []

    def pages() -> Iterator[Page]:
        while waiting:
            stretch = waiting.pop()
            for page in stretch.report.pages:
                facts.append(_facts(page))
                yield page
            used.append(stretch.without_pages())
            del stretch  # pages are large, and nobody else holds them
            waiting.extend(islice(rest, 1))

    give_back()  # what reading took
    with clock.stage("assembly"):
        document = assemble(report, settings.assembly, pages=pages())
    return Read(document, tuple(facts), join(used).warnings)


def rows_of(
    path: Path, read: Read, settings: Settings, clock: Clock, nlp: Language | None = None
) -> Extraction:
    """Take a report's text through the stages that are left; keep no hold of ``read``."""
    bare = replace(read.document, text="", words=(), blocks=(), tables=(), callouts=(), repairs=())
    pages, warnings, document = read.pages, read.warnings, [read.document]
    del read
    clock.current = "annotate"
    nlp = nlp or pipeline_for(settings)  # loading it is nobody's seconds
    with clock.stage("annotate"):  # and the rows of each part, so that no part has to be kept
        claims = PackedClaims.of(claims_from_parts(annotate_parts(document.pop(), nlp)))
    return Extraction(path, bare, pages, claims, warnings, clock.seconds)


def guarded(
    path: Path,
    work: Callable[[Clock], T],
    *,
    passing: type[Exception] | tuple[type[Exception], ...] = (),
) -> T | Failure:
    """Return what ``work`` makes of a report, or why it could not; let ``passing`` pass."""
    clock = Clock()
    try:
        return work(clock)
    except passing:
        raise
    except PipelineError as error:
        # A disk or a network that failed once may work the next time; a damaged report will not.
        system = isinstance(error.__cause__, OSError) and error.__cause__.errno is not None
        lasting = isinstance(error, UnreadableReport) and not system
        return Failure(path, clock.current, str(error), lasting=lasting, exit_code=error.exit_code)
    except MemoryError:
        message = (
            f"{path.name}: {clock.current} needs more memory than it may take. "
            "Raise report_memory in the settings, or split the report."
        )
        return Failure(path, clock.current, message, again=True)
    except Exception as error:  # a fault of ours: it must cost this report only
        fault = f"{type(error).__name__} in {clock.current}: {error}"
        message = f"{path.name}: {fault}. Please report this."
        return Failure(path, clock.current, message, traceback.format_exc())


@lru_cache(maxsize=1)
def _load(model: str, actors: tuple[str, ...]) -> Language:
    return load_nlp(model, user_actors=actors)


def pipeline_for(settings: Settings) -> Language:
    """Return the spaCy pipeline that the settings name; a process loads it once."""
    return _load(settings.model, settings.actors)


def _facts(page: Page) -> PageFacts:
    return PageFacts(
        number=page.number,
        width=page.width,
        height=page.height,
        method=page.method,
        confidence=round(page.confidence, 4),
        rotation=page.rotation,
    )
