"""Every exception we raise, with the exit code that it becomes.

A message names the file or setting, says what is wrong, and ends in what to do.
"""

from enum import IntEnum


class ExitCode(IntEnum):
    """What the process tells its caller; part of the interface, never renumbered."""

    OK = 0
    SOME_FAILED = 1
    SETTINGS = 2
    UNREADABLE = 3
    MISSING_TOOL = 4
    STORE = 5
    REVIEW_CONFLICT = 6
    IN_USE = 7


class PipelineError(Exception):
    """Base of all our errors. ``str(error)`` is a sentence for the person who ran us."""

    exit_code = ExitCode.SOME_FAILED


class SettingsError(PipelineError):
    """A setting or argument is unknown, of the wrong type, or points at nothing."""

    exit_code = ExitCode.SETTINGS


class UnreadableReport(PipelineError):
    """The report is damaged, empty, encrypted, too large, or no report at all."""

    exit_code = ExitCode.UNREADABLE


class MissingTool(PipelineError):
    """Tesseract, one of its languages, or a model is not there."""

    exit_code = ExitCode.MISSING_TOOL


class StoreError(PipelineError):
    """The database or an output cannot be opened, written or migrated."""

    exit_code = ExitCode.STORE


class ReviewConflict(PipelineError):
    """A reviewed sheet disagrees with itself, or with what the store holds."""

    exit_code = ExitCode.REVIEW_CONFLICT


class OutputsInUse(PipelineError):
    """Another run is at work on the same outputs folder."""

    exit_code = ExitCode.IN_USE
