"""PC/SC card reader: social security cards, passports, four foreign cards, and the serial of any other card.

Device: any CCID or vendor reader that pcscd drives, contact or contactless; plugged in and out at any time.
Settings: port = "pcsc:NAME OF THE READER 00 00" as `pcsc_scan` shows it; without the two numbers at the end, whichever
    socket it comes back at; "pcsc:*" is the only reader of that computer.
Options: cards = ["social_security", "taiwan_health", "passport", "thai_id", "estonian_eid", "belgian_eid", "serial"]:
    what is read, tried in this order; what last fitted a card with the same ATR is tried first. Without "serial" a card
    of which only a serial can be read is unreadable.
Example: kind = "card_reader", driver = "pcsc", port = "pcsc:*", [device.options] cards = ["social_security",
    "passport"].
Bytes: social security: SELECT sx1.sh.社会保障, EF06 records 08 09 0A (number, name, sex), else EF05 record 07.
    Taiwan: 00 CA 11 00 02 00 00. Thailand: 80 B0. Estonia: files 50 01, 50 02, 50 06, or records of 50 44. Belgium:
    file 40 31, selected step by step or by path [unconfirmed]. Passport: Basic Access Control and DG1 only, with the
    key that was scanned with the printed zone or typed; chips that only know PACE are unreadable. Else 00 36 00 00 08
    (resident card) or FF CA 00 00 00 (UID). 61xx and 6Cxx are answered as ISO 7816-4 asks.
Document: 人社信息函〔2012〕37号, LD/T 32-2015, ICAO 9303-11, ISO 7816-4, PC/SC part 3.
Tried: twin only (devices/simulated/cards/slot_twin.py behind the real pcscd).
"""

import secrets
import time
from collections import Counter, OrderedDict
from collections.abc import Callable, Sequence
from typing import Final, TypeVar

from pydantic import Field

from config.counted import Counted
from config.settings.plan_files import DeviceSettings
from config.vocabulary import DeviceState, Trouble
from devices.drivers.card_reader.visitor import card_seen
from devices.drivers.options import Options, Site, read_options
from devices.faults import CardGone, OutOfOrder, SettingsWrong
from devices.frames.cards.apdu.exchange import Talk
from devices.frames.cards.apdu.families import Family, Found, talk_with
from devices.frames.cards.apdu.passport import Closed
from devices.kinds.card_reader import CardSeen, CardTrouble
from devices.kinds.chip_key import ChipKey
from devices.kinds.driver import Feeling
from devices.ports.address import PcscAddress
from devices.ports.pcsc_slot import PcscSlot, SlotState

WATCH_S: Final = 0.3
KEY_KEPT_S: Final = 120.0
"""How long a passport's key waits for its passport."""
KNOWN_ATRS_MAX: Final = 64
STORAGE_CARD: Final = bytes.fromhex("A000000306")
"""In the ATR that a reader makes up for a contactless card without programs (PC/SC part 3)."""
UNSEEN: Final = SlotState(present=False, changes=-1)
"""Unlike any state that the daemon tells."""

Told = TypeVar("Told")


class PcscOptions(Options):
    """``cards``: which families are read."""

    cards: tuple[Family, ...] = Field(tuple(Family), min_length=1)


