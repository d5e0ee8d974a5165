"""What must hold in a hall at any time, and at each call. Each law asserts, and says what it saw."""

from collections import Counter as Tally
from collections.abc import Mapping
from datetime import timedelta
from itertools import product

from config.plan import Plan
from config.rules.order import Order
from config.vocabulary import CounterState, Level, TicketClass, TicketId, TicketState
from queue_server.domain.calling.ahead import ahead
from queue_server.domain.calling.dispatch import choose, in_call_order
from queue_server.domain.calling.place import place_of
from queue_server.domain.calling.reason import CallRule
from queue_server.domain.facts import TicketCalled
from queue_server.domain.hall import Hall
from queue_server.domain.ticket import LIVE, Ticket
from tests.queue_server.domain.counters.walk_posts import posts_stand_in_while_others_are_away
from tests.queue_server.domain.counters.walk_preference import passed_by_preference, passed_when_put_back
from tests.queue_server.domain.order.playing_on import counters_asked, place_in_row
from tests.queue_server.domain.order.walk_reordering import Promise
from tests.queue_server.domain.snapshot import arrival, counted_since, row
from tests.queue_server.domain.walk_plans import whoever_lives_has_a_name_and_a_counter

Promises = Mapping[TicketId, Promise] | None
AT_COUNTER = frozenset({TicketState.CALLED, TicketState.SERVING})


def numbers_are_live_once(hall: Hall) -> None:
    """Nobody else alive has the same number."""
    assert not [
        n for n, times in Tally(t.number for t in hall.tickets.values() if t.state in LIVE).items() if times > 1
    ]


def each_ticket_stands_in_one_place(hall: Hall) -> None:
    """A ticket waits, is on hold, or stands at one counter, or its life is over; a counter has at most one."""
    standing = [counter.ticket for counter in hall.counters.values() if counter.ticket is not None]
    assert len(standing) == len(set(standing)), f"one ticket at two counters: {standing}"
    for ticket in hall.tickets.values():
        assert (ticket.id in standing) == (ticket.state in AT_COUNTER), ticket
        assert (ticket.id in hall.held) == (ticket.state is TicketState.HELD), ticket
        assert (ticket.counter is None) == (ticket.called_at is None) == (ticket.call is None), ticket
        called_back = ticket.called_at is not None and [c.until for c in ticket.earlier[-1:]] == [ticket.called_at]
        assert ticket.reason is None or ticket.counter is not None, ticket
        assert ticket.reason is not None or ticket.counter is None or called_back, ticket
    assert hall.held.keys() <= hall.tickets.keys()
    for counter in hall.counters.values():
        assert counter.ticket is None or hall.tickets[counter.ticket].counter == counter.id


def rows_are_sorted_and_agree_with_the_tickets(hall: Hall) -> None:
    """Each service's row holds exactly its waiting tickets, earliest key first."""
    waiting = [ticket for ticket in hall.tickets.values() if ticket.state is TicketState.WAITING]
    assert hall.waiting.total == len(waiting)
    for service in {ticket.service for ticket in hall.tickets.values()}:
        there = row(hall, service)
        expected = sorted((t for t in waiting if t.service == service), key=lambda ticket: ticket.key)
        assert there == [ticket.id for ticket in expected]
        assert hall.waiting.count(service) == len(there)
        assert hall.waiting.first(service) == (there[0] if there else None)
        for ticket_class in TicketClass:
            seen = service in hall.plan.rows_by_class
            of_class = [ticket.id for ticket in expected if seen and ticket.ticket_class is ticket_class]
            assert list(hall.waiting.in_order({(service, ticket_class): timedelta()})) == of_class
            began = min((hall.tickets[name].arrives_at for name in of_class), default=None)
            assert hall.waiting.since((service, ticket_class), hall.tickets) == began
        assert hall.waiting.since(service, hall.tickets) == min(
            (ticket.arrives_at for ticket in expected), default=None
        )


def the_list_of_a_counter_begins_with_whom_it_would_call(hall: Hall) -> None:
    """What a clerk sees as next is what the dispatch names."""
    for counter in (hall.at_work[planned.id] for planned in hall.plan.counters):
        reason, listed = choose(hall, counter), list(in_call_order(hall, counter))
        queues = (*counter.own_queues, *counter.second_queues)
        assert len(listed) == len(set(listed)) == sum(hall.waiting.count(queue) for queue in queues)
        assert all(counter.can_take(hall.tickets[t].service, hall.tickets[t].ticket_class) for t in listed)
        assert (reason.candidates[0].ticket if reason else None) == (listed[0] if listed else None)


