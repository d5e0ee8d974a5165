"""Onbon (仰邦) LED controller with its own fonts, BX-5K and BX-6K.

Device: strips and panels on BX-5K1, 5K2, 5MK, 6K1, 6K2, 6K3 and their YY forms. Not the BX-5E, 6E and 6Q, which take
    pictures.
Settings: port = "tcp:HOST:5005", or "serial:NAME?baud=57600" (8N1; 9600 on some).
Options: counters = {"1" = "z01", …} controller address to counter, by TCP one alone; width = 64, height = 16 in
    pixels; font_px = 16, 24 or 32; device_type = 254 (any; 81 5K1, 88 5K2, 97 6K1, 98 6K2, 99 6K3); brightness = 1 to
    16; charset = "gb2312" or "gbk"; texts, names, language as for `template`; colours = {called = "red", paused =
    "yellow", free = "green"} by mode. A text wider than the panel runs to the left.
Example: kind = "sign", driver = "onbon", port = "tcp:10.0.3.41:5005", [device.options] counters = {"1" = "z01"}, width
    = 96, height = 16, colours = {paused = "yellow"}.
Bytes: A5 ×8, header, data, CRC16, 5A; A2 00 ping every second, A3 06 real-time area, A3 10 clear, A3 02 brightness;
    each is answered with an error byte (0: done; 3 busy is tried again).
Document: Onbon BX-5K/6K user protocol, as published frames confirm it. From one source: brightness, the sizes of
    fonts, the error byte's place.
Tried: twin only (devices/simulated/signs/onbon_twin.py).
"""

import time
from collections.abc import Callable
from typing import Annotated, Final, Literal

from pydantic import Field

from config.settings.plan_files import DeviceSettings
from config.vocabulary import CounterId
from devices.drivers.options import Site, read_options
from devices.drivers.sign.strips import Strips
from devices.drivers.sign.wording import ColouredWording, lines_of
from devices.faults import SettingsWrong, SignRefuses
from devices.frames.signs import onbon_commands as commands
from devices.frames.signs.lettering import Charset, cells, cut
from devices.frames.signs.onbon import ANY_DEVICE, PC, OnbonFrame, OnbonReader
from devices.kinds.driver import Feeling
from devices.kinds.sign_face import SignFace

BAUD_DEFAULT: Final = 57_600
ADDRESS_MAX: Final = 0xFFFD
"""Above are the addresses for everybody."""
ANSWER_TIMEOUT_S: Final = 0.5
TEXT_MAX: Final = 200
RUN_SPEED: Final = 4
ESCAPE: Final = "\\"
WIDE_ESCAPE: Final = "＼"
COLOUR: Final = {"red": "1", "green": "2", "yellow": "3"}
SIZE: Final = {16: 0, 24: 1, 32: 2}


class OnbonOptions(ColouredWording):
    """The panel and its words."""

    width: Annotated[int, Field(ge=8, le=4_096)] = 64
    height: Annotated[int, Field(ge=8, le=1_024)] = 16
    font_px: Literal[16, 24, 32] = 16
    device_type: Annotated[int, Field(ge=0, le=255)] = ANY_DEVICE
    brightness: Annotated[int, Field(ge=1, le=16)] | None = None
    charset: Literal[Charset.GB2312, Charset.GBK] = Charset.GB2312


class OnbonSigns(Strips):
    """One controller, or several on one line."""

    def __init__(self, settings: DeviceSettings, site: Site, clock: Callable[[], float] = time.monotonic) -> None:
        self._options = read_options(OnbonOptions, settings.options)
        super().__init__(settings, site, self._options, BAUD_DEFAULT, ADDRESS_MAX, clock)
        if unknown := set(self._options.colours.values()) - COLOUR.keys():
            raise SettingsWrong(f"options: colours: there is no {', '.join(sorted(unknown))}")
        self._columns = 2 * self._options.width // self._options.font_px
        self._reader = OnbonReader()
        self._bright: set[int] = set()

    def open(self) -> None:
        """Claim the port; the controllers may be others than before."""
        self._reader.forget()
        self._bright.clear()
        super().open()

    def feeling(self) -> Feeling:
        """As all signs, with what the reader dropped."""
        self._counts.update(self._reader.dropped)
        self._reader.dropped.clear()
        return super().feeling()

    def _tell(self, counter: CounterId, address: int, face: SignFace) -> None:
        (line,), replaced = lines_of(counter, face, self._options, self._options.charset, 1)
        self._replaced(replaced)
        line = cut(line.replace(ESCAPE, WIDE_ESCAPE), face.number, TEXT_MAX)
        self._do(address, self._area(line, self._options.colours.get(face.mode, "red")) if line else commands.CLEAR)

    def _ask(self, address: int) -> None:
        self._do(address, commands.PING)
        if self._options.brightness is not None and address not in self._bright:
            self._do(address, commands.brightness(self._options.brightness))
            self._bright.add(address)

    def _area(self, line: str, colour: str) -> bytes:
        size = SIZE[self._options.font_px]
        fonts = f"\\FO00{size}" + (f"\\FE00{size}" if size else "")
        text = f"\\C{COLOUR[colour]}{fonts}".encode("ascii") + line.encode(self._options.charset)
        runs = cells(line) > self._columns
        effect, speed = (commands.Effect.LEFT, RUN_SPEED) if runs else (commands.Effect.STATIC, 0)
        area = commands.Area(text, self._options.width, self._options.height, effect, speed, dwell=0 if runs else 4)
        return commands.show_area(area)

    def _do(self, address: int, data: bytes) -> None:
        """One command and its answer. Raises NoAnswer, SignRefuses."""
        frame = OnbonFrame(address, PC, data, self._options.device_type)
        answer = self._exchange(frame.to_bytes(), lambda came: self._answer(address, came), ANSWER_TIMEOUT_S)
        if error := commands.error_of(answer.data):
            raise SignRefuses(f"the controller says: {error}")

    def _answer(self, address: int, came: bytes) -> OnbonFrame | None:
        """What comes to us or from there; on two wires our own bytes come back too."""
        frames = self._reader.feed(came)
        return next((frame for frame in frames if frame.to == PC or frame.sender == address), None)
