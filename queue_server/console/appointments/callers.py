"""Who may ask about appointments: a signed-in hall lead, or another system by its token."""

import hmac
from dataclasses import dataclass
from typing import Final

from fastapi import Request as HttpRequest

from queue_server.console.parts import Parts
from queue_server.console.problems import ProblemCode, TurnedAway
from queue_server.console.sessions import TOKEN_HEADER, check_token, require

BEARER: Final = "bearer "


@dataclass(frozen=True)
class Caller:
    """``by`` stands in the facts; ``origin`` is the other system's name, None for a lead."""

    by: str
    origin: str | None


def caller_of(request: HttpRequest, parts: Parts, *, changes: bool) -> Caller:
    """Who asks. Raises TurnedAway."""
    authorization = request.headers.get("authorization", "")
    if authorization.lower().startswith(BEARER):
        return _system(authorization[len(BEARER) :].strip(), parts)
    person = require(request.session, parts)
    if not person.leads:
        raise TurnedAway(ProblemCode.NOT_ALLOWED)
    if changes:
        check_token(request.session, request.headers.get(TOKEN_HEADER))
    return Caller(person.account.name, None)


def lead_of(request: HttpRequest, parts: Parts) -> Caller:
    """A lead who changes something. Raises TurnedAway, also for another system."""
    caller = caller_of(request, parts, changes=True)
    if caller.origin is not None:
        raise TurnedAway(ProblemCode.NOT_ALLOWED)
    return caller


def _system(given: str, parts: Parts) -> Caller:
    for name, token in parts.system_tokens.items():
        if hmac.compare_digest(token.encode(), given.encode("utf-8", "replace")):
            return Caller(name, name)
    raise TurnedAway(ProblemCode.NOT_SIGNED_IN)
