"""Keypad on USB (HID) as a call pad: a key for each wish of the clerk, or a digit and Enter.

Device: any numeric keypad or box of buttons that the kernel shows as a keyboard.
Settings: port = "input:input/by-id/usb-MAKER-event-kbd" (under the ports folder, /dev). The device is taken for the
    hall alone, so that its keys reach no screen; the user needs the group "input".
Options: counters = {"1" = "z01"} (the one counter where it lies); keys = {"1" = "call_next", …} key, as for the driver
    keypad, to what is wanted: call_next, call_again, ask_evaluation, no_show, hold, call_back, pause, transfer;
    transfer_to = {"z01" = "SERVICE"} (where transfer sends to); confirm = false (true: the last key counts when Enter
    is pressed); same_key_quiet_s = 0.5 (the same key again within this time is one press).
Example: kind = "call_pad", driver = "usb_pad", port = "input:input/by-id/usb-1a2c_USB_Keypad-event-kbd",
    [device.options] counters = {"1" = "z01"}, keys = {"+" = "call_next", "0" = "call_again", "-" = "no_show"}.
Bytes: the kernel's struct input_event, as for the driver keypad.
Document: linux/input.h, linux/input-event-codes.h. Which key means what, and whether Enter follows, differs between
    makes and is left to the settings.
Tried: twin only (devices/simulated/evaluators/press_twin.py).
"""

import time
from collections.abc import Callable
from typing import Annotated

from pydantic import Field

from config.settings.plan_files import DeviceSettings
from devices.drivers.options import Site, read_options
from devices.drivers.presses.counting import PadOptions, Wish
from devices.drivers.presses.typed_keys import KeyText, TypedKeys, TypedOptions


class UsbPadOptions(TypedOptions, PadOptions):
    """What its keys mean."""

    keys: Annotated[dict[KeyText, Wish], Field(min_length=1)]


class UsbPad(TypedKeys):
    """A clerk's keys."""

    def __init__(self, settings: DeviceSettings, site: Site, clock: Callable[[], float] = time.monotonic) -> None:
        options = read_options(UsbPadOptions, settings.options)
        options.fit(options.keys.values())
        super().__init__(settings, site, clock, options, options.keys)
