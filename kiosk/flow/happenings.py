"""What can happen to a kiosk, and what it can do about it: the closed lists of inputs and effects of ``flow``."""

from dataclasses import dataclass, field

from config.vocabulary import DepartmentId, Language, PrintState, ServiceId, TicketId, Trouble
from config.wire.pictures import BlockPicture, ServicesPicture
from config.wire.replies import Refused, TicketGiven
from config.wire.requests import ReportPrint, TakeTicket
from devices.kinds.card_reader import CardSeen, CardTrouble
from devices.kinds.slip import TicketSlip
from kiosk.flow.states import State


@dataclass(frozen=True)
class Begin:
    """Touched: take a number."""


@dataclass(frozen=True)
class PickDepartment:
    """Touched: this department."""

    department: DepartmentId


@dataclass(frozen=True)
class PickService:
    """Touched: this service."""

    service: ServiceId


@dataclass(frozen=True)
class TurnPage:
    """Touched: this many pages on (or back)."""

    by: int


@dataclass(frozen=True)
class GoBack:
    """Touched: one screen back."""


@dataclass(frozen=True)
class GoHome:
    """Touched: finished, or leave everything."""


@dataclass(frozen=True)
class WithoutCard:
    """Touched: go on without a card."""


@dataclass(frozen=True)
class SwitchPriority:
    """Touched: the quiet switch for those who go first by law."""


@dataclass(frozen=True)
class NeedMoreTime:
    """Touched: I am still here."""


@dataclass(frozen=True)
class LanguageChosen:
    """Touched: this language."""

    language: Language


Touch = (
    Begin
    | PickDepartment
    | PickService
    | TurnPage
    | GoBack
    | GoHome
    | WithoutCard
    | SwitchPriority
    | NeedMoreTime
    | LanguageChosen
)


@dataclass(frozen=True)
class PictureCame:
    """The hall's services and queues."""

    picture: ServicesPicture


@dataclass(frozen=True)
class LinkChanged:
    """The broker came or went."""

    up: bool


@dataclass(frozen=True)
class ServerChanged:
    """The queue server came or went."""

    up: bool


@dataclass(frozen=True)
class ReaderChanged:
    """Whether any card reader of this kiosk works, and whether all of them do."""

    works: bool
    all_work: bool = True


@dataclass(frozen=True)
class PrinterChanged:
    """Whether this kiosk's printer works."""

    works: bool


@dataclass(frozen=True)
class ReplyCame:
    """The server answered."""

    reply: TicketGiven | Refused


@dataclass(frozen=True)
class ReplyLate:
    """No answer to this request in time."""

    request_id: str


@dataclass(frozen=True)
class BlockCame:
    """The server told which numbers this kiosk may give by itself."""

    block: BlockPicture


@dataclass(frozen=True)
class OwnChanged:
    """What this kiosk can give by itself now; None: nothing."""

    offer: ServicesPicture | None


@dataclass(frozen=True)
class OwnGiven:
    """The kiosk gave a number of its own; it is on the disk."""

    ticket: TicketGiven


@dataclass(frozen=True)
class PrintFinished:
    """What became of a ticket's paper."""

    ticket: TicketId
    state: PrintState
    trouble: Trouble = Trouble.NONE


@dataclass(frozen=True)
class Tick:
    """Time went on; monotonic seconds."""

    now: float


Happening = (
    Touch
    | CardSeen
    | CardTrouble
    | PictureCame
    | LinkChanged
    | ServerChanged
    | ReaderChanged
    | PrinterChanged
    | ReplyCame
    | ReplyLate
    | BlockCame
    | OwnChanged
    | OwnGiven
    | PrintFinished
    | Tick
)


@dataclass(frozen=True)
class Wish:
    """One visitor's wish for one number, and the language of the slip. Kept on disk before asking."""

    request: TakeTicket = field(repr=False)
    language: Language


@dataclass(frozen=True)
class AskTicket:
    """Keep the wish on disk, then ask."""

    wish: Wish


@dataclass(frozen=True)
class AskAgain:
    """Ask once more, with the same request."""

    request: TakeTicket = field(repr=False)


@dataclass(frozen=True)
class KeepBlock:
    """Keep the block on disk."""

    block: BlockPicture


@dataclass(frozen=True)
class GiveOwn:
    """The server does not answer: give a number of the kiosk's own for this wish, if it still has one."""

    request: TakeTicket = field(repr=False)


@dataclass(frozen=True)
class ForgetWish:
    """The wish is fulfilled, refused or given up."""

    request_id: str


@dataclass(frozen=True)
class PrintTicket:
    """Put the number on paper."""

    ticket: TicketId
    slip: TicketSlip


@dataclass(frozen=True)
class TellPrint:
    """Report what became of the paper."""

    report: ReportPrint


Effect = AskTicket | AskAgain | KeepBlock | GiveOwn | ForgetWish | PrintTicket | TellPrint

Step = tuple[State, tuple[Effect, ...]]
"""What one happening leads to."""
