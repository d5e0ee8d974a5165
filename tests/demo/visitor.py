"""One visitor at the kiosk: a card, touches, paper. Used by the walk, and by the benchmark that lives many visits."""

import re
import time
from dataclasses import dataclass
from typing import Final

from tests.demo.hall import FOLDER, DemoHall
from tests.demo.kiosk_hand import KioskHand
from tests.demo.steps import Steps

DEPARTMENT: Final = "department-human-resources"
SERVICE: Final = "service-social-insurance"
PRINTER: Final = "k1-printer"
CHOICES: Final = ("departments", "standing")
"""What a card leads to."""
CHOICE_SHOWN: Final = r"screen (?:departments|standing) at ([0-9.]+)"
"""What the kiosk writes into its log: the machine's monotonic seconds."""


@dataclass(frozen=True)
class Visit:
    """What came of a card: the number, and how long the machines took from card to paper."""

    number: str
    card_to_paper_ms: float


class Visitor:
    """Whoever stands at the kiosk, one after another."""

    def __init__(self, hall: DemoHall, steps: Steps) -> None:
        self._hall = hall
        self._steps = steps
        self.kiosk = KioskHand(hall.kiosk, hall.touch_map, steps)
        self.numbers: set[str] = set()

    def visit_with(self, reader: str, card: str, name: str, service: str = SERVICE) -> Visit:
        """Card, department, service, paper."""
        steps, twins, kiosk = self._steps, self._hall.twins, self.kiosk
        began = time.monotonic()
        twins.place(reader, card)
        steps.until(f"{name} on the reader → something can be touched", lambda: kiosk.screen in CHOICES, since=began)
        shown = last_moment(self._hall, "kiosk", CHOICE_SHOWN)
        read = steps.note(f"{name} on the reader → departments are shown", (shown - began) * 1000)
        if kiosk.screen == "standing":  # this card's person has something here already
            kiosk.go("begin", "departments")
        self.picture(f"{card}-departments")
        kiosk.turn_to(DEPARTMENT)
        kiosk.go(DEPARTMENT, "services")
        self.picture(f"{card}-services")
        printed = self._take_number(card, service)
        total = steps.note(f"{name} on the reader → first byte at the printer, touches not counted", read + printed)
        twins.lift(reader)
        return Visit(self.newest_number(), total)

    def without_card(self) -> None:
        """From the welcome to the number by touches alone."""
        kiosk = self.kiosk
        kiosk.go("begin", "departments")
        kiosk.turn_to(DEPARTMENT)
        kiosk.go(DEPARTMENT, "services")
        kiosk.go(SERVICE, "who")
        self.picture("who")
        kiosk.go("without-card", "number")

    def leave(self) -> None:
        """Done with the number: the kiosk welcomes the next one."""
        self._steps.until("the number may be left", lambda: self.kiosk.can_touch("done"))
        self.kiosk.go("done", "welcome")

    def _take_number(self, card: str, service: str) -> float:
        """Touch the service; returns milliseconds to the printer's first byte."""
        twins, kiosk = self._hall.twins, self.kiosk
        before = twins.papers(PRINTER)
        touched = kiosk.go(service, "number")
        self.picture(f"{card}-number")
        self._steps.until("the slip is cut", lambda: twins.papers(PRINTER) > before, since=touched)
        first_byte = (twins.first_byte_at(PRINTER) - touched) * 1000
        return self._steps.note("touch service → first byte at the printer", first_byte)

    def newest_number(self) -> str:
        """What stands on the newest slip; never one that was seen before."""
        (FOLDER / f"paper-{len(self.numbers) + 1}.png").write_bytes(self._hall.twins.paper_picture(PRINTER))
        number = self._hall.twins.printed_number(PRINTER)
        self._steps.require(f"the slip carries {number}, a number given once", number and number not in self.numbers)
        self.numbers.add(number)
        return number

    def picture(self, name: str) -> None:
        """Keep what the kiosk shows."""
        self._hall.kiosk.picture().save(FOLDER / f"kiosk-{name}.png")


def last_moment(hall: DemoHall, program: str, pattern: str) -> float:
    """The newest moment that a program wrote down for something; 0 when there is none."""
    log = (hall.logs / f"{program}.log").read_text("utf-8", errors="replace")
    found = re.findall(pattern, log)
    return float(found[-1]) if found else 0.0
