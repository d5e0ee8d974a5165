"""Cards for the real pcscd: connects to its virtual reader (vpcd) as a card and answers commands.

vpcd's messages are a two-byte length and a payload; one byte is a control (00 off, 01 on, 02 reset, 04 give the ATR),
anything longer is a command. A card is in the reader while the connection stands. No noise_before and no
wrong_checksum: pcscd hands over whole answers. No unplugged: the reader is pcscd's own, and stays.
"""

import socket
import threading
import time
from enum import StrEnum
from typing import Final, assert_never

from devices.simulated.cards.applet import (
    GET_DATA,
    READ_BINARY,
    READ_RECORD,
    Applet,
    PlainCard,
    ResidentChip,
    StepByStep,
)
from devices.simulated.cards.foreign_applets import BelgianApplet, EstonianApplet, TaiwanApplet, ThaiApplet
from devices.simulated.cards.passport_applet import PassportApplet
from devices.simulated.cards.samples import CardForm, SampleCard
from devices.simulated.cards.social_applet import SocialApplet
from devices.simulated.twin import SwitchedTwin

ATR_T0: Final = bytes.fromhex("3B6800000073C84000009000")
"""A contact card with protocol T=0."""
ATR_T1: Final = bytes.fromhex("3B80800101")
"""A card with protocol T=1, such as a passport."""
ATR_PLAIN: Final = bytes.fromhex("3B8F8001804F0CA000000306030001000000006A")
"""A contactless storage card, as PC/SC part 3 gives it."""
GIVE_ATR: Final = b"\x04"
LENGTH_BYTES: Final = 2
CONNECT_TIMEOUT_S: Final = 5.0
LATE_S: Final = 1.0
BUSY_S: Final = 10.0
HALF: Final = 2
WITHOUT_PROGRAMS: Final = frozenset({CardForm.PLAIN, CardForm.CHIP})
HAND_S: Final = 0.6
"""The daemon looks every 0.44 s: a card that is changed faster than a hand can would not be noticed."""
BAD_ANSWER: Final = bytes.fromhex("6F00")
GARBAGE: Final = bytes.fromhex("5A5A5A9000")
READS: Final = (READ_BINARY, READ_RECORD, GET_DATA)


class CardSwitch(StrEnum):
    """Ways to misbehave."""

    READ_FAILS_ONCE = "read_fails_once"
    LATE = "late"
    GARBLED = "garbled"
    HALF_FRAME = "half_frame"
    PULLED_MID_READ = "pulled_mid_read"
    BUSY = "busy"
    """Its next answer takes until ten seconds are over, or until it is lifted."""
    SELECT_P1_00_ONLY = "select_p1_00_only"
    RECORDS_BY_INDEX_ONLY = "records_by_index_only"
    NEEDS_MASTER_FIRST = "needs_master_first"
    HOLDER_CLOSED = "holder_closed"
    SELECTS_BY_PATH_ONLY = "selects_by_path_only"
    PACE_ONLY = "pace_only"
    SPEAKS_T1 = "speaks_t1"


