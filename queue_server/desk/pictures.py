"""Retained pictures made from the hall's state: for the kiosk, the counters and the public call screen."""

from collections.abc import Mapping
from datetime import datetime
from itertools import islice

from config.plan import Counter, Plan
from config.rules.order import Order
from config.vocabulary import CounterState, TicketClass, TicketState
from config.wire.message import Words2
from config.wire.pictures import (
    WAITING_SHOWN_MAX,
    BlockLine,
    BlockPicture,
    CallLine,
    CallsPicture,
    ChainLine,
    CounterLine,
    CounterPicture,
    CountersPicture,
    DepartmentLine,
    EvaluationOpen,
    GroupLine,
    HeldLine,
    LeftLine,
    ServiceLine,
    ServicesPicture,
    StepLine,
    TicketAtCounter,
    WaitingLine,
    WaitingPicture,
)
from queue_server.desk.opening import closed_now, hours_today, step_closed
from queue_server.desk.replies import service_name, words
from queue_server.domain.calling.dispatch import in_call_order
from queue_server.domain.counter import CounterNow
from queue_server.domain.hall import Hall
from queue_server.domain.numbering import ticket_id
from queue_server.domain.plans.in_use import counters_in_use
from queue_server.domain.sentences.why import why
from queue_server.domain.ticket import Ticket


def services(hall: Hall, at: datetime) -> ServicesPicture:
    """What can be chosen at the kiosk: nothing that drains."""
    plan = hall.adopted
    closed = closed_now(hall, at)
    lines = tuple(
        ServiceLine(
            id=service.id,
            department=service.department,
            name=words(service.name),
            prefix=service.prefix,
            waiting=hall.waiting.count(service.id),
            open_counters=len(hall.open_counters.able(hall.plan.queue_of(service.id, TicketClass.ORDINARY))),
            closed=closed.get(service.id),
            priority=TicketClass.PRIORITY not in (*plan.class_limits.closed, *service.class_limits.closed),
        )
        for service in plan.services
    )
    departments = tuple(DepartmentLine(id=d.id, name=words(d.name)) for d in plan.departments)
    return ServicesPicture(
        at=at,
        hall_name=words(plan.name),
        time_zone=plan.time_zone,
        departments=departments,
        services=lines,
        closed=closed.get(None),
        hours_today=hours_today(hall, at),
        chains=_chains(hall, {line.id: line for line in lines}, at),
        groups=_groups(plan),
        bookable=any(service.slots is not None for service in plan.services),
        judging=plan.evaluation.elsewhere_window_min > 0,
    )


def _groups(plan: Plan) -> tuple[GroupLine, ...]:
    """Only strict classes tell them apart."""
    groups = plan.order.groups if plan.order.rule is Order.STRICT else ()
    return tuple(
        GroupLine(id=group.id, name=words(group.name), shows=words(group.shows) if group.shows else None)
        for group in groups
    )


def _chains(hall: Hall, lines: Mapping[str, ServiceLine], at: datetime) -> tuple[ChainLine, ...]:
    """What the core would refuse at the door is closed here."""
    return tuple(
        ChainLine(
            id=chain.id,
            department=chain.department,
            name=words(chain.name),
            prefix=lines[chain.steps[0]].prefix,
            waiting=lines[chain.steps[0]].waiting,
            open_counters=lines[chain.steps[0]].open_counters,
            closed=lines[chain.steps[0]].closed or step_closed(hall, chain.steps[1:], at),
            priority=all(lines[service].priority for service in chain.steps),
            first=chain.steps[0],
            steps=tuple(lines[service].name for service in chain.steps),
        )
        for chain in hall.adopted.chains
    )


def block(hall: Hall, kiosk: str, at: datetime) -> BlockPicture:
    """What one kiosk may give by itself today, without what is known to be given."""
    day = hall.day
    left = hall.blocks.left(kiosk) if day is not None else ()
    lines = tuple(
        BlockLine(service=service, tickets=tuple(ticket_id(day, number) for number in numbers))
        for service, numbers in left
        if day is not None
    )
    return BlockPicture(at=at, kiosk=kiosk, day=day.isoformat() if day else "", lines=lines)


def counter(hall: Hall, now: CounterNow, at: datetime) -> CounterPicture:
    """Everything about one counter."""
    planned = hall.at_work[now.id]
    stands_in = hall.at_work.stands_in_for(now.id) if now.state is CounterState.OPEN else ()
    ticket = hall.tickets[now.ticket] if now.ticket is not None else None
    return CounterPicture(
        at=at,
        counter=now.id,
        name=words(planned.name),
        state=now.state,
        clerk=now.clerk,
        pause_reason=now.pause_reason,
        ticket=_at_counter(hall, ticket) if ticket is not None else None,
        evaluation=_evaluation(hall, now, at),
        last_mark=now.last_mark,
        waiting_total=_waiting_total(hall, planned),
        served_today=now.served,
        held=_held(hall, planned),
        left=tuple(
            LeftLine(ticket=ticket.id, number=ticket.number, service_name=service_name(hall, ticket.service))
            for ticket in map(hall.tickets.__getitem__, now.left)
            if ticket.id != now.ticket
        ),
        auto_call=hall.plan.auto_call,
        post=now.post,
        stands_in_for=tuple(post.name for other in stands_in if (post := hall.plan.counter_by_id[other].post)),
        closing=now.closing is not None,
        invitable=_invitable(hall, now, at),
        by_invitation=hall.plan.evaluation.by_invitation,
    )


