"""A speaker that keeps to some counters: they must be in the plan, and it may ask for nothing in their name."""

from pathlib import Path

import pytest

from config.settings.plan_files import load_hall
from config.settings.plan_rules import AT_COUNTERS
from config.settings.users import users_of
from config.vocabulary import Role
from tests.config.plan_folder import RIGHT, plan_folder, problems_in

SPEAKER = """
[[device]]
name = "voice"
kind = "speaker"
driver = "espeak_ng"
at = "voice-1"
port = "sound:default"
options = { only_counters = ["1", "2"] }
"""


def folder(tmp_path: Path, written: str = "", instead: str = "") -> Path:
    return plan_folder(tmp_path, {"devices.toml": RIGHT["devices.toml"] + SPEAKER.replace(written, instead)})


def test_a_counter_that_is_not_there_is_named(tmp_path: Path) -> None:
    wanted = {("devices.toml", "voice.options.only_counters")}
    assert problems_in(folder(tmp_path / "unknown", '"2"', '"nine"')) == wanted
    assert problems_in(folder(tmp_path / "text", '["1", "2"]', '"1"'))
    named = folder(tmp_path / "named", 'only_counters = ["1", "2"]', 'names = { nine = { zh = "九号" } }')
    assert problems_in(named) == {("devices.toml", "voice.options.names")}
    assert problems_in(folder(tmp_path / "list", 'only_counters = ["1", "2"]', 'names = ["1"]'))


def test_its_computer_hears_and_may_ask_for_nothing(tmp_path: Path) -> None:
    files = load_hall(folder(tmp_path))
    assert files.devices[-1].only_counters == ("1", "2")
    (user,) = [user for user in users_of(files.plan, files.devices) if user.name == "voice-1"]
    assert (user.role, user.counters) == (Role.COUNTER_DEVICES, ())


def three(tmp_path: Path, port: str) -> Path:
    """Three devices at one port: two of one computer, and one of another."""
    ours = SPEAKER.replace("sound:default", port)
    other = ours.replace('"voice"', '"other"').replace("baud=9600", "baud=115200")
    apart = ours.replace('"voice"', '"apart"').replace('"voice-1"', '"voice-2"')
    return plan_folder(tmp_path, {"devices.toml": RIGHT["devices.toml"] + ours + other + apart})


@pytest.mark.parametrize("port", ["serial:strip?baud=9600", "input:by-id/keypad", "usb:04b8:0e15", "file:usb/lp0"])
def test_a_port_for_one_is_refused_to_a_second_device_of_the_same_computer(tmp_path: Path, port: str) -> None:
    assert problems_in(three(tmp_path, port)) == {("devices.toml", "other.port")}


@pytest.mark.parametrize("port", ["sound:default", "mqtt:10.0.3.9:1883/zigbee2mqtt/{address}", "tcp:10.0.3.9:9100"])
def test_what_takes_several_is_not_refused(tmp_path: Path, port: str) -> None:
    assert len(load_hall(three(tmp_path, port)).devices) >= len(("voice", "other", "apart"))


@pytest.mark.parametrize("kind", sorted(AT_COUNTERS))
def test_what_follows_the_counters_is_refused_at_a_kiosk(tmp_path: Path, kind: str) -> None:
    wanted = {("devices.toml", "voice.at")}
    moved = SPEAKER.replace('"speaker"', f'"{kind}"').replace('"voice-1"', '"kiosk-2"')
    assert problems_in(plan_folder(tmp_path, {"devices.toml": RIGHT["devices.toml"] + moved})) == wanted
