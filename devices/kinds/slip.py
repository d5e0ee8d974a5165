"""What stands on one printed ticket; any other paper comes as its content at once."""

from dataclasses import dataclass

from config.paper.fields import Content, PaperName, numbered
from config.vocabulary import Language


@dataclass(frozen=True)
class TicketSlip:
    """The content of a ticket. Times are local and written out (``2026-11-21 09:20``); empty: nobody knows."""

    hall: str
    number: str
    service: str
    department: str
    people_ahead: int | None
    counted_from: str
    """The time that this ticket is counted as arrived at, HH:MM."""
    taken_at: str
    wait: str = ""
    counters: str = ""
    """Where to go, such as ``1-6号窗口``."""
    language: Language = Language.CHINESE
    qr: str = ""
    """Text of the QR code: an address opens on a phone, any other is for the hall's own scanners."""
    notes: tuple[str, ...] = ()

    def content(self) -> Content:
        """By field of the layout."""
        names = ("hall", "number", "service", "department", "counted_from", "taken_at", "wait", "counters", "qr")
        texts = {name: getattr(self, name) for name in names}
        texts["ahead" if self.people_ahead else "next"] = "" if self.people_ahead is None else str(self.people_ahead)
        texts["address" if self.qr.startswith("http") else "code"] = self.qr
        return Content(PaperName.TICKET, self.language, texts, {"notes": numbered(self.notes)})


Slip = TicketSlip | Content
