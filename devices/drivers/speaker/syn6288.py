"""SYN6288 speech module.

Device: SYN6288 modules with a loudspeaker, on a serial line, one on each.
Settings: port = "serial:NAME?baud=9600" (8N1), or "tcp:HOST:PORT" behind a serial server.
Options: as for `xf_s4240`.
Example: kind = "speaker", driver = "syn6288", port = "serial:hall/voice?baud=9600", [device.options] marks = "[v8]".
Bytes: as for `xf_s4240`, with an XOR over the whole frame behind it, which the length counts; a text has at most 200
    bytes, what is longer is cut and counted.
Document: the module's programming guide, as several sources print it [A]; its answers are taken to be those of
    XF-S4240, whose frames it shares [C]. Whether it reads English words is its maker's to say.
Tried: twin only (devices/simulated/speakers/module_twin.py).
"""

import time
from collections.abc import Callable

from config.settings.plan_files import DeviceSettings
from devices.drivers.options import Site
from devices.drivers.speaker.module import ModuleSpeaker
from devices.frames.speakers.modules import SYN6288


class Syn6288(ModuleSpeaker):
    """One module."""

    def __init__(self, settings: DeviceSettings, site: Site, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(settings, site, SYN6288, clock)
