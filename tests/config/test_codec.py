"""Bytes become a message or a named reason, and nothing else: any bytes, any topic, any message of the catalogue."""

import json
from typing import Any, Final, get_args

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from config.wire.catalogue import REPLY_TOPIC, ROWS
from config.wire.codec import PAYLOAD_MAX_BYTES, Unreadable, decode, decode_reply, encode, encode_reply
from config.wire.message import Message
from config.wire.presence import Health, Presence
from config.wire.replies import Reply
from config.wire.requests import CallNext, GiveEvaluation, TakeTicket
from config.wire.topics import topic_of
from tests.config.messages import HALL, messages

PLACED: Final = [row.message for row in ROWS if row.topic != REPLY_TOPIC]
REPLIES: Final = list(get_args(Reply))
TOPICS: Final = [
    row.topic.format(hall=HALL, kiosk="kiosk-1", counter="1", user="kiosk-1", device="printer", ticket="20261121-A001")
    for row in ROWS
]
JSON: Final = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=8,
)
SECRET: Final = "110101199003077758"


def taken(**changed: Any) -> bytes:
    """A request for a ticket, with some fields changed."""
    return json.dumps({"request_id": "request-0001", "kiosk": "kiosk-1", "service": "id", **changed}).encode()


def read(payload: bytes, topic: str = f"hall/{HALL}/kiosk/kiosk-1/take-ticket") -> Message | Unreadable:
    """What the hall makes of it."""
    return decode(HALL, topic, payload)


@given(
    topic=st.text() | st.sampled_from(TOPICS), payload=st.binary() | JSON.map(lambda any_: json.dumps(any_).encode())
)
@example(TOPICS[0], b"[" * 100_000)
@example(TOPICS[0], b'{"a":' * 100_000)
@example(TOPICS[0], b"\xff\xfe")
@example(TOPICS[0], b'{"request_id": "\\ud800"}')
@example(TOPICS[0], b'{"request_id": ' + b"9" * 5_000 + b"}")
@example("hall//kiosk//take-ticket", b"{}")
def test_nothing_that_comes_in_raises(topic: str, payload: bytes) -> None:
    found = decode(HALL, topic, payload)
    assert isinstance(found, Message) or (isinstance(found, Unreadable) and found.reason)


@given(kind=st.none() | st.text() | st.sampled_from([reply.__name__ for reply in REPLIES]), payload=st.binary())
def test_no_answer_raises(kind: str | None, payload: bytes) -> None:
    assert isinstance(decode_reply(kind, payload), Unreadable)


@pytest.mark.parametrize("kind", PLACED)
@settings(max_examples=20)
@given(data=st.data())
def test_every_message_comes_back_as_it_was(kind: type[Message], data: st.DataObject) -> None:
    message = data.draw(messages(kind))
    assert decode(HALL, topic_of(HALL, message), encode(message)) == message


@pytest.mark.parametrize("kind", REPLIES)
@settings(max_examples=20)
@given(data=st.data())
def test_every_reply_comes_back_as_it_was(kind: type[Reply], data: st.DataObject) -> None:
    reply = data.draw(messages(kind))
    assert decode_reply(*encode_reply(reply)) == reply


@given(request=messages(TakeTicket), more=st.dictionaries(st.text(), JSON, max_size=3))
def test_unknown_fields_are_ignored(request: TakeTicket, more: dict[str, Any]) -> None:
    body = {
        **{key: value for key, value in more.items() if key not in TakeTicket.model_fields},
        **json.loads(encode(request)),
    }
    assert decode(HALL, topic_of(HALL, request), json.dumps(body).encode()) == request


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"request_id": "short"}, "request_id: string_pattern_mismatch"),
        ({"request_id": None}, "request_id: string_type"),
        ({"service": "Upper"}, "service: string_pattern_mismatch"),
        ({"service": "a/b"}, "service: string_pattern_mismatch"),
        ({"service": "id\n"}, "service: string_pattern_mismatch"),
        ({"ticket_class": "royal"}, "ticket_class: enum"),
        ({"masked_name": "x" * 201}, "masked_name: string_too_long"),
        ({"kiosk": "kiosk-2"}, "field kiosk differs from the topic"),
    ],
)
def test_wrong_fields_are_refused_with_the_field_and_the_reason(changed: dict[str, Any], reason: str) -> None:
    found = read(taken(**changed))
    assert isinstance(found, Unreadable)
    assert found.reason == reason


@pytest.mark.parametrize(
    ("starts_at", "reason"),
    [("2026-11-20T09:00:00", "timezone_aware"), ("noon", "datetime_from_date_parsing"), ([SECRET], "datetime_type")],
)
def test_moments_have_their_zone(starts_at: object, reason: str) -> None:
    body = {"request_id": "request-0001", "by": "li", "service": "id", "code": "00000001", "starts_at": starts_at}
    found = read(json.dumps(body).encode(), f"hall/{HALL}/appointments/book")
    assert isinstance(found, Unreadable)
    assert found.reason == f"starts_at: {reason}"


def test_a_request_id_is_kept_for_the_refusal_if_it_is_one() -> None:
    kept, lost = read(taken(service="?")), read(taken(service="?", request_id=SECRET * 9))
    assert isinstance(kept, Unreadable)
    assert isinstance(lost, Unreadable)
    assert (kept.request_id, lost.request_id) == ("request-0001", None)


@pytest.mark.parametrize("place", ["masked_name", "ticket_class", "service", "request_id"])
def test_a_reason_never_holds_what_came_in(place: str) -> None:
    assert SECRET not in repr(read(taken(**{place: [SECRET]})))
    assert SECRET not in repr(read(taken(**{place: {SECRET: SECRET}})))


def test_a_mapping_s_keys_are_not_told_either() -> None:
    health = {
        "user": "kiosk-1",
        "device": "printer",
        "kind": "x",
        "state": "ok",
        "trouble": "none",
        "since": "2026-11-20T01:00:00Z",
    }
    body = json.dumps({**health, "counters": {SECRET: "x"}}).encode()
    found = read(body, f"hall/{HALL}/health/kiosk-1/printer")
    assert isinstance(found, Unreadable)
    assert found.reason == "counters: int_parsing"


def test_too_large_is_refused_before_it_is_read() -> None:
    found = read(b" " * (PAYLOAD_MAX_BYTES + 1))
    assert isinstance(found, Unreadable)
    assert found.reason == f"larger than {PAYLOAD_MAX_BYTES} bytes"


@pytest.mark.parametrize("kind", [CallNext, GiveEvaluation, Presence, Health])
@settings(max_examples=20)
@given(data=st.data())
def test_nobody_speaks_for_another(kind: type[Message], data: st.DataObject) -> None:
    message = data.draw(messages(kind))
    name = "user" if hasattr(message, "user") else "counter"
    elsewhere = topic_of(HALL, message.model_copy(update={name: "somebody-else"}))
    found = decode(HALL, elsewhere, encode(message))
    assert isinstance(found, Unreadable) == (getattr(message, name) != "somebody-else")
