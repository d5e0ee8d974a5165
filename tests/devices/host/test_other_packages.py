"""Another package adds a driver by an entry point; one that can't be used is a named fault of its device alone."""

from pathlib import Path

import pytest

from devices.drivers.card_reader.sam_v import SamVReader
from devices.faults import SettingsWrong
from devices.registry import build_driver
from tests.devices.rig import device, site

DRIVER = '''
"""A driver of another package."""

import sys

from devices.drivers.card_reader.sam_v import SamVReader
from devices.registry import Make

MAKE = Make("card_reader", sys.modules[__name__], SamVReader)
NOT_ONE = "a word"
'''
POINTS = """
[service_hall.devices]
other_reader = other_readers:MAKE
no_make = other_readers:NOT_ONE
gone = other_readers:GONE
sam_v = other_readers:NOT_ONE
"""


@pytest.fixture(autouse=True)
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The other package, as pip would lay it down."""
    about = tmp_path / "other_readers-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: other-readers\nVersion: 1.0\n")
    (about / "entry_points.txt").write_text(POINTS)
    (tmp_path / "other_readers.py").write_text(DRIVER)
    monkeypatch.syspath_prepend(str(tmp_path))


@pytest.mark.parametrize("driver", ["other_reader", "sam_v"])
def test_its_driver_is_built_and_ours_stay_ours(driver: str, tmp_path: Path) -> None:
    built = build_driver(device("id", "card_reader", driver, "serial:id"), site(tmp_path))
    assert isinstance(built, SamVReader)


@pytest.mark.parametrize(
    ("driver", "told"),
    [
        ("no_make", "is no Make"),
        ("gone", "can't be loaded"),
        ("nobodys", "sam_v.*gone, no_make, other_reader$"),
    ],
)
def test_one_that_cannot_be_used_says_why(driver: str, told: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsWrong, match=told):
        build_driver(device("id", "card_reader", driver, "serial:id"), site(tmp_path))
