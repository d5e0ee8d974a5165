"""Visits with an identity card through a whole hall: real kiosk window, real serial port, real printer port."""

import logging
import time
from itertools import islice, product
from typing import Final

from devices.drivers.card_reader.sam_v import POLL_PAUSE_S
from tests.demo.children import Children, wait_until
from tests.demo.hall import FOLDER, LOGS, fresh_folder, open_hall
from tests.demo.steps import Steps
from tests.demo.visitor import PRINTER, Visitor

log = logging.getLogger(__name__)

CARDS: Final = ("wang", "zhang", "ouyang")
"""Different people, one after another: the same card would be taken for the same visit."""
SERVICES: Final = ("service-social-insurance", "service-pension", "service-social-security-card", "service-employment")
"""One card may hold one ticket for a service at a time."""
READY_TIMEOUT_S: Final = 60.0


def card_to_paper_ms(visits: int) -> list[float]:
    """Milliseconds from the card to the printer's first byte, the touches between not counted.

    Cards come evenly spread over the pause between two looks of the reader: one visit takes about as long as another,
    so without that all of them would fall on nearly the same moment of its pause.
    """
    with fresh_folder(on_any_morning=True) as file, Children(LOGS) as children:
        hall = open_hall(children, file)
        wait_until("the kiosk's welcome", hall.touch_map.exists, READY_TIMEOUT_S)
        steps = Steps(FOLDER, log.info)
        visitor = Visitor(hall, steps)
        steps.until("the printer's port is open", lambda: hall.twins.papers(PRINTER) == 0)
        people = enumerate(islice(product(SERVICES, CARDS), visits))
        return [_visit(visitor, card, service, POLL_PAUSE_S * n / visits) for n, (service, card) in people]


def _visit(visitor: Visitor, card: str, service: str, later_s: float) -> float:
    comes_at = time.monotonic() + later_s
    wait_until("the moment at which this one comes", lambda: time.monotonic() >= comes_at, poll_s=0.002)
    took = visitor.visit_with("k1-id", card, card, service).card_to_paper_ms
    visitor.leave()
    return took
