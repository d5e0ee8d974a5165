"""Longli's plan for halls that run on a real clock: the same at any hour of any day."""

import re
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from config.settings.load import CHECKOUT

LONGLI: Final = CHECKOUT / "config" / "halls" / "longli"
OPENING: Final = re.compile(r"^\[opening\].*?^\[opening\.hours\]", re.DOTALL | re.MULTILINE)
"""The table ``[opening]`` and the head of its hours."""
TIDE: Final = re.compile(r"^tide = .*\n", re.MULTILINE)
HOLIDAYS: Final = re.compile(r"^\[\[holiday\]\].*", re.DOTALL | re.MULTILINE)
TIME_ZONE: Final = re.compile(r"^time_zone = .*", re.MULTILINE)
MORNING_HOUR: Final = 10
MOST_HOURS_WEST: Final = 12


def copy_open_plan(folder: Path) -> None:
    """Copy Longli's plan to a folder that is not there yet, always open; only what can be booked keeps the hours."""
    shutil.copytree(LONGLI, folder)
    _replace(folder / "hall.toml", OPENING, "[appointments.hours]")
    _replace(folder / "counters.toml", TIDE, "")
    _replace(folder / "calendar.toml", HOLIDAYS, "")


def copy_morning_plan(folder: Path) -> None:
    """The same, in a part of the world where it is past ten in the morning: no test meets the end of a day."""
    copy_open_plan(folder)
    move_to_morning(folder)


def move_to_morning(folder: Path) -> None:
    """Let a copied hall stand where it is between ten and eleven in the morning now."""
    _replace(folder / "hall.toml", TIME_ZONE, f'time_zone = "{zone_of_morning(datetime.now(UTC))}"')


def zone_of_morning(now: datetime) -> str:
    """The zone whose clock shows ten and some minutes, by IANA's names, which count the hours west of Greenwich."""
    west = now.astimezone(UTC).hour - MORNING_HOUR
    return f"Etc/GMT{west if west <= MOST_HOURS_WEST else west - 24:+d}"


def _replace(file: Path, entry: re.Pattern[str], by: str) -> None:
    text, found = entry.subn(by, file.read_text("utf-8"))
    assert found == 1, f"{file.name} has no {entry.pattern} any more: nothing needs to be left out"
    file.write_text(text, "utf-8")
