"""Where the touchables are, for an unattended check that sends real touches: one small JSON file, renewed whole.

``{"screen": "services", "language": "zh", "touchables": {"service-tax-filing": [x, y, width, height]}}`` in pixels from
the window's top left corner. Written only when the environment names a file.
"""

import json
import os
from pathlib import Path
from typing import Any, Final

from kiosk.widgets.basic import Touchable

VARIABLE: Final = "SERVICE_HALL_TOUCH_MAP"


def touchables(root: Any, window_height: float) -> dict[str, list[int]]:
    """Every touchable that can be touched now, by its id."""
    found: dict[str, list[int]] = {}
    for widget in root.walk(restrict=True):
        if isinstance(widget, Touchable) and widget.touch_id and widget.shown:
            x, y = widget.to_window(widget.x, widget.y)
            top = window_height - y - widget.height
            found[widget.touch_id] = [round(x), round(top), round(widget.width), round(widget.height)]
    return found


def write(file: Path, screen: str, language: str, places: dict[str, list[int]]) -> None:
    """The file, whole or not at all."""
    draft = file.with_suffix(".part")
    draft.write_text(json.dumps({"screen": screen, "language": language, "touchables": places}, ensure_ascii=False))
    draft.replace(file)


def wanted_file() -> Path | None:
    """The file that the environment asks for."""
    named = os.environ.get(VARIABLE)
    return Path(named) if named else None
