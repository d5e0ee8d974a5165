"""Call pads on a serial line, told by their frames: which bytes mean which key stands in the settings.

Device: call pads that send a fixed frame for each key, alone or several on one RS-485 line, with evaluators among them
    or without. Their makers publish no protocol: press each key with a terminal program listening, and copy what comes.
Settings: port = "serial:NAME?baud=9600" (8N1) or "tcp:HOST:PORT" behind a serial server.
Options: counters = {"1" = "z01", …} address to counter; keys = {"AA {address} 0C 55" = "call_next", …} frame to key:
    call_next, call_again, ask_evaluation, no_show, hold, call_back, pause, transfer; transfer_to = {"z01" = "SERVICE",
    …} (where transfer sends to); marks = {…} as for the evaluators, where some hang on the same line; answer =
    "AA {address} 06", sent for each press, where the pad waits for one; same_key_quiet_s = 0.5 (the same key again
    within this time is one press).
Example: kind = "call_pad", driver = "serial_pad", port = "serial:pads-1", [device.options] counters = {"1" = "z01"},
    [device.options.keys] "( AA {address} 0C ) {xor}" = "call_next", "( AA {address} 0D ) {xor}" = "call_again".
Bytes: two hex digits each, written as for the driver serial_frames. A display on such a pad is not driven: nothing is
    known of how one is told.
Document: none published; nothing is assumed here.
Tried: twin only (devices/simulated/evaluators/press_twin.py).
"""

import time
from collections.abc import Callable
from typing import Annotated

from pydantic import Field

from config.settings.plan_files import DeviceSettings
from config.vocabulary import Level
from devices.drivers.options import Site, read_options
from devices.drivers.presses.counting import PadOptions, Wish
from devices.drivers.presses.frame_line import FRAMES_MAX, FrameLine, LineOptions
from devices.faults import SettingsWrong


class SerialPadOptions(LineOptions, PadOptions):
    """What each frame means."""

    keys: Annotated[dict[str, Wish], Field(min_length=1, max_length=FRAMES_MAX)]
    marks: Annotated[dict[str, Level], Field(max_length=FRAMES_MAX)] = Field(default_factory=dict)


class SerialPad(FrameLine):
    """Call pads by their frames."""

    def __init__(self, settings: DeviceSettings, site: Site, clock: Callable[[], float] = time.monotonic) -> None:
        options = read_options(SerialPadOptions, settings.options)
        if twice := options.keys.keys() & options.marks.keys():
            raise SettingsWrong(f"options: a key and a mark have the frame {min(twice)!r}")
        options.fit(options.keys.values())
        super().__init__(settings, site, clock, options, {**options.keys, **options.marks})
