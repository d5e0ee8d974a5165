"""What an asker is told: made from the fact, so that asking again gives the same answer."""

from datetime import datetime
from functools import lru_cache
from typing import Final

from config.plan import Text
from config.rules.carrying import STAYS_VALID
from config.vocabulary import CounterId, ServiceId, TicketState
from config.wire.appointments import AppointmentGiven
from config.wire.message import Words2
from config.wire.replies import Done, Refused, Reply, ReprintGiven, TicketGiven
from queue_server.domain.appointments.facts import AppointmentBooked, AppointmentMoved
from queue_server.domain.estimate import told
from queue_server.domain.facts import ReprintOrdered, TicketTaken
from queue_server.domain.hall import Hall
from queue_server.domain.refusals import Refusal
from queue_server.domain.ticket import Ticket
from queue_server.journal.record import Record

TEXTS_MAX: Final = 1_000
"""Names of departments, services and counters of the largest hall; they are the same in every picture."""


@lru_cache(maxsize=TEXTS_MAX)
def words(text: Text) -> Words2:
    """A text of the plan as a text of the wire."""
    return Words2.model_construct(zh=text.zh, en=text.en)


def reply_of(hall: Hall, record: Record, request_id: str) -> Reply:
    """The answer to the request that this fact came of."""
    fact = record.fact
    match fact:
        case TicketTaken():
            return ticket_given(hall, fact, request_id)
        case ReprintOrdered():
            ticket = as_now(hall, hall.tickets[fact.ticket], fact.kiosk, record.at)
            given = ticket_given(hall, ticket, request_id)
            return ReprintGiven(request_id=request_id, given=given, print_no=fact.print_no)
        case AppointmentBooked() | AppointmentMoved():
            return _appointment(hall, fact, request_id)
        case _:
            return Done(request_id=request_id, seq=record.seq)


def refused(refusal: Refusal, request_id: str) -> Refused:
    """The answer to a request that changed nothing."""
    return Refused(request_id=request_id, code=refusal.code, words=words(refusal.words))


def service_name(hall: Hall, service: ServiceId) -> Words2:
    """Its name; its id when the plan in force does not have it any more."""
    return words(_name(hall, service))


def counter_name(hall: Hall, counter: CounterId) -> Words2:
    """Its name; its id when a plan adopted since does not have it."""
    planned = hall.plan.counter_by_id.get(counter)
    return words(planned.name if planned else Text(counter, counter))


def _appointment(hall: Hall, fact: AppointmentBooked | AppointmentMoved, request_id: str) -> Reply:
    return AppointmentGiven(
        request_id=request_id,
        code=fact.code,
        service=fact.service,
        service_name=service_name(hall, fact.service),
        starts_at=fact.starts_at,
        moved=isinstance(fact, AppointmentMoved),
    )


def ticket_given(hall: Hall, fact: TicketTaken, request_id: str) -> TicketGiven:
    """A ticket as its visitor sees it."""
    service = hall.plan.service_by_id.get(fact.service)
    department = hall.plan.department_by_id[service.department].name if service else Text("", "")
    chain = hall.plan.chain_by_id.get(fact.chain) if fact.chain is not None else None
    return TicketGiven.model_construct(
        request_id=request_id,
        ticket=fact.ticket,
        number=fact.number,
        service=fact.service,
        service_name=service_name(hall, fact.service),
        department_name=words(department),
        hall_name=words(hall.plan.name),
        ticket_class=fact.ticket_class,
        people_ahead=fact.people_ahead,
        taken_at=fact.taken_at,
        booked_for=fact.booked_for,
        counted_from=fact.counted_from,
        wait_low_min=fact.wait_low_min,
        wait_high_min=fact.wait_high_min,
        chain_name=words(chain.name) if chain else None,
        steps=tuple(words(_name(hall, step)) for step in (fact.service, *fact.then)) if fact.then else (),
        step_services=(fact.service, *fact.then) if fact.then else (),
        group=fact.group,
        counter_names=tuple(
            words(counter.name)
            for counter in hall.plan.counters_of.get(fact.service, ())
            if counter.rules.calls(fact.ticket_class)
        ),
        stays_valid=words(STAYS_VALID) if service and hall.plan.carries_over(service.id) else None,
    )


def as_now(hall: Hall, ticket: Ticket, kiosk: str, at: datetime) -> TicketTaken:
    """As it would be told if it were taken now, with the place that it has. Nobody is ahead of one at a counter."""
    ahead, wait = told(hall, ticket, at) if ticket.state is TicketState.WAITING else (0, None)
    return TicketTaken(
        ticket=ticket.id,
        number=ticket.number,
        service=ticket.service,
        ticket_class=ticket.ticket_class,
        taken_at=ticket.taken_at,
        booked_for=ticket.booked_for,
        counted_from=ticket.counted_from,
        people_ahead=ahead,
        wait_low_min=wait.low_min if wait else None,
        wait_high_min=wait.high_min if wait else None,
        kiosk=kiosk,
        card=None,
        masked_name=None,
        then=ticket.steps.follow,
        chain=ticket.steps.chain,
        group=ticket.group,
    )


def _name(hall: Hall, service: ServiceId) -> Text:
    """The service's name; its id when a plan adopted since does not have it."""
    planned = hall.plan.service_by_id.get(service)
    return planned.name if planned else Text(service, service)
