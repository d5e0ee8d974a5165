"""Visits with an identity card through a whole hall: real kiosk window, real serial port, real printer port."""

import logging
from itertools import islice, product
from typing import Final

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
    """Milliseconds from the card to the printer's first byte, the touches between not counted."""
    with fresh_folder() as file, Children(LOGS) as children:
        hall = open_hall(children, file)
        wait_until("the kiosk's welcome", hall.touch_map.exists, READY_TIMEOUT_S)
        steps = Steps(FOLDER, log.info)
        visitor = Visitor(hall, steps)
        steps.until("the printer's port is open", lambda: hall.twins.papers(PRINTER) == 0)
        return [_visit(visitor, card, service) for service, card in islice(product(SERVICES, CARDS), visits)]


def _visit(visitor: Visitor, card: str, service: str) -> float:
    took = visitor.visit_with("k1-id", card, card, service).card_to_paper_ms
    visitor.leave()
    return took
