"""The address at which a visitor's phone finds one visit: the ticket, with a seal that only this hall can make.

A ticket's id begins with its day, so a seal is good for that number of that day only. Nothing is kept for it, and
nothing personal is in it: whoever has the site key can check a seal. 80 bits can't be guessed. Standard library only.
"""

import base64
import hashlib
import hmac
import re
from collections.abc import Callable
from typing import Final

from config.vocabulary import TICKET_ID_PATTERN, TicketId

PATH: Final = "/v/"
SEAL_BYTES: Final = 10
SEAL_SIGNS: Final = 16
"""In base 32: eight signs for five bytes."""
_PURPOSE: Final = b"visit:"
"""Keeps a seal apart from everything else that the site key makes."""
_KEY: Final = re.compile(TICKET_ID_PATTERN.rstrip("$") + rf"-[a-z2-7]{{{SEAL_SIGNS}}}")


def visit_key(site_key: bytes, ticket: TicketId) -> str:
    """The ticket with its seal, as it stands in the address: ``20261121-A001-`` and 16 signs."""
    return f"{ticket}-{_seal(site_key, ticket)}"


def ticket_of(site_key: bytes, key: str) -> TicketId | None:
    """The ticket of a visit's key; None when this hall never made it."""
    if not _KEY.fullmatch(key):
        return None
    ticket, _, seal = key.rpartition("-")
    return TicketId(ticket) if hmac.compare_digest(seal, _seal(site_key, TicketId(ticket))) else None


def addresses(site_key: bytes, base: str) -> Callable[[TicketId], str]:
    """How to make a visit's whole address below ``base``, such as ``http://10.0.0.5:18080``; empty: there are none."""
    start = base.rstrip("/") + PATH
    return lambda ticket: start + visit_key(site_key, ticket) if base else ""


def _seal(site_key: bytes, ticket: TicketId) -> str:
    made = hmac.new(site_key, _PURPOSE + ticket.encode(), hashlib.sha256).digest()[:SEAL_BYTES]
    return base64.b32encode(made).decode().lower()
