"""The timer and the cron line: written, explained, and checked."""

import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from pipeline.errors import SettingsError
from pipeline.nightly import schedule as module
from pipeline.nightly.schedule import Check, Schedule, check, cron_problem, write_units

ODD = "my reports, 100% ours"  # a space, a comma and a percent sign


@pytest.fixture
def plan(tmp_path: Path) -> Schedule:
    folder = tmp_path / ODD
    (folder / "in").mkdir(parents=True)
    settings = folder / "nightly.toml"
    settings.write_text('[nightly]\ninboxes = ["in"]\n', encoding="utf-8")
    return Schedule(settings, folder / "outputs", "03:30")


def problems(plan: Schedule, units: Path | None = None) -> list[str]:
    return [f"{c.what}: {c.problem}" for c in check(plan, units) if c.problem and not c.skipped]


@pytest.fixture
def not_started(monkeypatch: pytest.MonkeyPatch) -> None:
    """The program itself takes seconds to start; once is enough."""
    monkeypatch.setattr(module, "_starts", lambda plan: Check("program"))


@pytest.mark.slow
def test_all_is_well(plan: Schedule) -> None:
    assert problems(plan) == []


def test_a_program_that_is_not_there(plan: Schedule, tmp_path: Path) -> None:
    found = problems(Schedule(plan.settings, plan.outputs, program=(str(tmp_path / "claims"),)))
    assert any("cron line" in problem for problem in found)
    assert any("does not start" in problem for problem in found)


def test_the_cron_line_runs_what_we_mean(plan: Schedule) -> None:
    line = plan.cron()
    assert line.startswith("30 3 * * * ")
    command = line.split(maxsplit=5)[5].replace(r"\%", "%")  # as cron hands it to the shell
    words = shlex.split(command)
    assert words[:3] == ["cd", str(plan.settings.parent), "&&"]
    assert words[3 : 3 + len(plan.command)] == plan.command


def test_what_the_cron_line_names_need_not_be_there_yet(plan: Schedule) -> None:
    """The log lies beside the settings: before the first night there are no outputs."""
    command = plan.cron().split(maxsplit=5)[5].replace(r"\%", "%")
    tried = Schedule(plan.settings, plan.outputs, program=("/bin/true",)).cron()
    done = subprocess.run(["sh", "-c", tried.split(maxsplit=5)[5].replace(r"\%", "%")])
    assert done.returncode == 0
    assert command.endswith(f"2>> {shlex.quote(str(plan.settings.with_suffix('.log')))}")


def test_the_service_runs_what_we_mean(plan: Schedule) -> None:
    (line,) = [x for x in plan.service().splitlines() if x.startswith("ExecStart=")]
    # systemd takes quotes as a shell does, and %% for a percent sign.
    assert shlex.split(line.removeprefix("ExecStart=").replace("%%", "%")) == plan.command


@pytest.mark.usefixtures("not_started")
@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd here")
def test_systemd_finds_no_fault(plan: Schedule, tmp_path: Path) -> None:
    units = tmp_path / "units"
    paths = write_units(plan, units)
    plan.outputs.mkdir()
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *map(str, paths)], capture_output=True, text=True
    )
    assert "claims-nightly" not in done.stderr
    assert problems(plan, units) == []


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd here")
def test_systemd_knows_the_time(plan: Schedule) -> None:
    (line,) = [x for x in plan.timer().splitlines() if x.startswith("OnCalendar=")]
    when = line.removeprefix("OnCalendar=")
    done = subprocess.run(["systemd-analyze", "calendar", when], capture_output=True, text=True)
    assert done.returncode == 0
    assert "03:30:00" in done.stdout


@pytest.mark.parametrize("at", ["3", "24:00", "3:30", "12:60", "", "02:00; rm -rf /"])
def test_a_time_that_is_none(plan: Schedule, at: str) -> None:
    with pytest.raises(SettingsError, match="hours and minutes"):
        Schedule(plan.settings, plan.outputs, at)


@pytest.mark.usefixtures("not_started")
def test_what_is_missing_is_found(plan: Schedule) -> None:
    (plan.settings.parent / "in").rmdir()
    assert "there is no such folder" in problems(plan)[0]
    plan.settings.write_text("[nightly]\n", encoding="utf-8")
    assert "no inbox is named" in problems(plan)[0]
    plan.settings.write_text("[nightly]\ninbox = 3\n", encoding="utf-8")
    assert "unknown setting 'inbox'" in problems(plan)[0]


@pytest.mark.usefixtures("not_started")
def test_units_of_other_settings_are_found(plan: Schedule, tmp_path: Path) -> None:
    write_units(plan, tmp_path / "units")
    later = Schedule(plan.settings, plan.outputs, "04:00")
    assert any("not what these settings give" in p for p in problems(later, tmp_path / "units"))


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("0 2 * * * /bin/true", ""),
        ("0 2 * * *", "five fields"),
        ("60 2 * * * /bin/true", "'60' is no time"),
        ("0 2 * * * /bin/true 100%", "percent"),
        ("0 2 * * * /bin/true 'x", "quotes"),
        ("0 2 * * * /bin/no-such-program", "no program"),
        ("0 2 * * * /bin/true\n* * * * * rm", "more than one line"),
    ],
)
def test_what_cron_would_not_take(line: str, problem: str) -> None:
    found = cron_problem(line)
    assert (problem in found) if problem else not found
