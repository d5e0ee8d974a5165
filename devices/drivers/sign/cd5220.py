"""CD5220 pole display, two lines of 20 places, ASCII only.

Device: customer displays that speak the CD5220 commands; one on a port.
Settings: port = "serial:NAME?baud=9600" or "tcp:HOST:PORT" behind a serial server.
Options: counters = {"1" = "z01"} with just one; brightness = 1 to 4; texts as for `template`, "\\n" begins the lower
    line: called = "{number}\\n{counter}"; names, language (of {counter}, "en" unless set); repeat_s = 60. An upper
    line that is too long runs, a lower one is cut, and the number stays.
Example: kind = "sign", driver = "cd5220", port = "serial:hall/pole-z01", [device.options] counters = {"1" = "z01"},
    brightness = 4.
Bytes: 0C clear, 1B 2A n brightness, 1B 51 41 upper line 0D, 1B 51 42 lower line 0D, 1B 51 44 running line 0D.
Document: CD5220 command set, as several makers print it.
Tried: twin only (devices/simulated/signs/cd5220_twin.py).
"""

import time
from collections.abc import Callable
from typing import Annotated, Final

from pydantic import Field

from config.settings.plan_files import DeviceSettings
from config.vocabulary import CounterId, Language
from devices.drivers.options import Site, read_options
from devices.drivers.sign.strips import MuteOptions, Strips
from devices.drivers.sign.wording import LatinTexts, Sentence, Wording, lines_of
from devices.faults import SettingsWrong
from devices.frames.signs.cd5220 import BRIGHTNESS_MAX, COLUMNS, INIT, ROWS, picture
from devices.frames.signs.lettering import Charset, cut
from devices.kinds.sign_face import SignFace

BAUD_DEFAULT: Final = 9_600
ADDRESS_MAX: Final = 255
RUNNING_MAX: Final = 40


class PoleTexts(LatinTexts):
    """The number above, where to go below."""

    called: Sentence = "{number}\n{counter}"
    serving: Sentence = "{number}\n{counter}"


class PoleOptions(MuteOptions, Wording):
    """The display and its words."""

    texts: PoleTexts = PoleTexts()
    language: Language = Language.ENGLISH
    brightness: Annotated[int, Field(ge=1, le=BRIGHTNESS_MAX)] | None = None


class PoleDisplay(Strips):
    """One display."""

    def __init__(self, settings: DeviceSettings, site: Site, clock: Callable[[], float] = time.monotonic) -> None:
        self._options = read_options(PoleOptions, settings.options)
        super().__init__(settings, site, self._options, BAUD_DEFAULT, ADDRESS_MAX, clock)
        if len(self.counters) > 1:
            raise SettingsWrong("options: counters: a display has one counter")

    def open(self) -> None:
        """Claim the port and begin anew."""
        super().open()
        self._port.write(INIT)

    def _tell(self, counter: CounterId, address: int, face: SignFace) -> None:
        del address  # one display on a line
        lines, replaced = lines_of(counter, face, self._options, Charset.ASCII, ROWS)
        self._replaced(replaced)
        places = [RUNNING_MAX, COLUMNS]
        fitting = [cut(line, face.number, room) for line, room in zip(lines, places, strict=False)]
        self._write(picture(tuple(line.encode("ascii") for line in fitting), self._options.brightness))
