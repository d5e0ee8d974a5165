"""The routes below /api/appointments."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any, Final, TypeVar

from fastapi import APIRouter, Response
from fastapi import Request as HttpRequest
from pydantic import ValidationError

from config.settings.user_names import CONSOLE
from config.vocabulary import NAME_PATTERN, Canceller
from config.wire.appointments import (
    AppointmentGiven,
    AppointmentsListed,
    CancelAppointment,
    CheckIn,
    ListAppointments,
    ListSlots,
    MoveAppointment,
    SlotsListed,
)
from config.wire.message import Message
from config.wire.replies import Done, Refused, Reply, TicketGiven
from config.wire.requests import Request
from queue_server.console.appointments.bodies import Booking, DayList, Imported, Move, Plain
from queue_server.console.appointments.booking import (
    book,
    import_list,
    in_zone,
    lines_of_csv,
    lines_of_json,
    new_request_id,
)
from queue_server.console.appointments.callers import caller_of, lead_of
from queue_server.console.parts import Parts
from queue_server.console.problems import Problem, ProblemCode, TurnedAway

JSON: Final = "application/json"
BY_HAND: Final = "list"
"""The origin of a list that a lead imports without naming a system."""
B = TypeVar("B", bound=Message)


class AppointmentRoutes:
    """For hall leads and other systems."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    async def listed(self, request: HttpRequest, day: date) -> Response:
        """The appointments of a day; another system sees its own."""
        caller = caller_of(request, self._parts, changes=False)
        reply = await self._parts.wire.ask(ListAppointments(request_id=new_request_id(), day=day))
        if isinstance(reply, AppointmentsListed) and caller.origin is not None:
            mine = tuple(line for line in reply.appointments if line.origin == caller.origin)
            reply = reply.model_copy(update={"appointments": mine, "total": len(mine)})
        return answer(reply)

    async def slots(self, request: HttpRequest, service: str, day: date) -> Response:
        """The slots of a service on a day, with what is free."""
        caller_of(request, self._parts, changes=False)
        return answer(await self._ask(ListSlots, service=service, day=day))

    async def book(self, request: HttpRequest) -> Response:
        """Keep a place; the answer holds the code. Another system's ``key`` makes it harmless to say it again."""
        caller = caller_of(request, self._parts, changes=True)
        booking = read(Booking, await request.body())
        return answer(await book(self._parts, caller, booking, caller.origin or BY_HAND))

    async def move(self, request: HttpRequest, code: str) -> Response:
        """Another slot of the same service."""
        caller = caller_of(request, self._parts, changes=True)
        body = read(Move, await request.body())
        starts_at = in_zone(body.starts_at, self._parts)
        return answer(await self._ask(MoveAppointment, body.request_id, by=caller.by, code=code, starts_at=starts_at))

    async def cancel(self, request: HttpRequest, code: str) -> Response:
        """The visitor will not come."""
        caller = caller_of(request, self._parts, changes=True)
        body = read(Plain, await request.body())
        canceller = Canceller.HALL_LEAD if caller.origin is None else Canceller.OTHER_SYSTEM
        fields = {"by": caller.by, "code": code, "canceller": canceller}
        return answer(await self._ask(CancelAppointment, body.request_id, **fields))

    async def check_in(self, request: HttpRequest, code: str) -> Response:
        """The visitor stands here; the answer is the ticket. For hall leads."""
        lead_of(request, self._parts)
        body = read(Plain, await request.body())
        return answer(await self._ask(CheckIn, body.request_id, kiosk=CONSOLE, code=code))

    async def import_list(self, request: HttpRequest, system: str = BY_HAND) -> Response:
        """A day's list, as CSV or JSON; said again it changes nothing. Each bad line is named, the others are kept."""
        caller = caller_of(request, self._parts, changes=True)
        if not re.fullmatch(NAME_PATTERN, system):
            raise TurnedAway(ProblemCode.UNREADABLE)
        body = await request.body()
        is_csv = request.headers.get("content-type", "").startswith("text/csv")
        lines = lines_of_csv(body) if is_csv else lines_of_json(body)
        return answer(await import_list(self._parts, caller, caller.origin or system, lines))

    async def _ask(self, kind: type[Request], request_id: str | None = None, **fields: object) -> Reply:
        try:
            message = kind.model_validate({"request_id": request_id or new_request_id(), **fields})
        except ValidationError as error:
            raise TurnedAway(ProblemCode.UNREADABLE) from error
        return await self._parts.wire.ask(message)


def read(kind: type[B], body: bytes) -> B:
    """The body of a request. Raises TurnedAway."""
    try:
        return kind.model_validate_json(body)
    except ValidationError as error:
        raise TurnedAway(ProblemCode.UNREADABLE) from error


def answer(reply: Message) -> Response:
    """As JSON; 409 for a refusal, with words that can be shown."""
    status = 409 if isinstance(reply, Refused) else 200
    return Response(reply.__pydantic_serializer__.to_json(reply), status, media_type=JSON)


def appointments_router(parts: Parts) -> APIRouter:
    """All of /api/appointments."""
    routes = AppointmentRoutes(parts)
    router = APIRouter(prefix="/api/appointments")
    shown: tuple[tuple[str, str, Callable[..., Any], type[Message], type[Message] | None], ...] = (
        ("GET", "", routes.listed, AppointmentsListed, None),
        ("GET", "/slots", routes.slots, SlotsListed, None),
        ("POST", "", routes.book, AppointmentGiven, Booking),
        ("POST", "/import", routes.import_list, Imported, DayList),
        ("POST", "/{code}/move", routes.move, AppointmentGiven, Move),
        ("POST", "/{code}/cancel", routes.cancel, Done, Plain),
        ("POST", "/{code}/check-in", routes.check_in, TicketGiven, Plain),
    )
    problems: dict[int | str, dict[str, Any]] = {s: {"model": Problem} for s in (401, 403, 413, 422, 503)}
    for method, path, endpoint, replies_with, body in shown:
        content = {JSON: {"schema": body.model_json_schema()}} if body is not None else {}
        router.add_api_route(
            path,
            endpoint,
            methods=[method],
            response_model=replies_with,
            responses={409: {"model": Refused}, **problems},
            openapi_extra={"requestBody": {"required": True, "content": content}} if content else None,
        )
    return router
