"""The one Kivy window of a display process. Import this before anything of Kivy: Kivy reads its settings at import."""

import logging
import os
from pathlib import Path
from typing import Any, Final

from config import fonts

FRAMES_MAX: Final = 30
"""Frames a second at most; nothing is drawn when nothing has changed, and a message wakes the loop at once."""
KV: Final = (
    "widgets/widgets.kv",
    "calls/calls.kv",
    "calls/rows.kv",
    "counter/counter.kv",
    "wall/wall.kv",
    "wall/panels.kv",
    "wall/lines.kv",
    "wall/machines.kv",
)


def prepare(var: Path, size: tuple[int, int], *, full_screen: bool) -> None:
    """Kivy's settings for a screen that nobody types at. Opens nothing."""
    home = var / "kivy"
    home.mkdir(parents=True, exist_ok=True)
    os.environ |= {
        "KIVY_NO_ARGS": "1",
        "KIVY_HOME": str(home),
        "KIVY_NO_CONFIG": "1",
        "KIVY_NO_FILELOG": "1",
        "KIVY_LOG_MODE": "PYTHON",
    }
    os.environ |= {"KIVY_CLOCK": "interrupt", "SDL_NO_SIGNAL_HANDLERS": "1"}
    from kivy.config import Config

    logging.getLogger("kivy").setLevel(logging.WARNING)  # only now: Kivy sets its own at import

    for section, key, value in (
        ("graphics", "width", size[0]),
        ("graphics", "height", size[1]),
        ("graphics", "position", "custom"),
        ("graphics", "left", 0),
        ("graphics", "top", 0),
        ("graphics", "fullscreen", "auto" if full_screen else 0),
        ("graphics", "borderless", 1),
        ("graphics", "resizable", 1),
        ("graphics", "multisamples", 0),
        ("graphics", "maxfps", FRAMES_MAX),
        ("graphics", "show_cursor", 0),
        ("kivy", "exit_on_escape", 0),
        ("kivy", "log_level", "warning"),
    ):
        Config.set(section, key, str(value))
    Config.remove_section("input")
    Config.add_section("input")


def load_looks() -> None:
    """Register the hall's type and read every screen's rules. Needs ``prepare`` before."""
    from kivy.core.text import LabelBase
    from kivy.lang import Builder

    LabelBase.register("Hall", str(fonts.regular()), fn_bold=str(fonts.bold()))
    for name in KV:
        Builder.load_file(str(Path(__file__).parent / name))


def open_window(root: Any) -> None:
    """Show ``root`` in the window."""
    from kivy.core.window import Window

    Window.add_widget(root)