def calls_have_reasons(hall: Hall) -> None:
    """The first candidate of a call is the called ticket; the rule fits the candidates."""
    for ticket in hall.tickets.values():
        if ticket.reason is not None:
            chosen, *others = ticket.reason.candidates
            assert chosen.ticket == ticket.id
            assert chosen.counted_from >= ticket.counted_from, "another order never counts anybody later"
            assert (ticket.reason.rule is CallRule.ONLY_CANDIDATE) == (not others)
            classes = ticket.reason.classes
            exception = ticket.reason.rule in (CallRule.LAST_CLASS_TURN, CallRule.PREFERRED)
            queues = {(c.service, c.ticket_class if classes or exception else None) for c in ticket.reason.candidates}
            assert len(queues) == len(others) + 1
            assert not classes or {c.ticket_class for c in ticket.reason.candidates} <= set(classes)


def times_run_forward(hall: Hall) -> None:
    """Taken, called, called again, started, ended: never the other way round, whatever the machine's clock did."""
    for ticket in hall.tickets.values():
        calls = (ticket.first_called_at, ticket.called_at, ticket.newest_call_at)
        moments = [m for m in (ticket.taken_at, *calls, ticket.started_at, ticket.ended_at) if m is not None]
        assert moments == sorted(moments), ticket
        assert hall.latest is not None
        assert moments[-1] <= hall.latest


def figures_agree_with_the_tickets(hall: Hall) -> None:
    """What is counted up is what a count of the tickets gives."""
    tickets, figures = list(hall.tickets.values()), hall.figures
    over = hall.carried.tickets
    came = [t for t in tickets if t.id not in over or over[t.id].first_called_at is None]
    waits = [max(t.first_called_at - arrival(t), timedelta()) for t in came if t.first_called_at is not None]
    states = Tally(ticket.state for ticket in tickets)
    assert (
        figures.taken
        == len(tickets) - len(over)
        == sum(sum(of_class.values()) for of_class in figures.taken_of.values())
    )
    assert figures.called == len(waits)
    assert (figures.served, figures.no_show) == (states[TicketState.SERVED], states[TicketState.NO_SHOW])
    assert figures.cancelled == states[TicketState.CANCELLED]
    assert figures.wait_sum == sum(waits, timedelta())
    assert figures.wait_longest == max(waits, default=timedelta())
    assert figures.marks == {level: sum(ticket.mark is level for ticket in tickets) for level in Level}
    assert all(hall.tickets[mark.ticket].mark is mark.level for mark in figures.last_marks)
    assert len(set(figures.last_calls)) == len(figures.last_calls)
    assert all(hall.tickets[ticket].first_called_at is not None for ticket in figures.last_calls)


def cards_have_their_own_tickets(hall: Hall) -> None:
    """A ticket belongs to one card at most, and only tickets of today are kept."""
    held = [ticket for theirs in hall.tickets_of.values() for ticket in theirs]
    assert len(held) == len(set(held))
    assert set(held) <= hall.tickets.keys()


def open_counters_are_known_by_queue(hall: Hall) -> None:
    """Those that an estimate shares the queue among."""
    for service, ticket_class in product(hall.plan.service_by_id, TicketClass):
        queue = hall.plan.queue_of(service, ticket_class)
        able = {c.id for c in hall.plan.counters if hall.at_work[c.id].can_take(service, ticket_class)}
        assert hall.open_counters.able(queue) == {counter for counter in able if hall.counters[counter].calls_more}
        lines = hall.lines.of(service, ticket_class)
        called = {place for line in lines.each for place in line.calls}
        assert all(0 < share <= 1 if n in called else share == 0 for n, share in enumerate(lines.shares))


def a_clerk_is_at_one_counter_which_closes_empty(hall: Hall) -> None:
    """A closed counter has nobody; one that is about to close still has a ticket."""
    clerks = [counter.clerk for counter in hall.counters.values() if counter.clerk is not None]
    assert len(clerks) == len(set(clerks)), clerks
    for counter in hall.counters.values():
        closed = counter.state is CounterState.CLOSED
        assert closed == (counter.clerk is None), counter
        assert not (closed and (counter.ticket or counter.post or counter.closing)), counter
        assert counter.closing is None or counter.ticket is not None, counter


def only_who_was_called_can_have_been_put_back(hall: Hall) -> None:
    """Calls are counted from one for whoever is called, and a first call is never forgotten."""
    for ticket in hall.tickets.values():
        assert ticket.first_called_at is not None or not (ticket.put_back or ticket.called_at), ticket
        assert (ticket.times_called > 0) == (ticket.called_at is not None), ticket


def a_ticket_is_for_each_service_once(hall: Hall) -> None:
    """The present one and those that follow are different, and all in the plan while the ticket lives."""
    for ticket in hall.tickets.values():
        assert len(set(ticket.services)) == len(ticket.services), ticket
        assert ticket.state not in LIVE or set(ticket.services) <= hall.plan.service_by_id.keys(), ticket


