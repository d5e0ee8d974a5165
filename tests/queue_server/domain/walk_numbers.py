"""The walk's part about numbers: plans that number by the week, come round, leave out, and end for half a day."""

from collections.abc import Container, Mapping
from dataclasses import replace
from datetime import time
from typing import Any, Final

from config.plan import Plan
from config.rules.numbers import NumberRules, Reset, ServiceNumbers
from config.vocabulary import TicketId, Weekday
from queue_server.domain.facts import TicketTaken
from queue_server.domain.hall import Hall
from queue_server.domain.ticket import LIVE
from tests.queue_server.domain.examples import PLAN

WRAPPING: Final = tuple(
    replace(service, first_number=first, last_number=first + 6, digits=2, numbers=ServiceNumbers(wrap=True))
    for service, first in zip(PLAN.services, (1, 12), strict=True)
)
LIMITED: Final = ServiceNumbers(morning_max=2, afternoon_max=3)
NUMBER_PLANS: Final[tuple[Plan, ...]] = (
    replace(PLAN, services=WRAPPING, numbers=NumberRules(reset=Reset.WEEKLY, skip_endings=("4", "13"))),
    replace(
        PLAN,
        services=tuple(
            replace(s, last_number=99, digits=2, numbers=ServiceNumbers(False, 2, 3)) for s in PLAN.services
        ),
        numbers=NumberRules(Reset.WEEKLY, Weekday.SUNDAY, time(11), skip_digits=("4",)),
    ),
)


def a_number_is_new_and_allowed(hall: Hall, plan: Plan, before: Container[TicketId], fact: TicketTaken) -> None:
    """Nobody alive has it, nobody was given it today, custom allows it, and the half of the day had room."""
    service, rules = plan.service_by_id[fact.service], plan.numbers
    digits = fact.number.removeprefix(service.prefix)
    assert fact.ticket not in before
    assert fact.number not in {t.number for t in hall.tickets.values() if t.state in LIVE and t.id != fact.ticket}
    assert service.first_number <= int(digits) <= service.last_number
    assert not set(digits) & set(rules.skip_digits), fact.number
    assert not digits.endswith(rules.skip_endings or ("none",)), fact.number
    half = hall.half_of_day(fact.taken_at)
    assert (
        not service.numbers.most(half)
        or fact.booked_for is not None
        or hall.numbers.in_half[service.id, half] <= service.numbers.most(half)
    )


def numbers_go_on_from_where_they_were(plan: Plan, before: Mapping[str, Any], after: Hall) -> None:
    """Over the day's change: by the week nothing is forgotten, by the day everything."""
    assert after.day is not None
    anew = plan.numbers.begin_anew(before["day"], after.day)
    assert after.numbers.last == ({} if anew else before["last_numbers"])
    assert not after.numbers.first_today
    assert not after.numbers.in_half
