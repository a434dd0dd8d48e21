"""One report, and a folder of them: what is new or changed is read into the store.

one_report     the stages, in their order
keys           what decides a report's text, and its rows
work_list      which files are new or changed
tasks          what a process is given: a report, or pages of one
work           what is handed out next, and tried again
reading_cache  reports kept as read; packing makes them bytes
handing        what processes hand to one another, large things by file
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
