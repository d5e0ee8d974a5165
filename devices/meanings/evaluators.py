"""What goes to and from evaluators and pads that stand alone."""

import json
from collections.abc import Mapping, Sequence
from typing import Final

from config.settings.plan_files import DeviceSettings
from devices.drivers.call_pad.serial_pad import SerialPadOptions
from devices.drivers.call_pad.usb_pad import UsbPadOptions
from devices.drivers.evaluator.keypad import KeypadOptions
from devices.drivers.evaluator.serial_frames import FrameOptions
from devices.drivers.presses.frame_line import LineOptions
from devices.frames.evaluators.gwq import CANCEL, EVALUATE, TEXT_MAX, read_answer
from devices.frames.evaluators.known_frames import KnownFrames
from devices.frames.evaluators.press_frames import Press, press_frames
from devices.frames.scanners.keys import KeyReader
from devices.kinds.pad_key import Meaning
from devices.meanings.piece import Piece
from devices.ports.tap import Way

NO_TYPE: Final = -1
ORDERS: Final = {EVALUATE: "have the visitor judge", CANCEL: "let it be"}


class FramesMeaning:
    """Frames that stand in the settings."""

    def __init__(self, settings: DeviceSettings) -> None:
        options = FrameOptions.model_validate(settings.options)
        self._frames = _known(options, options.marks)

    def explain(self, way: Way, data: bytes) -> Sequence[Piece]:
        """Presses by counter; noise where a frame is not in the settings."""
        if way is Way.TO_DEVICE:
            return [Piece("heard", data)]
        words = "; ".join(f"{press.counter}: {press.key}" for press in self._frames.feed(data))
        return [Piece(words or "part of a frame, or one that is not in the settings", data)]


class PadFramesMeaning(FramesMeaning):
    """Pads, with evaluators among them."""

    def __init__(self, settings: DeviceSettings) -> None:
        options = SerialPadOptions.model_validate(settings.options)
        self._frames = _known(options, {**options.keys, **options.marks})


class KeypadMeaning:
    """Keys, and what they mean at this counter."""

    def __init__(self, settings: DeviceSettings) -> None:
        self._meant: Mapping[str, Meaning] = KeypadOptions.model_validate(settings.options).levels
        self._keys = KeyReader()

    def explain(self, way: Way, data: bytes) -> Sequence[Piece]:
        """What is pressed, by the names that the settings have for keys."""
        del way  # nothing can be sent
        words = [f"key {key!r}: {self._meant.get(key, 'not in the settings')}" for key in self._keys.keys(data)]
        return [Piece("; ".join(words) or "no key is pressed", data)]


class UsbPadMeaning(KeypadMeaning):
    """A clerk's keys."""

    def __init__(self, settings: DeviceSettings) -> None:
        self._meant = UsbPadOptions.model_validate(settings.options).keys
        self._keys = KeyReader()


class GwqMeaning:
    """Messages about marks. Such a device can also read cards: whatever else it says is not shown."""

    def __init__(self, settings: DeviceSettings) -> None:
        del settings  # the counter is known from the name

    def explain(self, way: Way, data: bytes) -> Sequence[Piece]:
        """Messages whole."""
        if way is Way.TO_DEVICE:
            return [Piece(ORDERS.get(_type_of(data), "an order that the driver does not use"), data)]
        try:
            answer = read_answer(data)
        except ValueError:
            return [Piece("no message", hidden=len(data))]
        if answer is None:
            return [Piece("a message that the driver has no use for", hidden=len(data))]
        return [Piece(f"mark: {answer.level}" if answer.level else f"no mark: {answer.words}", data)]


def _type_of(data: bytes) -> int:
    try:
        fields = json.loads(data[:TEXT_MAX])
    except (ValueError, RecursionError):
        return NO_TYPE
    found = fields.get("type") if isinstance(fields, dict) else None
    return found if isinstance(found, int) else NO_TYPE


def _known(options: LineOptions, forms: Mapping[str, Meaning]) -> KnownFrames[Press]:
    return KnownFrames(press_frames(forms, options.counters, options.answer))
