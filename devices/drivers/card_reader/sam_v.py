"""Identity card reader with the police security module SAM-V (华视, 神思, 精伦, 新中新 and others alike).

Device: reader (resident card, Hong Kong/Macau/Taiwan residence permit, foreigners' cards of 2017 and 2023).
Settings: port = "serial:NAME" (or "serial:NAME?baud=115200", tried first), "tcp:HOST:PORT" behind a serial server.
Options: none.
Example: kind = "card_reader", driver = "sam_v", port = "serial:hall/reader-1".
Bytes: 11 FF status, 12 FF module number, 20 01 find, 20 02 select, 30 01 read text and photo. The photo is thrown away,
    fingerprints are never asked for. After a failed read the card has to be lifted and laid again.
Not yet: the modules' native USB (0400:C35A, split pipes) and its HID wrappers (64-byte reports); a reader of that sort
    needs the maker's serial mode, or a serial server.
Document: GA/T 467-2019 (module), GA/T 490-2019 (text); 8N1 at 115200, 57600, 38400, 19200 or 9600, found by asking.
Tried: twin only (devices/simulated/cards/sam_v_twin.py).
"""

import struct
import time
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Final

from config.counted import Counted
from config.settings.plan_files import DeviceSettings
from config.vocabulary import DeviceState, Trouble
from devices.drivers.card_reader.visitor import card_seen
from devices.drivers.options import Options, Site, read_options
from devices.faults import NoAnswer, NotUnderstood, OutOfOrder
from devices.frames.cards import sam_v
from devices.frames.cards.sam_v import Answer, FrameReader, Status
from devices.frames.cards.sam_v_text import TEXT_BYTES, read_text
from devices.kinds.card_reader import CardSeen, CardTrouble
from devices.kinds.driver import Feeling
from devices.ports.address import BAUD_RATES, SerialAddress
from devices.ports.byte_port import BytePort, byte_port

GREET_TIMEOUT_S: Final = 0.3
FIND_TIMEOUT_S: Final = 1.0
READ_TIMEOUT_S: Final = 3.0
WIRE_S: Final = 0.5
"""What goes to the module takes so long at the slowest."""
POLL_PAUSE_S: Final = 0.305
SAME_CARD_QUIET_S: Final = 1.5
"""The same card found again sooner than this never left."""
SILENCE_MAX: Final = 3
"""Unanswered finds in a row until the reader counts as gone."""
SHORT_DATA_MAX: Final = 16
TEXT_AT: Final = slice(4, 4 + TEXT_BYTES)
"""In the answer to 30 01, after the two lengths."""
TEXT_LENGTH_AT: Final = slice(0, 2)
NUMBER_FORMAT: Final = "<HHIII"


