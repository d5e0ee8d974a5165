"""The routes below /api/papers: at which kiosks one can print, and printing there. Clerks print tickets."""

from datetime import date
from typing import Any, Final, TypeVar

from fastapi import APIRouter, Response
from fastapi import Request as HttpRequest

from config.vocabulary import DeviceState, Language
from config.wire.appointments import AppointmentLine, AppointmentsListed, Code, ListAppointments
from config.wire.message import Message, Name, RequestKey, TicketKey
from config.wire.papers.orders import PaperPrinted, PrintReceipt, PrintSlip
from config.wire.presence import Health
from config.wire.replies import Refused, ReprintGiven
from config.wire.requests import OrderReprint
from queue_server.console import sessions
from queue_server.console.appointments.booking import new_request_id
from queue_server.console.appointments.callers import lead_of
from queue_server.console.appointments.routes import JSON, answer, read
from queue_server.console.parts import Parts
from queue_server.console.printing.daily import print_daily
from queue_server.console.problems import Problem, ProblemCode, TurnedAway

PRINTER: Final = "ticket_printer"


class AtKiosk(Message):
    """Where to print. ``request_id`` names the paper: said again it is printed once."""

    request_id: RequestKey
    kiosk: Name


class ReceiptWanted(AtKiosk):
    """Of the appointment with this code on this day."""

    day: date
    code: Code


class TicketWanted(AtKiosk):
    """The paper of this ticket once more."""

    ticket: TicketKey


W = TypeVar("W", bound=AtKiosk)


class KioskLine(Message):
    """A kiosk with a printer, and how that one is."""

    kiosk: Name
    state: DeviceState


class Kiosks(Message):
    """All that have a printer, those first whose printer works."""

    kiosks: tuple[KioskLine, ...]


class PrintingRoutes:
    """Asks the server for what is to be printed, then the kiosk to print it."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    async def kiosks(self, request: HttpRequest) -> Response:
        """At which kiosks something can be printed."""
        sessions.require(request.session, self._parts)
        return answer(Kiosks(kiosks=self._kiosks()))

    async def daily(self, request: HttpRequest) -> Response:
        """Print the day in figures so far."""
        lead_of(request, self._parts)
        wanted = self._known(read(AtKiosk, await request.body()))
        language = self._language(request)
        return answer(await print_daily(self._parts, wanted.kiosk, wanted.request_id, language))

    async def ticket(self, request: HttpRequest) -> Response:
        """Print a ticket once more, for whoever stands here without its paper."""
        person = sessions.require(request.session, self._parts)
        sessions.check_token(request.session, request.headers.get(sessions.TOKEN_HEADER))
        wanted = self._known(read(TicketWanted, await request.body()))
        by = person.account.name
        asked = OrderReprint(request_id=wanted.request_id, kiosk=wanted.kiosk, ticket=wanted.ticket, by=by)
        reply = await self._parts.wire.ask(asked)
        if not isinstance(reply, ReprintGiven):
            return _refused(reply)
        order = PrintSlip(
            kiosk=wanted.kiosk,
            paper=wanted.request_id,
            language=self._language(request),
            given=reply.given,
            print_no=reply.print_no,
        )
        return answer(await self._parts.wire.print_paper(order))

    async def receipt(self, request: HttpRequest) -> Response:
        """Print an appointment's receipt."""
        lead_of(request, self._parts)
        wanted = self._known(read(ReceiptWanted, await request.body()))
        listed = await self._parts.wire.ask(ListAppointments(request_id=new_request_id(), day=wanted.day))
        if not isinstance(listed, AppointmentsListed):
            return _refused(listed)
        line = next((each for each in listed.appointments if each.code == wanted.code), None)
        if line is None:
            raise TurnedAway(ProblemCode.UNREADABLE)
        return answer(await self._parts.wire.print_paper(self._receipt(request, wanted, line)))

    def _receipt(self, request: HttpRequest, wanted: AtKiosk, line: AppointmentLine) -> PrintReceipt:
        language = self._language(request)
        return PrintReceipt(kiosk=wanted.kiosk, paper=wanted.request_id, language=language, appointment=line)

    def _known(self, wanted: W) -> W:
        if wanted.kiosk not in {line.kiosk for line in self._kiosks()}:
            raise TurnedAway(ProblemCode.UNREADABLE)
        return wanted

    def _kiosks(self) -> tuple[KioskLine, ...]:
        told = [Health.model_validate_json(body) for body in self._parts.wire.mirror.kept("health")]
        printers = sorted((each for each in told if each.kind == PRINTER), key=_best_first)
        states: dict[str, DeviceState] = {}
        for each in printers:
            states.setdefault(each.user, each.state)
        return tuple(KioskLine(kiosk=user, state=state) for user, state in states.items())

    def _language(self, request: HttpRequest) -> Language:
        return sessions.language_of(request.session, self._parts.language) or self._parts.language


def _best_first(health: Health) -> tuple[int, str]:
    return list(DeviceState).index(health.state), health.user


def _refused(reply: Message) -> Response:
    """The server's refusal goes on as it is."""
    if isinstance(reply, Refused):
        return answer(reply)
    raise TurnedAway(ProblemCode.NO_ANSWER)


def printing_router(parts: Parts) -> APIRouter:
    """All of /api/papers."""
    routes = PrintingRoutes(parts)
    router = APIRouter(prefix="/api/papers")
    problems: dict[int | str, dict[str, Any]] = {s: {"model": Problem} for s in (401, 403, 413, 422, 503)}
    router.add_api_route("/kiosks", routes.kiosks, methods=["GET"], response_model=Kiosks, responses=problems)
    shown: tuple[tuple[str, Any, type[Message]], ...] = (
        ("/daily", routes.daily, AtKiosk),
        ("/receipt", routes.receipt, ReceiptWanted),
        ("/ticket", routes.ticket, TicketWanted),
    )
    for path, endpoint, body in shown:
        router.add_api_route(
            path,
            endpoint,
            methods=["POST"],
            response_model=PaperPrinted,
            responses={409: {"model": Refused}, **problems},
            openapi_extra={"requestBody": {"required": True, "content": {JSON: {"schema": body.model_json_schema()}}}},
        )
    return router
