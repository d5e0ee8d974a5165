"""A command against a hall: the facts that follow, or why nothing does. Reads the state, never changes it."""

from datetime import datetime, timedelta
from typing import assert_never

from config.plan import LIVE_TICKETS_MAX, Plan
from config.vocabulary import CounterState, RefusalCode, TicketClass, TicketState
from queue_server.domain import numbering
from queue_server.domain.commands import (
    AdoptPlan,
    BeginDay,
    CallAgain,
    CallNext,
    CloseCounter,
    Command,
    CounterCommand,
    FinishService,
    GiveEvaluation,
    MarkNoShow,
    OpenCounter,
    PauseCounter,
    ReportPrint,
    StartService,
    TakeTicket,
)
from queue_server.domain.counter import CounterNow
from queue_server.domain.dispatch import choose, class_on_arrival, counted_from
from queue_server.domain.facts import (
    CounterClosed,
    CounterOpened,
    CounterPaused,
    DayBegan,
    EndReason,
    EvaluationRecorded,
    Fact,
    PlanAdopted,
    ServiceStarted,
    TicketCalled,
    TicketCalledAgain,
    TicketEnded,
    TicketNotShown,
    TicketPrinted,
    TicketServed,
    TicketTaken,
)
from queue_server.domain.hall import Hall
from queue_server.domain.refusals import Refusal

Outcome = tuple[Fact, ...] | Refusal
Code = RefusalCode


def decide(hall: Hall, command: Command, now: datetime) -> Outcome:
    """What follows from a command at this moment (aware, UTC)."""
    now = hall.not_before(now)
    match command:
        case TakeTicket():
            return _take(hall, command, now)
        case GiveEvaluation():
            return _judge(hall, command, now)
        case ReportPrint():
            known = command.ticket in hall.tickets
            fact = TicketPrinted(command.ticket, command.state, command.reason)
            return (fact,) if known else Refusal(Code.UNKNOWN_TICKET)
        case AdoptPlan():
            adopted = PlanAdopted(command.plan, command.by)
            return (adopted,) if _keeps_live(hall, command.plan) else Refusal(Code.PLAN_STILL_IN_USE)
        case BeginDay() if hall.day is not None and command.day <= hall.day:
            return Refusal(Code.DAY_BEGAN_ALREADY)
        case BeginDay():
            left = tuple(TicketEnded(ticket.id, EndReason.DAY_ENDED) for ticket in hall.live_tickets())
            return (*left, DayBegan(command.day))
        case _:
            counter = hall.counters.get(command.counter)
            return Refusal(Code.UNKNOWN_COUNTER) if counter is None else _at_counter(hall, command, counter, now)


def _take(hall: Hall, command: TakeTicket, now: datetime) -> Outcome:
    service = hall.plan.service_by_id.get(command.service)
    if service is None:
        return Refusal(Code.UNKNOWN_SERVICE)
    if (command.ticket_class is TicketClass.BOOKED) != (command.booked_for is not None):
        booked = command.booked_for is not None
        return Refusal(Code.BOOKED_TIME_UNEXPECTED if booked else Code.BOOKED_TIME_MISSING)
    if len(hall.tickets) >= LIVE_TICKETS_MAX or hall.day is None:
        return Refusal(Code.HALL_FULL)
    number = numbering.next_number(service, hall.last_number.get(service.id))
    while number is not None and numbering.ticket_id(hall.day, numbering.shown(service, number)) in hall.tickets:
        number = numbering.next_number(service, number)
    if number is None:
        return Refusal(Code.NUMBERS_USED_UP)
    ticket_class = class_on_arrival(hall.plan, command.ticket_class, command.booked_for, now)
    key = counted_from(hall, service.id, ticket_class, command.booked_for, now)
    shown = numbering.shown(service, number)
    taken = TicketTaken(
        ticket=numbering.ticket_id(hall.day, shown),
        number=shown,
        service=service.id,
        ticket_class=ticket_class,
        taken_at=now,
        booked_for=command.booked_for,
        counted_from=key,
        people_ahead=hall.waiting.ahead_of(service.id, key),
        kiosk=command.kiosk,
        card=command.card,
        masked_name=command.masked_name,
    )
    return (taken,)


