"""The routes below /t: the page of a counter's tablet, and a mark. Whoever has the address needs no account."""

from typing import Final

from fastapi import APIRouter, Response
from fastapi import Request as HttpRequest
from pydantic import ValidationError

from config.vocabulary import CounterId, EvaluationChannel, Level
from config.wire.message import TicketKey
from config.wire.replies import Refused
from config.wire.requests import GiveEvaluation
from queue_server.console.appointments.routes import answer
from queue_server.console.parts import Parts
from queue_server.console.phone.limit import MinuteLimit
from queue_server.console.phone.page import VisitorPages, language_of, reasons_in
from queue_server.console.phone.routes import Mark
from queue_server.console.problems import ProblemCode, TurnedAway
from queue_server.console.tablet.address import PATH, counter_of
from queue_server.console.tablet.words import TABLET_WORDS

PRESSES_MAX: Final = 60
"""In one minute at one counter, and so many wrong addresses of one stranger."""
WORDS: Final = (*TABLET_WORDS, *Level, "language", "no_answer", "visit_title")


class TabletMark(Mark):
    """A mark for the visitor whom the tablet asked about."""

    ticket: TicketKey


class TabletRoutes:
    """For visitors at a counter."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._page = VisitorPages(parts, WORDS)
        self._of_counter = MinuteLimit(PRESSES_MAX, parts.clock)
        self._of_stranger = MinuteLimit(PRESSES_MAX, parts.clock)

    async def page(self, request: HttpRequest, key: str) -> Response:
        """The page itself; what it shows comes by web socket."""
        language = language_of(request, self._parts.language)
        try:
            counter = self._counter(request, key)
        except TurnedAway as problem:
            return self._page("visit_problem.html", language, problem.status, problem=problem.words)
        name = self._parts.desks.by_id[counter].name
        return self._page("tablet.html", language, counter=name, reasons=reasons_in(language))

    async def mark(self, request: HttpRequest, key: str) -> Response:
        """A mark at this counter."""
        counter = self._counter(request, key)
        if not self._of_counter.allows(counter):
            self._parts.tablets.pressed_too_often(counter, ProblemCode.TOO_OFTEN)
            raise TurnedAway(ProblemCode.TOO_OFTEN)
        try:
            given = TabletMark.model_validate_json(await request.body())
        except ValidationError as error:
            raise TurnedAway(ProblemCode.UNREADABLE) from error
        here = {"counter": counter, "channel": EvaluationChannel.COUNTER_SCREEN}
        reply = await self._parts.wire.ask(GiveEvaluation.model_validate(given.model_dump() | here))
        self._parts.tablets.pressed(counter, reply.code if isinstance(reply, Refused) else "")
        return answer(reply)

    def _counter(self, request: HttpRequest, key: str) -> CounterId:
        """The counter of an address. Raises TurnedAway for one that this hall did not make, or that left its plan."""
        counter = counter_of(self._parts.site_key, key, self._parts.settings.tablet_edition)
        if counter is None or counter not in self._parts.desks.by_id:
            allowed = self._of_stranger.allows(request.client.host if request.client else "")
            raise TurnedAway(ProblemCode.NOT_FOUND if allowed else ProblemCode.TOO_OFTEN)
        return counter


def tablet_router(parts: Parts) -> APIRouter:
    """All of /t; not part of the described API."""
    routes = TabletRoutes(parts)
    router = APIRouter(prefix=PATH.rstrip("/"), include_in_schema=False)
    router.add_api_route("/{key}", routes.page, methods=["GET"], response_model=None)
    router.add_api_route("/{key}/mark", routes.mark, methods=["POST"], response_model=None)
    return router