class PcscReader:
    """Reads each card once when it is laid or put in; the next event needs a removal in between."""

    call_max_s = 12.0
    """A passport's chip takes seconds, and a card that is busy ten."""

    def __init__(self, settings: DeviceSettings, site: Site, clock: Callable[[], float] = time.monotonic) -> None:
        self._families = read_options(PcscOptions, settings.options).cards
        address = site.address(settings)
        if not isinstance(address, PcscAddress):
            raise SettingsWrong("this driver needs a pcsc: port")
        self._name = settings.name
        self._site_key = site.site_key
        self._slot = PcscSlot(address)
        self._clock = clock
        self._told = UNSEEN
        self._key: ChipKey | None = None
        self._key_until_s = 0.0
        self._wants_key = self._key_came = False
        self._fitted: OrderedDict[bytes, Family] = OrderedDict()
        self._counters: Counter[Counted] = Counter()

    @property
    def pause_s(self) -> float:
        """None: a step waits for the card itself."""
        return 0.0

    def open(self) -> None:
        """Reach the daemon and the reader. Raises PortGone."""
        self._told = UNSEEN
        self._slot.open()

    def step(self) -> Sequence[CardSeen | CardTrouble]:
        """Wait a little for a change; read a card that is new, or whose key has come. Raises PortGone."""
        state = self._slot.wait(WATCH_S)
        if state == self._told and not self._key_came:
            return []
        lifted = self._wants_key and state != self._told
        gone = [CardTrouble(self._name, Trouble.NONE)] if lifted else []
        came, self._told = self._key_came, state
        self._wants_key = self._key_came = False
        told = [*gone, self._read()] if state.present else gone
        self._key = None if came else self._key  # it was for the passport that lay there
        return told

    def take_key(self, key: ChipKey) -> None:
        """Keep a passport's key for a while; one that lies there waiting for it is read at the next step, once."""
        self._key, self._key_until_s = key, self._clock() + KEY_KEPT_S
        self._key_came = self._wants_key

    def feeling(self) -> Feeling:
        """Ok, with the reader's name and all counts."""
        return Feeling(DeviceState.OK, identity=self._slot.reader, counters=dict(self._counters))

    def close(self) -> None:
        """Leave card and daemon."""
        self._slot.close()

    def _read(self) -> CardSeen | CardTrouble:
        try:
            self._slot.connect()
            found = self._identify()
        except CardGone:
            found = None
        except OutOfOrder as fault:
            self._counters[Counted.LOCKED_CARDS] += 1
            return CardTrouble(self._name, fault.trouble)
        finally:
            self._slot.disconnect()
        if found is Closed.KEY_WANTED or found is Closed.KEY_REFUSED:
            self._wants_key, self._key = True, None
            self._counters[Counted.KEYS_WANTED if found is Closed.KEY_WANTED else Counted.KEYS_REFUSED] += 1
            return CardTrouble(self._name, Trouble.CARD_KEY_WANTED)
        if found is None or found is Closed.UNREADABLE:
            self._counters[Counted.FAILED_READS] += 1
            return CardTrouble(self._name, Trouble.CARD_UNREADABLE)
        self._counters[Counted.CARDS] += 1
        return card_seen(self._site_key, found, self._name)

    def _identify(self) -> Found:
        atr = self._slot.atr()
        for family in self._in_turn(atr):
            found = self._talk(talk_with(family, self._key_now(), secrets.token_bytes))
            if found is not None:
                self._remember(atr, family)
                self._key = None if family is Family.PASSPORT else self._key
                return found
        return None

    def _in_turn(self, atr: bytes) -> Sequence[Family]:
        """What fitted such a card before comes first; of a card without programs there is only a serial."""
        if STORAGE_CARD in atr:
            return [family for family in self._families if family is Family.SERIAL]
        known = self._fitted.get(atr)
        return sorted(self._families, key=lambda family: family is not known)

    def _remember(self, atr: bytes, family: Family) -> None:
        """A serial says nothing of the next card with this ATR."""
        if family is not Family.SERIAL:
            self._fitted[atr] = family
            self._fitted.move_to_end(atr)
        while len(self._fitted) > KNOWN_ATRS_MAX:
            self._fitted.popitem(last=False)

    def _key_now(self) -> ChipKey | None:
        if self._clock() > self._key_until_s:
            self._key = None
        return self._key

    def _talk(self, talk: Talk[Told]) -> Told:
        """Carry a conversation to its end."""
        try:
            command = next(talk)
            while True:
                command = talk.send(self._slot.transmit(command))
        except StopIteration as end:
            told: Told = end.value
            return told
