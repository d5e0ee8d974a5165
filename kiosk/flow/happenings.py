"""What can happen to a kiosk: the closed list of the inputs of ``step``."""

from dataclasses import dataclass, field

from config.vocabulary import DepartmentId, IndicatorCode, Language, Level, PrintState, ServiceId, TicketId, Trouble
from config.wire.papers.orders import Order
from config.wire.pictures import BlockPicture, ServicesPicture
from config.wire.replies import Done, PersonStanding, Refused, ReprintGiven, TicketGiven, VisitShown
from devices.kinds.card_reader import CardSeen, CardTrouble
from kiosk.flow.states import KeyLine, Purpose


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
class PickGroup:
    """Touched: this group of the priority visitors; None: none of these."""

    group: str | None


@dataclass(frozen=True)
class BeginTyping:
    """Touched: check in an appointment, or judge a visit."""

    purpose: Purpose


@dataclass(frozen=True)
class TypeSign:
    """Touched: one key."""

    sign: str = field(repr=False)


@dataclass(frozen=True)
class EraseSign:
    """Touched: take the last sign back."""


@dataclass(frozen=True)
class SendTyped:
    """Touched: that was all."""


@dataclass(frozen=True)
class PickLine:
    """Touched: type this line of the passport."""

    line: KeyLine


@dataclass(frozen=True)
class Scanned:
    """A line came from a code scanner or a keyboard."""

    text: str = field(repr=False)


@dataclass(frozen=True)
class CheckInHere:
    """Touched: the appointment of this card."""


@dataclass(frozen=True)
class OneMore:
    """Touched: one more service for this ticket."""

    ticket: str


@dataclass(frozen=True)
class PrintAgain:
    """Touched: this ticket on paper once more."""

    ticket: str


@dataclass(frozen=True)
class PrintList:
    """Touched: what to bring for the service on the screen, on paper."""


@dataclass(frozen=True)
class JudgeVisit:
    """Touched: judge this visit."""

    ticket: str


@dataclass(frozen=True)
class PickLevel:
    """Touched: it was like this."""

    level: Level


@dataclass(frozen=True)
class SwitchReason:
    """Touched: this was the reason, or was not after all."""

    code: IndicatorCode


@dataclass(frozen=True)
class SendMark:
    """Touched: give this mark."""


@dataclass(frozen=True)
class SeeVisit:
    """Touched: where does this ticket stand?"""

    ticket: str


@dataclass(frozen=True)
class GiveUp:
    """Touched: give up the number on the screen."""


@dataclass(frozen=True)
class GiveUpSurely:
    """Touched: yes, give it up."""


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


Judging = JudgeVisit | PickLevel | SwitchReason | SendMark
Leaving = SeeVisit | GiveUp | GiveUpSurely
Keying = BeginTyping | TypeSign | EraseSign | SendTyped | PickLine | Scanned
Touch = (
    Begin
    | PickDepartment
    | PickService
    | PickGroup
    | Keying
    | CheckInHere
    | OneMore
    | PrintAgain
    | PrintList
    | Judging
    | Leaving
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

    reply: TicketGiven | ReprintGiven | Done | PersonStanding | VisitShown | Refused


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
    print_no: int = 1


@dataclass(frozen=True)
class PaperFinished:
    """What became of another paper than a ticket's."""

    job: str
    state: PrintState
    trouble: Trouble = Trouble.NONE


@dataclass(frozen=True)
class PaperWanted:
    """Somebody of the hall wants something on paper here."""

    order: Order


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
    | PaperFinished
    | PaperWanted
    | Tick
)
