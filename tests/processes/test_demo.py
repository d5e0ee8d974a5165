"""The demo as its user runs it: the whole walk unattended, and a hall that is closed with Ctrl-C and leaves nothing."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.demo.hall import FOLDER

DEMO = [sys.executable, "-m", "tests.demo"]
PICTURES = ("kiosk-welcome", "kiosk-wang-number", "calls-end", "wall-end", "console-end", "bench", "paper-1", "hall")
END_MAX_S = 60


def left_behind() -> list[str]:
    """Command lines of processes that still know the demo's folder."""
    return [line for line in _command_lines() if str(FOLDER) in line]


def _command_lines() -> Iterator[str]:
    for file in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            yield file.read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue


@pytest.mark.timeout(180)
def test_ctrl_c_closes_the_hall_and_leaves_nothing() -> None:
    with subprocess.Popen(DEMO, stdout=subprocess.PIPE, text=True) as hall:
        assert hall.stdout is not None
        said = next((line for line in hall.stdout if "Ctrl-C ends everything" in line), "")
        second = subprocess.run(DEMO, capture_output=True, text=True)
        hall.send_signal(signal.SIGINT)
        assert hall.wait(END_MAX_S) == 0
    assert said
    assert (second.returncode, "Another demo runs" in second.stderr) == (1, True)
    assert left_behind() == []


@pytest.mark.timeout(300)
def test_the_whole_walk_comes_true() -> None:
    lived = subprocess.run([*DEMO, "--check"], capture_output=True, text=True)
    assert lived.returncode == 0, lived.stdout + lived.stderr
    assert all((FOLDER / f"{name}.png").stat().st_size for name in PICTURES)
    assert left_behind() == []