def _judge(hall: Hall, command: GiveEvaluation, now: datetime) -> Outcome:
    counter, ticket = hall.counters.get(command.counter), hall.tickets.get(command.ticket)
    if counter is None:
        return Refusal(Code.UNKNOWN_COUNTER)
    if ticket is None:
        return Refusal(Code.UNKNOWN_TICKET)
    if ticket.mark is not None:
        return Refusal(Code.EVALUATION_GIVEN)
    if ticket.state is not TicketState.SERVED or ticket.counter != counter.id:
        return Refusal(Code.EVALUATION_NOT_OPEN)
    until = ticket.evaluation_until
    if counter.evaluation != ticket.id or until is None or now > until:
        return Refusal(Code.EVALUATION_CLOSED)
    return (EvaluationRecorded(ticket.id, counter.id, command.level, command.channel),)


def _at_counter(hall: Hall, command: CounterCommand, counter: CounterNow, now: datetime) -> Outcome:
    match command:
        case OpenCounter():
            return _open(hall, command, counter)
        case PauseCounter():
            if counter.state is not CounterState.OPEN:
                return Refusal(Code.COUNTER_NOT_OPEN)
            return (CounterPaused(counter.id, command.by, command.reason),)
        case CloseCounter():
            if counter.ticket is not None:
                return Refusal(Code.COUNTER_BUSY)
            closed = counter.state is CounterState.CLOSED
            return Refusal(Code.COUNTER_ALREADY_CLOSED) if closed else (CounterClosed(counter.id, command.by),)
        case CallNext():
            return _call_next(hall, command, counter)
        case CallAgain() | StartService() | FinishService() | MarkNoShow():
            return _with_ticket(hall, command, counter, now)
        case _:
            assert_never(command)


def _open(hall: Hall, command: OpenCounter, counter: CounterNow) -> Outcome:
    if counter.state is CounterState.OPEN:
        return Refusal(Code.COUNTER_ALREADY_OPEN)
    if any(other.clerk == command.by and other.id != counter.id for other in hall.counters.values()):
        return Refusal(Code.CLERK_ELSEWHERE)
    return (CounterOpened(counter.id, command.by),)


def _call_next(hall: Hall, command: CallNext, counter: CounterNow) -> Outcome:
    if counter.state is not CounterState.OPEN:
        return Refusal(Code.COUNTER_NOT_OPEN)
    if counter.ticket is not None:
        return Refusal(Code.COUNTER_BUSY)
    reason = choose(hall, hall.plan.counter_by_id[counter.id])
    if reason is None:
        return Refusal(Code.NOBODY_WAITING)
    return (TicketCalled(reason.candidates[0].ticket, counter.id, command.by, reason),)


def _with_ticket(
    hall: Hall,
    command: CallAgain | StartService | FinishService | MarkNoShow,
    counter: CounterNow,
    now: datetime,
) -> Outcome:
    if counter.ticket is None:
        return Refusal(Code.NOBODY_CALLED)
    ticket = hall.tickets[counter.ticket]
    called = ticket.state is TicketState.CALLED
    match command:
        case CallAgain() if called:
            return (TicketCalledAgain(ticket.id, counter.id, command.by),)
        case StartService() if called:
            return (ServiceStarted(ticket.id, counter.id, command.by),)
        case MarkNoShow() if called:
            return (TicketNotShown(ticket.id, counter.id, command.by),)
        case FinishService():
            until = now + timedelta(seconds=hall.plan.evaluation_window_s)
            served = TicketServed(ticket.id, counter.id, command.by, until)
            return (ServiceStarted(ticket.id, counter.id, command.by), served) if called else (served,)
        case CallAgain() | StartService() | MarkNoShow():
            return Refusal(Code.ALREADY_STARTED)
        case _:
            assert_never(command)


def _keeps_live(hall: Hall, plan: Plan) -> bool:
    """Whether every live ticket's service and every counter in use also stand in the new plan."""
    services, counters = plan.service_by_id, plan.counter_by_id
    in_use = [c.id for c in hall.counters.values() if c.state is not CounterState.CLOSED or c.ticket is not None]
    return all(ticket.service in services for ticket in hall.live_tickets()) and all(
        counter in counters for counter in in_use
    )
