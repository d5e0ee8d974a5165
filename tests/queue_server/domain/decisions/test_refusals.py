"""Each refusal of the core, reached by a visitor's or clerk's way; and words for each."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Final

import pytest

from config.plan import Plan
from config.rules.counters import CounterRules, Crowd, Tide
from config.rules.kiosk_blocks import KioskBlocks
from config.rules.numbers import ServiceNumbers
from config.rules.opening import Opening
from config.vocabulary import (
    CounterId,
    EvaluationChannel,
    Level,
    PrintState,
    RefusalCode,
    ServiceId,
    TicketClass,
    TicketId,
)
from queue_server.domain import decide as deciding
from queue_server.domain.commands import (
    AdoptPlan,
    BeginDay,
    CallAgain,
    CallNext,
    CancelTicket,
    CloseCounter,
    Command,
    EndWaiting,
    FinishService,
    GiveEvaluation,
    HoldTicket,
    MarkNoShow,
    OpenCounter,
    ReportPrint,
    ResumeTicket,
    StartService,
    TakeTicket,
    TellLateTicket,
)
from queue_server.domain.hall import Hall
from queue_server.domain.refusals import WORDS, Refusal
from tests.queue_server.domain.decisions.appointment_situations import APPOINTMENT_SITUATIONS
from tests.queue_server.domain.decisions.leaving_situations import LEFT
from tests.queue_server.domain.decisions.paper_situations import PAPER_SITUATIONS
from tests.queue_server.domain.evaluation.refused import MARKS_REFUSED
from tests.queue_server.domain.examples import DAY, IDENTITY, NINE, ONE, PERMITS, PLAN, TWO, SmallHall
from tests.queue_server.domain.order.situations import ORDER_SITUATIONS
from tests.queue_server.domain.snapshot import snapshot
from tests.queue_server.domain.visits.situations import VISIT_SITUATIONS

BY: Final = "lan"
Situation = Callable[[SmallHall], Command]
CODE: Final = re.compile(r"Code\.([A-Z_]+)\b")
OUTSIDE_THE_CORE: Final = {
    *map(RefusalCode, ("unreadable", "expired", "request_id_reused", "clock_wrong")),
    *map(RefusalCode, ("plan_wrong", "plan_in_force", "plan_changed", "reason_missing")),
}
"""What a request is refused for before the core is asked."""
AGAIN: Final = CallAgain(ONE, BY)
GONE: Final = TicketId("20261120-Z999")


def mark(counter: CounterId, ticket: TicketId) -> GiveEvaluation:
    """A press on the best key."""
    return GiveEvaluation(counter, ticket, Level.VERY_SATISFIED, EvaluationChannel.COUNTER_DEVICE)


def when_closed(small: SmallHall) -> TakeTicket:
    """A hall that never opens."""
    small.do(AdoptPlan(replace(PLAN, opening=Opening(((),) * 7)), BY))
    return TakeTicket("kiosk-1", IDENTITY)


def served_at_one(small: SmallHall) -> TicketId:
    """A ticket that was served at counter one just now."""
    ticket = small.take()
    small.open(ONE, BY)
    small.call(ONE)
    small.do(FinishService(ONE, BY))
    return ticket


def late(ticket: str, kiosk: str = "kiosk-1", times: int = 1) -> Situation:
    """A number that a kiosk gave while the server was away, told so often."""
    command = TellLateTicket(kiosk, TicketId(ticket), IDENTITY, timedelta(minutes=5))

    def situation(small: SmallHall) -> Command:
        small.do(AdoptPlan(replace(PLAN, kiosk_blocks=KioskBlocks(20, ("kiosk-1", "kiosk-2"))), BY))
        small.do(*[command] * (times - 1))
        return command

    return situation


def used_up(small: SmallHall) -> Command:
    """Permits have three numbers a day."""
    for _ in range(3):
        small.take(PERMITS)
    return TakeTicket("kiosk-1", PERMITS)


def half_full(clock: str) -> Situation:
    """One permit in each half of the day."""

    def situation(small: SmallHall) -> Command:
        one_each = replace(PLAN.services[1], numbers=ServiceNumbers(morning_max=1, afternoon_max=1))
        small.do(AdoptPlan(replace(PLAN, services=(PLAN.services[0], one_each)), "chief"))
        small.at(clock).take(PERMITS)
        return TakeTicket("kiosk-1", PERMITS)

    return situation


def started(small: SmallHall) -> Command:
    """Started twice."""
    small.take()
    small.open(ONE, BY)
    small.call(ONE)
    small.do(StartService(ONE, BY))
    return StartService(ONE, BY)


def by_rules(rules: CounterRules) -> Situation:
    """Counter one is to open, under these rules."""

    def situation(small: SmallHall) -> Command:
        counters = (replace(PLAN.counters[0], rules=rules), *PLAN.counters[1:])
        small.do(AdoptPlan(replace(PLAN, counters=counters), "chief"))
        return OpenCounter(ONE, BY)

    return situation


def about_to_close(small: SmallHall) -> Command:
    """The clerk has said that this ticket is the last one."""
    called(small)
    small.do(CloseCounter(ONE, BY, after_current=True))
    return CloseCounter(ONE, BY, after_current=True)


def busy(small: SmallHall) -> Command:
    """Called, and not finished."""
    small.take()
    small.open(ONE, BY)
    small.call(ONE)
    return CallNext(ONE, BY)


def called(small: SmallHall) -> TicketId:
    """A ticket that stands at counter one, called just now."""
    ticket = small.take()
    small.open(ONE, BY)
    small.call(ONE)
    return ticket


def called_then(command: Command, plan: Plan = PLAN) -> Situation:
    """The only ticket was called to counter one just now."""

    def situation(small: SmallHall) -> Command:
        small.do(AdoptPlan(plan, "chief"))
        called(small)
        return command

    return situation


def held_for_permits(small: SmallHall) -> Command:
    """Counter two does permits, the ticket is one for identity cards."""
    ticket = called(small)
    small.do(HoldTicket(ONE, BY))
    small.open(TWO)
    return ResumeTicket(TWO, BY, ticket)


def cancelled_at_counter(small: SmallHall) -> Command:
    """Its visitor already stands at counter one."""
    return CancelTicket(called(small), BY)


def cancelled_twice(small: SmallHall) -> Command:
    """It was given up before."""
    ticket = small.take()
    small.do(CancelTicket(ticket, BY))
    return CancelTicket(ticket, BY)


def second_of_a_card(service: ServiceId, plan: Plan) -> Situation:
    """The card holds a ticket for identity cards already."""

    def situation(small: SmallHall) -> Command:
        small.do(AdoptPlan(plan, "chief"), TakeTicket("kiosk-1", IDENTITY, card="token"))
        return TakeTicket("kiosk-1", service, card="token")

    return situation


def judged_late(small: SmallHall) -> Command:
    """One moment after the window."""
    ticket = served_at_one(small)
    small.now += timedelta(seconds=PLAN.evaluation_window_s, microseconds=1)
    return mark(ONE, ticket)


def open_then(command: Command) -> Situation:
    """Counter one is open, with the clerk ``lan``."""

    def situation(small: SmallHall) -> Command:
        small.open(ONE, BY)
        return command

    return situation


SITUATIONS: Final[Mapping[str, tuple[RefusalCode, Situation]]] = {
    "no such service": (RefusalCode.UNKNOWN_SERVICE, lambda _: TakeTicket("kiosk-1", ServiceId("fishing"))),
    "no such counter": (RefusalCode.UNKNOWN_COUNTER, lambda _: CallNext(CounterId("nine"), BY)),
    "a mark at no such counter": (RefusalCode.UNKNOWN_COUNTER, lambda _: mark(CounterId("nine"), GONE)),
    "a mark for no such ticket": (RefusalCode.UNKNOWN_TICKET, lambda _: mark(ONE, GONE)),
    "paper of no such ticket": (RefusalCode.UNKNOWN_TICKET, lambda _: ReportPrint(GONE, PrintState.PRINTED, "")),
    **PAPER_SITUATIONS,
    "a kiosk without a block": (
        RefusalCode.NOT_THIS_KIOSKS_NUMBER,
        lambda _: TellLateTicket("kiosk-1", TicketId("20261120-A999"), IDENTITY, timedelta()),
    ),
    "another kiosk's block": (RefusalCode.NOT_THIS_KIOSKS_NUMBER, late("20261120-A970")),
    "a number of the server's own": (RefusalCode.NOT_THIS_KIOSKS_NUMBER, late("20261120-A001")),
    "another service's number": (RefusalCode.NOT_THIS_KIOSKS_NUMBER, late("20261120-B999")),
    "given while away, told twice": (RefusalCode.NUMBER_GIVEN_ALREADY, late("20261120-A980", times=2)),
    "given while away, told tomorrow": (RefusalCode.TICKET_OF_ANOTHER_DAY, late("20261119-A980")),
    "booked without a time": (
        RefusalCode.BOOKED_TIME_MISSING,
        lambda _: TakeTicket("kiosk-1", IDENTITY, TicketClass.BOOKED),
    ),
    "a time without booking": (
        RefusalCode.BOOKED_TIME_UNEXPECTED,
        lambda _: TakeTicket("kiosk-1", IDENTITY, TicketClass.PRIORITY, NINE),
    ),
    "all numbers given": (RefusalCode.NUMBERS_USED_UP, used_up),
    "all of the morning given": (RefusalCode.MORNING_FULL, half_full("09:00")),
    "all of the afternoon given": (RefusalCode.AFTERNOON_FULL, half_full("15:00")),
    "next while closed": (RefusalCode.COUNTER_NOT_OPEN, lambda _: CallNext(ONE, BY)),
    "opened twice": (RefusalCode.COUNTER_ALREADY_OPEN, open_then(OpenCounter(ONE, BY))),
    "opened by another": (RefusalCode.COUNTER_ALREADY_OPEN, open_then(OpenCounter(ONE, "mei"))),
    "closed twice": (RefusalCode.COUNTER_ALREADY_CLOSED, lambda _: CloseCounter(ONE, BY)),
    "next while busy": (RefusalCode.COUNTER_BUSY, busy),
    "a clerk at two counters": (RefusalCode.CLERK_ELSEWHERE, open_then(OpenCounter(TWO, BY))),
    "moved away from a ticket": (RefusalCode.CLERK_BUSY_ELSEWHERE, called_then(OpenCounter(TWO, BY, move=True))),
    "a post of another hall": (RefusalCode.UNKNOWN_POST, lambda _: OpenCounter(ONE, BY, "Z")),
    "a tide that is out": (RefusalCode.OUTSIDE_TIDE, by_rules(CounterRules(tide=Tide(months=(7,))))),
    "no crowd": (RefusalCode.NOT_CROWDED, by_rules(CounterRules(crowd=Crowd(waiting=2)))),
    "to close twice": (RefusalCode.COUNTER_CLOSING, about_to_close),
    "next while nobody waits": (RefusalCode.NOBODY_WAITING, open_then(CallNext(ONE, BY))),
    "again while nobody is called": (RefusalCode.NOBODY_CALLED, open_then(CallAgain(ONE, BY))),
    "started twice": (RefusalCode.ALREADY_STARTED, started),
    "called to its limit": (RefusalCode.CALLED_TOO_OFTEN, called_then(AGAIN, replace(PLAN, calls_max=1))),
    "called again at once": (
        RefusalCode.CALLED_JUST_NOW,
        called_then(CallAgain(ONE, BY), replace(PLAN, call_pause_s=1)),
    ),
    "back from hold, but called": (
        RefusalCode.COUNTER_BUSY,
        called_then(ResumeTicket(ONE, BY, TicketId("20261120-A001"))),
    ),
    "back from hold, but it waits": (
        RefusalCode.NOT_HELD,
        lambda small: open_then(ResumeTicket(ONE, BY, small.take()))(small),
    ),
    "back from hold, but there is none": (RefusalCode.UNKNOWN_TICKET, open_then(ResumeTicket(ONE, BY, GONE))),
    "back from hold while closed": (RefusalCode.COUNTER_NOT_OPEN, lambda _: ResumeTicket(ONE, BY, GONE)),
    "back from hold elsewhere": (RefusalCode.NOT_THIS_COUNTERS_SERVICE, held_for_permits),
    "no-show of nobody": (RefusalCode.NOBODY_CALLED, open_then(MarkNoShow(ONE, BY))),
    "no such ticket to cancel": (RefusalCode.UNKNOWN_TICKET, lambda _: CancelTicket(GONE, BY)),
    "cancelled at a counter": (RefusalCode.TICKET_AT_COUNTER, cancelled_at_counter),
    "cancelled twice": (RefusalCode.TICKET_OVER, cancelled_twice),
    "closing time with nobody left": (RefusalCode.NOBODY_LEFT, lambda _: EndWaiting("chief")),
    "a second ticket for one service": (
        RefusalCode.PERSON_HAS_TICKET,
        second_of_a_card(IDENTITY, replace(PLAN, person_live_max=1, person_daily_max=1)),
    ),
    "one ticket too many for a day": (
        RefusalCode.PERSON_DAILY_LIMIT,
        second_of_a_card(PERMITS, replace(PLAN, person_daily_max=1)),
    ),
    "a number while the hall is closed": (RefusalCode.NO_NUMBERS_NOW, when_closed),
    "a mark while waiting": (RefusalCode.EVALUATION_NOT_OPEN, lambda small: mark(ONE, small.take())),
    "a mark at another counter": (RefusalCode.EVALUATION_NOT_OPEN, lambda small: mark(TWO, served_at_one(small))),
    "a mark too late": (RefusalCode.EVALUATION_CLOSED, judged_late),
    **MARKS_REFUSED,
    "a day that began already": (RefusalCode.DAY_BEGAN_ALREADY, lambda _: BeginDay(DAY)),
    **LEFT,
    **APPOINTMENT_SITUATIONS,
    **ORDER_SITUATIONS,
    **VISIT_SITUATIONS,
}


@pytest.mark.parametrize("name", SITUATIONS)
def test_refused_and_unchanged(name: str) -> None:
    code, situation = SITUATIONS[name]
    small = SmallHall()
    command = situation(small)
    before = snapshot(small.hall)
    outcome = small.ask(command)
    assert isinstance(outcome, Refusal)
    assert outcome.code is code
    assert snapshot(small.hall) == before


def test_a_hall_takes_nobody_before_its_first_day() -> None:
    hall = Hall()
    (adopted,) = SmallHall().do(AdoptPlan(PLAN, BY))
    hall.apply(adopted, NINE)
    assert deciding.decide(hall, TakeTicket("kiosk-1", IDENTITY), NINE) == Refusal(RefusalCode.HALL_FULL)


def test_every_code_that_the_core_gives_is_reached() -> None:
    core = Path(deciding.__file__).parent
    files = [core / "decide.py", *sorted((core / "decisions").glob("*.py"))]
    given = {RefusalCode[name] for file in files for name in CODE.findall(file.read_text("utf-8"))}
    reached = {code for code, _ in SITUATIONS.values()} | {RefusalCode.HALL_FULL}
    assert reached == given
    assert given | OUTSIDE_THE_CORE == set(RefusalCode)


@pytest.mark.parametrize("code", RefusalCode)
def test_every_refusal_has_words(code: RefusalCode) -> None:
    assert Refusal(code).words == WORDS[code]
    assert WORDS[code].zh
    assert WORDS[code].en
