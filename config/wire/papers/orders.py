"""Orders to a kiosk's printer, and what became of the paper."""

from config.vocabulary import Language, PrintState, Trouble
from config.wire.appointments import AppointmentLine
from config.wire.lead import DailyShown
from config.wire.message import Count, Message, Name, RequestKey
from config.wire.replies import TicketGiven


class PaperOrder(Message):
    """Somebody of the hall wants this on paper, from the printer of this kiosk; ``paper`` names the wish."""

    kiosk: Name
    paper: RequestKey
    language: Language


class PrintDaily(PaperOrder):
    """The day in figures."""

    figures: DailyShown


class PrintReceipt(PaperOrder):
    """An appointment: its code, its day and time, what to bring."""

    appointment: AppointmentLine


class PrintSlip(PaperOrder):
    """A ticket once more, as it stands now: its print number ``print_no``. The kiosk reports it like any print."""

    given: TicketGiven
    print_no: Count


Order = PrintDaily | PrintReceipt | PrintSlip


class PaperPrinted(Message):
    """What became of the paper that was wanted."""

    kiosk: Name
    paper: RequestKey
    state: PrintState
    trouble: Trouble
