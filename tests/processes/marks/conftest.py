"""A hall that lets visitors' phones in."""

from pathlib import Path

import pytest

from tests.ports import free_port
from tests.queue_server.console.child_processes import settings_file


@pytest.fixture(name="settings")
def _settings(tmp_path: Path, port: int) -> Path:
    """Phones are let in, and may judge the whole day."""
    file = settings_file(tmp_path, free_port(), port)
    with file.open("a") as settings:
        settings.write(f'phone_address = "http://127.0.0.1:{port}"\nphone_tries_max = 1000\n')
    plan = tmp_path / "halls" / "longli" / "hall.toml"
    text = plan.read_text("utf-8")
    assert "elsewhere_window_min = 0 " in text
    plan.write_text(text.replace("elsewhere_window_min = 0 ", "elsewhere_window_min = 600 "), "utf-8")
    return file