class CardSlotTwin(SwitchedTwin[CardSwitch]):
    """One slot of the virtual reader; a card can be placed and lifted."""

    def __init__(self, port: int) -> None:
        super().__init__(CardSwitch)
        self._port = port
        self._link: socket.socket | None = None
        self._thread: threading.Thread | None = None
        self._card: SampleCard | None = None
        self._broken = False
        self._lifted = threading.Event()
        self._busy_until_s = 0.0
        self._lifted_s = -HAND_S

    def start(self) -> None:
        """Nothing to plug in: the reader is pcscd's."""

    def stop(self) -> None:
        """Take the card away."""
        self.lift()

    @property
    def card(self) -> SampleCard | None:
        """What is in the slot."""
        return self._card

    def place(self, card: SampleCard) -> None:
        """Put a card in; the daemon sees it within half a second."""
        self.lift()
        time.sleep(max(self._lifted_s + HAND_S - time.monotonic(), 0))
        self._card, self._broken = card, False
        self._lifted.clear()
        self._link = socket.create_connection(("127.0.0.1", self._port), CONNECT_TIMEOUT_S)
        self._link.settimeout(None)
        atr, applet = self._chip_of(card)
        self._thread = threading.Thread(target=self._serve, args=(self._link, atr, applet), name="card", daemon=True)
        self._thread.start()

    def lift(self) -> None:
        """Take it out."""
        link, self._link = self._link, None
        thread, self._thread = self._thread, None
        self._card = None
        self._lifted.set()
        if link is not None:
            _hang_up(link)
            self._lifted_s = time.monotonic()
        if thread is not None:
            thread.join()

    def _thrown(self, switch: CardSwitch, on: bool) -> None:
        super()._thrown(switch, on)
        if switch is CardSwitch.BUSY:
            self._busy_until_s = time.monotonic() + BUSY_S

    def _chip_of(self, card: SampleCard) -> tuple[bytes, Applet]:
        """How the card greets, and what is on it."""
        applet = _applet_of(card)
        if card.form in WITHOUT_PROGRAMS:
            return ATR_PLAIN if card.form is CardForm.PLAIN else ATR_T1, applet
        if card.form is CardForm.PASSPORT or self._board.on(CardSwitch.SPEAKS_T1):
            return ATR_T1, applet
        return ATR_T0, StepByStep(applet)

    def _serve(self, link: socket.socket, atr: bytes, applet: Applet) -> None:
        try:
            while (message := _receive(link)) is not None:
                if message == GIVE_ATR:
                    _send(link, atr)
                elif len(message) > 1:
                    _send(link, self._answer(applet, message))
        except OSError:
            return
        finally:
            link.close()

    def _answer(self, applet: Applet, command: bytes) -> bytes:
        board = self._board
        if board.on(CardSwitch.LATE):
            time.sleep(LATE_S)
        if board.on(CardSwitch.BUSY):
            self._lifted.wait(max(self._busy_until_s - time.monotonic(), 0.0))
        if command[1] in READS and board.once(CardSwitch.READ_FAILS_ONCE):
            self._broken = True
        if self._broken:
            return BAD_ANSWER
        if board.on(CardSwitch.GARBLED):
            return GARBAGE
        if command[1] in READS and board.on(CardSwitch.PULLED_MID_READ):
            raise ConnectionAbortedError("the card is pulled out in the middle")
        answer = b"".join(applet.answer(command, frozenset(name for name, on in board.all().items() if on)))
        cut = command[1] in READS and board.on(CardSwitch.HALF_FRAME)
        return answer[: len(answer) // HALF] if cut else answer


def _applet_of(card: SampleCard) -> Applet:
    match card.form:
        case CardForm.SOCIAL:
            return SocialApplet(card)
        case CardForm.THAI:
            return ThaiApplet(card)
        case CardForm.TAIWAN:
            return TaiwanApplet(card)
        case CardForm.BELGIAN:
            return BelgianApplet(card)
        case CardForm.ESTONIAN | CardForm.ESTONIAN_BEFORE:
            return EstonianApplet(card, card.form is CardForm.ESTONIAN)
        case CardForm.PASSPORT:
            return PassportApplet(card)
        case CardForm.CHIP:
            return ResidentChip(card.content)
        case CardForm.PLAIN | CardForm.IDENTITY:
            return PlainCard(card.content)
        case _:
            assert_never(card.form)


def _receive(link: socket.socket) -> bytes | None:
    head = _exactly(link, LENGTH_BYTES)
    return None if head is None else _exactly(link, int.from_bytes(head, "big"))


def _exactly(link: socket.socket, count: int) -> bytes | None:
    data = b""
    while len(data) < count:
        came = link.recv(count - len(data))
        if not came:
            return None
        data += came
    return data


def _send(link: socket.socket, payload: bytes) -> None:
    link.sendall(len(payload).to_bytes(LENGTH_BYTES, "big") + payload)


def _hang_up(link: socket.socket) -> None:
    try:
        link.shutdown(socket.SHUT_RDWR)
    except OSError:
        return
