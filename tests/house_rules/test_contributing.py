"""CONTRIBUTING.md keeps its four recipes short, and the files that it names exist."""

import re
from collections.abc import Iterable

from tests.house_rules.source import CHECKOUT, expect_none, sources

RECIPES = ("A new device", "A new message", "A new screen", "A new report")
RECIPE_LINES_MAX = 15
NAMED_FILE = re.compile(r"`([a-z_./]+\.(?:py|toml|html|txt|in))`")


def recipes(text: str) -> dict[str, list[str]]:
    """Title and lines with content of each section."""
    sections = (section.partition("\n") for section in text.split("\n## ")[1:])
    return {title: [line for line in body.splitlines() if line] for title, _, body in sections}


def missing_files(text: str, paths: Iterable[str]) -> list[str]:
    """Named files that no project file's path ends with."""
    known = ["/" + path for path in paths]
    return [f for f in NAMED_FILE.findall(text) if not any(path.endswith("/" + f) for path in known)]


def contributing() -> str:
    """The text."""
    return (CHECKOUT / "CONTRIBUTING.md").read_text(encoding="utf-8")


def test_the_four_recipes_are_short() -> None:
    found = recipes(contributing())
    assert set(RECIPES) <= found.keys()
    expect_none(name for name in RECIPES if len(found[name]) >= RECIPE_LINES_MAX)


def test_every_file_that_it_names_exists() -> None:
    expect_none(missing_files(contributing(), [source.path for source in sources()]))


def test_a_lost_file_and_a_long_recipe_are_found() -> None:
    assert missing_files("see `kiosk/flow.py` and `gone.py`", ["kiosk/flow.py"]) == ["gone.py"]
    assert recipes("# C\n## A new device\n\none\ntwo\n## Other\nx") == {"A new device": ["one", "two"], "Other": ["x"]}
