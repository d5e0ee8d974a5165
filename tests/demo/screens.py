"""Virtual displays: one for each screen of the hall, seen and touched from the browser, photographed for the record."""

import os
import subprocess
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PIL import Image, ImageGrab

from tests.demo.children import Children
from tests.ports import LOOPBACK, free_port

NOVNC: Final = Path("/usr/share/novnc")
REST_S: Final = 0.15
REST_TRIES_MAX: Final = 10


@dataclass(frozen=True)
class Display:
    """One X display and its size in pixels."""

    name: str
    number: str
    size: tuple[int, int]

    @property
    def environment(self) -> dict[str, str]:
        """What a program needs to draw here, by software where there is no graphics card."""
        return {"DISPLAY": self.number, "LIBGL_ALWAYS_SOFTWARE": "1", "LP_NUM_THREADS": "1"}

    def picture(self) -> Image.Image:
        """What can be seen now."""
        return ImageGrab.grab(xdisplay=self.number)

    def picture_at_rest(self) -> Image.Image:
        """What can be seen when nothing has moved for a moment; a blinking screen is taken as it is after a while."""
        pause, before = threading.Event(), self.picture()
        for _ in range(REST_TRIES_MAX):
            pause.wait(REST_S)
            now = self.picture()
            if now == before:
                break
            before = now
        return before

    def touch(self, x: float, y: float) -> None:
        """One real touch (a pointer press) at a place in pixels from the top left."""
        words = ["xdotool", "mousemove", f"{x:.0f}", f"{y:.0f}", "mousedown", "1", "mouseup", "1"]
        subprocess.run(words, check=True, env={**os.environ, "DISPLAY": self.number})


def open_display(children: Children, name: str, size: tuple[int, int]) -> Display:
    """Start an X server on a free display number and wait until it takes clients."""
    reader, writer = os.pipe()
    words = [
        "Xvfb",
        "-displayfd",
        str(writer),
        "-screen",
        "0",
        f"{size[0]}x{size[1]}x24",
        "-nolisten",
        "tcp",
        "-noreset",
    ]
    os.set_inheritable(writer, True)
    children.start(f"xvfb-{name}", words, pass_files=(writer,))
    os.close(writer)
    with os.fdopen(reader) as answers:
        number = answers.readline().strip()
    if not number:
        raise RuntimeError(f"Xvfb for {name} did not start; see its log")
    return Display(name, f":{number}", size)


def show_in_browser(children: Children, displays: list[Display], folder: Path, port: int) -> dict[str, str]:
    """Make displays visible and touchable in a browser, on loopback only. Returns the address of each."""
    targets = folder / "vnc-targets"
    lines: list[str] = []
    for display in displays:
        vnc_port = free_port()
        words = ["x11vnc", "-display", display.number, "-rfbport", str(vnc_port), "-localhost", "-forever", "-shared"]
        children.start(f"x11vnc-{display.name}", [*words, "-nopw", "-quiet", "-noxdamage", "-wait", "50"])
        lines.append(f"{display.name}: {LOOPBACK}:{vnc_port}\n")
    targets.write_text("".join(lines))
    words = ["websockify", "--web", str(NOVNC), "--token-plugin", "TokenFile", "--token-source", str(targets)]
    children.start("websockify", [*words, f"{LOOPBACK}:{port}"])
    page = f"http://{LOOPBACK}:{port}/vnc.html?autoconnect=1&resize=scale&reconnect=1&path=websockify%3Ftoken%3D"
    return {display.name: page + display.name for display in displays}
