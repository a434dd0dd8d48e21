"""One report through all stages: the only place where their order is written.

Whatever goes wrong becomes a ``Failure`` with its stage and reason, and the others go on.
"""

import traceback
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from time import perf_counter

from spacy.language import Language

from pipeline.annotate import annotate, load_nlp
from pipeline.assembly import assemble
from pipeline.claims import claims_from_doc
from pipeline.config import Settings
from pipeline.errors import PipelineError, UnreadableReport
from pipeline.reading import read_report
from pipeline.run.outcomes import Extraction, Failure
from pipeline.schema import Claim, Report
from pipeline.store import PageFacts


def extract(path: Path, nlp: Language, settings: Settings) -> list[Claim]:
    """Return the rows of one report.

    Raises:
        UnreadableReport, MissingTool: see ``read_report``.
    """
    report = read_report(path, settings.reading)  # what is printed, and where
    document = assemble(report, settings.assembly)  # text in reading order
    doc = annotate(document, nlp)  # spans over that text
    return claims_from_doc(doc, document)  # rows


def stages(
    path: Path, settings: Settings, *, ocr_threads: int = 1, nlp: Language | None = None
) -> Extraction | Failure:
    """Take one report through all stages; whatever goes wrong becomes a ``Failure``."""
    seconds: dict[str, float] = {}
    stage = "reading"
    try:
        began = perf_counter()
        report = read_report(path, settings.reading, ocr_threads=ocr_threads)
        seconds[stage], began, stage = perf_counter() - began, perf_counter(), "assembly"
        document = assemble(report, settings.assembly)
        seconds[stage], stage = perf_counter() - began, "annotate"
        nlp = nlp or pipeline_for(settings)
        began = perf_counter()
        doc = annotate(document, nlp)
        seconds[stage], began, stage = perf_counter() - began, perf_counter(), "claims"
        claims = tuple(claims_from_doc(doc, document))
        seconds[stage] = perf_counter() - began
    except PipelineError as error:
        # A disk or a network that failed once may work the next time; a damaged report will not.
        system = isinstance(error.__cause__, OSError) and error.__cause__.errno is not None
        lasting = isinstance(error, UnreadableReport) and not system
        return Failure(path, stage, str(error), lasting=lasting, exit_code=error.exit_code)
    except MemoryError:
        return Failure(path, stage, f"{path.name}: not enough memory to read it.", lasting=False)
    except Exception as error:  # a fault of ours: it must cost this report only
        message = f"{path.name}: {type(error).__name__} in {stage}: {error}. Please report this."
        return Failure(path, stage, message, traceback.format_exc())
    kept = replace(document, text="", words=(), blocks=(), tables=(), callouts=(), repairs=())
    return Extraction(path, kept, _page_facts(report), claims, report.warnings, seconds)


@lru_cache(maxsize=1)
def _load(model: str, actors: tuple[str, ...]) -> Language:
    return load_nlp(model, user_actors=actors)


def pipeline_for(settings: Settings) -> Language:
    """Return the spaCy pipeline that the settings name; a process loads it once."""
    return _load(settings.model, settings.actors)


def _page_facts(report: Report) -> tuple[PageFacts, ...]:
    return tuple(
        PageFacts(
            number=page.number,
            width=page.width,
            height=page.height,
            method=page.method,
            confidence=round(page.confidence, 4),
            rotation=page.rotation,
        )
        for page in report.pages
    )
