"""Buttons that speak MQTT: what units of each make publish when a key is pressed, byte for byte as in the field.

No wrong_checksum: what is published has no checksum.
"""

import json
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final, Protocol

from devices.frames.evaluators.button_form import ADDRESS, KEY, ButtonForm
from devices.simulated.evaluators.keyed_twin import KeyedTwin, KeySet
from devices.simulated.twin import Line

LATE_S: Final = 1.0
HALF: Final = 2
OFF: Final = b"OFF"
PAYLOADS: Final[Mapping[str, str]] = {
    "zigbee2mqtt": '{"action":"VALUE","battery":100,"linkquality":87}',
    "tasmota": '{"KEY":{"Action":"VALUE"}}',
    "esphome": "VALUE",
    "shelly": '{"event":"VALUE","event_cnt":COUNT}',
}
OTHER_NEWS: Final[Mapping[str, str]] = {
    "zigbee2mqtt": '{"action":"","battery":100,"linkquality":87}',
    "tasmota": '{"Button9":{"State":"idle"}}',
    "esphome": "OFF",
    "shelly": '{"event":"","event_cnt":COUNT}',
}
"""What comes on the same topic and is no press."""


class ButtonSwitch(StrEnum):
    """Ways to misbehave."""

    LATE = "late"
    GARBLED = "garbled"
    HALF_FRAME = "half_frame"
    NOISE_BEFORE = "noise_before"
    PRESSED_TWICE = "pressed_twice"
    RETAINED = "retained"
    """The broker is told to keep each press."""
    OFFLINE = "offline"
    """All units are away, and what stands between them and the broker."""
    BUSY = "busy"
    """No key does anything."""
    UNPLUGGED = "unplugged"


@dataclass(frozen=True)
class Publication:
    """One press of one unit."""

    address: str
    key: str
    value: str


class BrokerSide(Line, Protocol):
    """The units' side of a broker."""

    def tell(self, topic: str, payload: bytes, retain: bool = False) -> None:
        """Publish."""


class ButtonTwin(KeyedTwin[ButtonSwitch, Publication]):
    """All units of one entry of the settings."""

    def __init__(self, line: BrokerSide, preset: str, form: ButtonForm, units: Mapping[str, str], signs: KeySet[str]):
        super().__init__(ButtonSwitch, line, unplugged=ButtonSwitch.UNPLUGGED)
        self._broker = line
        self._preset = preset
        self._form = form
        self._units = tuple(units)
        self._count = 0
        self._set = KeySet(
            {counter: [self._of(unit, sign) for sign in signs.marks[counter]] for unit, counter in units.items()},
            {
                counter: {name: self._of(unit, sign) for name, sign in signs.keys[counter].items()}
                for unit, counter in units.items()
            },
        )

    def _of(self, unit: str, sign: str) -> Publication:
        named = KEY in self._form.topic or KEY in self._form.path
        key, _, value = sign.partition(" ") if named else ("", "", sign)
        return Publication(unit, key, value)

    def _thrown(self, switch: ButtonSwitch, on: bool) -> None:
        super()._thrown(switch, on)
        if switch is ButtonSwitch.OFFLINE:
            word = self._form.offline if on else self._form.online
            units = [self._form.availability.replace(ADDRESS, unit) for unit in self._units]
            for topic in filter(None, (*units, self._form.gateway)):
                self._broker.tell(topic, word.encode(), retain=True)

    def _say(self, said: Publication) -> None:
        on = self._board.on
        if on(ButtonSwitch.BUSY):
            return
        topic = self._form.topic.replace(ADDRESS, said.address).replace(KEY, said.key)
        payload = self._payload(PAYLOADS, said)
        if on(ButtonSwitch.GARBLED):
            payload = bytes(byte ^ 0x80 for byte in payload)
        if on(ButtonSwitch.HALF_FRAME):
            payload = payload[: len(payload) // HALF]
        if on(ButtonSwitch.NOISE_BEFORE):
            self._broker.tell(topic, self._payload(OTHER_NEWS, said))
        delay_s = LATE_S if on(ButtonSwitch.LATE) else 0.0
        times = 1 + on(ButtonSwitch.PRESSED_TWICE)
        timer = threading.Timer(delay_s, self._publish, [topic, payload, times, on(ButtonSwitch.RETAINED)])
        timer.daemon = True
        timer.start()

    def _payload(self, texts: Mapping[str, str], said: Publication) -> bytes:
        self._count += 1
        text = texts[self._preset] if self._preset else json.dumps(_nested(self._form.path, said))
        return text.replace("KEY", said.key).replace("VALUE", said.value).replace("COUNT", str(self._count)).encode()

    def _publish(self, topic: str, payload: bytes, times: int, retain: bool) -> None:
        for _ in range(times):
            self._broker.tell(topic, payload, retain)
        if self._preset == "esphome":
            self._broker.tell(topic, OFF, retain)


def _nested(path: str, said: Publication) -> Any:
    """A value in JSON at the end of its way."""
    value: Any = said.value
    for name in reversed(path.split(".") if path else []):
        value = {said.key if name == KEY else name: value}
    return value
