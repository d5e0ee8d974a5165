"""Keypad on USB (HID) as an evaluator: a key for each mark, or a digit and Enter.

Device: any numeric keypad or box of buttons that the kernel shows as a keyboard.
Settings: port = "input:input/by-id/usb-MAKER-event-kbd" (under the ports folder, /dev). The device is taken for the
    hall alone, so that its keys reach no screen; the user needs the group "input".
Options: counters = {"1" = "z01"} (the one counter where it lies); levels = {"1" = "very_satisfied", …} key to mark: its
    sign, else the kernel's name ("enter", "numlock", "backspace", "f1", "mute", …), else its number ("#256"); confirm =
    false (true: the last key counts when Enter is pressed); same_key_quiet_s = 0.5 (the same key again within this time
    is one press). Keys that are not in the settings are counted (unknown_key); --spy shows what each one is called.
Example: kind = "evaluator", driver = "keypad", port = "input:input/by-id/usb-1a2c_USB_Keypad-event-kbd",
    [device.options] counters = {"1" = "z01"}, levels = {"5" = "very_satisfied", "4" = "satisfied"}.
Bytes: the kernel's struct input_event, 24 bytes: time, type 1 (key), code, 1 pressed or 0 let go.
Document: linux/input.h, linux/input-event-codes.h. Which key means what, and whether Enter follows, differs between
    makes and is left to the settings.
Tried: twin only (devices/simulated/evaluators/press_twin.py).
"""

import time
from collections.abc import Callable
from typing import Annotated

from pydantic import Field

from config.settings.plan_files import DeviceSettings
from config.vocabulary import Level
from devices.drivers.options import Site, read_options
from devices.drivers.presses.typed_keys import KeyText, TypedKeys, TypedOptions


class KeypadOptions(TypedOptions):
    """What its keys mean."""

    levels: Annotated[dict[KeyText, Level], Field(min_length=1)]


class Keypad(TypedKeys):
    """An evaluator's keys."""

    def __init__(self, settings: DeviceSettings, site: Site, clock: Callable[[], float] = time.monotonic) -> None:
        options = read_options(KeypadOptions, settings.options)
        super().__init__(settings, site, clock, options, options.levels)
