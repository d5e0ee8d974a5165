"""One number for several services over the wire: asked for, shown, gone through."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from config.vocabulary import RefusalCode, TicketState
from config.wire.message import Words2
from config.wire.pictures import CounterPicture, ServicesPicture
from config.wire.replies import TicketGiven
from config.wire.requests import AddService, CallNext, FinishService, OpenCounter, SkipStep, TakeTicket
from tests.queue_server.desk.counterside import PAUSE_S, Counterside
from tests.queue_server.domain.examples import BOTH, IDENTITY, ONE, PERMITS
from tests.queue_server.domain.visits.walk_steps import MOVING, PLAN_WITH_CHAINS

BY = "lan"
CARDS, PERMIT = Words2(zh="身份证", en="Identity cards"), Words2(zh="许可", en="Permits")
TAKE = TakeTicket(request_id="take-0001", kiosk="kiosk-1", service=MOVING)


@pytest.fixture
def moving(tmp_path: Path) -> Iterator[Counterside]:
    """A desk whose plan has chains."""
    with Counterside(tmp_path, PLAN_WITH_CHAINS) as side:
        yield side


def taken(side: Counterside) -> TicketGiven:
    """A ticket for the chain, at counter one."""
    (given,) = side.ask(TAKE)
    assert isinstance(given, TicketGiven), given
    side.done(OpenCounter(request_id="open-0001", counter=ONE, by=BY))
    side.done(CallNext(request_id="call-0001", counter=ONE, by=BY))
    return given


def test_the_answer_names_the_whole_way_and_is_the_same_when_asked_again(moving: Counterside) -> None:
    given = taken(moving)
    assert (given.number, given.service, given.service_name) == ("A001", IDENTITY, CARDS)
    assert (given.chain_name, given.steps) == (Words2(zh="搬家", en="Moving house"), (CARDS, PERMIT))
    assert moving.ask(TAKE) == [given]
    other = TAKE.model_copy(update={"service": IDENTITY})
    assert moving.refused(other).code is RefusalCode.REQUEST_ID_REUSED


def test_the_kiosk_is_offered_chains_with_the_queue_of_their_first_service(moving: Counterside) -> None:
    moving.take("take-0001")
    moving.pass_time(seconds=PAUSE_S)
    moving.round()
    picture = moving.paper.newest(ServicesPicture)
    first, _ = picture.chains
    assert (first.id, first.queue, first.waiting, first.steps) == (MOVING, IDENTITY, 1, (CARDS, PERMIT))
    assert [line.id for line in picture.offers][:2] == [IDENTITY, PERMITS]


def test_the_clerk_sees_the_step_and_what_follows(moving: Counterside) -> None:
    ticket = taken(moving).ticket
    at_counter = moving.paper.newest(CounterPicture, ONE).ticket
    assert at_counter is not None
    assert (at_counter.step, at_counter.steps) == (1, 2)
    assert [(line.service, line.name) for line in at_counter.follow] == [(PERMITS, PERMIT)]
    moving.done(FinishService(request_id="done-0001", counter=ONE, by=BY))
    moving.done(FinishService(request_id="done-0001", counter=ONE, by=BY))
    moving.done(OpenCounter(request_id="open-0002", counter=BOTH, by="mei"))
    moving.done(CallNext(request_id="call-0002", counter=BOTH, by="mei"))
    at_counter = moving.paper.newest(CounterPicture, BOTH).ticket
    assert at_counter is not None
    assert (at_counter.ticket, at_counter.step, at_counter.follow) == (ticket, 2, ())


def test_a_service_added_is_shown_at_once_and_a_step_can_be_skipped(side: Counterside) -> None:
    ticket = side.take("take-0001").ticket
    side.done(OpenCounter(request_id="open-0001", counter=ONE, by=BY))
    side.done(CallNext(request_id="call-0001", counter=ONE, by=BY))
    side.paper.sent.clear()
    side.done(AddService(request_id="more-0001", ticket=ticket, by=BY, service=PERMITS))
    at_counter = side.paper.newest(CounterPicture, ONE).ticket
    assert at_counter is not None
    assert [line.service for line in at_counter.follow] == [PERMITS]
    side.done(SkipStep(request_id="skip-0001", counter=ONE, by=BY))
    (after,) = side.hall.tickets.values()
    assert (after.service, after.state) == (PERMITS, TicketState.WAITING)
