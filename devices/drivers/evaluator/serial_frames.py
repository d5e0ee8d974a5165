"""Evaluators on a serial line, told by their frames: which bytes mean which mark stands in the settings.

Device: evaluators of three to five keys that send a fixed frame for each key, alone or several on one RS-485 line.
    Their makers publish no protocol: press each key with a terminal program listening, and copy what comes.
Settings: port = "serial:NAME?baud=9600" (8N1) or "tcp:HOST:PORT" behind a serial server.
Options: counters = {"1" = "z01", …} address to counter; marks = {"AA {address} 31 55" = "very_satisfied", …} frame to
    mark, in the order of the keys; answer = "AA {address} 06", sent for each press, where the device waits for one;
    same_key_quiet_s = 0.5 (the same key again within this time is one press).
Example: kind = "evaluator", driver = "serial_frames", port = "serial:pj-1", [device.options] counters = {"1" = "z01"},
    [device.options.marks] "( AA {address} 31 ) {xor}" = "very_satisfied", "( AA {address} 32 ) {xor}" = "satisfied".
Bytes: two hex digits each; {address} where several share a line, else counters has one entry; a checksum or a length
    as in the templates of strips: ( ) is what the checksum counts, [ ] what the length counts.
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
from devices.drivers.presses.frame_line import FRAMES_MAX, FrameLine, LineOptions


class FrameOptions(LineOptions):
    """What each frame means."""

    marks: Annotated[dict[str, Level], Field(min_length=1, max_length=FRAMES_MAX)]


class SerialFrames(FrameLine):
    """Evaluators by their frames."""

    def __init__(self, settings: DeviceSettings, site: Site, clock: Callable[[], float] = time.monotonic) -> None:
        options = read_options(FrameOptions, settings.options)
        super().__init__(settings, site, clock, options, options.marks)
