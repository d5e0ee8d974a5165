"""XF-S4240 (XFS5152) speech module, and others that take its frames.

Device: XF-S4240 and XFS5152 modules with a loudspeaker, on a serial line, one on each.
Settings: port = "serial:NAME?baud=9600" (8N1), or "tcp:HOST:PORT" behind a serial server.
Options: languages, texts, names, one, zero, two, counter_numbers, times, only_counters, waiting_max, wait_max_s as for
    `espeak_ng`; marks = "[v8]", what stands before every text: the module's own marks, [v0] to [v10] the volume.
Example: kind = "speaker", driver = "xf_s4240", port = "serial:hall/voice?baud=9600", [device.options] marks = "[v8]",
    times = 2.
Bytes: FD, length 2 bytes high first, command: 01 01 GBK text says it (at most 1,023 bytes), 21 asks. Answers: 4A
    started, 41 taken, 45 refused, 4E busy, 4F idle, also by itself at the end. A frame that comes while it speaks
    cuts it off, so the driver waits for 4F and asks once more.
Document: the module's programming guide, as several sources print it [A]. Of the marks only the volume has a known
    range there; the ranges of [s] speed and [m] voice are the maker's [C]. Whether a unit reads English words is too.
Tried: twin only (devices/simulated/speakers/module_twin.py).
"""

import time
from collections.abc import Callable

from config.settings.plan_files import DeviceSettings
from devices.drivers.options import Site
from devices.drivers.speaker.module import ModuleSpeaker
from devices.frames.speakers.modules import XF_S4240


class XfS4240(ModuleSpeaker):
    """One module."""

    def __init__(self, settings: DeviceSettings, site: Site, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(settings, site, XF_S4240, clock)
