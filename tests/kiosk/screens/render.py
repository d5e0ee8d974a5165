"""Draw every scene in one size in a real window: pictures, and a report of what does not fit, as JSON on the last line.

``python -m tests.kiosk.screens.render 1080x1920 FOLDER``; a test runs it once a size, because a process has one window.
"""

import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from config import fonts
from config.theme import TOUCH_MIN
from config.vocabulary import Language
from kiosk import window
from kiosk.flow import states as s
from kiosk.flow.happenings import Touch
from tests.kiosk import samples
from tests.kiosk.screens.scenes import scenes

SLACK_PX: Final = 1.5
"""Rounding of positions to whole pixels."""
REST_TURNS: Final = 3


class StillLife:
    """Stands in for the station: one state, chosen by hand."""

    def __init__(self, state: s.State) -> None:
        self.state = state

    def touch(self, touch: Touch) -> None:
        """Nobody touches a picture."""


def main(size_text: str, folder: Path) -> int:
    """Draw, look, report."""
    width, height = (int(part) for part in size_text.split("x"))
    window.prepare((width, height), False, fonts.var_folder() / "kivy")
    from kivy.config import Config

    Config.set("graphics", "maxfps", "0")  # turns of the loop follow each other without a rest
    from kivy.core.window import Window

    from kiosk.app import KioskApp
    from kiosk.widgets.basic import Title

    state = next(iter(scenes(Language.CHINESE).values()))
    decider = StillLife(state)
    departments, services = window.grids(samples_scale(width, height))
    rules = replace(samples.RULES, departments_per_page=departments.tiles, services_per_page=services.tiles)
    app = KioskApp(decider, rules, samples.PLAN.name, lambda: samples.NOW)
    app._run_prepare()
    problems: list[str] = [] if tuple(Window.size) == (width, height) else [f"window is {Window.size}"]
    maps: dict[str, dict[str, list[int]]] = {}
    texts: dict[str, set[str]] = {language: set() for language in Language}
    titles: dict[str, list[int]] = {}
    folder.mkdir(parents=True, exist_ok=True)
    for language in Language:
        for name, scene in scenes(language).items():
            decider.state = scene
            app._draw()
            frames()
            place = f"{name}-{language}-{size_text}"
            picture(folder / f"{place}.png", width, height)
            problems += [f"{place}: {problem}" for problem in misfits(app, width, height)]
            maps[f"{name}-{language}"] = app.touchables()
            texts[language] |= {label.text for label in labels(app)}
            titles |= {
                f"{name}-{language}": [round(label.x), round(label.top)]
                for label in labels(app)
                if isinstance(label, Title)
            }
    problems += changed_by_history(app, decider, maps)
    report = {"problems": problems, "maps": maps, "titles": titles}
    report |= {"texts": {language: sorted(seen) for language, seen in texts.items()}}
    print(json.dumps(report, ensure_ascii=False))
    return 0


def changed_by_history(app: Any, decider: StillLife, maps: dict[str, dict[str, list[int]]]) -> list[str]:
    """Scenes whose touchables stand elsewhere when the scenes come the other way round."""
    found = []
    for name, scene in reversed(scenes(Language.CHINESE).items()):
        decider.state = scene
        app._draw()
        come_to_rest()
        if app.touchables() != maps[f"{name}-{Language.CHINESE}"]:
            found.append(f"{name} looks different after another screen")
    return found


def samples_scale(width: int, height: int) -> Any:
    """The window's scale."""
    from config.theme import Scale

    return Scale(width, height)


def frames() -> None:
    """Draw what stands still, once."""
    from kivy.base import EventLoop

    come_to_rest()
    EventLoop.idle()


def come_to_rest() -> None:
    """Let the layout be made: each turn may move what the one before made."""
    from kivy.clock import Clock

    for _ in range(REST_TURNS):
        Clock.tick()
        Clock.tick_draw()


def picture(file: Path, width: int, height: int) -> None:
    """What the window shows."""
    from kivy.graphics.opengl import GL_RGB, GL_UNSIGNED_BYTE, glReadPixels
    from PIL import Image

    pixels = glReadPixels(0, 0, width, height, GL_RGB, GL_UNSIGNED_BYTE)
    Image.frombytes("RGB", (width, height), pixels).transpose(Image.Transpose.FLIP_TOP_BOTTOM).save(
        file, compress_level=1
    )


def misfits(app: Any, width: int, height: int) -> list[str]:
    """Text larger than its box, boxes outside the window, targets too small for a finger."""
    from kivy.uix.boxlayout import BoxLayout

    from kiosk.widgets.basic import Touchable

    found = []
    for widget in app.body.walk(restrict=True):
        if (
            visible(widget)
            and widget is not app.body
            and (widget.top > app.body.top + SLACK_PX or widget.y < -SLACK_PX)
        ):
            found.append(
                f"{type(widget).__name__} at {widget.pos} {widget.size} leaves the screen's part of the window"
            )
        if isinstance(widget, BoxLayout) and visible(widget) and crowded(widget):
            found.append(f"{type(widget).__name__} {widget.size} is too small for what stands in it")
    for label in labels(app):
        if label.needed[0] > label.width + SLACK_PX or label.needed[1] > label.height + SLACK_PX:
            found.append(f"text {label.text!r} needs {label.needed} in {label.size}")
        if label.texture is not None and (label.texture_size[1] > label.height + SLACK_PX):
            found.append(f"texture of {label.text!r} overflows")
        if outside(label, width, height):
            found.append(f"text {label.text!r} leaves the window")
    for widget in app.root.walk():
        if isinstance(widget, Touchable) and visible(widget):
            if min(widget.size) < app.px(TOUCH_MIN) - SLACK_PX:
                found.append(f"{widget.touch_id} is {widget.size}")
            if not widget.touch_id or outside(widget, width, height):
                found.append(f"touchable {widget.touch_id!r} has no name or leaves the window")
    return found


def crowded(box: Any) -> bool:
    """Whether the parts of fixed size need more room than the box has: they would stand over each other."""
    return bool(box.minimum_height > box.height + SLACK_PX or box.minimum_width > box.width + SLACK_PX)


def labels(app: Any) -> Iterator[Any]:
    """Every text that can be seen."""
    from kiosk.widgets.basic import FitLabel

    for widget in app.root.walk():
        if isinstance(widget, FitLabel) and widget.text and visible(widget):
            yield widget


def visible(widget: Any) -> bool:
    """Neither it nor anything around it is hidden."""
    while widget is not None and widget.parent is not widget:
        if widget.opacity == 0:
            return False
        widget = widget.parent
    return True


def outside(widget: Any, width: int, height: int) -> bool:
    """Whether any part of it is beyond the window's edge."""
    x, y = widget.to_window(widget.x, widget.y)
    right, top = x + widget.width, y + widget.height
    return bool(x < -SLACK_PX or y < -SLACK_PX or right > width + SLACK_PX or top > height + SLACK_PX)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2])))
