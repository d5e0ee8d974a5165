"""Topics are made from messages and read back; a reply goes to this hall's reply topics and nowhere else."""

from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.vocabulary import NAME_PATTERN
from config.wire.catalogue import REPLY_TOPIC, ROW_OF, ROWS
from config.wire.message import Message
from config.wire.requests import CallNext, TakeTicket
from config.wire.topics import filter_of, read_reply_topic, read_topic, reply_topic, topic_of
from tests.config.messages import HALL, messages

PLACED: Final = [row.message for row in ROWS if row.topic != REPLY_TOPIC]


@pytest.mark.parametrize("kind", PLACED)
@settings(max_examples=10)
@given(data=st.data())
def test_a_topic_reads_back_as_its_row_and_fields(kind: type[Message], data: st.DataObject) -> None:
    message = data.draw(messages(kind))
    row = ROW_OF[kind]
    fields = {name: getattr(message, name) for name in row.fields}
    assert read_topic(HALL, topic_of(HALL, message)) == (row, fields)
    assert read_topic("another", topic_of(HALL, message)) is None


@given(st.text())
def test_other_topics_belong_to_nobody(topic: str) -> None:
    assert read_topic(HALL, topic) is None
    assert read_topic(HALL, f"hall/{HALL}/{topic}/x/y/z") is None


@given(st.from_regex(NAME_PATTERN.replace("$", r"\Z")))
def test_a_reply_topic_names_its_user(user: str) -> None:
    assert read_reply_topic(HALL, reply_topic(HALL, user)) == user
    assert read_topic(HALL, reply_topic(HALL, user)) is None
    assert read_reply_topic("another", reply_topic(HALL, user)) is None


@pytest.mark.parametrize(
    "topic",
    [
        "",
        "hall/small/reply/",
        "hall/small/reply",
        "hall/small/reply/+",
        "hall/small/reply/#",
        "hall/small/reply/a/b",
        "hall/small/reply/a\n",
        "hall/small/reply/-a",
        "hall/small/reply/" + "a" * 41,
        "hall/small/presence/wall-1",
        "$SYS/broker",
    ],
)
def test_no_answer_goes_elsewhere(topic: str) -> None:
    assert read_reply_topic(HALL, topic) is None


def test_filters() -> None:
    assert filter_of(HALL, CallNext) == "hall/small/counter/+/call-next"
    assert filter_of(HALL, CallNext, {"counter": "1"}) == "hall/small/counter/1/call-next"
    assert filter_of(HALL, TakeTicket) == "hall/small/kiosk/+/take-ticket"
    assert NAME_PATTERN.startswith("^[a-z0-9]"), "no name may be read as a filter"
