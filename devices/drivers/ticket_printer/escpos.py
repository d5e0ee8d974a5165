"""ESC/POS ticket printer with a Chinese font, 80 mm or 58 mm, with or without a presenter.

Device: any receipt or kiosk printer that speaks ESC/POS and answers DLE EOT (Epson TM, SNBC, HPRT, SPRT, Masung …),
    Custom VKP80 and its family, Citizen PPU-700.
Settings: port = "tcp:HOST:9100", "serial:NAME?baud=115200", "usb:VENDOR:PRODUCT" or "usb:VENDOR:PRODUCT:SERIAL" (as
    lsusb shows them, such as usb:04b8:0e15; SNBC is 154f) for a printer on USB that libusb drives, or "file:usb/lp0"
    for one that the kernel shows as a file (under the ports folder).
Options: profile = "generic_80" (also "generic_58", "epson_tm", "custom_vkp80", "snbc", "citizen_ppu700"); font =
    "gbk" or "gb2312" (signs it lacks are printed as dots) and width_dots where they differ from the profile's;
    smooth_number = false (true: the number as a picture, about 9 KB more); settle_s = 0.8 (wait before asking how
    it went); printed_answer = false (true where the printer knows GS ( H: the only proof of paper); present_steps:
    how far a presenter holds the ticket out (without it the ticket falls out); one left there is let fall before
    the next; graphics = false (true: pictures by GS ( L, for printers that no longer know GS v 0); buzz = 0 (so many
    beeps behind each slip, where it has a buzzer).
Example: kind = "ticket_printer", driver = "escpos", port = "tcp:10.0.3.31:9100", [device.options] profile = "epson_tm".
Bytes: 1B 40, 1C 26, 1B 61, 1D 21, 1B 4A, 1D 76 30 or 1D 28 4C (pictures), 1D 28 6B (QR), 1D 56 42 (cut), 1B 42
    (buzzer), 10 04 1|2|3|4 (status; 5 on PPU-700), 1D 28 48; 1D 61 FF and 1D 49 41 to 44 on Epson TM; 10
    04 14 and 1D 65 3|5 on Custom.
Not yet: DLE ENQ (10 05) is not sent, lest a cutter move while a hand is in it: it is freed with the printer off;
    Custom's GS E0 and E1 and the presenter of VKP80III (1C 50), of which no document here gives all bytes; the
    loop presenter of EU-T300/400 (1C 28 7A).
Document: Epson ESC/POS reference; Custom, Citizen and SNBC manuals for the paper bits. Not from a document: the
    widths of VKP80 and PPU-700 paper. From one source: that an answer to 1D 28 48 has 22 as its second byte; 20 to 2F
    are taken for it.
Tried: twin only (devices/simulated/printers/printer_twin.py); on USB on a bus of sockets, no real one.
"""

import time
from collections.abc import Callable, Sequence
from typing import Annotated, Final, Never

from pydantic import Field

from config.counted import Counted
from config.settings.plan_files import DeviceSettings
from config.vocabulary import DeviceState, PrintState, Trouble
from devices.drivers.options import Site, read_options
from devices.drivers.ticket_printer.printing import ABLE, FEELINGS, PaperOptions, SlipPrinter, is_doubtful
from devices.drivers.ticket_printer.talk import LOOK_EVERY_S, Talk
from devices.faults import SettingsWrong
from devices.frames.printers import escpos_status
from devices.kinds.driver import Feeling
from devices.kinds.ticket_printer import PrinterCondition, PrintOutcome
from devices.ports.printer_port import printer_port

BAUD_DEFAULT: Final = 115_200
STATUS_PAUSE_S: Final = 1.0
LISTEN_PAUSE_S: Final = 0.25
"""How often a printer is heard that tells its changes by itself."""


class EscposOptions(PaperOptions):
    """What differs between printers."""

    settle_s: Annotated[float, Field(ge=0, le=10)] = 0.8
    printed_answer: bool = False
    present_steps: Annotated[int, Field(ge=1, le=255)] | None = None