def counters(hall: Hall, at: datetime) -> CountersPicture:
    """Where clerks can sign in."""
    plan = hall.plan
    lines = tuple(
        CounterLine(
            counter=counter.id,
            name=words(counter.name),
            posts=counter.posts,
            services=tuple(sorted(plan.reach(counter))),
            sends_to=None if counter.rules.appeals else hall.adopted.appeal_service,
        )
        for counter in counters_in_use(hall)
    )
    return CountersPicture(at=at, counters=lines, pause_reasons=tuple(map(words, plan.pause_reasons)))


def waiting(hall: Hall, now: CounterNow, at: datetime) -> WaitingPicture:
    """Who waits for one counter, next first, as the dispatch rule would call them."""
    planned = hall.at_work[now.id]
    first = [hall.tickets[ticket] for ticket in islice(in_call_order(hall, planned), WAITING_SHOWN_MAX)]
    lines = tuple(
        WaitingLine(
            ticket=ticket.id,
            number=ticket.number,
            service_name=words(hall.plan.service_by_id[ticket.service].name),
            ticket_class=ticket.ticket_class,
            taken_at=ticket.taken_at,
            counted_from=ticket.counted_from,
            own=ticket.service in planned.services,
        )
        for ticket in first
    )
    return WaitingPicture(at=at, counter=now.id, total=_waiting_total(hall, planned), next_first=lines)


def calls(hall: Hall, at: datetime) -> CallsPicture:
    """The newest calls first."""
    newest = [hall.tickets[ticket] for ticket in reversed(hall.figures.last_calls)]
    return CallsPicture(
        at=at,
        hall_name=words(hall.plan.name),
        time_zone=hall.plan.time_zone,
        calls=tuple(_call(hall, ticket) for ticket in newest if _still_planned(hall, ticket)),
        waiting_total=hall.waiting.total,
    )


def _at_counter(hall: Hall, ticket: Ticket) -> TicketAtCounter:
    return TicketAtCounter(
        ticket=ticket.id,
        number=ticket.number,
        service_name=words(hall.plan.service_by_id[ticket.service].name),
        ticket_class=ticket.ticket_class,
        state=ticket.state,
        taken_at=ticket.taken_at,
        called_at=ticket.called_at or ticket.taken_at,
        times_called=ticket.times_called,
        started_at=ticket.started_at,
        masked_name=ticket.masked_name,
        why=words(why(hall, ticket)),
        step=ticket.steps.number,
        steps=ticket.steps.total,
        follow=tuple(
            StepLine(service=service, name=words(hall.plan.service_by_id[service].name))
            for service in ticket.steps.follow
        ),
        came_from=_came_from(hall, ticket),
    )


def _came_from(hall: Hall, ticket: Ticket) -> Words2 | None:
    """A plan adopted since may lack the service."""
    service = hall.plan.service_by_id.get(ticket.came_from) if ticket.came_from is not None else None
    return words(service.name) if service is not None else None


def _evaluation(hall: Hall, now: CounterNow, at: datetime) -> EvaluationOpen | None:
    ticket = hall.tickets[now.evaluation] if now.evaluation is not None else None
    until = ticket.evaluation_until if ticket is not None else None
    if ticket is None or not ticket.invited or ticket.mark is not None or until is None or at > until:
        return None
    return EvaluationOpen(ticket=ticket.id, number=ticket.number, until=until)


def _invitable(hall: Hall, now: CounterNow, at: datetime) -> str | None:
    """The number of whoever the clerk may ask for a mark."""
    ticket = hall.tickets[now.evaluation] if now.evaluation is not None else None
    if ticket is None or ticket.invited or ticket.mark is not None:
        return None
    return ticket.number if ticket.evaluation_until is not None and at <= ticket.evaluation_until else None


def _held(hall: Hall, planned: Counter) -> tuple[HeldLine, ...]:
    """Who is on hold for a service that this counter can do."""
    held = (hall.tickets[ticket] for ticket in hall.held)
    return tuple(
        HeldLine(
            ticket=ticket.id,
            number=ticket.number,
            service_name=words(hall.plan.service_by_id[ticket.service].name),
            masked_name=ticket.masked_name,
        )
        for ticket in held
        if planned.can_take(ticket.service, ticket.ticket_class) and ticket.service in hall.plan.service_by_id
    )


def _waiting_total(hall: Hall, planned: Counter) -> int:
    return sum(hall.waiting.count(queue) for queue in (*planned.own_queues, *planned.second_queues))


def _still_planned(hall: Hall, ticket: Ticket) -> bool:
    """Whether a plan adopted since the call still has its counter and its service."""
    there = ticket.counter in hall.counters and ticket.service in hall.plan.service_by_id
    return there and ticket.state is not TicketState.HELD


def _call(hall: Hall, ticket: Ticket) -> CallLine:
    at_counter = hall.plan.counter_by_id[ticket.counter] if ticket.counter is not None else None
    assert at_counter is not None, "only tickets at a counter were called"
    return CallLine(
        ticket=ticket.id,
        number=ticket.number,
        counter=at_counter.id,
        counter_name=words(at_counter.name),
        service_name=words(hall.plan.service_by_id[ticket.service].name),
        called_at=ticket.called_at or ticket.taken_at,
        times_called=ticket.times_called,
        state=TicketState(ticket.state),
    )
