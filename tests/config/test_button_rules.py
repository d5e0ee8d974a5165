"""Buttons on the hall's own broker: topics that are free for them, names that fit; where pads send visitors on."""

from pathlib import Path

import pytest

from config.settings.plan_files import load_hall
from tests.config.plan_folder import RIGHT, plan_folder, problems_in

BUTTONS = """
[[device]]
name = "box"
kind = "evaluator"
driver = "mqtt_buttons"
at = "counters-1"
port = "mqtt:hall/zigbee2mqtt/{address}"
[device.options]
counters = { one = "1" }
availability = "zigbee2mqtt/{address}/availability"
gateway = "zigbee2mqtt/bridge"
"""


@pytest.mark.parametrize(
    ("written", "instead", "key"),
    [
        ("mqtt:hall/zigbee2mqtt/", "mqtt:hall/hall/small/counter/", "box.port"),
        ("mqtt:hall/zigbee2mqtt/", "mqtt:hall/{address}/", "box.port"),
        ("mqtt:hall/zigbee2mqtt/{address}", "mqtt:hall/zigbee2mqtt", "box.port"),
        ('availability = "zigbee2mqtt', 'availability = "$SYS', "box.port"),
        ('"box"', '"a-name-that-leaves-no-room-for-its-users"', "device.name"),
    ],
)
def test_topics_of_buttons_are_theirs_alone(tmp_path: Path, written: str, instead: str, key: str) -> None:
    devices = RIGHT["devices.toml"] + BUTTONS.replace(written, instead)
    assert problems_in(plan_folder(tmp_path, {"devices.toml": devices})) == {("devices.toml", key)}


def test_buttons_with_topics_of_their_own_are_right(tmp_path: Path) -> None:
    files = load_hall(plan_folder(tmp_path, {"devices.toml": RIGHT["devices.toml"] + BUTTONS}))
    assert files.devices[-1].topics == (
        "zigbee2mqtt/{address}",
        "zigbee2mqtt/{address}/availability",
        "zigbee2mqtt/bridge",
    )


@pytest.mark.parametrize(
    ("transfer_to", "key"),
    [
        ('{ 1 = "permits" }', None),
        ('{ 1 = "no-such-service" }', "pad.options.transfer_to"),
        ('{ 3 = "permits" }', "pad.options.transfer_to"),
        ('"permits"', "device[pad].options"),
        ("{ 1 = 2 }", "device[pad].options"),
    ],
)
def test_a_pad_sends_on_to_services_that_are_there(tmp_path: Path, transfer_to: str, key: str | None) -> None:
    devices = RIGHT["devices.toml"].replace('2 = "2" } }', f'2 = "2" }}, transfer_to = {transfer_to} }}')
    folder = plan_folder(tmp_path, {"devices.toml": devices})
    if key is None:
        assert load_hall(folder).devices[0].transfer_to == {"1": "permits"}
    else:
        assert problems_in(folder) == {("devices.toml", key)}
