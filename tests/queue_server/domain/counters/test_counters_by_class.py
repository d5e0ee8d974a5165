"""Counters that call only some classes: whom they call, what is said about it, what a visitor is told."""

from config.vocabulary import CounterId, RefusalCode, TicketClass
from queue_server.domain.commands import CallNext, FinishService, HoldTicket, ResumeTicket
from queue_server.domain.refusals import Refusal
from queue_server.domain.sentences.why import why
from queue_server.domain.sentences.why_not import why_not
from tests.queue_server.domain.counters.walk_counters import BY_CLASS
from tests.queue_server.domain.examples import BOTH, IDENTITY, ONE, SmallHall
from tests.queue_server.domain.test_estimate import queue_state

PRIORITY, ORDINARY = TicketClass.PRIORITY, TicketClass.ORDINARY


def small(*counters: CounterId) -> SmallHall:
    """Counter one calls priority and booked tickets, counter both calls all."""
    hall = SmallHall(BY_CLASS)
    for counter in counters:
        hall.open(counter)
    return hall


def test_a_counter_calls_only_its_classes() -> None:
    hall = small(ONE)
    hall.take()
    assert hall.ask(CallNext(ONE, "lan")) == Refusal(RefusalCode.NOBODY_WAITING)
    late = hall.at("11:00").take(IDENTITY, PRIORITY)
    assert hall.call(ONE).ticket == late


def test_the_reason_says_whom_the_counter_calls() -> None:
    hall = small(ONE)
    hall.take()
    late = hall.at("11:00").take(IDENTITY, PRIORITY)
    assert hall.call(ONE).reason.classes == (PRIORITY, TicketClass.BOOKED)
    said = why(hall.hall, hall.hall.tickets[late])
    assert "this counter calls priority and booked tickets only, no other queue was waiting" in said.en
    assert "本窗口只叫优先号和预约号，" in said.zh


def test_who_is_not_called_there_is_told_so() -> None:
    hall = small(ONE)
    ticket = hall.hall.tickets[hall.take()]
    assert why_not(hall.hall, ticket).en.endswith("no counter that is open for this service calls ordinary tickets.")
    hall.open(BOTH)
    assert why_not(hall.hall, ticket).en.endswith("it is the next to be called.")


def test_an_estimate_counts_the_counters_of_the_class() -> None:
    hall = small(ONE, BOTH)
    for _ in range(4):
        hall.take()
    urgent = hall.take(IDENTITY, PRIORITY)
    now = hall.hall.tickets[urgent].taken_at
    ordinary = queue_state(hall.hall, IDENTITY, ORDINARY, now)
    assert (ordinary.open_counters, ordinary.ahead) == (1, 4 + 1 / 2)
    priority = queue_state(hall.hall, IDENTITY, PRIORITY, now)
    assert (priority.open_counters, priority.ahead) == (2, 4 + 1)


def test_a_held_ticket_is_called_back_where_its_class_is_called() -> None:
    hall = small(ONE, BOTH)
    ticket = hall.take()
    hall.call(BOTH)
    hall.do(HoldTicket(BOTH, "mei"))
    assert hall.ask(ResumeTicket(ONE, "lan", ticket)) == Refusal(RefusalCode.NOT_THIS_COUNTERS_SERVICE)
    hall.do(ResumeTicket(BOTH, "mei", ticket), FinishService(BOTH, "mei"))
