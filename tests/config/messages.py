"""Any message of the catalogue, built by hypothesis from its model."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any, Final, get_args, get_origin

from hypothesis import strategies as st
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from config.vocabulary import (
    APPOINTMENT_CODE_PATTERN,
    INDICATOR_PATTERN,
    NAME_PATTERN,
    REQUEST_ID_PATTERN,
    TICKET_ID_PATTERN,
    TICKET_NUMBER_PATTERN,
)
from config.wire.message import EARLIEST, LATEST, Message

HALL: Final = "small"
INTEGERS: Final = st.integers(0, 2**53)
"""What every reader of JSON keeps exact."""
ZONES: Final = st.sampled_from([UTC, timezone(timedelta(hours=8)), timezone(timedelta(hours=-3, minutes=-30))])
PLAIN: Final[dict[Any, Callable[[], st.SearchStrategy[Any]]]] = {
    bool: st.booleans,
    int: lambda: INTEGERS,
    datetime: lambda: st.builds(
        datetime.fromtimestamp, st.integers(int(EARLIEST.timestamp()), int(LATEST.timestamp())), tz=ZONES
    ),
    type(None): st.none,
    date: lambda: st.dates(date(2000, 1, 1), date(2099, 12, 31)),
}
NAMES: Final = st.sampled_from(["0", "kiosk-1", "one", "somebody-else", "n" * 40])
BY_PATTERN: Final[dict[str, st.SearchStrategy[str]]] = {
    NAME_PATTERN: NAMES,
    REQUEST_ID_PATTERN: st.sampled_from(["request-0001", "R_" * 4, "9" * 64]),
    INDICATOR_PATTERN: st.sampled_from(["517", "214"]),
    APPOINTMENT_CODE_PATTERN: st.sampled_from(["00000000", "48392017"]),
    TICKET_NUMBER_PATTERN: st.sampled_from(["A001", "ABC999999"]),
    TICKET_ID_PATTERN: st.sampled_from(["20261120-A001", "20261231-ABC999999"]),
}
FREE: Final = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=8)


def messages(kind: type[BaseModel]) -> st.SearchStrategy[Any]:
    """Any message of this kind."""
    return st.builds(kind, **{name: _field(field) for name, field in kind.model_fields.items()})


def _field(field: FieldInfo) -> st.SearchStrategy[Any]:
    return _value(field.annotation, field.metadata)


def _value(kind: Any, metadata: list[Any]) -> st.SearchStrategy[Any]:
    if kind is str:
        return _text(metadata)
    if kind in PLAIN:
        return PLAIN[kind]()
    if get_origin(kind) is not None or hasattr(kind, "__metadata__"):
        return _made_of(kind)
    if issubclass(kind, Message):
        return messages(kind)
    return st.sampled_from(list(kind))


def _made_of(kind: Any) -> st.SearchStrategy[Any]:
    """A composed type: annotated, a union, a tuple of any length, a mapping."""
    if hasattr(kind, "__metadata__"):
        return _value(kind.__origin__, list(kind.__metadata__))
    parts = [_value(part, []) for part in get_args(kind) if part is not Ellipsis]
    if get_origin(kind) is tuple:
        return st.lists(parts[0], max_size=2).map(tuple)
    if get_origin(kind) is dict:
        return st.dictionaries(parts[0], parts[1], max_size=2)
    return st.one_of(parts)


def _text(metadata: list[Any]) -> st.SearchStrategy[str]:
    """Text by its pattern, or free."""
    found = [BY_PATTERN[limit.pattern] for limit in metadata if getattr(limit, "pattern", None) in BY_PATTERN]
    return found[0] if found else FREE
