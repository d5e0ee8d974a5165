"""What a hall lead looks up, and the answers: plans, persons who can't book, kiosks' numbers, figures."""

from datetime import date
from typing import Annotated

from pydantic import Field

from config.vocabulary import CounterState, Level, TicketClass, TicketState
from config.wire.message import Count, Message, Moment, Name, TicketKey, TicketNumber, Words, Words2
from config.wire.requests import Request

VERSIONS_MAX = 50
"""Past plans in one answer."""
CHANGES_MAX = 500
"""Lines of differences or problems in one answer."""
BLOCKS_MAX = 500
LATE_MAX = 2_000
"""Numbers in one answer."""


class LeadLookUp(Request):
    """Anything that only a hall lead looks up. Changes nothing."""


class AskPlan(LeadLookUp):
    """The plan in force, what drains, and the plans before. ``with_files``: also what the plan's files say now."""

    with_files: bool = False


class AskBlocks(LeadLookUp):
    """Who can't book after no-shows."""


class AskToldLate(LeadLookUp):
    """The numbers that kiosks gave by themselves on one day while the server was away."""

    day: date


class AskDaily(LeadLookUp):
    """The day in figures so far, by service and class."""


class FindTicket(LeadLookUp):
    """The ticket with this number, as it stands on paper: of today, or carried over from another day."""

    number: TicketNumber


class PlanLine(Message):
    """One plan that was adopted; ``version`` counts the hall's plans from 1."""

    version: Count
    at: Moment
    by: Words
    why: Words


class DrainingService(Message):
    """A service that the plan in force does not have any more: nothing new, but who holds a ticket is served."""

    service: Name
    name: Words2
    live: Count
    """Tickets that wait, are on hold or stand at a counter."""
    expected: bool
    """An appointment of today is still open."""


class DrainingCounter(Message):
    """A counter that the plan in force does not have any more, and that is not closed yet."""

    counter: Name
    name: Words2
    state: CounterState
    number: str | None


class PlanFilesRead(Message):
    """What the plan's files say now, against the plan in force. ``seen`` names this state of the files."""

    problems: Annotated[tuple[Words2, ...], Field(max_length=CHANGES_MAX)]
    """Every problem, as ``./hall plan --check`` says it; with one they can't be adopted."""
    changes: Annotated[tuple[Words2, ...], Field(max_length=CHANGES_MAX)]
    """Every difference, as ``./hall plan --diff`` says it; none: the files say the same."""
    total: Count
    """How many lines there are; at most 500 are listed."""
    seen: Words | None


class PlanShown(Message):
    """The plans of the hall, newest first: the first one is in force. ``total`` may be more than is listed."""

    request_id: str
    total: Count
    versions: tuple[PlanLine, ...]
    services: tuple[DrainingService, ...]
    counters: tuple[DrainingCounter, ...]
    files: PlanFilesRead | None


class NoShowLine(Message):
    """One appointment that nobody came to."""

    day: date
    service_name: Words2


class BlockedPerson(Message):
    """A person who can't book up to and including ``until``. ``person`` is the keyed token of the card."""

    person: Words
    since: Moment
    until: date
    masked_name: Words | None
    no_shows: tuple[NoShowLine, ...]


class BlocksListed(Message):
    """The newest block first; ``total`` may be more than is listed."""

    request_id: str
    total: Count
    blocks: tuple[BlockedPerson, ...]


class ToldLateLine(Message):
    """A number that a kiosk gave by itself. ``told_at``: when the server heard of it."""

    kiosk: Name
    number: str
    service_name: Words2
    taken_at: Moment
    told_at: Moment | None
    state: TicketState


class ToldLateListed(Message):
    """In the order of giving; ``total`` may be more than is listed."""

    request_id: str
    day: date
    total: Count
    tickets: tuple[ToldLateLine, ...]


class ServiceOfDay(Message):
    """What a service had today. A ticket is taken where it was asked for, served or not shown where that was."""

    name: Words2
    taken: Count
    served: Count
    no_show: Count


class ClassOfDay(Message):
    """The same of a class."""

    ticket_class: TicketClass
    taken: Count
    served: Count
    no_show: Count


class TicketFound(Message):
    """One ticket, where it stands and why, in one sentence."""

    request_id: str
    ticket: TicketKey
    number: TicketNumber
    state: TicketState
    words: Words2


class DailyShown(Message):
    """The day in figures; services and classes that had nobody are left out."""

    request_id: str
    day: str
    taken: Count
    waiting: Count
    served: Count
    no_show: Count
    mean_wait_s: Count | None
    longest_wait_s: Count | None
    marks: dict[Level, Count]
    reviewed: Count
    no_review: Count
    bad_open: Count
    services: tuple[ServiceOfDay, ...]
    classes: tuple[ClassOfDay, ...]
