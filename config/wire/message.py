"""The base of all messages: frozen, unknown fields ignored, wrong ones refused with a reason."""

from datetime import UTC, datetime
from typing import Annotated, Final

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

from config.vocabulary import (
    INDICATOR_PATTERN,
    NAME_PATTERN,
    REQUEST_ID_PATTERN,
    TICKET_ID_PATTERN,
    TICKET_NUMBER_PATTERN,
)

WORDS_MAX = 200
"""Longest free text in a message, in characters."""
TEXT_MAX = 500
"""Longest text of a visitor about the service, or of a hall lead in answer, in characters."""
EARLIEST: Final = datetime(2000, 1, 1, tzinfo=UTC)
LATEST: Final = datetime(2100, 1, 1, tzinfo=UTC)
"""A moment outside can't be counted with in every zone, and means nothing in a hall."""

Name = Annotated[str, StringConstraints(pattern=NAME_PATTERN)]
"""An id that stands in a topic."""
RequestKey = Annotated[str, StringConstraints(pattern=REQUEST_ID_PATTERN)]
TicketKey = Annotated[str, StringConstraints(pattern=TICKET_ID_PATTERN)]
TicketNumber = Annotated[str, StringConstraints(pattern=TICKET_NUMBER_PATTERN)]
NO_NUL: Final = r"^[^\x00]*$"
Words = Annotated[str, StringConstraints(max_length=WORDS_MAX, pattern=NO_NUL)]
"""Free text; without the NUL, which PostgreSQL can't keep."""
OpenText = Annotated[str, StringConstraints(max_length=TEXT_MAX, pattern=r"^[^\x00]*$"), Field(repr=False)]
"""What somebody wrote about a visit: personal, so it stands in no log."""
Indicator = Annotated[str, StringConstraints(pattern=INDICATOR_PATTERN)]
Moment = Annotated[datetime, AwareDatetime, Field(ge=EARLIEST, le=LATEST)]
Count = Annotated[int, Field(ge=0)]


class Message(BaseModel):
    """Any message on the wire."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Words2(Message):
    """One text in both languages of the hall."""

    zh: str
    en: str