def no_counter_is_idle_that_calls_by_itself(hall: Hall) -> None:
    """Whoever waits for a counter that is open and free was put back: nobody came a moment ago."""
    for counter in hall.counters.values():
        if hall.plan.auto_call and counter.state is CounterState.OPEN and not counter.closing and not counter.ticket:
            waiting = [hall.tickets[ticket] for ticket in in_call_order(hall, hall.at_work[counter.id])]
            assert all(ticket.put_back for ticket in waiting), f"{counter} does not call {waiting}"


def who_waits_knows_how_many_go_first(hall: Hall) -> None:
    """What a phone is told: its place in the list of the counter where the fewest go first."""
    if hall.plan.order.last_class_after:  # a list knows only the next call's turn
        return
    for ticket in (t for t in hall.tickets.values() if t.state is TicketState.WAITING):
        lists = [list(in_call_order(hall, counter)) for counter in counters_asked(hall, ticket)]
        places = [listed.index(ticket.id) for listed in lists] or [place_in_row(hall, ticket)]
        assert ahead(hall, place_of(ticket)).people == min(places), ticket


LAWS = (
    who_waits_knows_how_many_go_first,
    a_ticket_is_for_each_service_once,
    no_counter_is_idle_that_calls_by_itself,
    numbers_are_live_once,
    each_ticket_stands_in_one_place,
    rows_are_sorted_and_agree_with_the_tickets,
    the_list_of_a_counter_begins_with_whom_it_would_call,
    calls_have_reasons,
    times_run_forward,
    figures_agree_with_the_tickets,
    cards_have_their_own_tickets,
    open_counters_are_known_by_queue,
    a_clerk_is_at_one_counter_which_closes_empty,
    only_who_was_called_can_have_been_put_back,
    whoever_lives_has_a_name_and_a_counter,
    posts_stand_in_while_others_are_away,
)


def nobody_was_passed_unduly(hall: Hall, plan: Plan, call: TicketCalled, promises: Promises = None) -> None:
    """Against everybody who still waits for that counter, once ``call`` is carried out.

    Within a service whoever was put back may be passed by all; they keep only the place that they were put to.
    Two exceptions: a counter that prefers some calls these, in their order, before everybody else; one that calls by
    itself goes past whoever was put back last.
    ``promises``: what each was promised under the day's orders, where they were changed.
    """
    called, counter = hall.tickets[call.ticket], hall.at_work[call.counter]
    order = {ticket: place for place, ticket in enumerate(hall.tickets)}
    assert counter.can_take(called.service, called.ticket_class)
    a_turn = call.reason.rule is CallRule.LAST_CLASS_TURN
    for other in (hall.tickets[name] for name in in_call_order(hall, counter)):
        if a_turn and other.ticket_class is not called.ticket_class:
            continue
        if passed_by_preference(counter, call, other) or passed_when_put_back(hall, call, other):
            continue
        if other.service == called.service:
            assert called.key <= other.key, f"{called} passed {other}"
            if not other.put_back:
                passed = (
                    _beyond_promise(promises, called, other) if promises else _overtaken(plan, called, other, order)
                )
                assert not passed, f"{called} overtook {other}"
        own_first = timedelta(minutes=plan.own_first_min)
        keys = [(t.rank, t.counted_from + own_first * (t.service not in counter.services)) for t in (called, other)]
        assert keys[0] <= keys[1], f"{called} passed {other}"


def _beyond_promise(promises: Mapping[TicketId, Promise], called: Ticket, other: Ticket) -> bool:
    """After a change of order: by more than the best that ``called`` was promised beyond what ``other``'s slip says.

    Within a class nobody who came later and was told later passes at all; booked ones have their slots.
    """
    if called.rank != other.rank:
        return called.rank > other.rank
    later = arrival(called) > arrival(other) and called.place > other.place
    if called.ticket_class is other.ticket_class is not TicketClass.BOOKED and not called.put_back and later:
        return True
    if called.put_back:
        return False
    return arrival(called) - arrival(other) > promises[called.id].best - promises[other.id].told


def _overtaken(plan: Plan, called: Ticket, other: Ticket, order: Mapping[TicketId, int]) -> bool:
    """Whether ``called`` went before one of its own class, or by more than the head start that was promised."""
    if called.rank != other.rank:
        return called.rank > other.rank
    if plan.order.rule is Order.FIRST_COME:
        return (counted_since(called), order[called.id]) > (counted_since(other), order[other.id])
    if called.ticket_class is other.ticket_class:
        return (arrival(called), order[called.id]) > (arrival(other), order[other.id])
    promised = plan.head_start(called.ticket_class) - plan.head_start(other.ticket_class)
    return arrival(called) - arrival(other) > promised
