"""Happenings: plain messages with an expiry. Whoever misses one sees the picture."""

from config.vocabulary import Level
from config.wire.message import Count, Message, Moment, Name, TicketKey, Words2


class CallNews(Message):
    """A ticket was called (again): flash it, say it."""

    at: Moment
    ticket: TicketKey
    number: str
    counter: Name
    counter_name: Words2
    times_called: Count


class MarkNews(Message):
    """A mark was given."""

    at: Moment
    counter: Name
    number: str
    level: Level
