"""Serial LED strip told by a template: families A1, A2, C and D, and any other that a hall describes itself.

Device: LED strips over windows on RS-232 or RS-485, many addresses on one line; a hall's own by a table, without
    code.
Settings: port = "serial:NAME?baud=9600" (8N1) or "tcp:HOST:PORT" behind a serial server.
Options: counters = {"1" = "z01", …} address to counter; template = "a1", "a2", "c" or "d"; strip = a table with
    changes to it, or without a template a whole one: frame = "AA {address} ( {effect} {text} ) {xor} FF", charset =
    "gbk", "gb2312" or "ascii", columns (half-width places; 0: unknown, nothing is cut), text_max, pad, values,
    colours, scrolling (values for a text that is too wide; without them it is cut down to the number), after_each,
    escapes, length_adds, gap_ms, blank, ask and answer; asked = false (true: strips with ask and answer are heard
    every second and after each text); texts = {called = "请{number}到{counter}", serving, free, paused, closed};
    names = {z01 = "1号"} for {counter}; language = "zh" or "en" of {counter}; colours = {paused = "yellow"} by mode;
    repeat_s = 60 (told again, where not asked).
Example: kind = "sign", driver = "template", port = "serial:strip-1", [device.options] counters = {"1" = "z01"},
    [device.options.strip] frame = "7E < {address} {length8} ( [ {speed} {text} ] ) {crc16_modbus_lo_hi} > 7F",
    charset = "gb2312", columns = 12, values = {speed = 3}, escapes = {"7E" = "7D 01", "7F" = "7D 02", "7D" = "7D
    03"}.
Bytes: as the template says: two hex digits a byte, {address} {text} {sequence} {length8} {length16_hi_lo}
    {length16_lo_hi}, checksums {xor} {sum8} {sum16_hi_lo} {crc16_xmodem_hi_lo} {crc16_arc_lo_hi} {crc16_modbus_lo_hi}
    …, own values; ( ) is what the checksum counts, [ ] what the length counts, < > what is escaped.
Document: A1 in huzhao37/ModbusDebugTool; A2, C and D by one public source each. Not documented and so left to
    settings: what the length of D counts (length_adds), how C takes Chinese (after_each_what), what A2's parameters
    mean (values).
Tried: twin only (devices/simulated/signs/template_twin.py).
"""

import time
from collections.abc import Callable
from typing import Any, Final

from pydantic import Field, ValidationError

from config.settings.plan_files import DeviceSettings
from config.vocabulary import CounterId
from devices.drivers.options import Site, read_options, refuse_unused, wrong_keys
from devices.drivers.sign.strips import MuteOptions, Strips
from devices.drivers.sign.wording import ColouredWording, lines_of
from devices.faults import SettingsWrong
from devices.frames.signs.lettering import cut
from devices.frames.signs.strip_template import StripTemplate, strip_template
from devices.kinds.sign_face import SignFace

BAUD_DEFAULT: Final = 9_600
ADDRESS_MAX: Final = 255
ANSWER_TIMEOUT_S: Final = 0.5
SEQUENCES: Final = 256
MS_PER_S: Final = 1_000


class TemplateOptions(MuteOptions, ColouredWording):
    """Which template, and what the hall changes in it."""

    template: str = ""
    strip: dict[str, Any] = Field(default_factory=dict)
    asked: bool = False

    @property
    def told_again_s(self) -> float | None:
        """Not where they are asked."""
        return None if self.asked else super().told_again_s


class TemplateStrips(Strips):
    """Strips of one family on one line."""

    def __init__(self, settings: DeviceSettings, site: Site, clock: Callable[[], float] = time.monotonic) -> None:
        self._options = read_options(TemplateOptions, settings.options)
        super().__init__(settings, site, self._options, BAUD_DEFAULT, ADDRESS_MAX, clock)
        self._strip = _strip(self._options)
        self._sequence = 0

    def _tell(self, counter: CounterId, address: int, face: SignFace) -> None:
        (line,), replaced = lines_of(counter, face, self._options, self._strip.charset, 1)
        self._replaced(replaced)
        line = cut(line, face.number, self._strip.places(line))
        usual = next(iter(self._strip.colours), "")
        colour = self._options.colours.get(face.mode, usual)
        self._send(self._strip.to_bytes(address, self._sequence, line or self._strip.blank, colour))
        self._sequence = (self._sequence + 1) % SEQUENCES

    def _ask(self, address: int) -> None:
        self._send(self._strip.ask_form.to_bytes(self._strip.values | {"address": address}))

    def _send(self, frame: bytes) -> None:
        answer, gap_s = bytes.fromhex(self._strip.answer), self._strip.gap_ms / MS_PER_S
        if self._options.asked:
            self._exchange(frame, lambda came: answer if answer in came else None, ANSWER_TIMEOUT_S)
            self._ready_s = self._clock() + gap_s
        else:
            self._write(frame, gap_s)


def _strip(options: TemplateOptions) -> StripTemplate:
    """The template that the options mean. Raises SettingsWrong."""
    try:
        strip = strip_template(options.template, options.strip)
    except ValidationError as error:
        raise SettingsWrong("options: strip: " + wrong_keys(error, StripTemplate)) from None
    except ValueError as error:
        raise SettingsWrong(f"options: template: {error}") from None
    if unknown := set(options.colours.values()) - strip.colours.keys():
        raise SettingsWrong(f"options: colours: the strip has no {', '.join(sorted(unknown))}")
    if options.asked:
        if not strip.ask:
            raise SettingsWrong("options: asked: the template has no question (ask)")
        refuse_unused(options, ["repeat_s"], "strips that are asked are told again when they are back")
    return strip
