"""One picture of the whole hall, made of the pictures of a walk: what the README shows."""

from pathlib import Path
from typing import Final

from PIL import Image

SIZE: Final = (1600, 900)
WALL_OF_THE_ROOM: Final = (226, 228, 226)
FRAME: Final = (170, 174, 172)
PLACES: Final = (
    ("kiosk-wang-number", 50, 40, 460, 818),
    ("calls-called-B002", 545, 40, 640, 360),
    ("wall-mark-dissatisfied", 545, 430, 640, 360),
    ("paper-2", 1225, 40, 325, 540),
    ("console-called-B002", 1225, 610, 325, 183),
)
"""Name of the picture, and the box it may fill: left, top, width, height in pixels."""


def hang(folder: Path) -> Path:
    """Make ``hall.png`` from the walk's pictures in a folder."""
    room = Image.new("RGB", SIZE, WALL_OF_THE_ROOM)
    for name, left, top, width, height in PLACES:
        picture = Image.open(folder / f"{name}.png").convert("RGB")
        scale = min(width / picture.width, height / picture.height)
        hung = picture.resize((round(picture.width * scale), round(picture.height * scale)), Image.Resampling.LANCZOS)
        room.paste(FRAME, (left - 1, top - 1, left + hung.width + 1, top + hung.height + 1))
        room.paste(hung, (left, top))
    file = folder / "hall.png"
    room.save(file, optimize=True)
    return file
