"""What must hold of each fact, seen with the hall before and after it. Each law asserts, and says what it saw."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from config.plan import Plan
from config.vocabulary import PrintState, TicketId, TicketState
from queue_server.domain.facts import (
    EvaluationRecorded,
    Fact,
    ReprintOrdered,
    ServiceStarted,
    StepFinished,
    StepSkipped,
    TicketCalled,
    TicketCalledAgain,
    TicketPutBack,
    TicketResumed,
    TicketTaken,
    TicketTransferred,
)
from queue_server.domain.hall import Hall
from queue_server.domain.ticket import LIVE, Ticket
from tests.queue_server.domain.counters.walk_posts import the_log_says_for_whom_it_was
from tests.queue_server.domain.counters.walk_preference import the_preference_was_kept
from tests.queue_server.domain.laws import Promises, nobody_was_passed_unduly
from tests.queue_server.domain.order.walk_order import the_class_is_issued, the_order_was_kept
from tests.queue_server.domain.walk_numbers import a_number_is_new_and_allowed

Tickets = Mapping[TicketId, Ticket]


def fact_was_due(hall: Hall, plan: Plan, before: Tickets, fact: Fact, promises: Promises = None) -> None:
    """The law of this kind of fact; ``hall`` is carried on, ``before`` are the tickets as they were.

    ``promises``: where the order was changed today, what each ticket was promised under all of them.
    """
    match fact:
        case TicketTaken(while_away=False):
            the_person_keeps_to_the_limits(hall, plan, hall.tickets[fact.ticket])
            the_class_is_issued(hall, plan, fact)
            a_number_is_new_and_allowed(hall, plan, before, fact)
        case TicketCalled():
            nobody_was_passed_unduly(hall, plan, fact, promises)
            the_order_was_kept(hall, plan, fact, as_begun=promises is None)
            the_preference_was_kept(hall, fact)
            the_log_says_for_whom_it_was(hall, fact)
        case ReprintOrdered():
            paper_is_for_its_holder_and_not_without_end(plan, before[fact.ticket], hall.tickets[fact.ticket], fact)
        case TicketResumed():
            a_resume_goes_on_with_whoever_was_called(hall, before, fact)
        case TicketCalledAgain():
            a_call_was_not_too_often_nor_too_soon(hall, plan, before[fact.ticket], fact)
        case TicketPutBack():
            a_ticket_goes_back_once_behind_the_next_few(hall, plan, before, fact)
        case TicketTransferred():
            number_and_key_are_kept(before[fact.ticket], hall.tickets[fact.ticket])
            the_person_keeps_to_the_live_limit(hall, plan, hall.tickets[fact.ticket])
        case StepFinished() | StepSkipped():
            number_and_key_are_kept(before[fact.ticket], hall.tickets[fact.ticket])
            a_ticket_goes_on_to_what_followed(before[fact.ticket], hall.tickets[fact.ticket])
        case ServiceStarted():
            assert before[fact.ticket].started_at is None, fact
        case EvaluationRecorded():
            ticket = hall.tickets[fact.ticket]
            until = ticket.elsewhere_until if fact.channel.elsewhere else ticket.evaluation_until
            assert until is not None
            assert hall.latest is not None
            assert hall.latest <= until, fact


def the_person_keeps_to_the_limits(hall: Hall, plan: Plan, taken: Ticket) -> None:
    """With the ticket that was just taken."""
    if taken.booked_for is not None:  # an appointment is honoured beside the limits
        return
    the_person_keeps_to_the_live_limit(hall, plan, taken)
    theirs = [t for t in hall.tickets_of.get(taken.card or "", ()) if t not in hall.carried.tickets]
    assert not plan.person_daily_max or len(theirs) <= plan.person_daily_max, theirs


def the_person_keeps_to_the_live_limit(hall: Hall, plan: Plan, ticket: Ticket) -> None:
    """For the service that the ticket was just taken for or sent to."""
    if ticket.card is None:
        return
    theirs = [hall.tickets[name] for name in hall.tickets_of[ticket.card]]
    live = [other.id for other in theirs if other.state in LIVE and other.service == ticket.service]
    assert ticket.id in live
    assert not plan.person_live_max or len(live) <= plan.person_live_max, live


def paper_is_for_its_holder_and_not_without_end(
    plan: Plan, before: Ticket, after: Ticket, fact: ReprintOrdered
) -> None:
    """Of a live ticket; one whose paper came out needs its card or a clerk; all else of the ticket stays as it was."""
    assert before.state in LIVE
    assert before.paper is not PrintState.PRINTED or fact.by_card or fact.by
    assert fact.print_no == after.prints == before.prints + 1 <= plan.reprints_max + 1, after
    as_it_was = replace(after, paper=before.paper, prints=before.prints, printed_again=before.printed_again)
    assert as_it_was == before


def a_resume_goes_on_with_whoever_was_called(hall: Hall, before: Tickets, fact: TicketResumed) -> None:
    """Past everybody who waits, whatever the order says: but only who was called before, by the order, and held.

    At a counter that could call it. It is told as a call back, not by the order; the call before stays explained.
    Nobody else moves, and its own place in time does not.
    """
    then, now = before[fact.ticket], hall.tickets[fact.ticket]
    assert then.state is TicketState.HELD
    assert then.first_called_at is not None
    assert any(call.reason is not None for call in (*then.earlier, then.call) if call is not None), then
    assert hall.at_work[fact.counter].can_take(now.service, now.ticket_class), fact
    assert (now.state, now.counter, now.reason) == (TicketState.CALLED, fact.counter, None), now
    assert (now.number, now.service, now.steps, now.key) == (then.number, then.service, then.steps, then.key)
    assert then.call is not None
    assert now.earlier == (*then.earlier, replace(then.call, until=now.called_at))
    assert all(hall.tickets[name] == other for name, other in before.items() if name != fact.ticket)


def a_call_was_not_too_often_nor_too_soon(hall: Hall, plan: Plan, before: Ticket, fact: TicketCalledAgain) -> None:
    """The plan's limit and pause."""
    after = hall.tickets[fact.ticket]
    assert before.newest_call_at is not None
    assert after.newest_call_at is not None
    assert after.newest_call_at - before.newest_call_at >= timedelta(seconds=plan.call_pause_s), after
    assert not plan.calls_max or after.times_called <= plan.calls_max, after


