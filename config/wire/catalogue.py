"""THE table: message → topic, quality of service, retained?, expiry, who sends, who listens.

No topic string stands anywhere else. A topic's ``{field}`` is the message's own field of that name; ``{user}`` is the
sender's or reader's name on the wire. The broker's access list and ``docs/wire.md`` are made from this table.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from config.vocabulary import Role
from config.wire import appointments, lead, news, pictures, presence, replies, requests
from config.wire.message import Message
from config.wire.papers import orders

EVERYBODY: Final = frozenset(Role) - {Role.BUTTONS}
DEVICES: Final = EVERYBODY - {Role.SERVER}
COUNTER_ROLES: Final = frozenset({Role.CONSOLE, Role.COUNTER_DEVICES})
MARK_ROLES: Final = COUNTER_ROLES | {Role.EVALUATOR}


@dataclass(frozen=True)
class Row:
    """One kind of message. ``expiry_s`` None: kept until replaced."""

    message: type[Message]
    topic: str
    senders: frozenset[Role]
    listeners: frozenset[Role]
    retained: bool = False
    expiry_s: int | None = None
    qos: int = 1

    @property
    def fields(self) -> tuple[str, ...]:
        """The names between braces in the topic, without ``hall``."""
        return tuple(level[1:-1] for level in self.topic.split("/") if level[0] == "{" and level != "{hall}")


REPLY_TOPIC: Final = "hall/{hall}/reply/{user}"
REPLY_EXPIRY_S: Final = 10
REQUEST_EXPIRY_S: Final = 10


def _ask(message: type[Message], topic: str, senders: frozenset[Role], expiry_s: int = REQUEST_EXPIRY_S) -> Row:
    return Row(message, topic, senders, frozenset({Role.SERVER}), expiry_s=expiry_s)


def _reply(message: type[Message]) -> Row:
    """Not acknowledged: an asker that hears nothing asks again with the same id."""
    return Row(message, REPLY_TOPIC, frozenset({Role.SERVER}), DEVICES, expiry_s=REPLY_EXPIRY_S, qos=0)


def _picture(message: type[Message], topic: str, listeners: frozenset[Role]) -> Row:
    return Row(message, topic, frozenset({Role.SERVER}), listeners, retained=True)


KIOSK: Final = frozenset({Role.KIOSK})
SCREENS: Final = frozenset({Role.CALL_SCREEN, Role.COUNTER_SCREEN, Role.WALL, Role.CONSOLE})
CALL_HEARERS: Final = SCREENS | {Role.COUNTER_DEVICES}
AT_COUNTER: Final = MARK_ROLES | {Role.COUNTER_SCREEN}
VISIT_ROLES: Final = frozenset({Role.CONSOLE, Role.KIOSK})
"""The console speaks for phones."""


def _order(message: type[Message], topic: str) -> Row:
    """From a hall lead or a clerk to a kiosk's printer: nobody waits for a paper longer than that."""
    return Row(message, topic, frozenset({Role.CONSOLE}), KIOSK, expiry_s=REQUEST_EXPIRY_S)


MARK_EXPIRY_S: Final = 600
PRINT_EXPIRY_S: Final = 3600

