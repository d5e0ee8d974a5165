"""Every screen, state and size in a real window: the pictures are kept to be looked at, and no text overflows."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from config.fonts import var_folder
from tests.hall_display.virtual_display import virtual_display

ROOT = Path(__file__).parents[2]
FOLDER = var_folder() / "pictures" / "hall_display"
PAINT_LIMIT_S = 110
NUMBER_GLYPH_MIN_PX = 90
DIGIT_HEIGHT_EM = 0.73
LONGEST = "longest"


@pytest.fixture(scope="module")
def display() -> Iterator[str]:
    """A virtual display of its own."""
    with virtual_display() as name:
        yield name


@pytest.fixture(scope="module")
def painted(display: str) -> dict[str, Any]:
    """What the painter found: for each picture its size and its texts."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    run = subprocess.run(
        [sys.executable, "-m", "tests.hall_display.paint", str(FOLDER)],
        cwd=ROOT,
        env=os.environ | {"DISPLAY": display},
        capture_output=True,
        text=True,
        timeout=PAINT_LIMIT_S,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    found: dict[str, Any] = json.loads(run.stdout)
    return found


def test_every_state_is_painted_in_three_sizes(painted: dict[str, Any]) -> None:
    sizes = {tuple(picture["size"]) for picture in painted.values()}
    assert sizes == {(1920, 1080), (1366, 768), (1080, 1920)}
    assert all((FOLDER / f"{name}.png").stat().st_size for name in painted)


def test_no_text_is_larger_than_its_box(painted: dict[str, Any]) -> None:
    assert [(name, text) for name, picture in painted.items() for text in picture["labels"] if text["over"]] == []


def test_public_screens_never_shorten_a_text(painted: dict[str, Any]) -> None:
    public = {name: picture for name, picture in painted.items() if not name.startswith("wall")}
    assert [(name, text) for name, picture in public.items() for text in picture["labels"] if text["cut"]] == []


def test_no_screen_shows_a_technicians_detail(painted: dict[str, Any]) -> None:
    assert [name for name, picture in painted.items() for text in picture["labels"] if "/dev/" in text["text"]] == []


def test_the_wall_shortens_only_the_longest_names(painted: dict[str, Any]) -> None:
    usual = {name: p for name, p in painted.items() if name.startswith("wall") and LONGEST not in name}
    cut = {text["text"] for picture in usual.values() for text in picture["labels"] if text["cut"]}
    assert cut == set()


def test_the_newest_number_can_be_read_from_ten_metres(painted: dict[str, Any]) -> None:
    for name in ("calls-usual-lit-1920x1080", "calls-full-1920x1080", "counter-called-1920x1080"):
        number = max(text["type_px"] for text in painted[name]["labels"] if text["text"] == "A001")
        assert number * DIGIT_HEIGHT_EM >= NUMBER_GLYPH_MIN_PX, name


def test_digits_are_all_equally_wide() -> None:
    from fontTools.ttLib import TTFont

    from config import fonts

    for path in (fonts.regular(), fonts.bold()):
        with TTFont(path, lazy=True) as font:
            letters, widths = font.getBestCmap(), font["hmtx"]
            assert len({widths[letters[ord(digit)]][0] for digit in "0123456789"}) == 1
