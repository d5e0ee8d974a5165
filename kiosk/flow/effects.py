"""What a kiosk can do about what happens: the closed list of the effects of ``step``."""

from dataclasses import dataclass, field

from config.vocabulary import Language, TicketId
from config.wire.appointments import CheckIn
from config.wire.papers.orders import Order, PaperPrinted
from config.wire.pictures import BlockPicture
from config.wire.requests import AskVisit, ReportPrint, TakeTicket
from devices.kinds.slip import TicketSlip
from kiosk.flow.states import Question, State
from kiosk.guides import Guide


@dataclass(frozen=True)
class Wish:
    """One visitor's wish for one number, and the language of the slip. Kept on disk before asking."""

    request: TakeTicket | CheckIn = field(repr=False)
    language: Language


@dataclass(frozen=True)
class AskTicket:
    """Keep the wish on disk, then ask."""

    wish: Wish


@dataclass(frozen=True)
class AskAgain:
    """Ask once more, with the same request."""

    request: TakeTicket | CheckIn = field(repr=False)


@dataclass(frozen=True)
class AskQuestion:
    """Ask, or ask once more with the same request; nothing is kept on disk."""

    request: Question = field(repr=False)


@dataclass(frozen=True)
class LookAgain:
    """Ask once; an earlier look that is not answered yet is given up, and nobody waits for this one."""

    request: AskVisit


@dataclass(frozen=True)
class ForgetQuestion:
    """It is answered or given up."""

    request_id: str


@dataclass(frozen=True)
class GiveKey:
    """Open the passport on this reader with what was typed."""

    reader: str
    text: str = field(repr=False)


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
    print_no: int = 1


@dataclass(frozen=True)
class PrintNotice:
    """Put on paper what to bring."""

    job: str
    guide: Guide
    language: Language


@dataclass(frozen=True)
class PrintOrder:
    """Put on paper what somebody of the hall wants."""

    order: Order


@dataclass(frozen=True)
class TellPaper:
    """Tell whoever wanted it what became of it."""

    printed: PaperPrinted


@dataclass(frozen=True)
class TellPrint:
    """Report what became of the paper."""

    report: ReportPrint


Effect = (
    AskTicket
    | AskAgain
    | AskQuestion
    | LookAgain
    | ForgetQuestion
    | GiveKey
    | KeepBlock
    | GiveOwn
    | ForgetWish
    | PrintTicket
    | PrintNotice
    | PrintOrder
    | TellPaper
    | TellPrint
)

Step = tuple[State, tuple[Effect, ...]]
"""What one happening leads to."""
