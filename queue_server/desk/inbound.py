"""Requests of the wire as commands of the core, and whether an earlier fact answers a repeated request."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from config.plan import REPRINTS_MAX, Plan
from config.vocabulary import CounterId, EvaluationChannel, IndicatorCode, ServiceId, TicketId
from config.wire import requests as wire
from config.wire.appointments import AppointmentRequest
from queue_server.desk.appointments import appointment_command
from queue_server.domain import commands, facts
from queue_server.domain.appointments import commands as asked
from queue_server.domain.appointments import facts as booked
from queue_server.domain.carrying.facts import TicketCarried
from queue_server.domain.commands import Command
from queue_server.domain.evaluation import facts as evaluation
from queue_server.domain.facts import Fact

_Plain = (
    type[commands.CallNext]
    | type[commands.CallAgain]
    | type[commands.StartService]
    | type[commands.SkipStep]
    | type[commands.MarkNoShow]
    | type[commands.InviteEvaluation]
)
_AT_COUNTER: Final[Mapping[type[wire.CounterRequest], _Plain]] = {
    wire.CallNext: commands.CallNext,
    wire.CallAgain: commands.CallAgain,
    wire.StartService: commands.StartService,
    wire.SkipStep: commands.SkipStep,
    wire.MarkNoShow: commands.MarkNoShow,
    wire.InviteEvaluation: commands.InviteEvaluation,
}
ANSWERED_BY: Final[Mapping[type[Command], tuple[type[Fact], ...]]] = {
    commands.TakeTicket: (facts.TicketTaken,),
    commands.TellLateTicket: (facts.TicketTaken,),
    commands.ReportPrint: (facts.TicketPrinted,),
    commands.ReprintTicket: (facts.ReprintOrdered,),
    commands.OpenCounter: (facts.CounterOpened,),
    commands.PauseCounter: (facts.CounterPaused,),
    commands.CloseCounter: (facts.CounterClosed, facts.CounterClosing),
    commands.CallNext: (facts.TicketCalled,),
    commands.CallAgain: (facts.TicketCalledAgain,),
    commands.StartService: (facts.ServiceStarted,),
    commands.FinishService: (facts.TicketServed, facts.StepFinished),
    commands.SkipStep: (facts.StepSkipped,),
    commands.AddService: (facts.ServiceAdded,),
    commands.MarkNoShow: (facts.TicketNotShown, facts.TicketPutBack),
    commands.HoldTicket: (facts.TicketHeld,),
    commands.ResumeTicket: (facts.TicketResumed,),
    commands.TransferTicket: (facts.TicketTransferred,),
    commands.CancelTicket: (facts.TicketCancelled,),
    commands.EndWaiting: (facts.TicketEnded, TicketCarried),
    commands.AdoptPlan: (facts.PlanAdopted,),
    commands.InviteEvaluation: (evaluation.EvaluationInvited,),
    commands.GiveEvaluation: (facts.EvaluationRecorded, evaluation.EvaluationRecordedAgain),
    commands.PutRight: (evaluation.BadMarkPutRight,),
    asked.BookAppointment: (booked.AppointmentBooked, booked.AppointmentMoved),
    asked.MoveAppointment: (booked.AppointmentMoved,),
    asked.CancelAppointment: (booked.AppointmentCancelled,),
    asked.CheckIn: (facts.TicketTaken,),
    asked.LiftBlock: (booked.BlockLifted,),
}
DAY_MS: Final = 86_400_000
"""What was given longer ago is not of today."""
_SAME: Final = ("kiosk", "service", "counter", "ticket", "level", "code", "starts_at", "why", "person")


def command_of(request: wire.Request, in_force: Plan) -> Command:
    """The command that a request asks for; a plan comes from the files later, until then it is the one in force.

    Raises TypeError for a message that is no request of the server.
    """
    match request:
        case wire.TakeTicket():
            return commands.TakeTicket(
                kiosk=request.kiosk,
                service=ServiceId(request.service),
                ticket_class=request.ticket_class,
                card=request.card,
                masked_name=request.masked_name,
                group=request.group,
            )
        case wire.TellLateTicket():
            return commands.TellLateTicket(
                kiosk=request.kiosk,
                ticket=TicketId(request.ticket),
                service=ServiceId(request.service),
                ago=timedelta(milliseconds=min(request.ago_ms, DAY_MS)),
                ticket_class=request.ticket_class,
                card=request.card,
                masked_name=request.masked_name,
                group=request.group,
                reprints=min(request.reprints, REPRINTS_MAX),
            )
        case wire.ReportPrint() | wire.ReprintTicket() | wire.OrderReprint():
            return _paper(request)
        case wire.GiveEvaluation():
            return _mark(request, CounterId(request.counter), request.channel)
        case wire.EvaluateVisit():
            return _mark(request, None, request.channel)
        case wire.PutRight():
            return commands.PutRight(TicketId(request.ticket), request.by, request.words, request.redress)
        case wire.AddService():
            return commands.AddService(TicketId(request.ticket), request.by, ServiceId(request.service))
        case wire.CancelTicket():
            return commands.CancelTicket(TicketId(request.ticket), request.by, request.canceller)
        case wire.AdoptPlan():
            return commands.AdoptPlan(in_force, request.by, request.why)
        case wire.EndWaiting():
            return commands.EndWaiting(request.by)
        case AppointmentRequest():
            return appointment_command(request)
        case wire.CounterRequest():
            return _at_counter(request)
        case _:
            raise TypeError(type(request).__name__)


def _mark(request: wire.Judgement, counter: CounterId | None, channel: EvaluationChannel) -> commands.GiveEvaluation:
    reasons = tuple(map(IndicatorCode, request.reasons))
    return commands.GiveEvaluation(counter, TicketId(request.ticket), request.level, channel, reasons, request.text)


def _paper(request: wire.ReportPrint | wire.ReprintTicket | wire.OrderReprint) -> Command:
    ticket = TicketId(request.ticket)
    match request:
        case wire.ReprintTicket():
            return commands.ReprintTicket(request.kiosk, ticket, request.card)
        case wire.OrderReprint():
            return commands.ReprintTicket(request.kiosk, ticket, by=request.by)
        case wire.ReportPrint():
            return commands.ReportPrint(ticket, request.state, request.reason, request.print_no)


def _at_counter(request: wire.CounterRequest) -> Command:
    counter, by = CounterId(request.counter), request.by
    match request:
        case wire.OpenCounter():
            return commands.OpenCounter(counter, by, request.post, request.move, request.override)
        case wire.CloseCounter():
            return commands.CloseCounter(counter, by, request.after_current)
        case wire.PauseCounter():
            return commands.PauseCounter(counter, by, request.reason)
        case wire.FinishService():
            return commands.FinishService(counter, by, request.outcome, tuple(map(ServiceId, request.items)))
        case wire.HoldTicket():
            return commands.HoldTicket(counter, by, request.reason)
        case wire.ResumeTicket():
            return commands.ResumeTicket(counter, by, TicketId(request.ticket))
        case wire.TransferTicket():
            return commands.TransferTicket(counter, by, ServiceId(request.service))
        case _:
            return _AT_COUNTER[type(request)](counter, by)


def answers(fact: Fact, command: Command) -> bool:
    """Whether this fact came of the same command: a request id used for something else must not get its answer."""
    if not isinstance(fact, ANSWERED_BY.get(type(command), ())):
        return False
    return all(
        _told(fact, name) == getattr(command, name)
        for name in _SAME
        if hasattr(fact, name) and getattr(command, name, None) is not None
    )


def _told(fact: Fact, name: str) -> object:
    """What was asked for, as the fact knows it: who asked for a chain got a ticket for its first service."""
    if name == "service" and isinstance(fact, facts.TicketTaken) and fact.chain is not None:
        return fact.chain
    return getattr(fact, name)
