"""Visits with an identity card through a whole hall: real kiosk window, real serial port, real printer port."""

import logging
from itertools import cycle, islice
from typing import Final

from tests.demo.children import Children, wait_until
from tests.demo.hall import FOLDER, LOGS, fresh_folder, open_hall
from tests.demo.steps import Steps
from tests.demo.visitor import PRINTER, Visitor

log = logging.getLogger(__name__)

CARDS: Final = ("wang", "zhang", "ouyang")
"""Different people, one after another: the same card would be taken for the same visit."""
READY_TIMEOUT_S: Final = 60.0


def card_to_paper_ms(visits: int) -> list[float]:
    """Milliseconds from the card to the printer's first byte, the touches between not counted."""
    file = fresh_folder()
    with Children(LOGS) as children:
        hall = open_hall(children, file)
        wait_until("the kiosk's welcome", hall.touch_map.exists, READY_TIMEOUT_S)
        steps = Steps(FOLDER, log.info)
        visitor = Visitor(hall, steps)
        steps.until("the printer's port is open", lambda: hall.twins.papers(PRINTER) == 0)
        return [_visit(visitor, card) for card in islice(cycle(CARDS), visits)]


def _visit(visitor: Visitor, card: str) -> float:
    took = visitor.visit_with("k1-id", card, card).card_to_paper_ms
    visitor.leave()
    return took
