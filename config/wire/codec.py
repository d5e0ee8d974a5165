"""Bytes ↔ messages. Whatever comes in is either a message or a named reason why not; nothing else leaves this file."""

from dataclasses import dataclass
from typing import Final, get_args

from pydantic import BaseModel, TypeAdapter, ValidationError

from config.wire.message import Message, RequestKey
from config.wire.replies import Reply
from config.wire.topics import read_topic

PAYLOAD_MAX_BYTES: Final = 1_000_000
_REPLIES: Final = {kind.__name__: kind for kind in get_args(Reply)}


@dataclass(frozen=True)
class Unreadable:
    """Bytes that are no message: the reason in English, for a log or a refusal; never the content."""

    topic: str
    reason: str
    request_id: str | None = None


def encode(message: Message) -> bytes:
    """One message as JSON."""
    return message.__pydantic_serializer__.to_json(message)


def decode(hall: str, topic: str, payload: bytes) -> Message | Unreadable:
    """The message that lives at this topic, or why it can't be read."""
    place = read_topic(hall, topic)
    if place is None:
        return Unreadable(topic, "no message lives at this topic")
    row, fields = place
    message = _validate(row.message, topic, payload)
    if isinstance(message, Unreadable):
        return message
    for name, value in fields.items():
        if getattr(message, name) != value:
            return Unreadable(topic, f"field {name} differs from the topic", getattr(message, "request_id", None))
    return message


def encode_reply(reply: Reply) -> tuple[str, bytes]:
    """The kind's name (for the MQTT content type) and the bytes."""
    return type(reply).__name__, encode(reply)


def decode_reply(kind: str | None, payload: bytes) -> Reply | Unreadable:
    """The answer, by the kind that stands in the MQTT content type."""
    model = _REPLIES.get(kind or "")
    if model is None:
        return Unreadable("reply", f"no such reply: {(kind or '')[:40]!r}")
    return _validate(model, "reply", payload)  # type: ignore[return-value]


def _validate(model: type[Message], topic: str, payload: bytes) -> Message | Unreadable:
    if len(payload) > PAYLOAD_MAX_BYTES:
        return Unreadable(topic, f"larger than {PAYLOAD_MAX_BYTES} bytes")
    try:
        return model.__pydantic_validator__.validate_json(payload)  # type: ignore[no-any-return]
    except ValidationError as problem:
        return Unreadable(topic, _reason(problem), _salvage_request_id(payload))


def _reason(problem: ValidationError) -> str:
    """Field and kind of the first problem; without the input, a mapping's keys included: it may be personal."""
    first = problem.errors(include_input=False, include_url=False, include_context=False)[0]
    place = str(first["loc"][0]) if first["loc"] else "body"
    return f"{place}: {first['type']}"


class _OnlyId(BaseModel):
    request_id: RequestKey


_ONLY_ID: Final = TypeAdapter(_OnlyId)


def _salvage_request_id(payload: bytes) -> str | None:
    try:
        return _ONLY_ID.validate_json(payload).request_id
    except ValidationError:
        return None
