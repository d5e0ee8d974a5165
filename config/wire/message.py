"""The base of all messages: frozen, unknown fields ignored, wrong ones refused with a reason."""

from datetime import datetime
from typing import Annotated

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

from config.vocabulary import NAME_PATTERN, REQUEST_ID_PATTERN, TICKET_ID_PATTERN

WORDS_MAX = 200
"""Longest free text in a message, in characters."""

Name = Annotated[str, StringConstraints(pattern=NAME_PATTERN)]
"""An id that stands in a topic."""
RequestKey = Annotated[str, StringConstraints(pattern=REQUEST_ID_PATTERN)]
TicketKey = Annotated[str, StringConstraints(pattern=TICKET_ID_PATTERN)]
Words = Annotated[str, StringConstraints(max_length=WORDS_MAX)]
Moment = Annotated[datetime, AwareDatetime]
Count = Annotated[int, Field(ge=0)]


class Message(BaseModel):
    """Any message on the wire."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Words2(Message):
    """One text in both languages of the hall."""

    zh: str
    en: str