class EscposPrinter(SlipPrinter):
    """Prints slips; asks for its condition before, after and in between, and hears what it tells by itself."""

    def __init__(
        self,
        settings: DeviceSettings,
        site: Site,
        pause: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._options = read_options(EscposOptions, settings.options)
        super().__init__(self._options, site)
        if self._options.present_steps is not None and not self._profile.present:
            raise SettingsWrong(f"options: present_steps: {self._options.profile} has no presenter")
        self._port = printer_port(site.address(settings), BAUD_DEFAULT)
        self._talk = Talk(self._port, self._profile, clock)
        self._pause = pause
        self._clock = clock
        self._asked_at = 0.0

    @property
    def pause_s(self) -> float:
        """How often the condition is asked, or what it tells is heard."""
        return LISTEN_PAUSE_S if self._profile.pushes else STATUS_PAUSE_S

    def open(self) -> None:
        """Connect and ask how it is. Raises PortGone."""
        self._port.open()
        self._talk.begin()
        self._condition = self.condition()

    def step(self) -> Sequence[Never]:
        """Hear what it tells; ask how it is when that is due. Raises PortGone."""
        told = self._talk.hear() if self._profile.pushes else None
        if told is not None:
            self._condition = told
        elif not self._profile.pushes or self._clock() - self._asked_at >= STATUS_PAUSE_S:
            self._condition = self.condition()
        if self._condition in ABLE:
            self._talk.introduce()
        return []

    def feeling(self) -> Feeling:
        """The last condition."""
        state, trouble = FEELINGS[self._condition]
        detail = "DLE EOT is not answered" if trouble is Trouble.NO_ANSWER else ""
        counts = {**self._counters, **self._talk.dropped}
        return Feeling(state, trouble, detail, self._talk.identity, counts, self._talk.firmware)

    def close(self) -> None:
        """Disconnect."""
        self._port.close()

    def condition(self) -> PrinterCondition:
        """Ask how it is; silence is *no answer*. Raises PortGone."""
        self._asked_at = self._clock()
        return self._talk.ask()

    def _print(self, data: bytes, felt: Callable[[], None]) -> PrintOutcome:
        left = self._profile.eject if self._talk.ticket_in_mouth else ""
        self._port.write(bytes.fromhex(left) + data + self._hand_over() + bytes.fromhex(self._profile.pushes))
        if self._options.printed_answer and self._confirmed(felt):
            return PrintOutcome(PrintState.PRINTED)
        self._settle(felt)
        trouble = FEELINGS[self._condition][1]
        if is_doubtful(self._condition):
            return PrintOutcome(PrintState.UNSURE, trouble)
        if self._options.printed_answer:
            return PrintOutcome(PrintState.UNSURE, Trouble.NO_ANSWER, "the paper was not confirmed by GS ( H")
        return PrintOutcome(PrintState.PRINTED, trouble)

    def _settle(self, felt: Callable[[], None]) -> None:
        """Wait for the paper, and ask how it went; now and then meanwhile, where that takes long."""
        left_s = self._options.settle_s
        while True:
            self._pause(min(left_s, LOOK_EVERY_S))
            left_s -= LOOK_EVERY_S
            self._condition = self.condition()
            if left_s <= 0 or FEELINGS[self._condition][0] is DeviceState.DOWN:
                return
            felt()

    def _confirmed(self, felt: Callable[[], None]) -> bool:
        """Whether it told that all is on paper; a printer that says meanwhile that it can't is not waited for."""

        def able(condition: PrinterCondition) -> bool:
            self._condition = condition
            felt()
            return FEELINGS[condition][0] is not DeviceState.DOWN

        return self._talk.printed(escpos_status.mark_of(self._counters[Counted.SLIPS]), able)

    def _hand_over(self) -> bytes:
        """Out of the presenter, or held in its mouth."""
        steps = self._options.present_steps
        if steps is None:
            return bytes.fromhex(self._profile.eject)
        return bytes.fromhex(self._profile.present) + bytes([steps])
