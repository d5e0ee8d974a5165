"""Topics from messages and messages' kinds from topics; filters for subscriptions and for the access list."""

import re
from collections.abc import Iterable, Mapping
from functools import cache

from config.vocabulary import NAME_PATTERN
from config.wire.catalogue import REPLY_TOPIC, ROW_OF, ROWS, Row
from config.wire.message import Message


def topic_of(hall: str, message: Message) -> str:
    """Where this message is published."""
    row = ROW_OF[type(message)]
    return row.topic.format(hall=hall, **{name: getattr(message, name) for name in row.fields})


def reply_topic(hall: str, user: str) -> str:
    """Where the answers for this user go."""
    return REPLY_TOPIC.format(hall=hall, user=user)


def read_reply_topic(hall: str, topic: str) -> str | None:
    """The user whose answers go there, or None when it is no reply topic of this hall."""
    start = REPLY_TOPIC.format(hall=hall, user="")
    user = topic.removeprefix(start)
    return user if user != topic and re.fullmatch(NAME_PATTERN, user) else None


def filter_of(hall: str, kind: type[Message], fixed: Mapping[str, str] | None = None) -> str:
    """The subscription for all messages of a kind, or for those with some fields fixed."""
    row = ROW_OF[kind]
    return row.topic.format(hall=hall, **{name: (fixed or {}).get(name, "+") for name in row.fields})


@cache
def _shapes() -> tuple[tuple[Row, tuple[str, ...]], ...]:
    return tuple((row, tuple(row.topic.split("/"))) for row in ROWS if row.topic != REPLY_TOPIC)


def read_topic(hall: str, topic: str) -> tuple[Row, dict[str, str]] | None:
    """The row of a topic and its fields, or None when no message lives there. Replies are told apart by their body."""
    levels = tuple(topic.split("/"))
    for row, shape in _shapes():
        if len(shape) == len(levels) and (fields := _match(shape, levels)) is not None:
            if fields.pop("hall") == hall:
                return row, fields
            return None
    return None


def _match(shape: Iterable[str], levels: Iterable[str]) -> dict[str, str] | None:
    fields: dict[str, str] = {}
    for want, level in zip(shape, levels, strict=True):
        if want.startswith("{"):
            fields[want[1:-1]] = level
        elif want != level:
            return None
    return fields