def a_ticket_goes_back_once_behind_the_next_few(hall: Hall, plan: Plan, before: Tickets, fact: TicketPutBack) -> None:
    """Never further ahead than it stood; those who were put back to the very same place count as before it."""
    stood, after = before[fact.ticket], hall.tickets[fact.ticket]
    assert plan.no_show_returns_behind
    assert (stood.put_back, bool(after.put_back)) == (0, True)
    assert after.key >= stood.key
    assert (after.number, after.service, after.taken_at) == (stood.number, stood.service, stood.taken_at)
    others = [o for o in before.values() if o.state is TicketState.WAITING and o.service == after.service]
    ahead = sum(other.key[:3] <= after.key[:3] for other in others)
    assert ahead >= min(plan.no_show_returns_behind, len(others)), f"{after} stands behind {ahead}"


def number_and_key_are_kept(before: Ticket, after: Ticket) -> None:
    """All that a transfer or a further step changes is the service."""
    assert before.service != after.service
    kept = [(t.id, t.number, t.ticket_class, t.key, t.taken_at, t.first_called_at) for t in (before, after)]
    assert kept[0] == kept[1]


def a_ticket_goes_on_to_what_followed(before: Ticket, after: Ticket) -> None:
    """To one of the services that followed; what follows now stood there in the same order, and no step is lost."""
    place = before.steps.follow.index(after.service)
    rest = iter(before.steps.follow[place + 1 :])
    assert all(service in rest for service in after.steps.follow)
    assert (after.steps.total, after.steps.chain) == (before.steps.total, before.steps.chain)
    assert after.steps.behind > before.steps.behind
