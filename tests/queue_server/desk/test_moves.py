"""The moves of a ticket that are asked over the wire: held and called back, sent on, given up, explained, ended."""

from config.vocabulary import PrintState, RefusalCode, ServiceOutcome, TicketState
from config.wire.news import CallNews
from config.wire.pictures import CallsPicture, CounterPicture
from config.wire.replies import Explained, ReprintGiven
from config.wire.requests import (
    CallNext,
    CancelTicket,
    EndWaiting,
    ExplainTicket,
    FinishService,
    HoldTicket,
    OpenCounter,
    ReportPrint,
    ReprintTicket,
    ResumeTicket,
    TransferTicket,
)
from queue_server.domain.facts import TicketServed
from tests.queue_server.desk.counterside import PAUSE_S, Counterside
from tests.queue_server.domain.examples import BOTH, IDENTITY, ONE, PERMITS

BY = "lan"


def called(side: Counterside) -> str:
    """A ticket that stands at counter one; its id."""
    side.done(OpenCounter(request_id="open-0001", counter=ONE, by=BY))
    given = side.take("take-0001")
    side.done(CallNext(request_id="call-0001", counter=ONE, by=BY))
    return given.ticket


def test_a_held_ticket_is_shown_to_its_counters_and_called_back(side: Counterside) -> None:
    ticket = called(side)
    side.done(HoldTicket(request_id="hold-0001", counter=ONE, by=BY, reason="copies"))
    picture = side.paper.newest(CounterPicture)
    assert (picture.ticket, [line.ticket for line in picture.held]) == (None, [ticket])
    assert side.paper.newest(CallsPicture).calls == ()
    side.paper.sent.clear()
    side.done(ResumeTicket(request_id="back-0001", counter=ONE, by=BY, ticket=ticket))
    picture = side.paper.newest(CounterPicture)
    assert picture.ticket is not None
    assert (picture.ticket.state, picture.held) == (TicketState.CALLED, ())
    assert side.paper.newest(CallNews).ticket == ticket


def test_a_ticket_sent_on_waits_for_the_other_service(side: Counterside) -> None:
    ticket = called(side)
    side.done(TransferTicket(request_id="send-0001", counter=ONE, by=BY, service=PERMITS))
    side.done(OpenCounter(request_id="open-0002", counter=BOTH, by="mei"))
    side.done(CallNext(request_id="call-0002", counter=BOTH, by="mei"))
    assert side.paper.newest(CallNews).ticket == ticket


def test_paper_is_printed_again_once_for_one_request_and_stands_in_the_history(side: Counterside) -> None:
    given = side.take("request-0001")
    again = ReprintTicket(request_id="again-0001", kiosk="kiosk-1", ticket=given.ticket)
    first, second = side.ask(again, again)
    now = given.model_copy(update={"request_id": "again-0001"})
    assert first == second == ReprintGiven(request_id="again-0001", given=now, print_no=2)
    (told,) = side.ask(ExplainTicket(request_id="why-0001", ticket=given.ticket))
    assert isinstance(told, Explained)
    assert told.words.zh.endswith("小票补打过 1 次，最近一次 09:00（kiosk-1）。")
    printed = ReportPrint(
        request_id="print-0001", kiosk="kiosk-1", ticket=given.ticket, state=PrintState.PRINTED, print_no=2
    )
    side.done(printed)
    assert side.refused(again.model_copy(update={"request_id": "again-0002"})).code is RefusalCode.PRINTED_ALREADY
    assert side.journal.problems() == []


def test_a_ticket_can_be_given_up_once(side: Counterside) -> None:
    ticket = side.take("take-0001").ticket
    side.done(CancelTicket(request_id="stop-0001", ticket=ticket, by=BY))
    assert side.refused(CancelTicket(request_id="stop-0002", ticket=ticket, by=BY)).code is RefusalCode.TICKET_OVER


def test_a_question_is_answered_and_changes_nothing(side: Counterside) -> None:
    ticket = side.take("take-0001").ticket
    before = list(side.journal.all_records())
    (reply,) = side.ask(ExplainTicket(request_id="what-0001", ticket=ticket))
    assert isinstance(reply, Explained)
    assert (reply.ticket, "窗口都未开放" in reply.words.zh) == (ticket, True)
    unknown = ExplainTicket(request_id="what-0002", ticket="20261120-Z999")
    assert side.refused(unknown).code is RefusalCode.UNKNOWN_TICKET
    assert list(side.journal.all_records()) == before


def test_a_call_is_explained_to_whom_it_passed_when_it_is_over(side: Counterside) -> None:
    side.done(OpenCounter(request_id="open-0001", counter=ONE, by=BY))
    passed = side.take("take-0001", PERMITS)
    side.pass_time(seconds=60)
    first = side.take("take-0002", IDENTITY)
    side.done(CallNext(request_id="call-0001", counter=ONE, by=BY))
    shown = side.paper.newest(CounterPicture).ticket
    assert shown is not None
    side.done(FinishService(request_id="done-0001", counter=ONE, by=BY))
    asked = [ExplainTicket(request_id=f"why-000{n}", ticket=given.ticket) for n, given in enumerate((first, passed))]
    served, waits = side.ask(*asked)
    assert isinstance(served, Explained)
    assert isinstance(waits, Explained)
    because = shown.why.zh.partition("；")[2]
    assert because.startswith("它办的是本窗口主办业务，先于协办业务B7")
    assert served.words.zh.endswith(because)
    assert waits.words.zh.endswith(because)


def test_closing_ends_all_who_wait(side: Counterside) -> None:
    called(side)
    for number in range(3):
        side.take(f"more-000{number}", PERMITS if number else IDENTITY)
    side.done(EndWaiting(request_id="end-00001", by="chief"))
    side.pass_time(seconds=PAUSE_S)
    side.round()
    assert side.paper.newest(CallsPicture).waiting_total == 0
    assert side.paper.newest(CounterPicture, ONE).ticket is not None, "who stands at a counter is served"


def test_what_was_done_is_kept(side: Counterside) -> None:
    called(side)
    outcome = ServiceOutcome.INCOMPLETE
    side.done(FinishService(request_id="done-0001", counter=ONE, by=BY, outcome=outcome, items=(PERMITS,)))
    fact = list(side.journal.all_records())[-1].fact
    assert isinstance(fact, TicketServed)
    assert (fact.outcome, fact.items) == (ServiceOutcome.INCOMPLETE, (PERMITS,))
