"""The systemd timer and the cron line that start ``claims nightly``, and what may be wrong there.

Both are written for the person who runs us: a user's timer, not the system's. Every path is
absolute and quoted as systemd and cron want it, so that neither the folder nor the PATH of the
scheduler matters.
"""

import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from pipeline.config import load_settings
from pipeline.errors import PipelineError, SettingsError
from pipeline.nightly.inboxes import is_remote

NAME = "claims-nightly"
SECONDS = 60  # for a check of systemd's, or a first start of ours


@dataclass(frozen=True)
class Schedule:
    """When, what and where. Paths are absolute."""

    settings: Path
    outputs: Path
    at: str = "02:00"  # hours and minutes, local time
    program: tuple[str, ...] = (sys.executable, "-m", "pipeline")

    def __post_init__(self) -> None:
        """Refuse what no scheduler understands."""
        if not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", self.at):
            raise SettingsError(f"--at {self.at}: write hours and minutes, such as 02:00.")
        for path in (self.settings, self.outputs):
            if "\n" in str(path):
                raise SettingsError(f"{path!r}: no scheduler takes a line break in a path.")

    @property
    def command(self) -> list[str]:
        """What is run, word by word."""
        return [
            *self.program, "--log-json", "nightly",
            "--settings", str(self.settings), "--outputs", str(self.outputs),
        ]  # fmt: skip

    def service(self) -> str:
        """Return the text of ``claims-nightly.service``."""
        return f"""[Unit]
Description=Claims of the reports that came in
# The inboxes may lie on the network.
Wants=network-online.target
After=network-online.target

[Service]
Type=oneshot
ExecStart={" ".join(_for_systemd(word) for word in self.command)}
WorkingDirectory={str(self.settings.parent).replace("%", "%%")}
# Nobody waits for it: whoever works on this machine goes first.
Nice=10
IOSchedulingClass=idle
# A report has its own limits of time; the night as a whole has none.
TimeoutStartSec=infinity
# Exit code 7: another run is still at work, which is no fault.
SuccessExitStatus=7
"""

    def timer(self) -> str:
        """Return the text of ``claims-nightly.timer``."""
        return f"""[Unit]
Description=Every night: claims of the reports that came in

[Timer]
OnCalendar=*-*-* {self.at}:00
# A machine that was off at that time does it when it is on again.
Persistent=true
RandomizedDelaySec=5min

[Install]
WantedBy=timers.target
"""

    def cron(self) -> str:
        """Return the line for ``crontab -e``."""
        hours, minutes = self.at.split(":")
        words = " ".join(shlex.quote(word) for word in self.command)
        folder, log = self.settings.parent, self.settings.with_suffix(".log")
        command = f"cd {shlex.quote(str(folder))} && {words} 2>> {shlex.quote(str(log))}"
        # In a crontab a percent sign ends the command.
        return f"{int(minutes)} {int(hours)} * * * {command}".replace("%", r"\%")


def write_units(schedule: Schedule, folder: Path) -> list[Path]:
    """Write the two units into ``folder``.

    Raises:
        SettingsError: it cannot be written.
    """
    texts = {"service": schedule.service(), "timer": schedule.timer()}
    written = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for kind, text in texts.items():
            path = folder / f"{NAME}.{kind}"
            path.write_text(text, encoding="utf-8")
            written.append(path)
    except OSError as error:
        raise SettingsError(
            f"{folder}: cannot be written ({error.strerror or error}). Name another with --to."
        ) from error
    return written


@dataclass(frozen=True)
class Check:
    """One thing that was looked at, and what is wrong with it."""

    what: str
    problem: str = ""  # empty: it is well
    skipped: bool = False  # it could not be looked at; the problem says why


def check(schedule: Schedule, units: Path | None = None) -> list[Check]:
    """Look at all that a scheduler needs; ``units`` is where the units were written, if so."""
    checks = [
        *_settings(schedule),
        _outputs(schedule.outputs),
        _cron(schedule.cron()),
        _starts(schedule),
    ]
    if units and (units / f"{NAME}.timer").exists():
        checks += [_as_written(schedule, units), _systemd(units)]
    else:
        where = f" to {units}" if units else ""
        checks.append(Check("systemd units", f"not written{where} yet; see --write", skipped=True))
    return checks


