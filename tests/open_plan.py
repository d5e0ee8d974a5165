"""Longli's plan for halls that run on a real clock: without its opening hours, so that they work at any hour."""

import re
import shutil
from pathlib import Path
from typing import Final

from config.settings.load import CHECKOUT

LONGLI: Final = CHECKOUT / "config" / "halls" / "longli"
OPENING: Final = re.compile(r"^\[opening\].*?^\[opening\.hours\]", re.DOTALL | re.MULTILINE)
"""The table ``[opening]`` and the head of its hours."""


def copy_open_plan(folder: Path) -> None:
    """Copy Longli's plan to a folder that is not there yet, always open; only what can be booked keeps the hours."""
    shutil.copytree(LONGLI, folder)
    file = folder / "hall.toml"
    text, found = OPENING.subn("[appointments.hours]", file.read_text("utf-8"))
    assert found == 1, "Longli's hall.toml has no [opening]: nothing needs to be left out any more"
    file.write_text(text, "utf-8")
