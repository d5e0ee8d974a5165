"""Figures are counted right: a short list of waits by hand, a whole day against the core's own counts."""

from config.vocabulary import TicketClass, TicketState
from queue_server.domain.facts import TicketTaken
from queue_server.simulation.day import cast_of, live
from queue_server.simulation.halls import open_to_public
from queue_server.simulation.pages.figures import Figures, Group, Kept, wait_min
from tests.queue_server.simulation.longli import LONGLI


def test_mean_p95_and_longest() -> None:
    group = Group(waits=[float(minutes) for minutes in range(1, 101)], overtaken=25)
    assert (group.mean, group.p95, group.longest, group.long_share) == (50.5, 95.0, 100.0, 0.4)
    assert group.share(group.overtaken) == 0.25
    empty = Group()
    assert (empty.mean, empty.p95, empty.longest, empty.long_share) == (0.0, 0.0, 0.0, 0.0)


def test_a_days_figures_agree_with_the_core() -> None:
    scenario = open_to_public(LONGLI, 700)
    lived = live(scenario, cast_of(scenario, 4))
    figures, core = Figures(), lived.hall.figures
    figures.add(lived)
    states = figures.everybody.states
    assert (figures.everybody.taken, states[TicketState.SERVED]) == (core.taken, core.served)
    assert (states[TicketState.NO_SHOW], states[TicketState.CANCELLED]) == (core.no_show, core.cancelled)
    assert len(figures.everybody.waits) == core.called
    assert {level: figures.marks[level] for level in core.marks} == core.marks
    for groups in (figures.by_class.values(), figures.by_service.values()):
        assert sum(group.taken for group in groups) == core.taken
    assert all(figures.busy_s[counter] >= 0 for counter in figures.busy_s)
    assert all(figures.open_s[counter] > 0 for counter in figures.open_s)


def test_a_booked_visitor_waits_from_the_slot() -> None:
    scenario = open_to_public(LONGLI, 700)
    tickets = live(scenario, cast_of(scenario, 4)).hall.tickets.values()
    early = [t for t in tickets if t.booked_for and t.booked_for > t.taken_at and t.first_called_at]
    assert early
    for ticket in early:
        assert ticket.first_called_at is not None
        waited = (ticket.first_called_at - ticket.taken_at).total_seconds() / 60
        told = wait_min(ticket)
        assert told is not None
        assert 0 <= told < waited if ticket.ticket_class is TicketClass.BOOKED and waited else told <= waited


def test_who_was_passed_by_a_later_ticket_is_counted() -> None:
    scenario = open_to_public(LONGLI, 700)
    lived = live(scenario, cast_of(scenario, 4))
    figures = Figures()
    figures.add(lived)
    taken = [fact for fact, _ in lived.facts if isinstance(fact, TicketTaken)]
    known = {fact.ticket: (place, fact.service) for place, fact in enumerate(taken)}
    called = {name: t.first_called_at for name, t in lived.hall.tickets.items() if t.first_called_at is not None}
    passed = {
        one
        for one in called
        for other in called
        if known[other] > known[one] and known[other][1] == known[one][1] and called[other] < called[one]
    }
    assert figures.everybody.overtaken == len(passed) > 0


def test_most_waits_lie_in_the_range_that_was_told() -> None:
    """And all who were called are counted: within it, sooner, later, or nobody could tell."""
    scenario = open_to_public(LONGLI, 700)
    lived = live(scenario, cast_of(scenario, 4))
    figures = Figures()
    figures.add(lived)
    for kind, group in figures.by_class.items():
        assert group.promised.total() == len(group.waits), kind
        told = group.promised.total() - group.promised[Kept.UNTOLD]
        assert group.promised[Kept.WITHIN] >= 0.8 * told > 0, kind
