"""The metrics hold to Prometheus's text format."""

import re

from pipeline.nightly.metrics import exposition
from tests.nightly.test_page import night

LINE = re.compile(r"""[a-z_]+(?:\{[a-z_]+="(?:[^"\\\n]|\\[\\"n])*"\})? -?[0-9.]+(?:e[+-]?\d+)?""")


def test_every_line_is_one_prometheus_reads() -> None:
    inboxes = [{"name": 'a "quoted"\nC:\\in', "files": 1, "fetched": 0, "error": "gone"}]
    text = exposition(night(inboxes=inboxes))
    assert text.endswith("\n")
    for line in text.splitlines():
        assert line.startswith(("# HELP claims_", "# TYPE claims_")) or LINE.fullmatch(line), line
    assert 'claims_nightly_inbox_up{inbox="a \\"quoted\\"\\nC:\\\\in"} 0' in text


def test_each_metric_is_explained_once() -> None:
    text = exposition(night())
    names = re.findall(r"^# TYPE (\S+) gauge$", text, re.MULTILINE)
    assert len(names) == len(set(names))
    assert set(re.findall(r"^(claims_\w+)", text, re.MULTILINE)) == set(names)


def test_a_night_that_failed_keeps_the_time_of_the_last_good_one() -> None:
    text = exposition(night(3, exit_code=5), [night(1), night(2)])
    assert "claims_nightly_last_success_timestamp_seconds 1767323400" in text  # the second's end
    assert "claims_nightly_last_run_exit_code 5" in text


def test_without_a_good_night_there_is_no_time_of_one() -> None:
    assert "last_success" not in exposition(night(1, exit_code=5))
