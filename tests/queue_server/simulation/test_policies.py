"""The compared orders relate as the reference measured them; a few days, busier than usual, show it."""

from functools import cache
from itertools import permutations

import pytest

from config.vocabulary import TicketClass
from queue_server.simulation.day import cast_of
from queue_server.simulation.halls import reference_hall
from queue_server.simulation.pages.comparison import REFERENCE, comparison
from queue_server.simulation.pages.figures import Figures
from queue_server.simulation.policies import (
    FIRST_COME,
    FIRST_COME_OWN,
    MILD,
    MILD_OWN,
    POLICIES,
    STRICT,
    STRONG,
    STRONG_OWN,
    Policy,
    compare,
)

SEED, DAYS = 11, 15
ORDINARY, BOOKED, PRIORITY = TicketClass.ORDINARY, TicketClass.BOOKED, TicketClass.PRIORITY
COLUMNS = (None, PRIORITY, BOOKED, ORDINARY)
"""Of the reference's lines: everybody, then the classes."""
LIKE, CLEARLY, OVERTAKEN_LIKE = 0.15, 0.10, 6
"""Parts of first-come's mean wait: so near to the reference's; so far apart that the order is no chance. Per cent."""


@cache
def lived() -> dict[Policy, Figures]:
    """All orders on the same days."""
    return dict(compare(reference_hall(), SEED, DAYS))


def mean(policy: Policy, ticket_class: TicketClass) -> float:
    """The mean wait of a class."""
    return lived()[policy].by_class[ticket_class].mean


def test_strict_makes_the_ordinary_wait_longest_and_priority_shortest() -> None:
    assert mean(STRICT, ORDINARY) > mean(STRONG, ORDINARY) > mean(MILD, ORDINARY) > mean(FIRST_COME, ORDINARY)
    assert mean(STRICT, PRIORITY) < mean(STRONG, PRIORITY) < mean(MILD, PRIORITY) < mean(FIRST_COME, PRIORITY)
    assert mean(STRICT, BOOKED) < mean(STRONG, BOOKED) < mean(MILD, BOOKED) < mean(FIRST_COME, BOOKED)


def test_the_mild_head_start_is_nearer_to_first_come_than_to_strict() -> None:
    near = abs(mean(MILD, ORDINARY) - mean(FIRST_COME, ORDINARY))
    assert near < abs(mean(MILD, ORDINARY) - mean(STRICT, ORDINARY))


def test_more_people_wait_over_an_hour_the_stricter_the_order() -> None:
    share = {policy: lived()[policy].by_class[ORDINARY].long_share for policy in POLICIES}
    assert share[STRICT] > share[STRONG] > share[MILD]


def test_nobody_who_walked_in_is_overtaken_where_all_are_alike() -> None:
    for policy in (FIRST_COME, FIRST_COME_OWN):
        assert lived()[policy].by_class[ORDINARY].overtaken == 0
        assert lived()[policy].by_class[PRIORITY].overtaken == 0
    overtaken = {policy: lived()[policy].by_class[ORDINARY].overtaken for policy in POLICIES}
    assert overtaken[STRICT] > overtaken[STRONG] > overtaken[MILD] > 0


def test_own_services_first_lower_the_mean() -> None:
    for without, own in ((FIRST_COME, FIRST_COME_OWN), (STRONG, STRONG_OWN), (MILD, MILD_OWN)):
        assert lived()[own].everybody.mean < lived()[without].everybody.mean, own.name


def test_strict_has_the_longest_wait_of_all() -> None:
    longest = {policy: figures.everybody.longest for policy, figures in lived().items()}
    assert max(longest, key=lambda policy: longest[policy]) is STRICT


def relative(policy: Policy, column: int) -> float:
    """The mean wait here as a part of first-come's."""
    waits = []
    for one in (policy, FIRST_COME):
        kind, figures = COLUMNS[column], lived()[one]
        waits.append(figures.everybody.mean if kind is None else figures.by_class[kind].mean)
    return waits[0] / waits[1]


def theirs(policy: Policy, column: int) -> float:
    """The same in the reference's table."""
    told = [float(REFERENCE[one].split()[column].split("/")[0]) for one in (policy, FIRST_COME)]
    return told[0] / told[1]


@pytest.mark.parametrize("policy", POLICIES, ids=lambda policy: policy.name)
def test_an_order_changes_waits_by_as_much_as_in_the_reference(policy: Policy) -> None:
    for column, kind in enumerate(COLUMNS):
        assert abs(relative(policy, column) - theirs(policy, column)) <= LIKE, kind
    overtaken = lived()[policy].by_class[ORDINARY]
    assert abs(100 * overtaken.share(overtaken.overtaken) - float(REFERENCE[policy].split()[5])) <= OVERTAKEN_LIKE


def test_who_waits_clearly_longer_in_the_reference_does_here() -> None:
    pairs = [(a, b, column) for column in range(len(COLUMNS)) for a, b in permutations(POLICIES, 2)]
    clear = [(a, b, column) for a, b, column in pairs if theirs(a, column) - theirs(b, column) >= CLEARLY]
    assert len(clear) > 50
    for longer, shorter, column in clear:
        assert relative(longer, column) > relative(shorter, column), (longer.name, shorter.name, COLUMNS[column])


def test_first_come_waits_about_as_long_as_in_the_reference() -> None:
    """The hall is a likeness, and fifteen days are few: a quarter more or less."""
    assert 0.75 <= lived()[FIRST_COME].everybody.mean / float(REFERENCE[FIRST_COME].split("/")[0]) <= 1.25


def test_every_order_sees_the_same_people() -> None:
    taken = {policy: figures.everybody.taken for policy, figures in lived().items()}
    assert len(set(taken.values())) == 1
    assert taken[STRICT] == sum(len(cast_of(reference_hall(), SEED, number).visitors) for number in range(DAYS))


def test_the_table_has_the_references_line_under_each_order() -> None:
    lines = comparison(lived(), "heading").splitlines()
    assert set(REFERENCE) == set(POLICIES)
    for policy in POLICIES:
        place = next(n for n, line in enumerate(lines) if line.startswith(f"{policy.name} "))
        assert lines[place + 1].split()[0] == "reference"
