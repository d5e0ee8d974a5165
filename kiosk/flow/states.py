"""Where a visit can be: everything that the kiosk knows at one moment, frozen. The moves stand in ``flow``."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from config.text import Text
from config.vocabulary import DepartmentId, IndicatorCode, Language, Level, PrintState, ServiceId, TicketId
from config.wire.appointments import CheckIn
from config.wire.message import Words2
from config.wire.papers.orders import Order
from config.wire.pictures import ServicesPicture
from config.wire.replies import PersonStanding, TicketGiven
from config.wire.requests import AddService, AskPerson, AskVisit, CancelTicket, EvaluateVisit, ReprintTicket, TakeTicket
from kiosk.flow.visits.progress import GivingUp, Progress
from kiosk.guides import Guide


@dataclass(frozen=True)
class Rules:
    """What does not change while the kiosk runs. Times in seconds; the pages' sizes follow from the window's shape."""

    kiosk: str
    language: Language
    time_zone: str
    idle_return_s: float
    still_there_s: float
    number_shown_s: float
    reply_tries_max: int
    departments_per_page: int
    services_per_page: int
    notice_s: float = 6.0
    print_patience_s: float = 15.0
    """A printer that has not answered for this long is counted as unsure."""
    chip_patience_s: float = 15.0
    """A reader that has not told of a passport for this long after its key came is not waited for."""
    address_of: Callable[[TicketId], str] = field(default=lambda _: "", repr=False)
    """Where a phone finds this visit; empty: nowhere."""
    key_of: Callable[[TicketId], str] = field(default=lambda _: "", repr=False)
    """The ticket with its seal, by which its holder judges the visit here."""
    ticket_of: Callable[[str], TicketId | None] = field(default=lambda _: None, repr=False)
    """The ticket of such a key; None when this hall never made it."""
    hall_name: Text = field(default=Text("", ""))
    guides: Mapping[str, Guide] = field(default_factory=dict, repr=False)
    """What the hall's files say of each service and chain."""


@dataclass(frozen=True)
class Card:
    """Whose card was seen: a keyed token and a masked name, both kept out of every log."""

    token: str = field(repr=False)
    masked_name: str = field(repr=False)


class Paper(StrEnum):
    """How the slip is doing."""

    PRINTING = "printing"
    PRINTED = "printed"
    UNSURE = "unsure"
    FAILED = "failed"


PAPER_OF: Final = {
    PrintState.PRINTED: Paper.PRINTED,
    PrintState.UNSURE: Paper.UNSURE,
    PrintState.FAILED: Paper.FAILED,
}


@dataclass(frozen=True)
class Notice:
    """What to bring, on paper. ``since`` is when ``paper`` became what it is."""

    guide: Guide
    job: str
    paper: Paper
    since: float


@dataclass(frozen=True)
class Visit:
    """What belongs to the person who stands here; replaced by a fresh one at every return to the welcome."""

    language: Language
    card: Card | None = None
    priority: bool = False
    group: str | None = None
    """Which of the priority visitors; None: none of the plan's groups."""
    adds_to: TicketGiven | None = None
    """The ticket that one more service is chosen for."""
    card_unread_until: float | None = None
    """A card lay there and could not be read: say so until then (monotonic seconds)."""
    notice: Notice | None = None
    """The newest list of what to bring that was asked for."""


@dataclass(frozen=True)
class Welcome:
    """Nobody here, or somebody who has not begun."""


@dataclass(frozen=True)
class Departments:
    """Choosing a department."""

    page: int = 0


@dataclass(frozen=True)
class Services:
    """Choosing one of a department's services. ``from_page`` is the departments' page to go back to."""

    department: DepartmentId
    page: int = 0
    from_page: int = 0


@dataclass(frozen=True)
class Groups:
    """A priority visitor chose a service: do they belong to one of the plan's groups?"""

    service: ServiceId
    back: Services
    page: int = 0


@dataclass(frozen=True)
class Who:
    """A service is chosen: lay a card, or go on without."""

    service: ServiceId
    back: Services


class Purpose(StrEnum):
    """What a code is typed for."""

    APPOINTMENT = "appointment"
    VISIT = "visit"


@dataclass(frozen=True)
class Typing:
    """An appointment's code, or the number and key of a visit: typed, scanned, or a card instead."""

    purpose: Purpose
    typed: str = ""


class KeyLine(StrEnum):
    """What is typed from a passport's photo page; together the key to its chip."""

    NUMBER = "number"
    BIRTH = "birth"
    EXPIRY = "expiry"


class ChipNews(StrEnum):
    """Why the passport is not open yet."""

    REFUSED = "refused"
    UNREAD = "unread"


