"""Days of the small hall as records: one with every kind of fact, and any that hypothesis makes."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final

from hypothesis import strategies as st

from config.plan import LIVE_TICKETS_MAX
from config.rules.appointments import AppointmentRules
from config.rules.evaluation import EvaluationRules
from config.vocabulary import Canceller, EvaluationChannel, IndicatorCode, Level, PrintState, TicketClass, TicketState
from queue_server.domain.appointments.commands import (
    BookAppointment,
    CancelAppointment,
    CheckIn,
    LiftBlock,
    MoveAppointment,
)
from queue_server.domain.commands import (
    AddService,
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
    InviteEvaluation,
    MarkNoShow,
    OpenCounter,
    PauseCounter,
    PutRight,
    ReportPrint,
    ReprintTicket,
    ResumeTicket,
    SkipStep,
    StartService,
    TakeTicket,
    TransferTicket,
)
from queue_server.domain.facts import DayBegan, Fact
from queue_server.journal.record import Record
from tests.queue_server.domain.appointments.bookable import book, bookable
from tests.queue_server.domain.examples import BOTH, DAY, IDENTITY, NINE, ONE, PERMITS, PLAN, TWO, SmallHall

HALL: Final = "small"
KINDLY: Final = IndicatorCode("413")
COUNTERS: Final = (ONE, TWO, BOTH)
AT_COUNTER: Final = (
    *(OpenCounter, CallNext, CallAgain, StartService, FinishService, MarkNoShow, MarkNoShow, HoldTicket, CloseCounter),
)
Step = tuple[str, int, int]


def records_of(kept: Iterable[tuple[Fact, datetime]]) -> list[Record]:
    """The facts as the desk would number them; each has a request id of its own."""
    made: list[Record] = []
    day = DAY
    for seq, (fact, at) in enumerate(kept, start=1):
        day = fact.day if isinstance(fact, DayBegan) else day
        made.append(Record(seq, at, day, fact, f"request-{seq:04}"))
    return made


def full_day() -> SmallHall:
    """Every kind of fact at least once, over two days."""
    small = SmallHall()
    small.open(ONE)
    small.open(BOTH)
    first, second = small.take(), small.take(PERMITS, TicketClass.PRIORITY)
    small.take(IDENTITY, TicketClass.BOOKED, NINE + timedelta(minutes=20))
    small.do(TakeTicket("kiosk-2", IDENTITY, card="token", masked_name="龙*"))
    small.do(ReportPrint(first, PrintState.PRINTED, ""), ReportPrint(second, PrintState.FAILED, "paper out"))
    small.do(ReprintTicket("kiosk-1", second), ReportPrint(second, PrintState.UNSURE, "", 2))
    small.at("09:05").call(ONE)
    small.do(CallAgain(ONE, "lan"), StartService(ONE, "lan"))
    small.at("09:09").do(FinishService(ONE, "lan"))
    judged = small.in_state(TicketState.SERVED)[0]
    small.do(GiveEvaluation(ONE, judged.id, Level.DISSATISFIED, EvaluationChannel.COUNTER_DEVICE))
    small.do(PutRight(judged.id, "chief", "called back"))
    by_phone = GiveEvaluation(None, judged.id, Level.SATISFIED, EvaluationChannel.PHONE, (KINDLY,), "better now")
    small.do(by_phone)
    small.call(BOTH)
    small.do(MarkNoShow(BOTH, "mei"))
    while not small.in_state(TicketState.NO_SHOW):
        small.call(BOTH)
        small.do(MarkNoShow(BOTH, "mei"))
    small.do(PauseCounter(BOTH, "mei", "tea"), CloseCounter(BOTH, "mei"))
    held = small.take()
    small.call(ONE)
    small.do(HoldTicket(ONE, "lan", "copies"))
    small.do(ResumeTicket(ONE, "lan", small.in_state(TicketState.HELD)[0].id))
    small.do(TransferTicket(ONE, "lan", PERMITS), CancelTicket(held, "lan", Canceller.CLERK))
    for going_on in (SkipStep, FinishService):
        ticket = small.hall.tickets[small.call(ONE).ticket]
        more = IDENTITY if ticket.service == PERMITS else PERMITS
        small.do(AddService(ticket.id, "lan", more), going_on(ONE, "lan"))
    small.call(ONE)
    _bad_and_left_so(small)
    appointments(small)
    small.take(IDENTITY, TicketClass.PRIORITY)
    longer = replace(small.hall.adopted, head_start_min={TicketClass.PRIORITY: 90})
    small.do(AdoptPlan(longer, "chief", "as the county wants it"))
    _left_at_closing(small)
    small.do(BeginDay(DAY + timedelta(days=1)), AdoptPlan(PLAN, "chief"))
    small.do(LiftBlock("chen", "chief", "was in hospital"))
    small.at("30:00").take()
    small.open(ONE)
    small.call(ONE)
    small.take()
    return small


def appointments(small: SmallHall) -> None:
    """Moved, cancelled, kept, missed with a block; one stays open over the day."""
    small.do(AdoptPlan(bookable(PLAN, AppointmentRules(no_shows_max=1)), "chief"))
    ten, eleven = NINE + timedelta(hours=1), NINE + timedelta(hours=2)
    for code, card in enumerate((None, "wang", "li", "chen")):
        book(small, code, (ten, eleven)[code // 2], card, f"key-{code}")
    book(small, 4, ten + timedelta(days=1), "jun")
    small.do(MoveAppointment("00000003", NINE + timedelta(hours=3, minutes=-30), "mei"))
    small.do(CancelAppointment("00000002", "mei"), CheckIn("kiosk-1", code="00000000"))


def _left_at_closing(small: SmallHall) -> None:
    """One service's tickets are carried over, by the closing or by the night; the others end."""
    identity, permits = small.hall.adopted.services
    small.do(AdoptPlan(replace(small.hall.adopted, services=(replace(identity, carry_over=True), permits)), "chief"))
    small.take(PERMITS)
    small.do(EndWaiting("chief"))
    small.take()


