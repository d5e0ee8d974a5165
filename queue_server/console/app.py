"""The web application, put together from its parts. Nothing opens here; ``__main__`` starts the wire and the server."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any, Final

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.sessions import SessionMiddleware
from starlette.responses import Response
from starlette.staticfiles import StaticFiles

from queue_server.console.api import JSON, api_router
from queue_server.console.appointments.routes import appointments_router
from queue_server.console.feed import Feed
from queue_server.console.guard import Guard
from queue_server.console.pages import Pages, page_router
from queue_server.console.parts import Parts
from queue_server.console.phone.routes import phone_router
from queue_server.console.printing.closing import ClosingSlip
from queue_server.console.printing.routes import printing_router
from queue_server.console.problems import ProblemCode, TurnedAway
from queue_server.console.tablet.routes import tablet_router

STATIC: Final = Path(__file__).with_name("static")
HOUR_S: Final = 3600
METHOD_WRONG: Final = 405
NOT_FOUND: Final = 404


def create_app(parts: Parts) -> FastAPI:
    """All routes around these parts."""
    pages = Pages(parts)
    app = FastAPI(
        lifespan=_at_closing(parts),
        title="service-hall console",
        description="The queue server's request messages and pictures for signed-in clerks and hall leads.",
        docs_url=None,
        redoc_url=None,
        middleware=[
            Middleware(Guard),
            Middleware(
                SessionMiddleware,
                secret_key=parts.session_key,
                session_cookie="console",
                max_age=int(parts.settings.session_hours * HOUR_S),
                same_site="strict",
            ),
        ],
        exception_handlers={
            TurnedAway: pages_or_json(pages),
            HTTPException: pages_or_json(pages),
            RequestValidationError: pages_or_json(pages),
        },
    )
    app.include_router(api_router(parts))
    app.include_router(appointments_router(parts))
    app.include_router(printing_router(parts))
    app.include_router(phone_router(parts))
    app.include_router(tablet_router(parts))
    app.include_router(page_router(pages))
    app.add_api_websocket_route("/ws", Feed(parts).endpoint)
    app.add_api_route("/healthz", _health(parts), methods=["GET"], summary="We are alive; is the queue?")
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    return app


def _at_closing(parts: Parts) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    """The daily slip, while the pages are there."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        slip = asyncio.create_task(ClosingSlip(parts).run())
        yield
        slip.cancel()

    return lifespan


def _health(parts: Parts) -> Any:
    async def health() -> dict[str, bool]:
        """Always 200 while the process works; whether broker and server are there stands in the body."""
        state = parts.wire.mirror.state
        return {"broker": state.broker, "server": state.server}

    return health


def pages_or_json(pages: Pages) -> Callable[[Request, Any], Coroutine[Any, Any, Response]]:
    """Every refusal: a page for somebody who opened one, JSON for everybody else."""

    async def refuse(request: Request, error: Exception) -> Response:
        problem = error if isinstance(error, TurnedAway) else TurnedAway(code_of(error))
        if "text/html" in request.headers.get("accept", "") and not request.url.path.startswith("/api/"):
            return pages.problem(request, problem)
        return Response(problem.body, problem.status, media_type=JSON)

    return refuse


def code_of(error: Exception) -> ProblemCode:
    """The framework's own refusals by our names."""
    known = {METHOD_WRONG: ProblemCode.METHOD_WRONG, NOT_FOUND: ProblemCode.NOT_FOUND}
    return known.get(error.status_code if isinstance(error, HTTPException) else 0, ProblemCode.UNREADABLE)
