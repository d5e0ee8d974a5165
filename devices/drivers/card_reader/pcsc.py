"""PC/SC card reader: China's social security card, and the serial of any other card.

Device: any CCID or vendor reader that pcscd drives, contact or contactless.
Settings: port = "pcsc:NAME OF THE READER 00 00" as `pcsc_scan` shows it.
Options: none.
Bytes: SELECT sx1.sh.社会保障, EF06 records 08 09 0A (number, name, sex), else EF05 record 07, else FF CA 00 00 00;
    61xx and 6Cxx are answered as ISO 7816-4 asks.
Document: 人社信息函〔2012〕37号, LD/T 32-2015, ISO 7816-4, PC/SC part 3.
Tried: twin only (devices/simulated/cards/slot_twin.py behind the real pcscd).
"""

from collections import Counter
from collections.abc import Sequence
from typing import Final, TypeVar

from config.settings.plan_files import DeviceSettings
from config.vocabulary import DeviceState, Trouble
from devices.drivers.card_reader.visitor import citizen_seen, serial_seen
from devices.drivers.options import Options, Site, read_options
from devices.faults import CardGone, OutOfOrder, SettingsWrong
from devices.frames.cards.apdu.exchange import GET_UID, Talk, exchange
from devices.frames.cards.apdu.social_card import CardNumber, SocialCard, read_social_card
from devices.kinds.card_reader import CardSeen, CardTrouble, CardType
from devices.kinds.driver import Feeling
from devices.ports.address import PcscAddress
from devices.ports.pcsc_slot import PcscSlot, SlotState

WATCH_S: Final = 0.3
EMPTY: Final = SlotState(present=False, changes=0)

Told = TypeVar("Told")


class PcscReader:
    """Reads each card once when it is laid or put in; the next event needs a removal in between."""

    def __init__(self, settings: DeviceSettings, site: Site) -> None:
        read_options(Options, settings.options)
        address = site.address(settings)
        if not isinstance(address, PcscAddress):
            raise SettingsWrong("this driver needs a pcsc: port")
        self._name = settings.name
        self._key = site.site_key
        self._reader = address.reader
        self._slot = PcscSlot(address)
        self._told = EMPTY
        self._counters: Counter[str] = Counter()

    @property
    def pause_s(self) -> float:
        """None: a step waits for the card itself."""
        return 0.0

    def open(self) -> None:
        """Reach the daemon and the reader. Raises PortGone."""
        self._told = EMPTY
        self._slot.open()

    def step(self) -> Sequence[CardSeen | CardTrouble]:
        """Wait a little for a change; read a card that is new. Raises PortGone."""
        state = self._slot.wait(WATCH_S)
        if state == self._told:
            return []
        self._told = state
        return [self._read()] if state.present else []

    def feeling(self) -> Feeling:
        """Ok, with the reader's name and all counts."""
        return Feeling(DeviceState.OK, identity=self._reader, counters=dict(self._counters))

    def close(self) -> None:
        """Leave card and daemon."""
        self._slot.close()

    def _read(self) -> CardSeen | CardTrouble:
        try:
            self._slot.connect()
            seen = self._identify()
        except CardGone:
            seen = None
        except OutOfOrder as fault:
            self._counters["locked_cards"] += 1
            return CardTrouble(self._name, fault.trouble)
        finally:
            self._slot.disconnect()
        self._counters["cards" if seen else "failed_reads"] += 1
        return seen or CardTrouble(self._name, Trouble.CARD_UNREADABLE)

    def _identify(self) -> CardSeen | None:
        match self._talk(read_social_card()):
            case SocialCard() as card:
                return citizen_seen(self._key, card.number, card.name, card.sex, CardType.SOCIAL_SECURITY, self._name)
            case CardNumber() as card:
                return serial_seen(self._key, card.number, self._name)
            case None:
                uid = self._talk(exchange(GET_UID))
                return serial_seen(self._key, uid.data, self._name) if uid.ok and uid.data else None

    def _talk(self, talk: Talk[Told]) -> Told:
        """Carry a conversation to its end."""
        try:
            command = next(talk)
            while True:
                command = talk.send(self._slot.transmit(command))
        except StopIteration as end:
            told: Told = end.value
            return told
