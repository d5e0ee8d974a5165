"""Who sits at the browser: read from the signed cookie, checked against the accounts at every request."""

import hmac
import secrets
from collections.abc import MutableMapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from pydantic import BaseModel, ConfigDict, ValidationError

from config.vocabulary import Language
from queue_server.console.accounts import Account, AccountRole
from queue_server.console.parts import Parts
from queue_server.console.problems import ProblemCode, TurnedAway

TOKEN_BYTES: Final = 24
TOKEN_HEADER: Final = "x-csrf-token"
Cookie = MutableMapping[str, Any]


class Kept(BaseModel):
    """What the cookie holds of a person who signed in."""

    model_config = ConfigDict(frozen=True)

    name: str
    counter: str | None
    since: float
    """Seconds since 1970."""


@dataclass(frozen=True)
class SignedIn:
    """A person with an account, at a counter or (a hall lead) at none."""

    account: Account
    counter: str | None

    @property
    def leads(self) -> bool:
        """Whether this person may see the whole hall."""
        return self.account.role is AccountRole.HALL_LEAD

    def may_see(self, counter: str) -> bool:
        """Whether this person may see that counter's pictures."""
        return self.leads or counter == self.counter


def sign_in(cookie: Cookie, account: Account, counter: str | None, now: datetime) -> None:
    """A fresh session, with a fresh token; the language stays."""
    language = language_of(cookie, None)
    cookie.clear()
    cookie["who"] = Kept(name=account.name, counter=counter, since=now.timestamp()).model_dump()
    cookie["token"] = secrets.token_urlsafe(TOKEN_BYTES)
    if language is not None:
        cookie["language"] = language.value


def take_counter(cookie: Cookie, counter: str) -> None:
    """The same session, at a counter from now on."""
    cookie["who"] = Kept.model_validate(cookie["who"]).model_copy(update={"counter": counter}).model_dump()


def sign_out(cookie: Cookie) -> None:
    """Forget the person, keep the language."""
    for key in ("who", "token"):
        cookie.pop(key, None)


def token_of(cookie: Cookie) -> str:
    """The token that this browser must send with every change."""
    if not isinstance(cookie.get("token"), str):
        cookie["token"] = secrets.token_urlsafe(TOKEN_BYTES)
    return str(cookie["token"])


def check_token(cookie: Cookie, sent: str | None) -> None:
    """Raises TurnedAway when the token is not this browser's."""
    kept = cookie.get("token")
    if not isinstance(kept, str) or not hmac.compare_digest(kept.encode(), (sent or "").encode("utf-8", "replace")):
        raise TurnedAway(ProblemCode.FORGED)


def signed_in(cookie: Cookie, parts: Parts) -> SignedIn | None:
    """The person, when the session is not too old and the account still stands."""
    try:
        kept = Kept.model_validate(cookie.get("who"))
    except ValidationError:
        return None
    age = timedelta(seconds=parts.clock().timestamp() - kept.since)
    account = parts.doorkeeper.accounts.find(kept.name)
    if account is None or age > timedelta(hours=parts.settings.session_hours):
        return None
    if kept.counter is not None and not (account.may_work_at(kept.counter) and kept.counter in parts.desks.by_id):
        return None
    return SignedIn(account, kept.counter)


def require(cookie: Cookie, parts: Parts) -> SignedIn:
    """The person. Raises TurnedAway when nobody is signed in."""
    person = signed_in(cookie, parts)
    if person is None:
        raise TurnedAway(ProblemCode.NOT_SIGNED_IN)
    return person


def language_of(cookie: Cookie, default: Language | None) -> Language | None:
    """The language that was chosen in this browser."""
    try:
        return Language(cookie["language"])
    except (KeyError, ValueError):
        return default
