"""Clerks: when each counter is staffed on one day, with late openings, breaks, absences and a lunch."""

from dataclasses import dataclass, field
from random import Random

from config.plan import Counter, Plan
from config.vocabulary import CounterId, TicketId
from queue_server.simulation.scenario import Scenario, Session

MIDDAY, BREAK, LUNCH, CALLED_AWAY = "midday", "break", "lunch", "called away"
CALLS_BACK = "calls a visitor back"
"""Why a counter pauses. The last one is for counters that call by themselves: else they would hardly ever be free for
who was on hold. Everybody pauses at midday where the hall has such a break.
"""


@dataclass(frozen=True)
class Stretch:
    """Work without a pause: the clerk leaves from ``to_s`` on once nobody waits, at ``latest_s`` in any case."""

    from_s: int
    to_s: int
    latest_s: int
    reason: str
    """Why the clerk leaves; empty at the end of the day, when the counter closes."""


@dataclass(frozen=True)
class Staffing:
    """One counter's day."""

    counter: Counter
    speed: float
    """How much longer than usual this clerk takes."""
    stretches: tuple[Stretch, ...]


@dataclass(slots=True)
class Post:
    """One counter with its clerk. ``idle_since_s`` is None while the clerk is away or busy."""

    id: CounterId
    counter: Counter
    clerk: str
    speed: float
    present: bool = False
    """The clerk is in the hall; the counter may still be kept closed by its tide or for want of a crowd."""
    here: bool = False
    idle_since_s: int | None = None
    leaving: Stretch | None = None
    back: list[TicketId] = field(default_factory=list)
    """Held visitors who have come back to this counter."""

    def turn(self) -> tuple[int, int]:
        """Its place among idle counters: fewest skills, then longest idle."""
        return len(self.counter.skills), self.idle_since_s or 0


Gap = tuple[int, int, str]
"""From, until, why."""


def staff_of(scenario: Scenario, chance: Random) -> list[Staffing]:
    """Every counter's day, in the plan's order."""
    alone = _alone(scenario.plan)
    found = []
    for counter in scenario.plan.counters:
        speed = max(0.6, chance.gauss(1.0, scenario.clerk_speed_cv))
        absent = chance.random() < scenario.absent_share
        late = chance.random() < scenario.late_share
        late_s = int(chance.expovariate(1 / scenario.late_s)) if late else 0
        gaps = _gaps(scenario, chance)
        here = not absent or counter.id in alone
        begin_s = scenario.sessions[0].opens_s + (scenario.stand_in_s if absent else late_s)
        found.append(Staffing(counter, speed, _stretches(scenario, begin_s, gaps) if here else ()))
    return found


def _alone(plan: Plan) -> set[CounterId]:
    """Who at present does a service that nobody else does; a tide counter or a flexible one is no help."""
    steady = (
        [counter.id for counter in counters if not counter.rules.on_call] for counters in plan.counters_of.values()
    )
    return {counters[0] for counters in steady if len(counters) == 1}


def _gaps(scenario: Scenario, chance: Random) -> list[Gap]:
    """Breaks, a lunch, a while shut; sorted, overlapping ones cut."""
    gaps = []
    for session in scenario.sessions:
        if chance.random() < scenario.break_chance:
            gaps.append(_within(session.opens_s, session.ends_s, chance.randint(*scenario.break_s), BREAK, chance))
    if scenario.lunch_s:
        gaps.append(_within(scenario.lunch_from_s, scenario.lunch_to_s, scenario.lunch_s, LUNCH, chance))
    if chance.random() < scenario.shut_share:
        session = chance.choice(scenario.sessions)
        gaps.append(_within(session.opens_s, session.ends_s, chance.randint(*scenario.shut_s), CALLED_AWAY, chance))
    return sorted(gaps)


def _within(from_s: int, to_s: int, long_s: int, reason: str, chance: Random) -> Gap:
    start = from_s + int(chance.random() * max(0, to_s - from_s - long_s))
    return start, start + long_s, reason


def _stretches(scenario: Scenario, begin_s: int, gaps: list[Gap]) -> tuple[Stretch, ...]:
    found: list[Stretch] = []
    for session in scenario.sessions:
        last = session is scenario.sessions[-1]
        start = max(begin_s, session.opens_s)
        for gap_from, gap_to, reason in gaps:
            if _inside(session, gap_from) and gap_from > start:
                found.append(Stretch(start, gap_from, gap_from, reason))
                start = gap_to
        if start < session.ends_s:
            found.append(Stretch(start, session.ends_s, session.ends_s + scenario.overtime_s, "" if last else MIDDAY))
    return tuple(found)


def _inside(session: Session, moment: int) -> bool:
    return session.opens_s <= moment < session.ends_s
