"""``docs/wire.md`` from the catalogue and the message models: ``python -m config.wire.documentation`` writes it."""

import inspect
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from types import NoneType
from typing import Any, Final, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from config.vocabulary import APPOINTMENT_CODE_PATTERN, NAME_PATTERN, REQUEST_ID_PATTERN, TICKET_ID_PATTERN, Role
from config.wire.catalogue import EVERYBODY, ROWS, Row
from config.wire.message import Message

FILE: Final = Path(__file__).parents[2] / "docs" / "wire.md"
OPENING: Final = """\
# The wire

Made from `config/wire/catalogue.py` and the message models by `python -m config.wire.documentation`; a test compares.

Every message is JSON over MQTT 5. Unknown fields are ignored, wrong ones refused with a reason. Pictures are retained
and never run out; all else has an expiry. A request is answered on `hall/{hall}/reply/{user}` with the request's
correlation data; the reply's kind stands in the content type. `{field}` in a topic is the message's own field.
Buttons that speak MQTT may use the same broker, on topics of their own that begin with another word than `hall`: each
such device has two users more ([devices.md](devices.md)), which have no right in this table.
"""
SORTS: Final = {
    NAME_PATTERN: "name",
    REQUEST_ID_PATTERN: "request id",
    TICKET_ID_PATTERN: "ticket id",
    APPOINTMENT_CODE_PATTERN: "eight digits",
}
PLAIN: Final = {
    datetime: "moment with zone",
    date: "date",
    bool: "true or false",
    int: "whole number",
    NoneType: "nothing",
}


def document() -> str:
    """The whole page."""
    parts = [OPENING, "\n".join(_table()), *map(_message, ROWS), *_inside(ROWS), "\n".join(_lists())]
    return "\n\n".join(part.strip("\n") for part in parts) + "\n"


def _table() -> Iterator[str]:
    yield "| message | topic | QoS | retained | expiry | sent by | heard by |"
    yield "| --- | --- | --- | --- | --- | --- | --- |"
    for row in ROWS:
        name, expiry = row.message.__name__, "–" if row.expiry_s is None else f"{row.expiry_s} s"
        link = f"[{name}](#{name.lower()})"
        kept = "yes" if row.retained else "no"
        senders, listeners = _roles(row.senders), _roles(row.listeners)
        yield f"| {link} | `{row.topic}` | {row.qos} | {kept} | {expiry} | {senders} | {listeners} |"


def _roles(roles: frozenset[Role]) -> str:
    if roles == EVERYBODY:
        return "everybody"
    missing = EVERYBODY - roles
    return f"all but {min(missing)}" if len(missing) == 1 else ", ".join(sorted(roles))


def _message(row: Row) -> str:
    return f"## {row.message.__name__}\n\n`{row.topic}`\n\n{_model(row.message)}"


def _inside(rows: Iterable[Row]) -> Iterator[str]:
    """The parts that messages are made of, in the order of their names."""
    kinds = sorted({part for row in rows for part in _parts(row.message)}, key=lambda kind: kind.__name__)
    yield "# Parts of messages"
    yield from (f"## {kind.__name__}\n\n{_model(kind)}" for kind in kinds)


def _parts(kind: type[BaseModel]) -> Iterator[type[BaseModel]]:
    for field in kind.model_fields.values():
        for found in _classes(field.annotation):
            if issubclass(found, Message):
                yield found
                yield from _parts(found)


def _classes(annotation: Any) -> Iterator[type]:
    if get_origin(annotation) is None and isinstance(annotation, type):
        yield annotation
    for inner in get_args(annotation):
        yield from _classes(inner)


def _lists() -> Iterator[str]:
    """The closed lists that stand in the messages."""
    models = {row.message for row in ROWS} | {part for row in ROWS for part in _parts(row.message)}
    fields = (field for model in models for field in model.model_fields.values())
    lists = {found for field in fields for found in _classes(field.annotation) if issubclass(found, StrEnum)}
    yield "# Closed lists\n"
    for closed in sorted(lists, key=lambda kind: kind.__name__):
        yield f"* **{closed.__name__}**: " + ", ".join(f"`{value}`" for value in closed)


def _model(kind: type[BaseModel]) -> str:
    lines = [_said(kind), "", "| field | type | default |", "| --- | --- | --- |"]
    lines += [f"| `{name}` | {_field(field)} | {_default(field)} |" for name, field in kind.model_fields.items()]
    return "\n".join(lines)


def _said(kind: type) -> str:
    return inspect.cleandoc(kind.__doc__ or "").replace("``", "`")


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return "needed"
    value = field.get_default(call_default_factory=True, validated_data={})
    return "nothing" if value is None else f"`{value!r}`" if not isinstance(value, StrEnum) else f"`{value}`"


def _field(field: FieldInfo) -> str:
    return _type(field.annotation, field.metadata)


def _type(kind: Any, metadata: Iterable[Any] = ()) -> str:
    if hasattr(kind, "__metadata__"):
        return _type(kind.__origin__, kind.__metadata__)
    inner = [_type(part) for part in get_args(kind) if part is not Ellipsis]
    if get_origin(kind) is tuple:
        return f"list of {inner[0]}"
    if get_origin(kind) is dict:
        return f"{inner[1]} by {inner[0]}"
    if inner:
        return " or ".join(inner)
    if kind is str:
        return _text(metadata)
    return PLAIN[kind] + _bounds(metadata) if kind in PLAIN else str(kind.__name__)


def _text(metadata: Iterable[Any]) -> str:
    limits = list(metadata)
    for limit in limits:
        if sort := SORTS.get(getattr(limit, "pattern", None) or ""):
            return sort
    longest = [limit.max_length for limit in limits if getattr(limit, "max_length", None)]
    return f"text of up to {longest[0]} characters" if longest else "text"


def _bounds(metadata: Iterable[Any]) -> str:
    least = [limit.ge for limit in metadata if getattr(limit, "ge", None) is not None]
    return f", {least[0]} or more" if least and isinstance(least[0], int) else ""


if __name__ == "__main__":
    FILE.write_text(document(), "utf-8")
