"""Retained snapshots: what a screen needs to be right, whenever it starts."""

from config.vocabulary import CounterAdvice, CounterState, Level, Redress, TicketClass, TicketState
from config.wire.message import Count, Message, Moment, Name, OpenText, TicketKey, Words, Words2

WAITING_SHOWN_MAX = 20
BAD_MARKS_SHOWN_MAX = 100


class DepartmentLine(Message):
    """A department as the kiosk shows it."""

    id: Name
    name: Words2


class ServiceLine(Message):
    """A service as the kiosk shows it."""

    id: Name
    department: Name
    name: Words2
    prefix: str
    waiting: Count
    open_counters: Count
    closed: Words2 | None = None
    """Why no numbers are given for it now, and when they are again; None: they are."""
    priority: bool = True
    """Whether priority visitors get tickets of their own class for it."""

    @property
    def queue(self) -> str:
        """The service whose queue a visitor joins."""
        return self.id


class ChainLine(ServiceLine):
    """One thing that takes several services; ``waiting`` and ``open_counters`` are those of the first one."""

    first: Name
    steps: tuple[Words2, ...]

    @property
    def queue(self) -> str:
        """The service whose queue a visitor joins."""
        return self.first


class GroupLine(Message):
    """Some of the priority visitors. ``shows``: what they show at the counter."""

    id: Name
    name: Words2
    shows: Words2 | None = None


class ServicesPicture(Message):
    """What can be chosen at the kiosk, with the queues."""

    at: Moment
    hall_name: Words2
    time_zone: str
    departments: tuple[DepartmentLine, ...]
    services: tuple[ServiceLine, ...]
    closed: Words2 | None = None
    """The same for the hall itself."""
    hours_today: Words2 | None = None
    """The hall's hours of the day; None: always open."""
    chains: tuple[ChainLine, ...] = ()
    groups: tuple[GroupLine, ...] = ()
    """The groups among the priority visitors, where the order tells them apart."""
    bookable: bool = False
    """Appointments can be booked here, and so checked in."""
    judging: bool = False
    """A visit may be judged at the kiosk."""

    @property
    def offers(self) -> tuple[ServiceLine, ...]:
        """All that a visitor can choose."""
        return *self.services, *self.chains


class StepLine(Message):
    """A service that a ticket still has to go to."""

    service: Name
    name: Words2


class BlockLine(Message):
    """The tickets of one service that a kiosk may give by itself, in order."""

    service: Name
    tickets: tuple[TicketKey, ...]


class BlockPicture(Message):
    """What one kiosk may give by itself on this day (``2026-11-20``) while the server is away."""

    at: Moment
    kiosk: Name
    day: str
    lines: tuple[BlockLine, ...]


class TicketAtCounter(Message):
    """The ticket that stands at a counter, and why it was this one."""

    ticket: TicketKey
    number: str
    service_name: Words2
    ticket_class: TicketClass
    state: TicketState
    taken_at: Moment
    called_at: Moment
    times_called: Count
    started_at: Moment | None
    masked_name: Words | None
    why: Words2
    step: Count = 1
    steps: Count = 1
    """Which service of how many the ticket is at."""
    follow: tuple[StepLine, ...] = ()
    """The services still to do, in order."""
    came_from: Words2 | None = None
    """The service from which it was transferred."""


class EvaluationOpen(Message):
    """A mark may be given for this ticket until then."""

    ticket: TicketKey
    number: str
    until: Moment


class WaitingLine(Message):
    """One waiting ticket, as a clerk sees it."""

    ticket: TicketKey
    number: str
    service_name: Words2
    ticket_class: TicketClass
    taken_at: Moment
    counted_from: Moment
    own: bool
    """Whether the service is one of the counter's own."""


class LeftLine(Message):
    """A ticket that stood at a counter before."""

    ticket: TicketKey
    number: str
    service_name: Words2


class HeldLine(LeftLine):
    """A ticket on hold that this counter may call back."""

    masked_name: Words | None


