"""What a simulated day is made of: one frozen table of everything that chance needs to know. Times in seconds."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from config.plan import Plan
from config.vocabulary import Level, ServiceId

MINUTE: Final = 60
HALF_HOUR: Final = 1800
HOUR: Final = 3600

Between = tuple[int, int]
"""From one moment of the day to another, in seconds after midnight."""

MARK_SHARES: Final = (
    (Level.VERY_SATISFIED, 0.70),
    (Level.SATISFIED, 0.19),
    (Level.BASICALLY_SATISFIED, 0.06),
    (Level.DISSATISFIED, 0.03),
    (Level.VERY_DISSATISFIED, 0.02),
)


@dataclass(frozen=True)
class Demand:
    """How much one service or chain is asked for (any unit), and how long it takes on average: a chain's first step."""

    service: ServiceId
    weight: float
    mean_min: float


@dataclass(frozen=True)
class Session:
    """Opening hours without a break, and the weight of each of their half hours for the arrivals."""

    opens_s: int
    ends_s: int
    half_hours: tuple[float, ...]


@dataclass(frozen=True)
class Scenario:
    """One hall's day. Shares are of all tickets, unless the line says otherwise."""

    plan: Plan
    demands: tuple[Demand, ...]
    sessions: tuple[Session, ...]
    tickets: int = 525
    tickets_cv: float = 0.0
    """How much the number of tickets differs from day to day."""
    day: date | None = None
    """The date that ``sessions`` are those of; None: they are those of every day."""
    numbers_s: Mapping[ServiceId, tuple[Between, ...]] = field(default_factory=dict)
    """When a service gives numbers; one that is not there does so in all sessions."""
    places: tuple[tuple[ServiceId, int], ...] = ()
    """What can be booked in the hall's own book: a service and its slot's beginning for each place."""

    priority_share: float = 0.12
    booked_share: float = 0.20
    """With ``places``: as long as there are some; without: booked elsewhere, for any service and at any time."""
    misses_share: float = 0.08
    """How many more than those who come have booked as well."""
    slot_s: int = 15 * MINUTE
    booked_early_s: int = 6 * MINUTE
    """How long before the slot a booked visitor comes on average, and how much that differs."""
    booked_spread_s: int = 8 * MINUTE

    work_cv: float = 0.7
    clerk_speed_cv: float = 0.21
    second_factor: float = 1.0
    """How much longer a counter takes for a service that is not its own."""
    walk_s: tuple[int, int] = (8, 30)
    """From the call to the counter: at least, at most."""
    transfer_share: float = 0.05
    appeals_share: float = 0.0
    """Whose matter comes to nothing, so that the clerk sends them to the appeal counter."""
    adds_share: float = 0.0
    """Who has come for another matter as well, which the clerk adds to the ticket."""
    hold_share: float = 0.03
    held_s: tuple[int, int] = (5 * MINUTE, 25 * MINUTE)

    no_show_base: float = 0.02
    no_show_per_min: float = 0.002
    returns_share: float = 0.6
    """Of those who were not there once, how many stand there at the second call."""
    calls_again: int = 1
    call_again_after_s: int = 30
    gives_up_share: float = 0.06
    """How many have only a limited patience, and its mean; whoever still waits then cancels."""
    patience_s: int = 25 * MINUTE

    on_paper: bool = True
    """Whether kiosks report each ticket's printing."""
    card_share: float = 0.85
    taps_again_share: float = 0.02
    no_review_share: float = 0.35
    """Of the served ones."""
    mark_after_s: int = 8
    mark_shares: tuple[tuple[Level, float], ...] = MARK_SHARES

    late_share: float = 0.25
    """Of the counters: opened late, by this much on average."""
    late_s: int = 8 * MINUTE
    break_chance: float = 0.6
    """Of a break in each session."""
    break_s: tuple[int, int] = (8 * MINUTE, 15 * MINUTE)
    absent_share: float = 0.05
    stand_in_s: int = 45 * MINUTE
    """How late a stand-in opens a counter that alone can do a service; other counters stay closed."""
    shut_share: float = 0.10
    """Of the counters: shut for a while, once a day."""
    shut_s: tuple[int, int] = (20 * MINUTE, 60 * MINUTE)
    lunch_s: int = 0
    """A staggered lunch in the hours between ``lunch_from_s`` and ``lunch_to_s``, for a hall without a midday break."""
    lunch_from_s: int = 11 * HOUR
    lunch_to_s: int = 13 * HOUR
    overtime_s: int = 30 * MINUTE
    """How long after a session counters go on calling whom they still have."""
