"""What stands on one printed ticket."""

from dataclasses import dataclass

from config.vocabulary import Language


@dataclass(frozen=True)
class TicketSlip:
    """The content of a slip. Times are local and already written out (``09:10``, ``2026-11-21 09:20``)."""

    hall: str
    number: str
    service: str
    department: str
    people_ahead: int | None
    """None: nobody knows."""
    counted_from: str
    """The time that this ticket is counted as arrived at, HH:MM; empty when nobody knows."""
    taken_at: str
    wait: str = ""
    """About how long it will be, written out; empty when nobody can tell."""
    counters: str = ""
    """Where to go, such as ``1-6号窗口``."""
    language: Language = Language.CHINESE
    qr: str = ""
    """Text of the QR code; empty for none."""
    notes: tuple[str, ...] = ()
