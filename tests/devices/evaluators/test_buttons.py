"""Buttons that speak MQTT: each make's own payloads, what the broker kept, units that are away, arbitrary payloads."""

import json
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.settings.plan_files import DeviceSettings
from config.vocabulary import CounterId, DeviceState, Level, Trouble
from config.wire.link import Address
from devices.drivers.options import Site
from devices.faults import PortGone, SettingsWrong
from devices.frames.evaluators.button_form import (
    PAYLOAD_MAX_BYTES,
    ButtonForm,
    ButtonReader,
    KeySaid,
    form_of,
    presets,
)
from devices.kinds.evaluator import MarkPressed
from devices.registry import build_driver
from devices.simulated.lines.broker_line import Publisher
from tests.devices.evaluators.benching import at_work, counted
from tests.devices.evaluators.makes import mqtt_buttons
from tests.devices.fuzz import EXAMPLES
from tests.devices.rig import SITE_KEY, device, site, step_until
from tests.ports import free_port

SEED = 20261122
UNIT = "unit-1"
SIGNS = {"zigbee2mqtt": "1_single", "tasmota": "Button1 SINGLE", "esphome": "best ON", "shelly": "0 S"}


@pytest.mark.parametrize("preset", presets())
def test_a_press_of_each_preset_goes_over_a_broker(ports: Path, preset: str) -> None:
    port = f"mqtt:127.0.0.1:{free_port()}"
    options = {"preset": preset, "counters": {UNIT: "z01"}, "levels": {SIGNS[preset]: "satisfied"}}
    with at_work(device("b", "evaluator", "mqtt_buttons", port, **options), ports) as (driver, twin):
        twin.switch("noise_before", True)
        twin.judge("z01", 1)
        assert step_until(driver, lambda _: True) == MarkPressed(CounterId("z01"), Level.SATISFIED)
        assert "unknown_key" not in driver.feeling().counters


def test_a_hall_says_by_itself_where_its_buttons_speak(ports: Path) -> None:
    port = f"mqtt:127.0.0.1:{free_port()}/room/{{address}}/{{key}}"
    options = {"path": "event.type", "counters": {UNIT: "z01"}, "levels": {"left push": "satisfied"}}
    with at_work(device("b", "evaluator", "mqtt_buttons", port, **options), ports) as (driver, twin):
        twin.judge("z01", 1)
        assert step_until(driver, lambda _: True).level is Level.SATISFIED


def test_what_the_broker_kept_is_no_press(ports: Path) -> None:
    with at_work(mqtt_buttons(), ports) as (driver, twin):
        twin.switch("retained", True)
        twin.judge("z01", 2)
        assert step_until(driver, lambda _: True).level is Level.SATISFIED
        driver.close()
        driver.open()
        counted(driver, "retained")


def test_a_unit_that_is_away_is_named_until_it_is_back(ports: Path) -> None:
    with at_work(mqtt_buttons(), ports) as (driver, twin):
        twin.switch("offline", True)
        while driver.feeling().state is DeviceState.OK:
            assert not driver.step()
        while "button-z01" not in driver.feeling().detail:
            driver.step()
        assert driver.feeling().trouble is Trouble.NO_ANSWER
        twin.switch("offline", False)
        while driver.feeling().state is not DeviceState.OK:
            driver.step()


def test_without_its_gateway_no_unit_is_heard_and_that_is_named(ports: Path) -> None:
    settings = mqtt_buttons()
    with at_work(settings, ports) as (driver, _):
        gateway = Publisher(Address("127.0.0.1", int(settings.port.rpartition(":")[2]), "", ""))
        gateway.start()
        gateway.tell("zigbee2mqtt/bridge/state", b'{"state":"offline"}')
        while driver.feeling().state is DeviceState.OK:
            assert not driver.step()
        assert (driver.feeling().trouble, driver.feeling().detail) == (Trouble.NO_ANSWER, "offline: (gateway)")
        gateway.tell("zigbee2mqtt/bridge/state", b"online")
        while driver.feeling().state is not DeviceState.OK:
            driver.step()
        gateway.stop()


