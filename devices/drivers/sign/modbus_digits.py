"""Digit display on Modbus RTU: three or four digits over a counter.

Device: RS-485 digit displays such as armfly LED-485-034, 043, 054, 083, switched to Modbus RTU.
Settings: port = "serial:NAME?baud=9600" (8N1) or "tcp:HOST:PORT" behind a serial server.
Options: counters = {"1" = "z01", …} Modbus address 1 to 247 to counter; register = the first one, blank = the value
    of a dark display or place: both as the product's list says; form = "number" (the digits as one value, function
    06) or "digits" (one register for each place, function 10); places = 3.
Example: kind = "sign", driver = "modbus_digits", port = "serial:hall/digits", [device.options] counters = {"1" = "z01",
    "2" = "z02"}, register = 0, blank = 0, form = "number", places = 3.
Bytes: address, 06 or 10, register, values, CRC16 low byte first; every frame is answered by its echo or an exception.
    The display is written again every second, which also tells whether it is there.
Document: Modbus over serial line; registers differ from product to product, so they are settings.
Tried: twin only (devices/simulated/signs/modbus_twin.py).
"""

import time
from collections.abc import Callable
from typing import Annotated, Final, Literal

from pydantic import Field

from config.settings.plan_files import DeviceSettings
from config.vocabulary import CounterId
from devices.drivers.options import Site, read_options
from devices.drivers.sign.strips import BITS_PER_BYTE, SignOptions, Strips
from devices.faults import SettingsWrong, SignRefuses
from devices.frames.signs.modbus import ModbusAnswer, ModbusReader, write_one, write_several
from devices.kinds.driver import Feeling
from devices.kinds.sign_face import SignFace

BAUD_DEFAULT: Final = 9_600
ADDRESS_MAX: Final = 247
ANSWER_TIMEOUT_S: Final = 0.3
SILENT_BYTES: Final = 3.5
"""The pause between two frames."""
Word = Annotated[int, Field(ge=0, le=0xFFFF)]


class DigitOptions(SignOptions):
    """The product's registers."""

    first_register: Word = Field(alias="register")
    blank: Word
    form: Literal["number", "digits"] = "number"
    places: Annotated[int, Field(ge=1, le=6)] = 3


class ModbusDigits(Strips):
    """Displays on one line."""

    def __init__(self, settings: DeviceSettings, site: Site, clock: Callable[[], float] = time.monotonic) -> None:
        self._options = read_options(DigitOptions, settings.options)
        super().__init__(settings, site, self._options, BAUD_DEFAULT, ADDRESS_MAX, clock)
        if 0 in self._address_of.values():
            raise SettingsWrong("options: counters: 0 is every display, and none answers")
        self._reader = ModbusReader()
        self._standing: dict[int, str] = {}

    def open(self) -> None:
        """Claim the line; what stands on the displays is not known."""
        self._standing.clear()
        super().open()

    def feeling(self) -> Feeling:
        """As all signs, with what the reader dropped."""
        self._counts.update(self._reader.dropped)
        self._reader.dropped.clear()
        return super().feeling()

    def _tell(self, counter: CounterId, address: int, face: SignFace) -> None:
        del counter  # a display shows digits, no names
        digits = "".join(sign for sign in face.number if sign.isascii() and sign.isdigit())[-self._options.places :]
        self._standing[address] = digits
        self._ask(address)

    def _ask(self, address: int) -> None:
        """Write what stands there (again)."""
        digits = self._standing.get(address, "")
        if self._options.form == "number":
            frame = write_one(address, self._options.first_register, int(digits) if digits else self._options.blank)
        else:
            dark = [self._options.blank] * (self._options.places - len(digits))
            frame = write_several(address, self._options.first_register, [*dark, *map(int, digits)])
        self._reader.forget()
        answer = self._exchange(frame, lambda came: self._answer(frame, came), ANSWER_TIMEOUT_S)
        self._ready_s = self._clock() + SILENT_BYTES * BITS_PER_BYTE / self._baud
        if answer.failure:
            raise SignRefuses(f"the display says: exception {answer.failure}")

    def _answer(self, frame: bytes, came: bytes) -> ModbusAnswer | None:
        """What answers this frame: its echo, or why it could not be done."""
        for answer in self._reader.feed(came):
            ours = (answer.address, answer.function) == (frame[0], frame[1])
            if ours and (answer.failure or answer.body == frame[2 : 2 + len(answer.body)]):
                return answer
        return None