def _bad_and_left_so(small: SmallHall) -> None:
    """Judged bad at the clerk's invitation; the next day finds it on the list."""
    small.do(AdoptPlan(replace(PLAN, evaluation=EvaluationRules(by_invitation=True)), "chief"))
    ticket = small.hall.counters[ONE].ticket
    assert ticket is not None
    small.do(CloseCounter(ONE, "lan", after_current=True), FinishService(ONE, "lan"), InviteEvaluation(ONE, "lan"))
    small.do(GiveEvaluation(ONE, ticket, Level.VERY_DISSATISFIED, EvaluationChannel.COUNTER_SCREEN))


def steps() -> st.SearchStrategy[list[Step]]:
    """A history in short: what, where, and how much."""
    what = st.sampled_from(
        ["take", "take", "take", "counter", "counter", "counter", "move", "mark", "paper", "day", "later", "book"]
    )
    return st.lists(st.tuples(what, st.integers(0, 20), st.integers(0, 20)), max_size=60)


def live(history: list[Step]) -> SmallHall:
    """Walk a history; whatever the core refuses changes nothing."""
    small = SmallHall(replace(bookable(PLAN, AppointmentRules(no_shows_max=2)), carry_over=True))
    for counter in COUNTERS:
        small.open(counter)
    for step in history:
        for command in _commands(small, step):
            small.ask(command)
    return small


def _commands(small: SmallHall, step: Step) -> list[Command]:
    what, where, much = step
    counter = COUNTERS[where % len(COUNTERS)]
    given = list(small.hall.tickets)[:LIVE_TICKETS_MAX]
    match what:
        case "take":
            ticket_class = list(TicketClass)[much % 3]
            slot = small.now + timedelta(minutes=much) if ticket_class is TicketClass.BOOKED else None
            return [TakeTicket("kiosk-1", (IDENTITY, PERMITS)[where % 2], ticket_class, slot)]
        case "counter":
            return [AT_COUNTER[much % len(AT_COUNTER)](counter, f"clerk at {counter}")]
        case "mark" if given:
            level = list(Level)[much % 5]
            ticket = given[where % len(given)]
            at = small.hall.tickets[ticket].counter or counter
            mark = GiveEvaluation(at, ticket, level, EvaluationChannel.COUNTER_SCREEN)
            again = GiveEvaluation(None, ticket, level, EvaluationChannel.KIOSK)
            return [mark, PutRight(ticket, "chief", "called back"), again] if where % 2 else [mark]
        case "move" if given:
            ticket, service = given[where % len(given)], (IDENTITY, PERMITS)[much % 2]
            by = f"clerk at {counter}"
            moves = (
                ResumeTicket(counter, by, ticket),
                TransferTicket(counter, by, service),
                AddService(ticket, by, service),
                SkipStep(counter, by),
                CancelTicket(ticket, by),
            )
            return [moves[much % len(moves)] if much else EndWaiting(by)]
        case "paper" if given:
            ticket = given[where % len(given)]
            report = ReportPrint(ticket, list(PrintState)[much % 3], "", 1 + much % 2)
            return [report, ReprintTicket("kiosk-1", ticket, by=(None, "lan")[where % 2])]
        case "book":
            code, slot = f"{where:08}", NINE + timedelta(minutes=30 * much)
            card = (None, "wang", "li")[where % 3]
            booking = BookAppointment(IDENTITY, slot, code, "mei", card, None, "city", f"key-{where}")
            return [booking, *((CheckIn("kiosk-1", code), CancelAppointment(code, "mei"))[: much % 3])]
        case "day" if much == 0:
            return [BeginDay((small.hall.day or date.min) + timedelta(days=1))]
        case _:
            small.now += timedelta(minutes=much - 3)
            return []
