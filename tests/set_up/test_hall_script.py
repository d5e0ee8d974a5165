"""./hall: what it answers, and that a second start costs nothing."""

import subprocess
import time

from tests.house_rules.source import CHECKOUT

SECOND_START_MAX_S = 0.1
ROOMS = ("server", "console", "kiosk", "display", "devices", "journal", "plan", "settings")
COMMANDS = ("demo", "test", "bench", "day", *ROOMS, "setup", "help")


def hall(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run ./hall to its end."""
    return subprocess.run([CHECKOUT / "hall", *arguments], capture_output=True, text=True, timeout=60, check=False)


def test_help_lists_every_command() -> None:
    listing = hall().stdout
    assert listing == hall("help").stdout
    for command in COMMANDS:
        assert f"./hall {command}" in listing


def test_an_unknown_command_is_refused() -> None:
    answer = hall("dmeo")
    assert answer.returncode == 2
    assert "dmeo" in answer.stderr


def test_a_second_start_takes_no_set_up_time() -> None:
    assert hall("setup").returncode == 0
    took = []
    for _ in range(5):
        start = time.perf_counter()
        answer = hall("setup")
        took.append(time.perf_counter() - start)
        assert (answer.returncode, answer.stdout, answer.stderr) == (0, "", "")
    assert min(took) < SECOND_START_MAX_S


def test_ci_runs_the_tests_and_nothing_else() -> None:
    lines = (CHECKOUT / ".ci" / "run").read_text().splitlines()
    assert lines == ["#!/usr/bin/env bash", 'exec "$(dirname "${BASH_SOURCE[0]}")/../hall" test']
