"""Buttons that speak MQTT as evaluators: Zigbee2MQTT, Tasmota, ESPHome, Shelly, or any by topic and path.

Device: wireless buttons and boxes of buttons behind a gateway or in the hall's Wi-Fi, one or many of one make.
Settings: port = "mqtt:HOST:PORT" with a preset, else "mqtt:HOST:PORT/TOPIC"; "mqtt:hall/TOPIC" for the hall's own
    broker. {address} in the topic is the unit, {key} one level that is the key's name.
Options: counters = {"button-z01" = "z01", …} unit to counter; levels = {"single" = "very_satisfied", …} what is said to
    mark, with the key's name before it where the make has one: "Button1 SINGLE" (Tasmota), "best ON" (ESPHome, the
    sensor's name), "0 S" (Shelly, the input's number), "1_single" (Zigbee2MQTT); preset = "zigbee2mqtt", "tasmota",
    "esphome" or "shelly"; same_key_quiet_s = 0.5 (the same key again within this time is one press). Instead of the
    preset's: path = "action" (names in the JSON with dots between, "{key}" one of them; "" the payload itself),
    released = ["OFF"] (values that are no press), availability = "TOPIC" (whether a unit is there), gateway = "TOPIC"
    (whether what stands between all units and the broker is), availability_path, online, offline. For a broker of
    others: user, whose password stands in the hall's secrets.toml, [device_passwords], NAME = "…"; tls_ca = "FILE" for
    TLS (who made the broker's certificate, PEM), tls_certificate and tls_key where it wants one of ours.
Example: kind = "evaluator", driver = "mqtt_buttons", port = "mqtt:10.0.3.9:1883", [device.options] preset =
    "zigbee2mqtt", counters = {"button-z01" = "z01"}, levels = {"single" = "very_satisfied", "long" = "dissatisfied"}.
Bytes: as in devices/frames/evaluators/buttons/, a table for each preset. What the broker has kept (retained) is no
    press; an empty value is none. A unit or gateway that says it is away is a warning, by name. The hall's own broker
    knows two users for each such device: buttons-NAME, who may write its topics and nothing else (one client at a
    time), and listener-NAME, who may read them; their passwords lie in the hall's secrets.toml. A topic there must not
    begin with "hall/". Each entry has a connection of its own, so that one which hangs is begun again without the
    others noticing. Files are named as in the settings, [broker].
Document: zigbee2mqtt.io, "MQTT Topics and Messages"; ESPHome's mqtt_binary_sensor; Shelly's and Tasmota's payloads as
    seen in the field: Tasmota's needs SetOption73 1 and is less sure, as is ESPHome's presence; both can be set.
Tried: twin only (devices/simulated/evaluators/button_twin.py), with a real mosquitto.
"""

import time
from collections.abc import Callable
from typing import Annotated

from pydantic import Field

from config.settings.plan_files import DeviceSettings
from config.vocabulary import Level
from devices.drivers.options import Site, read_options
from devices.drivers.presses.topic_buttons import ButtonOptions, Said, TopicButtons


class MarkButtonOptions(ButtonOptions):
    """What is said, and its mark."""

    levels: Annotated[dict[Said, Level], Field(min_length=1, max_length=50)]


class MqttButtons(TopicButtons):
    """Visitors' buttons."""

    def __init__(self, settings: DeviceSettings, site: Site, clock: Callable[[], float] = time.monotonic) -> None:
        options = read_options(MarkButtonOptions, settings.options)
        super().__init__(settings, site, clock, options, options.levels)
