"""One report, and a folder of them: what is new or changed is read into the store.

one_report     the stages, in their order
keys           what decides a report's rows
work_list      which files are new or changed
loop           the run: work handed out, results saved
"""

from pipeline.run.keys import settings_key
from pipeline.run.loop import run
from pipeline.run.one_report import extract, pipeline_for, stages
from pipeline.run.outcomes import Extraction, Failure, Outcome, State, Summary

__all__ = [
    "Extraction",
    "Failure",
    "Outcome",
    "State",
    "Summary",
    "extract",
    "pipeline_for",
    "run",
    "settings_key",
    "stages",
]
