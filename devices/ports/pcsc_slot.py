"""One slot of a PC/SC reader, by pyscard's plain calls: a lost daemon, reader or card each has its own fault.

The plain calls are used because pyscard's comfortable layer keeps one context for ever and so never finds a daemon
that came back.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from smartcard import scard

from config.vocabulary import Trouble
from devices.faults import CardGone, DeviceFault, OutOfOrder, PortGone
from devices.ports.address import PcscAddress

COUNT_SHIFT: Final = 16
"""The daemon counts insertions and removals in the upper half of a slot's state."""
CARD_FAULTS: Final = frozenset(
    {
        scard.SCARD_W_REMOVED_CARD,
        scard.SCARD_E_NO_SMARTCARD,
        scard.SCARD_W_RESET_CARD,
        scard.SCARD_W_UNPOWERED_CARD,
        scard.SCARD_W_UNRESPONSIVE_CARD,
        scard.SCARD_E_NOT_TRANSACTED,
    }
)
REFUSED: Final = scard.SCARD_W_SECURITY_VIOLATION
"""Where pcscd asks polkit who may read cards."""
SERVICE_FAULTS: Final = frozenset({scard.SCARD_E_NO_SERVICE, scard.SCARD_E_SERVICE_STOPPED, scard.SCARD_F_COMM_ERROR})


ANY_READER: Final = "*"
NUMBERS: Final = re.compile(r"( \d\d){2}$")
"""At the end of a reader's name: which of its sort, and which slot. They change when it is plugged in elsewhere."""


@dataclass(frozen=True)
class SlotState:
    """Whether a card lies there, and how many changes the daemon has counted."""

    present: bool
    changes: int


class PcscSlot:
    """A named slot. Nothing here waits longer than it is told."""

    def __init__(self, address: PcscAddress) -> None:
        self._wanted = address.reader
        self._tap = address.tap
        self.reader = address.reader
        """The reader's whole name, once it was found."""
        self._context: Any = None
        self._card: Any = None
        self._protocol: Any = None
        self._known = scard.SCARD_STATE_UNAWARE

    def open(self) -> None:
        """Reach the daemon and find the reader. Raises PortGone."""
        self.close()
        result, self._context = scard.SCardEstablishContext(scard.SCARD_SCOPE_USER)
        if result != scard.SCARD_S_SUCCESS:
            self._context = None
            if result == REFUSED:
                raise self._fault(result)
            raise PortGone("pcscd does not answer", Trouble.READER_SERVICE_AWAY)
        result, readers = scard.SCardListReaders(self._context, [])
        found = self._fitting(readers) if result == scard.SCARD_S_SUCCESS else None
        if found is None:
            raise PortGone(f"pcscd knows no reader {self._wanted!r}")
        self.reader = found
        self._known = scard.SCARD_STATE_UNAWARE

    def wait(self, timeout_s: float) -> SlotState:
        """The slot's state, at once when it changed, else after the timeout. Raises PortGone."""
        if self._context is None:
            raise PortGone("the PC/SC slot is not open")
        asked = [(self.reader, self._known)]
        result, states = scard.SCardGetStatusChange(self._context, int(timeout_s * 1000), asked)
        if result not in (scard.SCARD_S_SUCCESS, scard.SCARD_E_TIMEOUT):
            raise self._fault(result)
        self._known = states[0][1] & ~scard.SCARD_STATE_CHANGED
        if self._known & (scard.SCARD_STATE_UNKNOWN | scard.SCARD_STATE_UNAVAILABLE):
            raise PortGone(f"reader {self.reader!r} is gone")
        mute = scard.SCARD_STATE_MUTE
        present = bool(self._known & scard.SCARD_STATE_PRESENT) and not self._known & mute
        return SlotState(present, self._known >> COUNT_SHIFT)

    def connect(self) -> None:
        """Power the card. Raises CardGone, OutOfOrder (locked by another program) or PortGone."""
        either = scard.SCARD_PROTOCOL_T0 | scard.SCARD_PROTOCOL_T1
        result, card, protocol = scard.SCardConnect(self._context, self.reader, scard.SCARD_SHARE_SHARED, either)
        if result != scard.SCARD_S_SUCCESS:
            raise self._fault(result)
        self._card = card
        self._protocol = scard.SCARD_PCI_T0 if protocol == scard.SCARD_PROTOCOL_T0 else scard.SCARD_PCI_T1

    def atr(self) -> bytes:
        """How the connected card greets. Raises CardGone or PortGone."""
        result, _, _, _, atr = scard.SCardStatus(self._card)
        if result != scard.SCARD_S_SUCCESS:
            raise self._fault(result)
        self._tap.note(f"the card greets with {len(atr)} bytes (they may name it and are not shown)")
        return bytes(atr)

    def transmit(self, apdu: bytes) -> bytes:
        """One command, one answer with its status word. Raises CardGone or PortGone."""
        self._tap.sent(apdu)
        result, answer = scard.SCardTransmit(self._card, self._protocol, list(apdu))
        if result != scard.SCARD_S_SUCCESS:
            raise self._fault(result)
        self._tap.came(bytes(answer))
        return bytes(answer)

    def disconnect(self) -> None:
        """Leave the card; no harm when it is gone."""
        card, self._card = self._card, None
        if card is not None:
            scard.SCardDisconnect(card, scard.SCARD_LEAVE_CARD)

    def close(self) -> None:
        """Leave card and daemon."""
        self.disconnect()
        context, self._context = self._context, None
        if context is not None:
            scard.SCardReleaseContext(context)

    def _fitting(self, readers: Sequence[str]) -> str | None:
        """The reader of this name, else the first one that has only its two numbers more, or any."""
        shorter = (name for name in readers if self._wanted in (ANY_READER, NUMBERS.sub("", name)))
        return self._wanted if self._wanted in readers else next(shorter, None)

    def _fault(self, result: int) -> DeviceFault:
        if result in CARD_FAULTS:
            return CardGone()
        if result == scard.SCARD_E_SHARING_VIOLATION:
            return OutOfOrder("another program holds the card", Trouble.CARD_LOCKED)
        if result == REFUSED:
            return PortGone("pcscd refuses this user: its polkit rule is missing", Trouble.PORT_FORBIDDEN)
        trouble = Trouble.READER_SERVICE_AWAY if result in SERVICE_FAULTS else Trouble.PORT_GONE
        return PortGone(f"reader {self.reader!r}: {scard.SCardGetErrorMessage(result)}", trouble)
