"""Alpha sign (M-Protocol, BetaBrite), ASCII only.

Device: LED signs that speak the Alpha sign protocol.
Settings: port = "serial:NAME?baud=9600" or "tcp:HOST:PORT" behind a serial server.
Options: counters = {"1" = "z01", …} sign address 0 to 255 to counter (0: every sign on the line); parity = "none"
    (8N1) or "even" (7E1); sign_type = "Z" (all) or "^" (BetaBrite); label = "A" or "0" (priority); columns = 16 (a
    longer text rotates); checksum = false; texts, names, language as for `template`; colours = {called = "red"} by
    mode (red, green, amber, rainbow; none: the sign's own); repeat_s = 60.
Example: kind = "sign", driver = "alpha", port = "serial:hall/signs-1", [device.options] counters = {"1" = "z01", "2" =
    "z02"}, columns = 16.
Bytes: NUL ×5, 01, type, address, 02, A label, 1B position mode, 1C colour, text, with a checksum 03 and four hex
    digits, 04.
Document: alphasignpy, msparks/alphasign, betaspec.txt. The colours' digits are not confirmed, so none is sent unless
    set.
Tried: twin only (devices/simulated/signs/alpha_twin.py).
"""

import time
from collections.abc import Callable
from typing import Annotated, Final, Literal

from pydantic import Field

from config.settings.plan_files import DeviceSettings
from config.vocabulary import CounterId, Language
from devices.drivers.options import Site, read_options
from devices.drivers.sign.strips import MuteOptions, Strips
from devices.drivers.sign.wording import ColouredWording, LatinTexts, lines_of
from devices.faults import SettingsWrong
from devices.frames.signs.alpha import COLOURS, AlphaMode, AlphaText, even_parity
from devices.frames.signs.lettering import Charset, cells, cut
from devices.kinds.sign_face import SignFace

BAUD_DEFAULT: Final = 9_600
ADDRESS_MAX: Final = 255
TEXT_MAX: Final = 120


class AlphaOptions(MuteOptions, ColouredWording):
    """The line and the sign's words."""

    texts: LatinTexts = LatinTexts()
    language: Language = Language.ENGLISH
    parity: Literal["none", "even"] = "none"
    sign_type: Literal["Z", "^"] = "Z"
    label: Literal["A", "0"] = "A"
    columns: Annotated[int, Field(ge=1, le=TEXT_MAX)] = 16
    checksum: bool = False


class AlphaSigns(Strips):
    """Signs on one line."""

    def __init__(self, settings: DeviceSettings, site: Site, clock: Callable[[], float] = time.monotonic) -> None:
        self._options = read_options(AlphaOptions, settings.options)
        super().__init__(settings, site, self._options, BAUD_DEFAULT, ADDRESS_MAX, clock)
        if unknown := set(self._options.colours.values()) - COLOURS.keys():
            raise SettingsWrong(f"options: colours: there is no {', '.join(sorted(unknown))}")

    def _tell(self, counter: CounterId, address: int, face: SignFace) -> None:
        (line,), replaced = lines_of(counter, face, self._options, Charset.ASCII, 1)
        self._replaced(replaced)
        line = cut(line, face.number, TEXT_MAX)
        text = AlphaText(
            address,
            line.encode("ascii"),
            AlphaMode.ROTATE if cells(line) > self._options.columns else AlphaMode.HOLD,
            self._options.colours.get(face.mode, ""),
            self._options.sign_type.encode("ascii"),
            self._options.label.encode("ascii"),
            self._options.checksum,
        )
        frame = text.to_bytes()
        self._write(even_parity(frame) if self._options.parity == "even" else frame)
