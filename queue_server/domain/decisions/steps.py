"""One number for several services: a step is finished or skipped, a service is added.

A ticket goes from one service to the next with its number and its key, as a transfer does, so it is never at two
counters at once. An outcome other than done ends what belongs to the ticket's chain; services that were added stay.
"""

from datetime import datetime

from config.rules.chains import STEPS_MAX
from config.vocabulary import CounterId, RefusalCode, ServiceId, ServiceOutcome, TicketState
from queue_server.domain.commands import AddService, FinishService, SkipStep
from queue_server.domain.decisions.evaluating import elsewhere_until
from queue_server.domain.decisions.issuing import half_full, no_numbers_now, not_issued
from queue_server.domain.decisions.person_limits import too_many_live
from queue_server.domain.facts import Fact, ServiceAdded, ServiceStarted, StepFinished, StepSkipped, TicketServed
from queue_server.domain.hall import Hall
from queue_server.domain.refusals import Refusal
from queue_server.domain.ticket import LIVE, Ticket

Outcome = tuple[Fact, ...] | Refusal
Code = RefusalCode


def finish(hall: Hall, command: FinishService, ticket: Ticket, now: datetime) -> Outcome:
    """The service is done: the ticket waits for the next one, or its life is over."""
    if command.items and not hall.plan.service_by_id.keys() >= set(command.items):
        return Refusal(Code.UNKNOWN_SERVICE)
    counter, by = command.counter, command.by
    called = ticket.state is TicketState.CALLED
    started = (ServiceStarted(ticket.id, counter, by),) if called else ()
    if left := _left(hall, command, ticket) if ticket.steps.follow else ():
        since = ticket.started_at or now
        done = (ticket.service, left[0], left[1:], since, command.outcome, command.items)
        return (*started, StepFinished(ticket.id, counter, by, *done))
    until = now + hall.plan.evaluation_window
    invited, elsewhere = not hall.plan.evaluation.by_invitation, elsewhere_until(hall, now)
    return (*started, TicketServed(ticket.id, counter, by, until, command.outcome, command.items, invited, elsewhere))


def skip(command: SkipStep, ticket: Ticket) -> Outcome:
    """This step is not needed: straight to the next one."""
    if not ticket.steps.follow:
        return Refusal(Code.NOTHING_FOLLOWS)
    service, *then = ticket.steps.follow
    return (StepSkipped(ticket.id, command.counter, command.by, ticket.service, service, tuple(then)),)


def add(hall: Hall, command: AddService, now: datetime, clock: datetime) -> Outcome:
    """One more service, after all others that the ticket is for.

    While the visitor waits, it is given when a ticket for it would be. At a counter or on hold the clerk decides, as
    with sending on. ``clock``: the machine's moment, by which hours are read.
    """
    ticket = hall.tickets.get(command.ticket)
    if ticket is None:
        return Refusal(Code.UNKNOWN_TICKET)
    if ticket.state not in LIVE:
        return Refusal(Code.TICKET_OVER)
    if command.service not in hall.plan.service_by_id:
        return Refusal(Code.UNKNOWN_SERVICE)
    if command.service not in hall.adopted.service_by_id:
        return Refusal(Code.SERVICE_LEAVING)
    if command.service in ticket.services:
        return Refusal(Code.SERVICE_ON_TICKET)
    if ticket.steps.total >= STEPS_MAX:
        return Refusal(Code.TOO_MANY_STEPS)
    refusal = too_many_live(hall, ticket.card, (command.service,), but=ticket.id)
    if refusal is None and not ticket.with_clerk:
        service = hall.plan.service_by_id[command.service]
        refusal = no_numbers_now(hall, service, clock) or not_issued(hall, service, ticket.ticket_class)
        refusal = refusal or half_full(hall, service, now)
    return refusal or (ServiceAdded(ticket.id, _stands_at(ticket), command.by, command.service),)


def _left(hall: Hall, command: FinishService, ticket: Ticket) -> tuple[ServiceId, ...]:
    """What is still to do: not what was done here as well, nor what an unfinished step of the chain leads to."""
    chain = hall.plan.chain_by_id.get(ticket.steps.chain) if ticket.steps.chain is not None else None
    broken = chain.steps if chain is not None and command.outcome is not ServiceOutcome.DONE else ()
    return tuple(service for service in ticket.steps.follow if service not in command.items and service not in broken)


def _stands_at(ticket: Ticket) -> CounterId | None:
    return ticket.counter if ticket.state in (TicketState.CALLED, TicketState.SERVING) else None
