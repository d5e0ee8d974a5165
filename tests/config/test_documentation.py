"""The pages about wire and settings say what the code says."""

import pytest

from config.settings import documentation as settings_page
from config.settings.load import DEFAULTS, read_toml
from config.wire import documentation as wire_page
from config.wire.catalogue import ROWS


def test_the_page_of_the_wire_is_up_to_date() -> None:
    assert wire_page.FILE.read_text("utf-8") == wire_page.document(), "run python -m config.wire.documentation"


def test_the_page_of_the_settings_is_up_to_date() -> None:
    text = settings_page.FILE.read_text("utf-8")
    assert text == settings_page.document(), "run python -m config.settings.documentation"


@pytest.mark.parametrize("name", [row.message.__name__ for row in ROWS])
def test_every_message_has_a_heading(name: str) -> None:
    assert f"\n## {name}\n" in wire_page.document()


def test_every_setting_stands_in_the_page() -> None:
    defaults = read_toml(DEFAULTS)
    keys = [key for value in defaults.values() if isinstance(value, dict) for key in value]
    keys += [key for key, value in defaults.items() if not isinstance(value, dict)]
    assert not [key for key in keys if f"| `{key}` |" not in settings_page.document()]
