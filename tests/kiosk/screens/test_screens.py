"""Every screen in real windows: three sizes, both languages, the longest names. The pictures stay under var/."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from config import fonts
from config.settings.load import CHECKOUT
from config.vocabulary import Language
from kiosk.wording import wording
from tests.kiosk import stage
from tests.kiosk.screens.scenes import scenes

SIZES = ("1080x1920", "1920x1080", "1366x768")
RENDER_S = 300
pytestmark = pytest.mark.timeout(RENDER_S)
COLOURS_MIN = 20
"""A picture with fewer colours shows no text."""

ON_PAPER = r"(slip|daily)\.|groups\.show(_proof)?$"
"""Words that are only printed."""
NOTICES = ("refusal", "shut", "no-", "not-", "unknown-", "thanks")

Drawn = dict[str, dict[str, Any]]


@pytest.fixture(scope="module")
def folder() -> Path:
    """Where the pictures stay for people to look at."""
    place = fonts.var_folder() / "pictures" / "kiosk"
    place.mkdir(parents=True, exist_ok=True)
    return place


@pytest.fixture(scope="module")
def drawn(folder: Path) -> Iterator[Drawn]:
    """Each size's report; the three windows are drawn side by side on one display."""
    fonts.regular(), fonts.bold()
    with stage.display(1920, 1920) as name:
        environment = {**os.environ, "DISPLAY": name, "LIBGL_ALWAYS_SOFTWARE": "1"}
        words = [sys.executable, "-m", "tests.kiosk.screens.render"]
        windows = {
            size: subprocess.Popen(
                [*words, size, str(folder)], cwd=CHECKOUT, env=environment, text=True, stdout=subprocess.PIPE
            )
            for size in SIZES
        }
        reports = {size: window.communicate(timeout=RENDER_S)[0] for size, window in windows.items()}
        assert all(window.returncode == 0 for window in windows.values())
        yield {size: json.loads(report.splitlines()[-1]) for size, report in reports.items()}


@pytest.mark.parametrize("size", SIZES)
def test_everything_fits_and_can_be_hit(drawn: Drawn, size: str) -> None:
    assert drawn[size]["problems"] == []


@pytest.mark.parametrize("size", SIZES)
def test_the_language_can_be_changed_everywhere(drawn: Drawn, size: str) -> None:
    maps = drawn[size]["maps"]
    assert maps.keys() == {f"{name}-{language}" for language in Language for name in scenes(language)}
    assert all("language" in touchables for touchables in maps.values())


@pytest.mark.parametrize("size", SIZES)
def test_every_step_has_its_touchables(drawn: Drawn, size: str) -> None:
    maps = drawn[size]["maps"]
    assert "begin" in maps["welcome-zh"]
    assert {"back", "page-after"} <= maps["departments-zh"].keys()
    assert "page-before" not in maps["departments-zh"]
    assert {"back", "page-before"} <= maps["departments-last-en"].keys()
    assert {"priority", "back"} <= maps["services-zh"].keys()
    assert {"without-card", "back"} <= maps["who-no-devices-en"].keys()
    assert maps["still-there-zh"].keys() == {"language", "stay", "leave"}
    assert maps["out-of-order-zh"].keys() == maps["waiting-zh"].keys() == {"language"}


@pytest.mark.parametrize("size", SIZES)
def test_what_is_typed_of_a_passport_is_in_no_touch_map(drawn: Drawn, size: str) -> None:
    maps = drawn[size]["maps"]
    assert {"line-number", "line-birth", "line-expiry", "send", "back"} <= maps["opening-whole-en"].keys()
    assert "send" not in maps["opening-reading-zh"]
    assert not any(secret in json.dumps(maps) for secret in ("AB1234567890", "19740812", "1974-08-12"))


@pytest.mark.parametrize("size", SIZES)
def test_the_pictures_show_something(drawn: Drawn, folder: Path, size: str) -> None:
    assert drawn[size]
    width, height = (int(part) for part in size.split("x"))
    for language in Language:
        for name in scenes(language):
            with Image.open(folder / f"{name}-{language}-{size}.png") as picture:
                assert picture.size == (width, height)
                colours = picture.getcolors(width * height)
                assert colours is not None
                assert len(colours) >= COLOURS_MIN


def test_every_word_of_a_screen_is_seen_on_a_picture(drawn: Drawn) -> None:
    """Who writes a new text draws a scene with it, and looks at it."""
    texts = drawn[SIZES[0]]["texts"]
    for language in Language:
        templates = {key: text for key, text in wording(language).texts.items() if not re.match(ON_PAPER, key)}
        seen = "\n".join(texts[language])
        assert [key for key, text in templates.items() if not re.search(_pattern(text), seen)] == []


def _pattern(template: str) -> str:
    """The text with anything where its fields are."""
    return ".*".join(re.escape(part) for part in re.split(r"\{\w+\}", template))


@pytest.mark.parametrize("size", SIZES)
def test_the_step_back_and_the_question_stand_at_the_same_place_on_every_screen(drawn: Drawn, size: str) -> None:
    backs = {name: boxes["back"] for name, boxes in drawn[size]["maps"].items() if "back" in boxes}
    corners = {(left, top, height) for name, (left, top, _, height) in backs.items() if not _is_notice(name)}
    assert len(corners) == 1, {
        corner: [n for n, b in backs.items() if (b[0], b[1], b[3]) == corner] for corner in corners
    }
    assert len({tuple(corner) for corner in drawn[size]["titles"].values()}) == 1


def _is_notice(name: str) -> bool:
    """A notice has one button, in its middle."""
    return name.startswith(NOTICES)
