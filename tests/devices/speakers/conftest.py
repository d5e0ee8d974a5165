"""A pack of recorded clips for the whole run."""

from pathlib import Path

import pytest

from tests.devices.speakers.makes import record


@pytest.fixture(scope="session")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The words of a small hall."""
    return record(tmp_path_factory.mktemp("voice") / "putonghua")
