"""The address at which a visitor's phone finds one visit: the ticket, with a seal that only this hall can make.

A ticket's id begins with its day, so a seal is good for that number of that day only. Nothing personal is in it.
Standard library only.
"""

import re
from collections.abc import Callable
from typing import Final

from config.seals import SEAL_SIGNS, name_in, sealed
from config.vocabulary import TICKET_ID_PATTERN, TicketId

PATH: Final = "/v/"
_PURPOSE: Final = b"visit:"
_KEY: Final = re.compile(TICKET_ID_PATTERN.rstrip("$") + rf"-[a-z2-7]{{{SEAL_SIGNS}}}")


def visit_key(site_key: bytes, ticket: TicketId) -> str:
    """The ticket with its seal, as it stands in the address: ``20261121-A001-`` and 16 signs."""
    return sealed(site_key, _PURPOSE, ticket)


def ticket_of(site_key: bytes, key: str) -> TicketId | None:
    """The ticket of a visit's key; None when this hall never made it."""
    ticket = name_in(site_key, _PURPOSE, key) if _KEY.fullmatch(key) else None
    return TicketId(ticket) if ticket is not None else None


def addresses(site_key: bytes, base: str) -> Callable[[TicketId], str]:
    """How to make a visit's whole address below ``base``, such as ``http://10.0.0.5:18080``; empty: there are none."""
    start = base.rstrip("/") + PATH
    return lambda ticket: start + visit_key(site_key, ticket) if base else ""
