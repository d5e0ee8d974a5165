"""A command against a hall: the facts that follow, or why nothing does. Reads the state, never changes it."""

from datetime import datetime
from typing import assert_never

from config.vocabulary import RefusalCode, TicketState
from queue_server.domain.appointments.commands import AppointmentCommand
from queue_server.domain.commands import (
    AddService,
    AdoptPlan,
    AtCounter,
    BeginDay,
    CancelTicket,
    Command,
    EndWaiting,
    GiveEvaluation,
    InviteEvaluation,
    PutRight,
    ReportPrint,
    ReprintTicket,
    TakeTicket,
    TellLateTicket,
)
from queue_server.domain.decisions.at_counter import at_counter
from queue_server.domain.decisions.booking import about_appointments, the_day_ends
from queue_server.domain.decisions.carrying import at_closing, tickets_left
from queue_server.domain.decisions.evaluating import bad_marks_left, evaluating
from queue_server.domain.decisions.issuing import no_numbers_for
from queue_server.domain.decisions.late import tell_late
from queue_server.domain.decisions.printing import printing
from queue_server.domain.decisions.steps import add
from queue_server.domain.decisions.taking import cancel, take
from queue_server.domain.facts import DayBegan, EndReason, Fact, PlanAdopted
from queue_server.domain.hall import Hall
from queue_server.domain.plans.reordering import reordered
from queue_server.domain.refusals import Refusal

Outcome = tuple[Fact, ...] | Refusal
Code = RefusalCode


def decide(hall: Hall, command: Command, now: datetime) -> Outcome:
    """What follows from a command at this moment (aware, UTC).

    Whether numbers are given is read from the clock as it is; all else from the hall's time, which never goes back.
    """
    clock, now = now, hall.not_before(now)
    match command:
        case AtCounter():
            counter = hall.counters.get(command.counter)
            return Refusal(Code.UNKNOWN_COUNTER) if counter is None else at_counter(hall, command, counter, now)
        case TakeTicket():
            return no_numbers_for(hall, command, clock) or take(hall, command, now)
        case ReportPrint() | ReprintTicket():
            return printing(hall, command)
        case GiveEvaluation() | InviteEvaluation() | PutRight():
            return evaluating(hall, command, now)
        case TellLateTicket():
            return tell_late(hall, command, now)
        case CancelTicket():
            return cancel(hall, command)
        case AppointmentCommand():
            return about_appointments(hall, command, now)
        case AddService():
            return add(hall, command, now, clock)
        case AdoptPlan():
            return _adopt(hall, command)
        case BeginDay():
            return _begin_day(hall, command, now)
        case EndWaiting():
            left = [t for t in hall.live_tickets() if t.state in (TicketState.WAITING, TicketState.HELD)]
            return at_closing(hall, left, EndReason.HALL_CLOSED, command.by) or Refusal(Code.NOBODY_LEFT)
        case _:
            assert_never(command)


def _begin_day(hall: Hall, command: BeginDay, now: datetime) -> Outcome:
    if hall.day is not None and command.day <= hall.day:
        return Refusal(Code.DAY_BEGAN_ALREADY)
    left, over = tickets_left(hall, command.day)
    anew = hall.day is None or hall.plan.numbers.begin_anew(hall.day, command.day)
    missed, carried = the_day_ends(hall, command.day)
    began = DayBegan(command.day, {} if anew else dict(hall.numbers.last))
    takes_over = (fact for fact in (over, carried) if fact is not None)
    return (*left, *missed, began, *takes_over, *bad_marks_left(hall, now))


def _adopt(hall: Hall, command: AdoptPlan) -> tuple[Fact, ...]:
    return (*reordered(hall, command.plan), PlanAdopted(command.plan, command.by, command.why))
