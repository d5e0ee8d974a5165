"""A database that does not answer for a moment is waited for; then the process gives up and starts anew."""

import logging
import threading
import time
from collections.abc import Callable
from typing import Final, TypeVar

from queue_server.journal.faults import JournalFault

log = logging.getLogger(__name__)

PATIENCE_S: Final = 30.0
PAUSE_S: Final = 0.5
T = TypeVar("T")


def patiently(work: Callable[[], T], stopping: threading.Event) -> T:
    """Do the work, again and again while the journal does not answer. Raises JournalFault when patience is over."""
    deadline = time.monotonic() + PATIENCE_S
    while True:
        try:
            return work()
        except JournalFault as fault:
            if time.monotonic() > deadline or stopping.is_set():
                raise
            log.warning("the journal does not answer: %s", fault)
            stopping.wait(PAUSE_S)
