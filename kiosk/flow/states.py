"""Where a visit can be: everything that the kiosk knows at one moment, frozen. The moves stand in ``flow``."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from config.vocabulary import DepartmentId, Language, ServiceId, TicketId
from config.wire.message import Words2
from config.wire.pictures import ServicesPicture
from config.wire.replies import TicketGiven
from config.wire.requests import TakeTicket


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
    address_of: Callable[[TicketId], str] = field(default=lambda _: "", repr=False)
    """Where a phone finds this visit; empty: nowhere."""


@dataclass(frozen=True)
class Card:
    """Whose card was seen: a keyed token and a masked name, both kept out of every log."""

    token: str = field(repr=False)
    masked_name: str = field(repr=False)


@dataclass(frozen=True)
class Visit:
    """What belongs to the person who stands here; replaced by a fresh one at every return to the welcome."""

    language: Language
    card: Card | None = None
    priority: bool = False
    card_unread_until: float | None = None
    """A card lay there and could not be read: say so until then (monotonic seconds)."""


class Paper(StrEnum):
    """How the slip is doing."""

    PRINTING = "printing"
    PRINTED = "printed"
    UNSURE = "unsure"
    FAILED = "failed"


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
class Who:
    """A service is chosen: lay a card, or go on without."""

    service: ServiceId
    back: Services


@dataclass(frozen=True)
class Waiting:
    """The number is asked for; ``tries`` counts how often, always with the same request."""

    request: TakeTicket
    tries: int = 1


@dataclass(frozen=True)
class Number:
    """The number is here. ``since`` is when ``paper`` became what it is."""

    ticket: TicketGiven
    paper: Paper
    since: float
    while_away: bool = False
    """The kiosk gave it by itself: nobody knows how many are ahead."""
    next_card: Card | None = None
    """The next visitor's, laid while the slip was still printing: their visit begins when this number may go."""


@dataclass(frozen=True)
class Refusal:
    """The server said no, in its own words."""

    words: Words2
    back: Services | Departments


@dataclass(frozen=True)
class StillThere:
    """Nobody has touched for a while: does the visitor need more time?"""

    under: "Departments | Services | Who | Refusal"
    since: float


@dataclass(frozen=True)
class OutOfOrder:
    """No number can be had now. ``under`` comes back when the hall does, if the visitor is still here."""

    under: "Welcome | Departments | Services | Who | Refusal | Waiting"
    since: float


Screen = Welcome | Departments | Services | Who | Waiting | Number | Refusal | StillThere | OutOfOrder


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