def _settings(schedule: Schedule) -> list[Check]:
    """Look at the settings, and at each inbox that they name."""
    what = f"settings {schedule.settings}"
    try:
        settings = load_settings(schedule.settings)
    except PipelineError as error:
        return [Check(what, str(error))]
    if not settings.nightly.inboxes:
        return [Check(what, 'no inbox is named; write  [nightly]  inboxes = ["FOLDER"]')]
    return [Check(what), *map(_inbox, settings.nightly.inboxes)]


def _inbox(name: str) -> Check:
    if is_remote(name):
        return Check(f"inbox {name}", "it lies elsewhere; the night looks", skipped=True)
    there = Path(name.removeprefix("file://")).expanduser().is_dir()
    return Check(f"inbox {name}", "" if there else "there is no such folder")


def _outputs(folder: Path) -> Check:
    what = f"outputs {folder}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / ".claims.probe.part"
        probe.touch()
        probe.unlink()
    except OSError as error:
        return Check(what, f"cannot be written ({error.strerror or error})")
    return Check(what)


def _cron(line: str) -> Check:
    problem = cron_problem(line)
    return Check("cron line", problem)


def cron_problem(line: str) -> str:
    """Say what is wrong with a crontab's line; nothing if it is well."""
    if "\n" in line:
        return "it is more than one line"
    fields = line.split(maxsplit=5)
    if len(fields) < 6:
        return "it needs five fields of time and a command"
    limits = ((0, 59), (0, 23), (1, 31), (1, 12), (0, 7))
    for field, (least, most) in zip(fields, limits, strict=False):
        if field != "*" and not (field.isdecimal() and least <= int(field) <= most):
            return f"{field!r} is no time; it should be {least} to {most} or *"
    if re.search(r"(?<!\\)%", fields[5]):
        return "a percent sign ends the command; write \\%"
    try:
        words = shlex.split(fields[5].replace(r"\%", "%"))
    except ValueError as error:
        return f"its quotes do not match ({error})"
    if words[0] == "cd":
        words = words[words.index("&&") + 1 :]
    return "" if shutil.which(words[0]) else f"{words[0]} is no program that can be run"


def _starts(schedule: Schedule) -> Check:
    """Start the very program, as far as its help: it is there, and all it needs is installed."""
    what = f"program {schedule.program[0]}"
    try:
        done = subprocess.run(
            [*schedule.program, "nightly", "--help"],
            capture_output=True, text=True, timeout=SECONDS, cwd="/", check=False,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired) as error:
        return Check(what, f"does not start ({error})")
    return Check(what, "" if done.returncode == 0 else f"does not start: {done.stderr[-300:]}")


def _as_written(schedule: Schedule, units: Path) -> Check:
    expected = {f"{NAME}.service": schedule.service(), f"{NAME}.timer": schedule.timer()}
    for name, text in expected.items():
        path = units / name
        if not path.exists() or path.read_text(encoding="utf-8", errors="replace") != text:
            return Check(f"units in {units}", f"{name} is not what these settings give; --write it")
    return Check(f"units in {units}")


def _systemd(units: Path) -> Check:
    what = "systemd-analyze verify"
    program = shutil.which("systemd-analyze")
    if not program:
        return Check(what, "systemd-analyze is not on this machine", skipped=True)
    paths = [str(units / f"{NAME}.{kind}") for kind in ("service", "timer")]
    try:
        done = subprocess.run(
            [program, "--user", "verify", *paths],
            capture_output=True, text=True, timeout=SECONDS, check=False,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired) as error:
        return Check(what, f"did not come to an end ({error})", skipped=True)
    said = [line for line in done.stderr.splitlines() if NAME in line]
    if done.returncode and not said:  # no user session here, such as in a container
        return Check(what, done.stderr.strip()[-300:], skipped=True)
    return Check(what, " ".join(said) if done.returncode else "")


def _for_systemd(word: str) -> str:
    """Return a word as ExecStart wants it: in quotes if need be, its special signs doubled."""
    word = word.replace("\\", "\\\\").replace("%", "%%").replace("$", "$$")
    return '"' + word.replace('"', '\\"') + '"' if re.search(r"""[\s"';\\]""", word) else word
