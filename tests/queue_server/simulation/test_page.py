"""The page of a day: its counts agree with the facts, it says all that a hall lead asks for, and it is one page."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import Final

import pytest

from config.plan import Plan
from config.rules.counters import CounterRules, Crowd
from config.vocabulary import CounterId, TicketState
from queue_server.domain.facts import CounterOpened, TicketCalled, TicketHeld
from queue_server.simulation.clerks import CALLED_AWAY
from queue_server.simulation.day import cast_of, live
from queue_server.simulation.halls import open_to_public
from queue_server.simulation.pages.day_page import page
from queue_server.simulation.pages.half_hours import HalfHours
from queue_server.simulation.pages.happenings import Happenings
from queue_server.simulation.pages.presence import Presence
from queue_server.simulation.pages.whole_days import WholeDays
from tests.queue_server.simulation.longli import LONGLI

TICKETS, SEED = 700, 4
LINES_MAX, SIGNS_MAX = 70, 120
"""A printed page."""


CALM: Final = {"absent_share": 0.0, "late_share": 0.0, "break_chance": 0.0, "shut_share": 0.0}


def days_of(
    plan: Plan, count: int = 1, tickets: int = TICKETS, changed: Mapping[str, float] = MappingProxyType({})
) -> WholeDays:
    """So many days of a plan."""
    days = WholeDays()
    for number in range(count):
        scenario = replace(open_to_public(plan, tickets, number), **changed)  # type: ignore[arg-type]
        days.add(live(scenario, cast_of(scenario, SEED, number)))
    return days


def told(plan: Plan, days: WholeDays) -> dict[str, str]:
    """The page's lines by their labels, each as one line."""
    lines: dict[str, str] = {}
    label = ""
    for line in page(plan, days, SEED, TICKETS).splitlines():
        label = line[:14].strip() or label
        lines[label] = f"{lines.get(label, '')} {line[14:].strip()}".strip()
    return lines


def test_it_is_one_page_with_every_line() -> None:
    days = days_of(LONGLI)
    text = page(LONGLI, days, SEED, TICKETS)
    assert len(text.splitlines()) <= LINES_MAX
    assert max(len(line) for line in text.splitlines()) <= SIGNS_MAX
    assert text.startswith("Longli County Government Service Center: a simulated day\nMonday, 23 November 2026")
    assert days.digests[0] in text
    lines = told(LONGLI, days)
    for label in ("priority", "ordinary", "everybody", "09:00", "16:30", "Longest wait", "Appointments", "Not there"):
        assert label in lines
    for label in ("Sent on", "On hold", "Closing", "Opened late", "Break", "Marks", "Order", "Wait told", "Refused"):
        assert label in lines
    assert lines["Tide, crowd"] == "kept closed: Education 1"


def test_the_day_half_hour_by_half_hour() -> None:
    scenario = open_to_public(LONGLI, TICKETS)
    lived = live(scenario, cast_of(scenario, SEED))
    half_hours = HalfHours()
    half_hours.add(lived)
    assert sorted(half_hours.of)[0] == 18
    assert sum(part.came for part in half_hours.of.values()) == TICKETS
    assert (half_hours.of[24].came, half_hours.of[24].counters_open) == (0, 0), "midday"
    called = sum(ticket.first_called_at is not None for ticket in lived.hall.tickets.values())
    assert sum(len(part.waits) for part in half_hours.of.values()) == called
    ten = datetime(2026, 11, 23, 10, tzinfo=lived.hall.zone)
    taken = [t for t in lived.hall.tickets.values() if t.taken_at < ten]
    never_yet = sum(t.first_called_at is None or t.first_called_at >= ten for t in taken)
    put_back = sum(bool(t.put_back) or t.came_from is not None for t in taken)
    assert never_yet <= half_hours.of[19].waiting + 1 <= never_yet + put_back + 1


def test_who_was_away_is_counted_and_named() -> None:
    present = days_of(LONGLI, changed=CALM).presence
    assert (present.late, present.pauses, dict(present.shut)) == ([], {}, {})
    assert dict(present.kept_closed) == {CounterId("jy01"): 1}
    scenario = open_to_public(LONGLI, TICKETS)
    lived = live(scenario, cast_of(scenario, SEED))
    presence = Presence()
    presence.add(lived)
    opened = {fact.counter for fact, _ in lived.facts if isinstance(fact, CounterOpened)}
    assert set(presence.shut) == {c.id for c in LONGLI.counters} - opened - {"jy01"}
    assert presence.shut
    assert all(minutes > 0 for minutes, _ in presence.late)
    away = days_of(LONGLI, changed=CALM | {"shut_share": 1.0})
    assert {counter for _, counter in away.presence.pauses[CALLED_AWAY]} <= opened | set(presence.shut)
    assert all(0 < minutes <= 61 for minutes, _ in away.presence.pauses[CALLED_AWAY])
    name = max(away.presence.pauses[CALLED_AWAY])[1]
    assert LONGLI.counter_by_id[name].name.en in told(LONGLI, away)["Called away"]


def test_a_counter_on_call_is_told_apart_from_the_absent() -> None:
    police = CounterId("ga04")
    rules = CounterRules(crowd=Crowd(waiting=3))
    counters = tuple(replace(c, rules=rules) if c.id == police else c for c in LONGLI.counters)
    plan = replace(LONGLI, counters=counters)
    days = days_of(plan)
    assert police not in days.presence.shut
    assert {counter for _, counter in days.presence.on_call} == {police}
    assert "Police 4" in told(plan, days)["Tide, crowd"]


def test_what_happened_to_tickets() -> None:
    scenario = open_to_public(LONGLI, TICKETS)
    lived = live(scenario, cast_of(scenario, SEED))
    happened = Happenings()
    happened.add(lived)
    kinds = [type(fact) for fact, _ in lived.facts]
    assert happened[TicketHeld] == kinds.count(TicketHeld) == len(happened.holds_min) + happened.not_back
    assert happened[TicketCalled] == kinds.count(TicketCalled)
    tickets = lived.hall.tickets.values()
    waits = [t.first_called_at - t.taken_at for t in tickets if t.first_called_at and not t.booked_for]
    assert happened.longest is not None
    assert happened.longest.minutes >= max(waits) / timedelta(minutes=1)
    (closing,) = happened.closings
    assert closing.last_served_at == max(t.ended_at for t in tickets if t.ended_at and t.state is TicketState.SERVED)


@pytest.mark.parametrize("carries", [False, True])
def test_the_closing_says_who_was_left(carries: bool) -> None:
    plan = replace(LONGLI, carry_over=carries)
    days = days_of(plan, tickets=1500)
    state = TicketState.CARRIED if carries else TicketState.ENDED
    left = days.figures.everybody.states[state]
    assert left
    said = f"{left} are carried over" if carries else f"{left} still waited and ended"
    assert said in told(plan, days)["Closing"]


def test_several_days_stand_on_one_page() -> None:
    days = days_of(LONGLI, count=6, tickets=200)
    assert days.dates == [date(2026, 11, 23) + timedelta(days=n) for n in (0, 1, 2, 3, 4, 7)]
    text = page(LONGLI, days, SEED, 200)
    assert "6 open days from Monday, 23 November 2026" in text
    assert text.count("sha256") == 6


def test_a_very_small_day_is_told_too() -> None:
    plan = replace(LONGLI, services=tuple(replace(service, slots=None) for service in LONGLI.services))
    lines = told(plan, days_of(plan, tickets=1))
    assert lines["Appointments"] == "nobody had booked"
    assert "nobody was left waiting" in lines["Closing"]
