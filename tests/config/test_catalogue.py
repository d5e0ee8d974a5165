"""The rules of the one table: who may send what, what is kept, what runs out."""

import inspect
from itertools import combinations
from typing import Final, get_args

import pytest

from config.vocabulary import Role
from config.wire import appointments, lead, news, pictures, presence, replies, requests
from config.wire.appointments import AppointmentRequest
from config.wire.catalogue import REPLY_TOPIC, ROW_OF, ROWS, Row
from config.wire.lead import LeadLookUp
from config.wire.message import Message
from config.wire.papers import orders
from config.wire.presence import Health, Presence
from config.wire.replies import Reply
from config.wire.requests import CounterRequest, GiveEvaluation, Judgement, Request

ABSTRACT: Final = {Request, CounterRequest, Judgement, AppointmentRequest, LeadLookUp}


def levels(row: Row) -> list[str | None]:
    """A topic's levels, None where anything may stand."""
    return [None if level.startswith("{") else level for level in row.topic.split("/")]


def may_meet(one: Row, other: Row) -> bool:
    """Whether one topic can match both."""
    first, second = levels(one), levels(other)
    return len(first) == len(second) and all(
        a is None or b is None or a == b for a, b in zip(first, second, strict=True)
    )


def test_no_topic_can_carry_two_kinds_but_a_reply() -> None:
    met = {(a.topic, b.topic) for a, b in combinations(ROWS, 2) if may_meet(a, b)}
    assert met == {(REPLY_TOPIC, REPLY_TOPIC)}
    assert {row.message for row in ROWS if row.topic == REPLY_TOPIC} == set(get_args(Reply))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.message.__name__)
def test_row(row: Row) -> None:
    assert (row.expiry_s is None) == row.retained, "a picture is kept until replaced, all else runs out"
    assert row.qos == (0 if row.topic == REPLY_TOPIC else 1), "who hears no answer asks again; all else is acknowledged"
    assert row.senders
    assert row.listeners
    assert row.topic.startswith("hall/{hall}/")
    assert row.topic == REPLY_TOPIC or set(row.fields) <= row.message.model_fields.keys()
    if issubclass(row.message, Request):
        assert row.listeners == {Role.SERVER}
        assert Role.SERVER not in row.senders
        assert row.expiry_s is not None


def test_an_evaluator_may_send_marks_presence_and_health_and_nothing_else() -> None:
    assert {row.message for row in ROWS if Role.EVALUATOR in row.senders} == {GiveEvaluation, Presence, Health}


@pytest.mark.parametrize("role", [Role.CALL_SCREEN, Role.COUNTER_SCREEN, Role.WALL])
def test_a_screen_asks_for_nothing(role: Role) -> None:
    assert {row.message for row in ROWS if role in row.senders} == {Presence, Health}


def test_each_message_that_can_travel_has_one_row() -> None:
    """Parts of messages travel inside one and have none."""
    assert len(ROW_OF) == len(ROWS)
    found = [m for room in (requests, appointments, lead) for _, m in inspect.getmembers(room, inspect.isclass)]
    asked = {m for m in found if issubclass(m, Request)} - ABSTRACT
    assert asked == {row.message for row in ROWS if issubclass(row.message, Request)}
    rooms = (appointments, lead, news, orders, pictures, presence, replies, requests)
    assert {row.message.__module__ for row in ROWS} == {room.__name__ for room in rooms}
    assert all(issubclass(row.message, Message) for row in ROWS)
