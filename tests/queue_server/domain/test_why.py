"""The sentence that explains a call, in both languages, for each rule that can decide."""

from collections.abc import Callable, Mapping
from typing import Final

import pytest

from config.vocabulary import TicketClass, TicketId
from queue_server.domain.calling.reason import CallRule
from queue_server.domain.commands import AdoptPlan, FinishService, MarkNoShow, PauseCounter, TakeTicket
from queue_server.domain.sentences.why import why
from tests.queue_server.domain.counters.walk_preference import preferring
from tests.queue_server.domain.examples import IDENTITY, ONE, PERMITS, PLAN, TWO, SmallHall
from tests.queue_server.domain.order.walk_order import FIRST_COME_PLAN, STRICT_PLAN
from tests.queue_server.domain.test_dispatch import clock

ORDINARY, BOOKED, PRIORITY = TicketClass.ORDINARY, TicketClass.BOOKED, TicketClass.PRIORITY


def only(small: SmallHall) -> None:
    """A booked visitor, alone."""
    small.at("09:10").take(IDENTITY, BOOKED, clock("09:40"))


def earliest(small: SmallHall) -> None:
    """Two queues, the own one older."""
    small.at("09:05").take(IDENTITY)
    small.at("09:06").take(PERMITS)


def head_start(small: SmallHall) -> None:
    """A later priority ticket."""
    small.at("09:00").take(PERMITS)
    small.at("09:50").take(IDENTITY, PRIORITY)


def own_first(small: SmallHall) -> None:
    """A later ticket of the counter's own service."""
    small.at("09:00").take(PERMITS)
    small.at("09:09").take(IDENTITY)


def put_back(small: SmallHall) -> None:
    """The older one was called before and nobody came."""
    small.at("09:00").take(PERMITS)
    small.at("09:01").take(IDENTITY)
    small.at("09:05").take(PERMITS)
    small.open(TWO)
    small.call(TWO)
    small.at("09:06").do(MarkNoShow(TWO, "jun"))
    small.call(TWO)


def first_come(small: SmallHall) -> None:
    """A later priority ticket has no head start."""
    small.do(AdoptPlan(FIRST_COME_PLAN, "chief"))
    small.at("09:00").take(PERMITS)
    small.at("09:11").take(PERMITS, PRIORITY)
    small.at("09:01").take(IDENTITY)


def strict_class(small: SmallHall) -> None:
    """A priority ticket, however late."""
    small.do(AdoptPlan(STRICT_PLAN, "chief"))
    small.at("09:00").take(PERMITS)
    small.at("11:50").do(TakeTicket("kiosk-1", IDENTITY, PRIORITY, group="soldiers"))


def last_class_turn(small: SmallHall) -> None:
    """Two priority tickets were called before."""
    small.do(AdoptPlan(STRICT_PLAN, "chief"))
    small.at("09:00").take(IDENTITY)
    for _ in range(3):
        small.at("09:05").take(IDENTITY, PRIORITY)
    small.open(ONE)
    for _ in range(2):
        small.call(ONE)
        small.do(FinishService(ONE, "lan"))
    small.do(PauseCounter(ONE, "lan", "tea"))


def preferred(small: SmallHall) -> None:
    """A priority ticket, whose head start is not long enough, at a counter that prefers such."""
    small.do(AdoptPlan(preferring(PLAN), "chief"))
    small.at("09:00").take(IDENTITY)
    small.at("11:00").take(IDENTITY, PRIORITY)


SENTENCES: Final[Mapping[CallRule, tuple[Callable[[SmallHall], None], str, str]]] = {
    CallRule.ONLY_CANDIDATE: (
        only,
        "A001 是09:40的预约号，视为09:10到达；当时本窗口只有这一队有人等候，它排在最前。",
        "A001 is a booked ticket for 09:40, counted as arrived at 09:10; "
        "no other queue was waiting for this counter, and it was first in its own.",
    ),
    CallRule.EARLIEST: (
        earliest,
        "A001 是09:05取的普通号；在本窗口有人等候的2个队列中到达最早。",
        "A001 is an ordinary ticket taken at 09:05; it came first among the 2 queues waiting for this counter.",
    ),
    CallRule.HEAD_START: (
        head_start,
        "A001 是09:50取的优先号，视为08:50到达；早于视为09:00到达的B7。",
        "A001 is a priority ticket taken at 09:50, counted as arrived at 08:50; "
        "earlier than B7, counted as arrived at 09:00.",
    ),
    CallRule.PUT_BACK: (
        put_back,
        "A001 是09:01取的普通号；B7此前叫到时无人应答，已排到后面。",
        "A001 is an ordinary ticket taken at 09:01; B7 was called before and nobody came, so it waits behind.",
    ),
    CallRule.FIRST_COME: (
        first_come,
        "B7 是09:00取的普通号；按取号先后，在本窗口有人等候的2个队列中最早。",
        "B7 is an ordinary ticket taken at 09:00; "
        "by the order of taking it came first among the 2 queues waiting for this counter.",
    ),
    CallRule.STRICT_CLASS: (
        strict_class,
        "A001 是11:50取的优先号（军人）；本厅规定优先号（军人）先于普通号，因此A001先于B7。",
        "A001 is a priority ticket (soldiers) taken at 11:50; "
        "in this hall a priority ticket (soldiers) goes before an ordinary ticket, so A001 goes before B7.",
    ),
    CallRule.LAST_CLASS_TURN: (
        last_class_turn,
        "A001 是09:00取的普通号；本窗口连续叫2张其他号票后即叫一张普通号，因此轮到它。",
        "A001 is an ordinary ticket taken at 09:00; "
        "after 2 other tickets in a row this counter calls an ordinary ticket, so it is its turn.",
    ),
    CallRule.PREFERRED: (
        preferred,
        "A002 是11:00取的优先号，视为10:00到达；本窗口先叫优先号和预约号，因此先于A001。",
        "A002 is a priority ticket taken at 11:00, counted as arrived at 10:00; "
        "this counter calls priority and booked tickets first, so it goes before A001.",
    ),
    CallRule.OWN_FIRST: (
        own_first,
        "A001 是09:09取的普通号；它办的是本窗口主办业务，先于协办业务B7（B7早到不超过10分钟）。",
        "A001 is an ordinary ticket taken at 09:09; "
        "its service is this counter's own and goes before B7 of a second service, "
        "which came at most 10 minutes earlier.",
    ),
}


@pytest.mark.parametrize("rule", CallRule)
def test_sentence(rule: CallRule) -> None:
    arrivals, chinese, english = SENTENCES[rule]
    small = SmallHall()
    arrivals(small)
    small.open(ONE)
    call = small.call(ONE)
    assert call.reason.rule is rule
    said = why(small.hall, small.hall.tickets[call.ticket])
    assert (said.zh, said.en) == (chinese, english)


def test_a_ticket_that_was_not_called_has_no_reason() -> None:
    small = SmallHall()
    ticket: TicketId = small.take()
    with pytest.raises(ValueError, match=ticket):
        why(small.hall, small.hall.tickets[ticket])