def test_a_key_that_means_nothing_is_counted(ports: Path) -> None:
    settings = mqtt_buttons()
    with at_work(settings, ports) as (driver, _):
        stranger = Publisher(Address("127.0.0.1", int(settings.port.rpartition(":")[2]), "", ""))
        stranger.start()
        stranger.tell("zigbee2mqtt/button-z01", b'{"action":"9_double"}')
        counted(driver, "unknown_key")
        stranger.stop()


def on_the_halls_broker(topic: str = "buttons/{address}") -> DeviceSettings:
    """Buttons that speak to the hall's own broker."""
    options = {"path": "action", "counters": {UNIT: "z01"}, "levels": {"single": "satisfied"}}
    return device("b", "evaluator", "mqtt_buttons", f"mqtt:hall/{topic}", **options)


def test_the_halls_own_broker_is_asked_for_as_the_devices_listener(ports: Path) -> None:
    asked: list[str] = []

    def known(user: str) -> Address:
        asked.append(user)
        return Address("127.0.0.1", free_port(), user, "password")

    driver = build_driver(on_the_halls_broker(), Site(SITE_KEY, ports, hall_broker=known))
    assert asked == ["listener-b"]
    with pytest.raises(PortGone, match="cannot be reached"):
        driver.open()


@pytest.mark.parametrize("broker", [None, {}.__getitem__])
def test_a_broker_that_is_not_known_is_wrong_settings(ports: Path, broker: Callable[[str], Address] | None) -> None:
    with pytest.raises(SettingsWrong, match="own broker"):
        build_driver(on_the_halls_broker(), Site(SITE_KEY, ports, hall_broker=broker))


@pytest.mark.parametrize("port", ["mqtt:10.0.3.9", "mqtt:10.0.3.9:1883", "mqtt:hall/", "mqtt:h:1883/a/{unit}"])
def test_a_port_without_a_topic_needs_a_preset(ports: Path, port: str) -> None:
    settings = on_the_halls_broker().model_copy(update={"port": port})
    with pytest.raises(SettingsWrong):
        build_driver(settings, site(ports))


def test_units_of_one_entry_are_told_apart_by_their_topic() -> None:
    with pytest.raises(ValueError, match="address"):
        ButtonReader(ButtonForm(topic="a/b"), ["one", "two"])


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(["action", "Button1", "Action"]), inner),
)


@given(
    preset=st.sampled_from(sorted(presets())),
    payload=st.one_of(st.binary(), JSON.map(lambda fields: json.dumps(fields).encode())),
    there=st.booleans(),
)
@settings(max_examples=EXAMPLES, deadline=None)
def test_no_payload_makes_the_reader_fail_otherwise(preset: str, payload: bytes, there: bool) -> None:
    reader = ButtonReader(form_of(preset, "", {}), [UNIT])
    topic = reader.filters[there].replace("+", "x")
    try:
        said = reader.read(topic, payload)
    except ValueError:
        return
    assert all(each.address == UNIT for each in said)


def test_ten_thousand_broken_presses_are_read_as_nothing_else() -> None:
    chance = random.Random(SEED)
    reader = ButtonReader(form_of("zigbee2mqtt", "", {}), [UNIT])
    whole = b'{"action":"single","battery":100,"linkquality":87}'
    for example in range(10_000):
        broken = bytearray(whole)
        for _ in range(chance.randrange(1, 6)):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        payload = bytes(broken[: chance.randrange(len(broken) + 1)])
        try:
            said = reader.read("zigbee2mqtt/unit-1", payload)
        except ValueError:
            continue
        assert all(isinstance(each, KeySaid) and len(each.sign) <= len(whole) for each in said), (SEED, example)
    assert reader.read("zigbee2mqtt/unit-1", whole) == [KeySaid(UNIT, "single")]


@pytest.mark.parametrize("payload", [b"[" * 60_000, b" " * (PAYLOAD_MAX_BYTES + 1), b"\xff\xfe", b"[1]"])
def test_what_is_no_message_is_refused(payload: bytes) -> None:
    with pytest.raises(ValueError, match=r"long|deep|decode|Expecting|table"):
        ButtonReader(form_of("zigbee2mqtt", "", {}), [UNIT]).read("zigbee2mqtt/unit-1", payload)
