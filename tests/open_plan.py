"""Longli's plan for halls that run on a real clock: without its hours and tides, so that they work on any day."""

import re
import shutil
from pathlib import Path
from typing import Final

from config.settings.load import CHECKOUT

LONGLI: Final = CHECKOUT / "config" / "halls" / "longli"
OPENING: Final = re.compile(r"^\[opening\].*?^\[opening\.hours\]", re.DOTALL | re.MULTILINE)
"""The table ``[opening]`` and the head of its hours."""
TIDE: Final = re.compile(r"^tide = .*\n", re.MULTILINE)


def copy_open_plan(folder: Path) -> None:
    """Copy Longli's plan to a folder that is not there yet, always open; only what can be booked keeps the hours."""
    shutil.copytree(LONGLI, folder)
    _replace(folder / "hall.toml", OPENING, "[appointments.hours]")
    _replace(folder / "counters.toml", TIDE, "")


def _replace(file: Path, entry: re.Pattern[str], by: str) -> None:
    text, found = entry.subn(by, file.read_text("utf-8"))
    assert found == 1, f"{file.name} has no {entry.pattern} any more: nothing needs to be left out"
    file.write_text(text, "utf-8")
