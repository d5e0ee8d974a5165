"""What is sent and answered over HTTP about appointments, beside the wire's own messages."""

from datetime import datetime
from typing import Annotated, Final

from pydantic import Field, StringConstraints

from config.wire.appointments import OriginKey
from config.wire.message import Count, Message, Name, RequestKey, Words, Words2

LINES_MAX: Final = 1_000
"""Appointments in one list."""
CARD_NUMBER: Final = r"^[0-9]{17}[0-9Xx]$"


class Booking(Message):
    """One appointment as another system or a lead gives it.

    ``starts_at`` without a zone is by the hall's clock. Name and card number are masked and hashed at once.
    """

    request_id: RequestKey | None = None
    service: Name
    starts_at: datetime
    name: Words | None = Field(default=None, repr=False)
    card_number: Annotated[str, StringConstraints(pattern=CARD_NUMBER)] | None = Field(default=None, repr=False)
    key: OriginKey | None = None


class Move(Message):
    """Another slot."""

    request_id: RequestKey | None = None
    starts_at: datetime


class Plain(Message):
    """Nothing more to say."""

    request_id: RequestKey | None = None


class DayList(Message):
    """A list to import; each line is checked by itself."""

    appointments: Annotated[tuple[dict[str, str | None], ...], Field(max_length=LINES_MAX)]


class BadLine(Message):
    """A line that was not taken, and why. The first appointment stands in line 1."""

    line: Count
    key: str | None
    words: Words2


class Imported(Message):
    """What became of a list: ``known`` ones were there already, unchanged."""

    booked: Count
    moved: Count
    known: Count
    bad: tuple[BadLine, ...]