@dataclass(frozen=True)
class Opening:
    """A passport lies on ``reader`` and wants its key. ``back``: the screen before, where the visit goes on."""

    reader: str
    back: "Laid"
    typed: tuple[str, str, str] = field(default=("", "", ""), repr=False)
    """One of each line, dates as eight digits. Forgotten when the passport is lifted and with this screen."""
    line: KeyLine = KeyLine.NUMBER
    lies: bool = True
    reading_since: float | None = None
    news: ChipNews | None = None


@dataclass(frozen=True)
class Standing:
    """A card was laid whose person has something here today: what do they want?"""

    found: PersonStanding
    page: int = 0


@dataclass(frozen=True)
class Judged:
    """The visit that a mark is for."""

    ticket: str
    number: str
    service: Words2
    again: bool
    """The first mark was a bad one that was put right."""


@dataclass(frozen=True)
class Levels:
    """How was it? Five levels."""

    visit: Judged


@dataclass(frozen=True)
class Reasons:
    """Why? Any of the level's national reasons, or none."""

    visit: Judged
    level: Level
    chosen: tuple[IndicatorCode, ...] = ()


@dataclass(frozen=True)
class Thanks:
    """The mark is recorded. A first bad one is put right."""

    level: Level
    since: float
    again: bool = False


Question = AskPerson | AskVisit | EvaluateVisit | AddService | ReprintTicket | CancelTicket
"""What is asked beside numbers. Nothing of it is kept on disk: asked in vain, the visitor is told."""


@dataclass(frozen=True)
class Asking:
    """A question is open; ``tries`` counts how often it was asked. ``back``: where it was asked."""

    request: Question
    back: "Departments | Services | Typing | Standing | Reasons | Number | GivingUp"
    tries: int = 1


@dataclass(frozen=True)
class Waiting:
    """The number is asked for; ``tries`` counts how often, always with the same request."""

    request: TakeTicket | CheckIn
    tries: int = 1


@dataclass(frozen=True)
class Number:
    """The number is here. ``since`` is when ``paper`` became what it is."""

    ticket: TicketGiven
    paper: Paper
    since: float
    while_away: bool = False
    """The kiosk gave it by itself: nobody knows how many are ahead."""
    print_no: int = 1
    """Which print of the ticket the paper is."""
    said: Words2 | None = None
    """Why it is not printed once more."""
    next_card: Card | None = None
    """The next visitor's, laid while the slip was still printing: their visit begins when this number may go."""


class About(StrEnum):
    """What came to nothing."""

    NUMBER = "number"
    SERVICE = "service"
    VISIT = "visit"
    MARK = "mark"
    LEAVING = "leaving"
    CHECK_IN = "check_in"


@dataclass(frozen=True)
class Refusal:
    """The server said no, in its own words."""

    words: Words2
    back: Services | Departments | Typing | Standing | Reasons | GivingUp
    about: About = About.NUMBER


@dataclass(frozen=True)
class StillThere:
    """Nobody has touched for a while: does the visitor need more time?"""

    under: "Chosen | Refusal"
    since: float


@dataclass(frozen=True)
class OutOfOrder:
    """No number can be had now. ``under`` comes back when the hall does, if the visitor is still here."""

    under: "Welcome | Chosen | Refusal | Waiting"
    since: float


Laid = Welcome | Departments | Services | Groups | Who | Typing
"""Where a card can be laid."""
Chosen = Departments | Services | Groups | Who | Typing | Opening | Standing | Levels | Reasons | Progress | GivingUp
"""Somebody is at it: the next step is theirs."""
Screen = Welcome | Chosen | Asking | Waiting | Number | Thanks | Refusal | StillThere | OutOfOrder


@dataclass(frozen=True)
class Hall:
    """What the kiosk knows of the world: the link, the server, its picture, its own devices."""

    picture: ServicesPicture | None = None
    link_up: bool = False
    server_up: bool = False
    reader_ok: bool = False
    every_reader_ok: bool = True
    printer_ok: bool = True
    own: ServicesPicture | None = None
    """What this kiosk can give by itself while the server is away, without queues; None: nothing."""

    @property
    def open(self) -> bool:
        """Whether a number can be asked for."""
        return self.link_up and self.server_up and self.picture is not None

    @property
    def giving(self) -> bool:
        """Whether a number can be had: from the server, or of the kiosk's own."""
        return self.open or self.own is not None

    @property
    def offer(self) -> ServicesPicture | None:
        """What can be chosen now."""
        return self.picture if self.open or self.own is None else self.own

    def can_give(self, service: str) -> bool:
        """Whether the kiosk has a number of its own for this service."""
        return self.own is not None and any(line.id == service for line in self.own.services)


@dataclass(frozen=True)
class State:
    """Everything at one moment. ``now`` is the last tick, monotonic seconds."""

    screen: Screen
    visit: Visit
    hall: Hall = field(default_factory=Hall)
    now: float = 0.0
    touched_at: float = 0.0
    orders: tuple[Order, ...] = ()
    """What somebody of the hall wants and is being printed."""
