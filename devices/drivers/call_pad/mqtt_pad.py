"""Buttons that speak MQTT as call pads: Zigbee2MQTT, Tasmota, ESPHome, Shelly, or any by topic and path.

Device: wireless buttons behind a gateway or in the hall's Wi-Fi, one or many of one make.
Settings: port = "mqtt:HOST:PORT" with a preset, else "mqtt:HOST:PORT/TOPIC"; "mqtt:hall/TOPIC" for the hall's own
    broker, as for the driver mqtt_buttons.
Options: counters = {"pad-z01" = "z01", …} unit to counter; keys = {"single" = "call_next", "double" = "call_again",
    "long" = "no_show", …} what is said to what is wanted: call_next, call_again, ask_evaluation, no_show, hold,
    call_back, pause, transfer; transfer_to = {"z01" = "SERVICE", …} (where transfer sends to); all others as for the
    driver mqtt_buttons.
Example: kind = "call_pad", driver = "mqtt_pad", port = "mqtt:10.0.3.9:1883", [device.options] preset = "shelly",
    counters = {"shellybutton1-A4CF12" = "z01"}, keys = {"0 S" = "call_next", "0 SS" = "call_again", "0 L" = "no_show"}.
Bytes: as for the driver mqtt_buttons.
Document: as for the driver mqtt_buttons.
Tried: twin only (devices/simulated/evaluators/button_twin.py), with a real mosquitto.
"""

import time
from collections.abc import Callable
from typing import Annotated

from pydantic import Field

from config.settings.plan_files import DeviceSettings
from devices.drivers.options import Site, read_options
from devices.drivers.presses.counting import PadOptions, Wish
from devices.drivers.presses.topic_buttons import ButtonOptions, Said, TopicButtons


class PadButtonOptions(ButtonOptions, PadOptions):
    """What is said, and what is wanted then."""

    keys: Annotated[dict[Said, Wish], Field(min_length=1, max_length=50)]


class MqttPad(TopicButtons):
    """Clerks' buttons."""

    def __init__(self, settings: DeviceSettings, site: Site, clock: Callable[[], float] = time.monotonic) -> None:
        options = read_options(PadButtonOptions, settings.options)
        options.fit(options.keys.values())
        super().__init__(settings, site, clock, options, options.keys)
