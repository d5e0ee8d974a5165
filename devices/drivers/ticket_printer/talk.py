"""How the driver asks a printer for its condition, by its profile, and hears what it tells by itself."""

import time
from collections.abc import Callable
from typing import Final, TypeVar

from config.counted import Counted
from devices.frames.printers import escpos_status
from devices.frames.printers.escpos_status import (
    BLOCK_QUESTION,
    Block,
    Name,
    Named,
    PrintedUpTo,
    Pushed,
    StatusByte,
    StatusReader,
)
from devices.frames.printers.profile import NEEDED_ASKS, Profile
from devices.kinds.ticket_printer import PrinterCondition
from devices.ports.byte_port import BytePort

STATUS_TIMEOUT_S: Final = 0.5
PRINTED_TIMEOUT_S: Final = 8.0
LOOK_EVERY_S: Final = 0.8
"""How often it is asked how it is while it prints."""
LATE_S: Final = 1.0
"""An answer may come so much too late: it must not be taken for the answer to another question."""
LISTEN_S: Final = 0.01
LEFT_S: Final = 10.0
"""A ticket that is in the mouth for so long is not just about to be taken."""

Message = TypeVar("Message", StatusByte, Block, PrintedUpTo, Named)


class Talk:
    """One printer's questions and answers. Every call but the properties may raise PortGone."""

    def __init__(self, port: BytePort, profile: Profile, clock: Callable[[], float] = time.monotonic) -> None:
        self._port = port
        self._profile = profile
        self._clock = clock
        self._answers = StatusReader(blocks=profile.block is not None, names=profile.names)
        self._names: dict[Name, str] = {}
        self._introduced = False
        self._left_out: set[int] = set()
        self._answered: set[int] = set()
        self._owed_until_s = 0.0
        """An answer that did not come may still come until then."""
        self._mouth_since: float | None = None
        self._mark = b""
        """The last one up to which all is on paper."""

    def begin(self) -> None:
        """Have it tell its changes by itself, where it can."""
        self._left_out.clear()
        self._answered.clear()
        self._owed_until_s = 0.0
        self._introduced = False
        self._port.write(bytes.fromhex(self._profile.pushes))

    def introduce(self) -> None:
        """Have it say once who it is, where it can; a printer that cannot print would not answer."""
        if self._introduced or not self._profile.names:
            return
        self._introduced = True
        for what in Name:
            self._port.write(escpos_status.ask_name(what))
            answer = self._wait_for(Named, STATUS_TIMEOUT_S)
            if answer is None:
                return
            self._names[what] = answer.text.strip()

    @property
    def identity(self) -> str:
        """Maker, model and serial number, as far as it told."""
        return " ".join(filter(None, (self._names.get(each) for each in (Name.MAKER, Name.MODEL, Name.SERIAL))))

    @property
    def firmware(self) -> str:
        """Its program, if it told."""
        return self._names.get(Name.FIRMWARE, "")

    @property
    def dropped(self) -> dict[Counted, int]:
        """How many bytes made no sense."""
        return dict(self._answers.dropped)

    @property
    def ticket_in_mouth(self) -> bool:
        """Whether a ticket hung there at the last answer."""
        return self._mouth_since is not None

    def ask(self) -> PrinterCondition:
        """Ask everything that the profile knows; silence is *no answer*."""
        self._let_come()
        self._port.forget_input()
        self._answers.forget()
        return self._asked()

    def _asked(self) -> PrinterCondition:
        found = self._of_block() if self._profile.block else self._of_bytes()
        return PrinterCondition.NO_ANSWER if found is None else self._named(found)

    def hear(self) -> PrinterCondition | None:
        """What it told by itself since; None when that was nothing."""
        came = self._answers.feed(self._port.read(LISTEN_S))
        told = [answer for answer in came if isinstance(answer, Pushed)]
        return self._named(escpos_status.told_by(told[-1])) if told else None

    def printed(self, mark: bytes, able: Callable[[PrinterCondition], bool]) -> bool:
        """Ask to be told when all is on paper, and wait for it, as long as ``able`` says of how it is meanwhile."""
        self._port.write(escpos_status.ask_printed(mark))
        until = time.monotonic() + PRINTED_TIMEOUT_S
        while (left := until - time.monotonic()) > 0:
            self._wait_for(PrintedUpTo, min(left, LOOK_EVERY_S))
            if self._mark == mark:
                return True
            self._let_come()
            if self._mark != mark and not able(self._asked()):
                break
        return self._mark == mark

    def _let_come(self) -> None:
        """Take in the answer that is owed; it says nothing about now."""
        timeout_s, self._owed_until_s = self._owed_until_s - time.monotonic(), 0.0
        if self._profile.block:
            self._wait_for(Block, timeout_s)
        else:
            self._wait_for(StatusByte, timeout_s)

    def _of_block(self) -> set[PrinterCondition] | None:
        self._port.write(escpos_status.ask(BLOCK_QUESTION))
        block = self._wait_for(Block, STATUS_TIMEOUT_S)
        if block is None:
            self._owe()
        return None if block is None else self._profile.of_block(block)

    def _owe(self) -> None:
        self._owed_until_s = time.monotonic() + LATE_S

    def _of_bytes(self) -> set[PrinterCondition] | None:
        found: set[PrinterCondition] = set()
        for what in sorted(
            self._profile.asks.keys() - self._left_out, key=lambda what: (what not in NEEDED_ASKS, what)
        ):
            self._port.write(escpos_status.ask(what))
            answer = self._wait_for(StatusByte, STATUS_TIMEOUT_S)
            if answer is None:
                self._owe()
                if what in NEEDED_ASKS or what in self._answered:
                    return None
                self._left_out.add(what)
                return found
            self._answered.add(what)
            found |= self._profile.of_byte(what, answer.bits)
        return found

    def _named(self, found: set[PrinterCondition]) -> PrinterCondition:
        if PrinterCondition.TICKET_IN_MOUTH not in found:
            self._mouth_since = None
        elif self._mouth_since is None:
            self._mouth_since = self._clock()
        if self._mouth_since is not None and self._clock() - self._mouth_since < LEFT_S:
            found = found - {PrinterCondition.TICKET_IN_MOUTH}
        return escpos_status.worst(found)

    def _wait_for(self, kind: type[Message], timeout_s: float) -> Message | None:
        """The newest message of this kind, or None when none comes in time."""
        until = time.monotonic() + timeout_s
        while (left := until - time.monotonic()) > 0:
            came = self._answers.feed(self._port.read(left))
            self._mark = next((told.mark for told in reversed(came) if isinstance(told, PrintedUpTo)), self._mark)
            if fitting := [message for message in came if isinstance(message, kind)]:
                return fitting[-1]
        return None
