"""The twin of each make of evaluator and of call pad but the FF 68 bus, made from the same settings as its driver."""

from collections.abc import Mapping
from typing import Any, Final, Protocol, runtime_checkable

from config.settings.plan_files import DeviceSettings
from devices.faults import SettingsWrong
from devices.frames.evaluators.button_form import FORM, form_of
from devices.frames.evaluators.gwq import LEVEL_OF
from devices.frames.evaluators.press_frames import press_frames
from devices.kinds.pad_key import PadKey, meaning_of
from devices.ports.address import InputAddress, PortAddress, SerialAddress, TcpAddress
from devices.simulated.evaluators.button_twin import BrokerSide, ButtonTwin
from devices.simulated.evaluators.ff68_twin import KEY_BYTES
from devices.simulated.evaluators.gwq_twin import GwqTwin
from devices.simulated.evaluators.keyed_twin import KeySet
from devices.simulated.evaluators.press_twin import PressTwin, key_events
from devices.simulated.twin import Twin

KEY_MAKES: Final = frozenset({"serial_frames", "keypad", "gwq", "serial_pad", "usb_pad"})
BUTTON_MAKES: Final = frozenset({"mqtt_buttons", "mqtt_pad"})
BUS: Final = "ff68_bus"
MARKS, KEYS = ("marks", "levels"), ("keys",)
"""The options that say what a visitor's and what a clerk's keys mean."""


@runtime_checkable
class EvaluatorTwin(Twin, Protocol):
    """What the bench needs of each that visitors press."""

    @property
    def counters(self) -> tuple[str, ...]:
        """The counters on its port."""

    @property
    def judged(self) -> tuple[str, ...]:
        """Those where visitors find keys."""

    def judge(self, counter: str, key: int) -> None:
        """Press a key, counted from 1."""


@runtime_checkable
class PadTwin(Twin, Protocol):
    """What the bench needs of each that clerks press."""

    @property
    def pads(self) -> tuple[str, ...]:
        """The counters where clerks find keys."""

    def press(self, counter: str, key: str) -> None:
        """Press a key by its name."""

    def shown(self, counter: str) -> str:
        """The digits on its display."""


def key_twin(settings: DeviceSettings, address: PortAddress) -> Twin:
    """The keys of one port. Raises SettingsWrong."""
    try:
        return _made(settings, address)
    except (KeyError, TypeError, ValueError, StopIteration) as wrong:
        raise SettingsWrong(f"options: {wrong}") from None


def _made(settings: DeviceSettings, address: PortAddress) -> Twin:
    match settings.driver, address:
        case (("serial_frames" | "serial_pad"), SerialAddress(path, _)):
            return PressTwin(path, _frames(settings))
        case (("keypad" | "usb_pad"), InputAddress(path)):
            return PressTwin(path, _strokes(settings))
        case "gwq", TcpAddress(_, port):
            return GwqTwin(port, settings.counters)
        case _:
            raise SettingsWrong(f"there is no twin of {settings.driver} at {settings.port}")


def button_twin(settings: DeviceSettings, topic: str, line: BrokerSide) -> ButtonTwin:
    """The buttons of one entry, on a broker. Raises SettingsWrong."""
    options = settings.options
    preset = str(options.get("preset", ""))
    try:
        form = form_of(preset, topic, {name: options[name] for name in FORM if name in options})
        marks = list(meanings(options, *MARKS))
        keys = {name: said for said, name in meanings(options, *KEYS).items()}
        signs = KeySet(dict.fromkeys(settings.counters, marks), dict.fromkeys(settings.counters, keys))
        return ButtonTwin(line, preset, form, options["counters"], signs)
    except (KeyError, TypeError, ValueError) as wrong:
        raise SettingsWrong(f"options: {wrong}") from None


def _frames(settings: DeviceSettings) -> KeySet[bytes]:
    forms = {frame: meaning_of(name) for frame, name in meanings(settings.options, *MARKS, *KEYS).items()}
    marks: dict[str, list[bytes]] = {name: [] for name in settings.counters}
    keys: dict[str, dict[str, bytes]] = {name: {} for name in settings.counters}
    for frame, press in press_frames(forms, settings.options["counters"], "").items():
        if isinstance(press.key, PadKey):
            keys[press.counter][press.key.value] = frame
        else:
            marks[press.counter].append(frame)
    return KeySet(marks, keys)


def _strokes(settings: DeviceSettings) -> KeySet[bytes]:
    confirm = settings.options.get("confirm", False)
    marks = [key_events(sign, confirm) for sign in meanings(settings.options, *MARKS)]
    keys = {name: key_events(sign, confirm) for sign, name in meanings(settings.options, *KEYS).items()}
    return KeySet(dict.fromkeys(settings.counters, marks), dict.fromkeys(settings.counters, keys))


def pad_keys(settings: DeviceSettings) -> list[str]:
    """The keys that a clerk finds on a device, in their order."""
    return (
        list(KEY_BYTES) if settings.driver == BUS else list(dict.fromkeys(meanings(settings.options, *KEYS).values()))
    )


def has_display(settings: DeviceSettings) -> bool:
    """Whether a clerk's pad shows the number."""
    return settings.driver == BUS


def marks(settings: DeviceSettings) -> dict[int, str]:
    """The keys that a visitor finds on a device, counted from 1, and what each means by the settings."""
    match settings.driver:
        case "gwq":
            return {key: level.value for key, level in LEVEL_OF.items()}
        case driver if driver == BUS:
            return {int(key): level for key, level in sorted(meanings(settings.options, "levels").items())}
        case _:
            return dict(enumerate(meanings(settings.options, *MARKS).values(), 1))


def meanings(options: Mapping[str, Any], *names: str) -> dict[str, str]:
    """What stands in these options: what comes, and the name of what it means."""
    return {said: str(name) for option in names for said, name in options.get(option, {}).items()}
