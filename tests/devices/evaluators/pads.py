"""The makes of call pads as the contract test needs them: settings, and what each counts for a fault."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from config.settings.plan_files import DeviceSettings
from devices.kinds.pad_key import WITHOUT_USE, PadKey
from tests.devices.evaluators.makes import ff68_bus
from tests.devices.rig import LEVELS, device
from tests.ports import free_port

WISHES = tuple(key for key in PadKey if key not in WITHOUT_USE)
KEY_SIGNS = dict(zip(("1", "2", "+", "numlock", "f1", "#256", "enter", "kpequal"), WISHES, strict=True))
"""A key with a sign, with a name, with neither."""


@dataclass(frozen=True)
class PadMake:
    """One make."""

    settings: Callable[[], DeviceSettings]
    broken: Mapping[str, str] = field(default_factory=dict)
    """Switch to what the driver counts."""
    wrong: Sequence[dict[str, Any]] = ({"counters": {}}, {"nonsense": 1}, {"keys": {}})


def serial_pad() -> DeviceSettings:
    """Two pads on one line, with evaluators."""
    keys = {f"( AA {{address}} {place:02X} ) {{xor}} 55": key.value for place, key in enumerate(WISHES)}
    marks = {f"( AA {{address}} 3{key} ) {{xor}} 55": level for key, level in LEVELS.items()}
    counters = {"1": "z01", "2": "z02"}
    return device("pads", "call_pad", "serial_pad", "serial:pads?baud=9600", counters=counters, keys=keys, marks=marks)


def usb_pad() -> DeviceSettings:
    """One pad."""
    return device("pad", "call_pad", "usb_pad", "input:pad", counters={"1": "z01"}, keys=KEY_SIGNS)


def mqtt_pad() -> DeviceSettings:
    """Two boxes of keys on one broker."""
    counters = {"pad-z01": "z01", "pad-z02": "z02"}
    keys = {f"{place}_single": key.value for place, key in enumerate(WISHES)}
    port = f"mqtt:127.0.0.1:{free_port()}"
    return device("pads", "call_pad", "mqtt_pad", port, preset="zigbee2mqtt", counters=counters, keys=keys)


PADS: dict[str, PadMake] = {
    "ff68_bus": PadMake(
        ff68_bus,
        {"garbled": "noise", "half_frame": "half_frame", "wrong_checksum": "bad_sum"},
        wrong=({"counters": {}}, {"nonsense": 1}, {"keys": {"cancel": "cancel"}}, {"keys": {"dance": "pause"}}),
    ),
    "serial_pad": PadMake(
        serial_pad,
        {"garbled": "noise", "half_frame": "half_frame", "wrong_checksum": "noise"},
        wrong=(
            {"counters": {}},
            {"keys": {}},
            {"keys": {"AA {address}": "dance"}},
            {"keys": {"AA {address}": "cancel"}},
            {"keys": {"AA {address}": "pause"}, "marks": {"AA {address}": "satisfied"}},
            {"same_key_quiet_s": 0.1},
        ),
    ),
    "mqtt_pad": PadMake(
        mqtt_pad,
        {"garbled": "not_understood", "half_frame": "not_understood"},
        wrong=({"counters": {}}, {"keys": {}}, {"keys": {"single": "dance"}}, {"preset": "homemade"}),
    ),
    "usb_pad": PadMake(
        usb_pad,
        wrong=(
            {"counters": {"1": "z01", "2": "z02"}},
            {"keys": {"12": "pause"}},
            {"keys": {"#999": "hold"}},
            {"transfer_to": {"z01": "No Service"}},
        ),
    ),
}
