"""A journal that fails for a moment is waited for; one that contradicts the core stops the desk."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from config.wire.replies import TicketGiven
from config.wire.requests import TakeTicket
from queue_server.journal.faults import JournalConflict, JournalFault
from queue_server.journal.journal import Journal
from queue_server.journal.record import Record
from tests.queue_server.desk.counterside import Counterside
from tests.queue_server.domain.examples import IDENTITY, PLAN

TAKE = TakeTicket(request_id="take-0001", kiosk="kiosk-1", service=IDENTITY)


class FailingJournal(Journal):
    """A real journal whose next appends end in a fault, before or after the facts have landed."""

    fail = 0
    landed = False

    def append(self, records: Sequence[Record]) -> None:
        """Append, unless told to fail."""
        if self.fail:
            self.fail -= 1
            if self.landed:
                super().append(records)
            raise JournalFault("the database is away")
        super().append(records)


def failing(folder: Path) -> tuple[Counterside, FailingJournal]:
    """A desk whose journal can be told to fail."""
    journal = FailingJournal(f"sqlite:///{folder / 'journal.sqlite3'}", PLAN.hall)
    return Counterside(folder, journal=journal), journal


@pytest.mark.parametrize("landed", [False, True])
def test_a_short_fault_is_waited_for(tmp_path: Path, landed: bool) -> None:
    side, journal = failing(tmp_path)
    with side:
        journal.fail, journal.landed = 1, landed
        (reply,) = side.ask(TAKE)
        assert isinstance(reply, TicketGiven)
        assert journal.problems() == []
        assert side.ask(TAKE) == [reply]
        assert side.take("take-0002").number == "A002"


def test_a_fault_while_stopping_ends_without_an_answer(tmp_path: Path) -> None:
    side, journal = failing(tmp_path)
    with side:
        journal.fail = 1
        side.desk.stop()
        with pytest.raises(JournalFault):
            side.ask(TAKE)
        assert side.paper.answers == []


def test_a_journal_that_refuses_what_the_core_allowed_stops_the_desk(side: Counterside, tmp_path: Path) -> None:
    """Somebody else has written into the same journal."""
    with Counterside(tmp_path) as other:
        other.take("take-0009")
    with pytest.raises(JournalConflict):
        side.ask(TAKE)
    assert side.paper.answers == []
    assert side.journal.problems() == []
