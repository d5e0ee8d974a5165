"""Draws every scene in every size in a real window and says what does not fit: ``paint.py FOLDER`` → JSON on stdout.

A program of its own, because a process has one Kivy window and the kiosk's tests have theirs.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from hall_display import window

SIZES: Final = ((1920, 1080), (1366, 768), (1080, 1920))
FRAMES: Final = 3
"""Layouts settle within so many turns of the loop."""
RESIZE_TURNS_MAX: Final = 200
SLACK_PX: Final = 2


def main(folder: Path) -> None:
    """Paint everything."""
    window.prepare(folder, SIZES[0], full_screen=False)
    from kivy.base import EventLoop
    from kivy.config import Config

    Config.set("graphics", "maxfps", "0")  # turns of the loop follow each other without a rest
    from kivy.core.window import Window

    from tests.hall_display.scenes import painters

    window.load_looks()
    EventLoop.window = Window
    EventLoop.start()
    found: dict[str, Any] = {}
    screens = painters()
    for size in SIZES:
        _resize(EventLoop, Window, size)
        for widget, show, scenes in screens:
            Window.add_widget(widget)
            _turn(EventLoop)
            for scene in scenes:
                show(scene)
                _turn(EventLoop)
                name = f"{scene.name}-{size[0]}x{size[1]}"
                _save(Window, folder / f"{name}.png")
                found[name] = {"size": list(Window.size), "labels": list(_labels(widget))}
            Window.remove_widget(widget)
    print(json.dumps(found, ensure_ascii=False))


def _resize(loop: Any, view: Any, size: tuple[int, int]) -> None:
    view.size = size
    for _ in range(RESIZE_TURNS_MAX):
        loop.idle()
        if tuple(view.size) == size:
            return
    raise RuntimeError(f"the window stays at {tuple(view.size)}, wanted {size}")


def _turn(loop: Any) -> None:
    for _ in range(FRAMES):
        loop.idle()


def _save(view: Any, file: Path) -> None:
    from kivy.graphics.opengl import GL_RGB, GL_UNSIGNED_BYTE, glReadPixels
    from PIL import Image

    view.dispatch("on_draw")
    wide, high = (int(side) for side in view.size)
    pixels = glReadPixels(0, 0, wide, high, GL_RGB, GL_UNSIGNED_BYTE)
    Image.frombytes("RGB", (wide, high), pixels).transpose(Image.Transpose.FLIP_TOP_BOTTOM).save(file, compress_level=1)


def _labels(widget: Any) -> Iterator[dict[str, Any]]:
    """Each visible text: whether it was cut, whether it is larger than its box, and its type size."""
    from hall_display.widgets.fit_label import FitLabel
    from hall_display.widgets.fitting import LEADING_EM, RAISE_EM

    for child in widget.walk():
        if not isinstance(child, FitLabel) or not child.text or _hidden(child, widget):
            continue
        wide, high = child.texture_size
        ink_high = high - (LEADING_EM + RAISE_EM) * child.font_size
        over = wide > child.width + SLACK_PX or ink_high > child.height + SLACK_PX or min(child.size) <= 0
        over = over or not _inside(child, widget)
        yield {"text": child.text, "cut": child.cut, "over": over, "type_px": child.font_size}


def _inside(child: Any, widget: Any) -> bool:
    """Whether a text's box lies within every box around it."""
    around = child
    while around is not widget:
        around = around.parent
        if child.x < around.x - SLACK_PX or child.right > around.right + SLACK_PX:
            return False
        if child.y < around.y - SLACK_PX or child.top > around.top + SLACK_PX:
            return False
    return True


def _hidden(child: Any, widget: Any) -> bool:
    while child is not widget:
        if child.opacity == 0:
            return True
        child = child.parent
    return False


if __name__ == "__main__":
    main(Path(sys.argv[1]))