class CounterPicture(Message):
    """Everything about one counter: for its screen, its pad, its evaluator and its clerk's page."""

    at: Moment
    counter: Name
    name: Words2
    state: CounterState
    clerk: str | None
    pause_reason: Words | None
    ticket: TicketAtCounter | None
    evaluation: EvaluationOpen | None
    last_mark: Level | None
    waiting_total: Count
    served_today: Count
    held: tuple[HeldLine, ...] = ()
    left: tuple[LeftLine, ...] = ()
    """The tickets that left the counter, newest first: whoever asks is told why they were called."""
    post: Words | None = None
    """Where the clerk sits, at a counter with several posts or at one that is a post of a window."""
    stands_in_for: tuple[Words, ...] = ()
    """The posts of the window that are away and whose services are done here meanwhile."""
    auto_call: bool = False
    """It calls by itself as soon as it is free and somebody waits."""
    closing: bool = False
    """It calls nobody any more and closes when its ticket has left."""
    invitable: str | None = None
    """The number of the visitor who may be asked for a mark now: the evaluator opens at the clerk's press."""
    by_invitation: bool = False


class CounterLine(Message):
    """A counter at which a clerk can sign in."""

    counter: Name
    name: Words2
    posts: tuple[Words, ...] = ()
    """Posts that one clerk at a time takes in turn."""
    services: tuple[Name, ...]
    """All that is ever done here, also for whom it stands in."""
    sends_to: Name | None = None
    """The service to which whose matter came to nothing is sent from here."""


class CountersPicture(Message):
    """The counters of the plan in force, with those that left it and have to finish: for whoever signs in."""

    at: Moment
    counters: tuple[CounterLine, ...]
    pause_reasons: tuple[Words2, ...]


class WaitingPicture(Message):
    """Who waits for one counter, next first; ``total`` may be more than is listed."""

    at: Moment
    counter: Name
    total: Count
    next_first: tuple[WaitingLine, ...]


class CallLine(Message):
    """One call, as the public call screen shows it."""

    ticket: TicketKey
    number: str
    counter: Name
    counter_name: Words2
    service_name: Words2
    called_at: Moment
    times_called: Count
    state: TicketState


class CallsPicture(Message):
    """The newest calls first, for the public call screen."""

    at: Moment
    hall_name: Words2
    time_zone: str
    calls: tuple[CallLine, ...]
    waiting_total: Count


class CounterOnWall(Message):
    """A counter in one line of the wall."""

    counter: Name
    name: Words2
    state: CounterState
    number: str | None
    since: Moment
    advice: CounterAdvice | None = None
    """Of a flexible counter: open it now; of one that is open out of its time: it may close."""


class ServiceOnWall(Message):
    """A service in one line of the wall."""

    name: Words2
    waiting: Count
    longest_wait_since: Moment | None
    """When the longest wait there began; in the future while only early visitors wait for their booked time."""


class MarkOnWall(Message):
    """One evaluation, newest first on the wall."""

    counter_name: Words2
    number: str
    level: Level
    at: Moment


class BadMarkLine(Message):
    """A bad mark on the hall lead's list. ``due``: the day by which it is to be put right."""

    ticket: TicketKey
    number: str
    service_name: Words2
    counter_name: Words2
    level: Level
    at: Moment
    reasons: tuple[Words2, ...]
    text: OpenText
    due: str
    put_right_at: Moment | None
    put_right_by: Words | None
    put_right_words: OpenText
    redress: Redress | None = None
    again_until: Moment | None = None
    """Put right: until then the visitor may judge once more."""
    again: Level | None


class BadMarksPicture(Message):
    """The bad marks that are to be put right or judged again, newest first; ``total`` may be more than is listed."""

    at: Moment
    total: Count
    open: Count
    """Not put right yet."""
    marks: tuple[BadMarkLine, ...]


class WallPicture(Message):
    """The hall's day in figures, for the wall."""

    at: Moment
    day: str
    hall_name: Words2
    time_zone: str
    taken: Count
    waiting: Count
    at_counters: Count
    served: Count
    no_show: Count
    mean_wait_s: Count | None
    longest_wait_s: Count | None
    """The longest wait of the day, of those who were called and of those who still wait."""
    marks: dict[Level, Count]
    no_review: Count
    """Served tickets whose time for a mark went by without one: never counted as good."""
    reviewed: Count = 0
    """Served tickets with a mark."""
    review_open: Count = 0
    """Served tickets that may yet be judged."""
    bad_open: Count = 0
    """Bad marks that nobody has answered yet, of earlier days too."""
    counters: tuple[CounterOnWall, ...]
    busiest: tuple[ServiceOnWall, ...]
    last_marks: tuple[MarkOnWall, ...]
    hours_today: Words2 | None = None
    """The hall's hours of the day; None: always open."""
    clock_doubt: Words2 | None = None
    """Why the server's clock can't be right, and what to do; no numbers are given. None: it may be."""