ROWS: Final[tuple[Row, ...]] = (
    _ask(requests.TakeTicket, "hall/{hall}/kiosk/{kiosk}/take-ticket", KIOSK),
    _ask(requests.TellLateTicket, "hall/{hall}/kiosk/{kiosk}/tell-late-ticket", KIOSK),
    _ask(requests.AskPerson, "hall/{hall}/kiosk/{kiosk}/ask-person", KIOSK),
    _ask(requests.ReportPrint, "hall/{hall}/kiosk/{kiosk}/report-print", KIOSK, PRINT_EXPIRY_S),
    _ask(requests.ReprintTicket, "hall/{hall}/kiosk/{kiosk}/reprint-ticket", KIOSK),
    _ask(requests.OrderReprint, "hall/{hall}/ticket/{ticket}/order-reprint", frozenset({Role.CONSOLE})),
    _ask(requests.OpenCounter, "hall/{hall}/counter/{counter}/open", COUNTER_ROLES),
    _ask(requests.PauseCounter, "hall/{hall}/counter/{counter}/pause", COUNTER_ROLES),
    _ask(requests.CloseCounter, "hall/{hall}/counter/{counter}/close", COUNTER_ROLES),
    _ask(requests.CallNext, "hall/{hall}/counter/{counter}/call-next", COUNTER_ROLES),
    _ask(requests.CallAgain, "hall/{hall}/counter/{counter}/call-again", COUNTER_ROLES),
    _ask(requests.StartService, "hall/{hall}/counter/{counter}/start", COUNTER_ROLES),
    _ask(requests.FinishService, "hall/{hall}/counter/{counter}/finish", COUNTER_ROLES),
    _ask(requests.SkipStep, "hall/{hall}/counter/{counter}/skip-step", COUNTER_ROLES),
    _ask(requests.MarkNoShow, "hall/{hall}/counter/{counter}/no-show", COUNTER_ROLES),
    _ask(requests.HoldTicket, "hall/{hall}/counter/{counter}/hold", COUNTER_ROLES),
    _ask(requests.ResumeTicket, "hall/{hall}/counter/{counter}/resume", COUNTER_ROLES),
    _ask(requests.TransferTicket, "hall/{hall}/counter/{counter}/transfer", COUNTER_ROLES),
    _ask(requests.InviteEvaluation, "hall/{hall}/counter/{counter}/invite-evaluation", COUNTER_ROLES),
    _ask(requests.AddService, "hall/{hall}/ticket/{ticket}/add-service", VISIT_ROLES),
    _ask(requests.CancelTicket, "hall/{hall}/ticket/{ticket}/cancel", VISIT_ROLES),
    _ask(requests.ExplainTicket, "hall/{hall}/ticket/{ticket}/explain", frozenset({Role.CONSOLE})),
    _ask(requests.AdoptPlan, "hall/{hall}/adopt-plan", frozenset({Role.PLANNER, Role.CONSOLE})),
    _ask(requests.EndWaiting, "hall/{hall}/end-waiting", frozenset({Role.CONSOLE})),
    _ask(requests.GiveEvaluation, "hall/{hall}/counter/{counter}/give-evaluation", MARK_ROLES, MARK_EXPIRY_S),
    _ask(requests.EvaluateVisit, "hall/{hall}/ticket/{ticket}/evaluate", VISIT_ROLES, MARK_EXPIRY_S),
    _ask(requests.AskVisit, "hall/{hall}/ticket/{ticket}/ask-visit", VISIT_ROLES),
    _ask(requests.PutRight, "hall/{hall}/ticket/{ticket}/put-right", frozenset({Role.CONSOLE})),
    _ask(appointments.BookAppointment, "hall/{hall}/appointments/book", frozenset({Role.CONSOLE})),
    _ask(appointments.MoveAppointment, "hall/{hall}/appointments/move", frozenset({Role.CONSOLE})),
    _ask(appointments.CancelAppointment, "hall/{hall}/appointments/cancel", frozenset({Role.CONSOLE})),
    _ask(appointments.ListAppointments, "hall/{hall}/appointments/list", frozenset({Role.CONSOLE})),
    _ask(appointments.ListSlots, "hall/{hall}/appointments/slots", frozenset({Role.CONSOLE})),
    _ask(appointments.CheckIn, "hall/{hall}/kiosk/{kiosk}/check-in", frozenset({Role.KIOSK, Role.CONSOLE})),
    _ask(appointments.LiftBlock, "hall/{hall}/appointments/lift-block", frozenset({Role.CONSOLE})),
    _ask(lead.AskPlan, "hall/{hall}/lead/plan", frozenset({Role.CONSOLE})),
    _ask(lead.AskBlocks, "hall/{hall}/lead/blocks", frozenset({Role.CONSOLE})),
    _ask(lead.AskToldLate, "hall/{hall}/lead/told-late", frozenset({Role.CONSOLE})),
    _ask(lead.FindTicket, "hall/{hall}/lead/find-ticket", frozenset({Role.CONSOLE})),
    _ask(lead.AskDaily, "hall/{hall}/lead/daily", frozenset({Role.CONSOLE})),
    _order(orders.PrintDaily, "hall/{hall}/kiosk/{kiosk}/print-daily"),
    _order(orders.PrintReceipt, "hall/{hall}/kiosk/{kiosk}/print-receipt"),
    _order(orders.PrintSlip, "hall/{hall}/kiosk/{kiosk}/print-slip"),
    Row(orders.PaperPrinted, "hall/{hall}/kiosk/{kiosk}/paper-printed", KIOSK, frozenset({Role.CONSOLE}), expiry_s=30),
    _picture(pictures.ServicesPicture, "hall/{hall}/picture/services", frozenset({Role.KIOSK, Role.CONSOLE})),
    _picture(pictures.BlockPicture, "hall/{hall}/picture/block/{kiosk}", KIOSK),
    _picture(pictures.CounterPicture, "hall/{hall}/picture/counter/{counter}", AT_COUNTER),
    _picture(pictures.CountersPicture, "hall/{hall}/picture/counters", frozenset({Role.CONSOLE})),
    _picture(pictures.WaitingPicture, "hall/{hall}/picture/waiting/{counter}", frozenset({Role.CONSOLE})),
    _picture(pictures.CallsPicture, "hall/{hall}/picture/calls", SCREENS),
    _picture(pictures.WallPicture, "hall/{hall}/picture/wall", frozenset({Role.WALL, Role.CONSOLE})),
    _picture(pictures.BadMarksPicture, "hall/{hall}/picture/bad-marks", frozenset({Role.CONSOLE})),
    Row(news.CallNews, "hall/{hall}/news/call", frozenset({Role.SERVER}), CALL_HEARERS, expiry_s=30),
    Row(news.MarkNews, "hall/{hall}/news/mark", frozenset({Role.SERVER}), frozenset({Role.WALL}), expiry_s=30),
    Row(presence.Presence, "hall/{hall}/presence/{user}", EVERYBODY, EVERYBODY, retained=True),
    Row(presence.Health, "hall/{hall}/health/{user}/{device}", DEVICES, SCREENS, retained=True),
    _reply(replies.Done),
    _reply(replies.TicketGiven),
    _reply(replies.ReprintGiven),
    _reply(replies.Explained),
    _reply(replies.VisitShown),
    _reply(replies.PersonStanding),
    _reply(replies.Refused),
    _reply(appointments.AppointmentGiven),
    _reply(appointments.AppointmentsListed),
    _reply(appointments.SlotsListed),
    _reply(lead.PlanShown),
    _reply(lead.BlocksListed),
    _reply(lead.ToldLateListed),
    _reply(lead.DailyShown),
    _reply(lead.TicketFound),
)

ROW_OF: Final[Mapping[type[Message], Row]] = {row.message: row for row in ROWS}
