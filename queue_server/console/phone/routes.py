"""The routes below /v: the page, where the visit stands, giving it up, a mark. Who has the address needs no account."""

from typing import Annotated, Final
from uuid import uuid4
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Response
from fastapi import Request as HttpRequest
from pydantic import Field

from config.indicators import REASONS_MAX
from config.visit_key import PATH, ticket_of
from config.vocabulary import Canceller, EvaluationChannel, Level, Redress, TicketId
from config.wire.message import Indicator, Message, OpenText, RequestKey
from config.wire.replies import Refused, Reply
from config.wire.requests import AskVisit, CancelTicket, EvaluateVisit, Request
from queue_server.console.appointments.routes import answer, read
from queue_server.console.parts import Parts
from queue_server.console.phone.limit import MinuteLimit
from queue_server.console.phone.page import VisitorPages, language_of, reasons_in
from queue_server.console.phone.words import PHONE_WORDS
from queue_server.console.problems import ProblemCode, TurnedAway

ASKING_MAX: Final = 50
"""Phones that wait for an answer at once: the clerks' requests come before theirs."""
GIVING_UP: Final = ("cancel_ticket", "cancel_title", "cancel_text", "keep_ticket")
WORDS: Final = (*PHONE_WORDS, *GIVING_UP, *Level, *(f"redress_{name}" for name in Redress), "language", "no_answer")
"""What a visitor's page says; the clerks' words stay with the clerks."""


class Wish(Message):
    """What a visitor wants done; the phone makes the id, so that sending it twice is harmless."""

    request_id: RequestKey


class Mark(Wish):
    """What a visitor thinks."""

    level: Level
    reasons: Annotated[tuple[Indicator, ...], Field(max_length=REASONS_MAX)] = ()
    text: OpenText = ""


class PhoneRoutes:
    """For visitors."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._zone = ZoneInfo(parts.plan.time_zone)
        self._page = VisitorPages(parts, WORDS)
        self._of_visit = MinuteLimit(parts.settings.phone_tries_max, parts.clock)
        self._of_stranger = MinuteLimit(parts.settings.phone_tries_max, parts.clock)
        self._asking = 0

    async def page(self, request: HttpRequest, key: str) -> Response:
        """The page itself; it asks for the rest."""
        language = language_of(request, self._parts.language)
        try:
            ticket = self._ticket(request, key)
        except TurnedAway as problem:
            not_found = problem.code is ProblemCode.NOT_FOUND
            return self._page(
                "visit_problem.html", language, problem.status, problem=problem.words, not_found=not_found
            )
        number = ticket.rpartition("-")[2]
        return self._page("visit.html", language, number=number, reasons=reasons_in(language))

    async def state(self, request: HttpRequest, key: str) -> Response:
        """Where the visit stands."""
        ticket = self._ticket(request, key)
        reply = await self._ask(AskVisit(request_id=uuid4().hex, ticket=ticket))
        if isinstance(reply, Refused):
            raise TurnedAway(self._unknown(ticket))
        return answer(reply)

    async def give_up(self, request: HttpRequest, key: str) -> Response:
        """The visitor does not want to be served any more."""
        ticket = self._ticket(request, key)
        wish = read(Wish, await request.body())
        by_phone = {"by": Canceller.PHONE, "canceller": Canceller.PHONE}
        return answer(await self._ask(CancelTicket(request_id=wish.request_id, ticket=ticket, **by_phone)))

    async def mark(self, request: HttpRequest, key: str) -> Response:
        """A mark by this phone."""
        ticket = self._ticket(request, key)
        given = read(Mark, await request.body())
        by_phone = {"ticket": ticket, "channel": EvaluationChannel.PHONE}
        return answer(await self._ask(EvaluateVisit.model_validate(given.model_dump() | by_phone)))

    def _ticket(self, request: HttpRequest, key: str) -> TicketId:
        """The ticket of an address. Raises TurnedAway for one that this hall did not make."""
        ticket = ticket_of(self._parts.site_key, key) if self._parts.settings.phone_address else None
        if ticket is None:
            stranger = request.client.host if request.client else ""
            allowed = self._of_stranger.allows(stranger)
            raise TurnedAway(ProblemCode.NOT_FOUND if allowed else ProblemCode.TOO_OFTEN)
        if not self._of_visit.allows(ticket):
            raise TurnedAway(ProblemCode.TOO_OFTEN)
        return ticket

    def _unknown(self, ticket: TicketId) -> ProblemCode:
        """Of today: the kiosk gave the number by itself and could not tell it yet."""
        today = self._parts.clock().astimezone(self._zone).strftime("%Y%m%d")
        return ProblemCode.VISIT_NOT_KNOWN_YET if ticket.startswith(today) else ProblemCode.VISIT_OVER

    async def _ask(self, wanted: Request) -> Reply:
        if self._asking >= ASKING_MAX:
            raise TurnedAway(ProblemCode.TOO_BUSY)
        self._asking += 1
        try:
            return await self._parts.wire.ask(wanted)
        finally:
            self._asking -= 1


def phone_router(parts: Parts) -> APIRouter:
    """All of /v; not part of the described API."""
    routes = PhoneRoutes(parts)
    router = APIRouter(prefix=PATH.rstrip("/"), include_in_schema=False)
    router.add_api_route("/{key}", routes.page, methods=["GET"], response_model=None)
    router.add_api_route("/{key}/state", routes.state, methods=["GET"], response_model=None)
    router.add_api_route("/{key}/cancel", routes.give_up, methods=["POST"], response_model=None)
    router.add_api_route("/{key}/mark", routes.mark, methods=["POST"], response_model=None)
    return router