class SamVReader:
    """Finds, selects and reads; a card that stays is told once."""

    call_max_s = 2 * FIND_TIMEOUT_S + READ_TIMEOUT_S + WIRE_S

    def __init__(self, settings: DeviceSettings, site: Site, clock: Callable[[], float] = time.monotonic) -> None:
        read_options(Options, settings.options)
        self._name = settings.name
        self._key = site.site_key
        self._address = site.address(settings)
        self._clock = clock
        self._port: BytePort = byte_port(self._address, BAUD_RATES[0])
        self._frames = FrameReader()
        self._counters: Counter[Counted] = Counter()
        self._forget()

    @property
    def pause_s(self) -> float:
        """The modules want more than 300 ms between finds."""
        return POLL_PAUSE_S

    def open(self) -> None:
        """Find the speed and ask who is there. Raises PortGone, NoAnswer, OutOfOrder."""
        self._forget()
        self._find_speed()
        number = self._ask(sam_v.SAM_NUMBER, FIND_TIMEOUT_S)
        self._identity = sam_number(number.data) if number.status == Status.OK else "module number unknown"

    def step(self) -> Sequence[CardSeen | CardTrouble]:
        """Look once for a card and read it when it is newly laid."""
        found = self._find()
        if found is None:
            return []
        if not found:
            self._lying = self._refused = False
            return []
        if self._lying or self._refused:
            return []
        return self._read_card()

    def feeling(self) -> Feeling:
        """Ok, with the module's number and all counts."""
        counters = {**self._counters, **self._frames.dropped}
        if self._silence:
            late = "the reader did not answer when it was asked for a card"
            return Feeling(DeviceState.WARNING, Trouble.ANSWERS_LATE, late, self._identity, counters)
        return Feeling(DeviceState.OK, identity=self._identity, counters=counters)

    def close(self) -> None:
        """Let go of the port."""
        self._port.close()

    def _forget(self) -> None:
        self._identity = ""
        self._lying = False
        self._refused = False
        self._silence = 0
        self._last_token = ""
        self._last_seen_s = -SAME_CARD_QUIET_S

    def _find_speed(self) -> None:
        heard = False
        for baud in self._speeds():
            self._port.close()
            self._port = byte_port(self._address, baud)
            self._port.open()
            try:
                status = self._ask(sam_v.STATUS, GREET_TIMEOUT_S).status
            except NoAnswer:
                continue
            heard = True
            if status == Status.OK:
                return
        raise (
            OutOfOrder("the security module says that it is not in order")
            if heard
            else NoAnswer("no card reader answers at any speed")
        )

    def _speeds(self) -> Sequence[int]:
        if not isinstance(self._address, SerialAddress):
            return BAUD_RATES[:1]
        first = self._address.baud or BAUD_RATES[0]
        return [first, *(baud for baud in BAUD_RATES if baud != first)]

    def _find(self) -> bool | None:
        """Whether a card answers; None when the reader was silent this time. Raises NoAnswer when it stays silent."""
        try:
            answer = self._ask(sam_v.FIND, FIND_TIMEOUT_S)
            if answer.status in sam_v.MISHEARD:
                raise NoAnswer("the card reader does not understand what it is asked")
        except NoAnswer:
            self._silence += 1
            self._counters[Counted.NO_ANSWER] += 1
            if self._silence >= SILENCE_MAX:
                raise
            return None
        self._silence = 0
        if answer.status in (Status.SELF_TEST_FAILED, Status.NOT_AUTHORISED):
            raise OutOfOrder("the security module failed its self test or is not authorised")
        return answer.status == Status.FOUND

    def _read_card(self) -> Sequence[CardSeen | CardTrouble]:
        """Select and read right after a find; a card that fails has to be lifted first."""
        try:
            seen = self._select_and_read()
        except (NoAnswer, NotUnderstood):
            self._refused = True
            self._counters[Counted.FAILED_READS] += 1
            return [CardTrouble(self._name, Trouble.CARD_UNREADABLE)]
        self._lying = True
        stayed = seen.token == self._last_token and self._clock() - self._last_seen_s < SAME_CARD_QUIET_S
        self._last_token, self._last_seen_s = seen.token, self._clock()
        if stayed:
            return []
        self._counters[Counted.CARDS] += 1
        return [seen]

    def _select_and_read(self) -> CardSeen:
        if self._ask(sam_v.SELECT, FIND_TIMEOUT_S).status != Status.OK:
            raise NotUnderstood("the card could not be selected")
        answer = self._ask(sam_v.READ_BASE, READ_TIMEOUT_S)
        right = answer.status == Status.OK and int.from_bytes(answer.data[TEXT_LENGTH_AT], "big") == TEXT_BYTES
        text = read_text(answer.data[TEXT_AT]) if right else None
        if text is None:
            raise NotUnderstood("the card's text could not be read")
        return card_seen(self._key, text, self._name)

    def _ask(self, command: bytes, timeout_s: float) -> Answer:
        """Send one command and wait for its answer; a late answer to an earlier one does not fit and is dropped."""
        self._port.forget_input()
        self._frames.end_of_talk()
        self._port.write(sam_v.frame(command))
        until = self._clock() + timeout_s
        while (left := until - self._clock()) > 0:
            for body in self._frames.feed(self._port.read(left)):
                answer = sam_v.answer_of(body)
                if answer is not None and _fits(command, answer):
                    return answer
                self._counters[Counted.STRAY_ANSWERS] += 1
        for body in self._frames.end_of_talk():
            if (answer := sam_v.answer_of(body)) is not None and _fits(command, answer):
                return answer
        raise NoAnswer("the card reader does not answer")


def sam_number(data: bytes) -> str:
    """The module's number as it is printed on it: ``05.03-20180101-0000123456-0987654321``."""
    if len(data) != struct.calcsize(NUMBER_FORMAT):
        return "module number unreadable"
    first, second, date, third, fourth = struct.unpack(NUMBER_FORMAT, data)
    return f"{first:02}.{second:02}-{date:08}-{third:010}-{fourth:010}"


def _fits(command: bytes, answer: Answer) -> bool:
    """Answers do not name their command: a long one belongs to a read, and only a find says *found* or *no card*."""
    if answer.status == Status.OK:
        return (len(answer.data) > SHORT_DATA_MAX) == (command == sam_v.READ_BASE)
    return command == sam_v.FIND or answer.status not in (Status.FOUND, Status.NO_CARD)
