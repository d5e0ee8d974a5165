"""What every room relies on in the link, on a real mosquitto."""

import socket
from collections.abc import Iterator
from concurrent.futures import CancelledError
from datetime import UTC, datetime

import pytest

from config.vocabulary import RefusalCode
from config.wire.catalogue import ROWS
from config.wire.link import Connection, Link, Received, Rejected
from config.wire.message import Message, Words2
from config.wire.news import CallNews
from config.wire.pictures import WaitingPicture
from config.wire.presence import Presence
from config.wire.replies import Done, Refused
from config.wire.requests import CallNext
from config.wire.topics import reply_topic, topic_of
from tests.contracts.mosquitto import Broker, until
from tests.contracts.rig import HALL, WAIT_MAX_S, Rig, Wire, next_of, rigged

NOW = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
NEXT = CallNext(request_id="request-0001", counter="1", by="lan")
PICTURE = WaitingPicture(at=NOW, counter="1", total=3, next_first=())


@pytest.fixture
def rig(broker: Broker) -> Iterator[Rig]:
    """Links on a real broker."""
    with rigged(broker) as made:
        yield made


def news(number: int) -> CallNews:
    """A happening that can be told from the others."""
    name = Words2(zh="1号窗口", en="Counter 1")
    ticket = f"20261120-A{number:03d}"
    return CallNews(at=NOW, ticket=ticket, number=ticket[9:], counter="1", counter_name=name, times_called=1)


def message_of(link: Link, kind: type[Message]) -> Received:
    """The next message of a kind."""
    return next_of(link, Received, lambda item: isinstance(item.message, kind))


def test_a_connection_is_told(rig: Rig) -> None:
    assert next_of(rig.link("wall-1"), Connection) == Connection(True)


def test_a_request_is_answered_to_its_asker_alone(rig: Rig) -> None:
    server, console, other = rig.link("queue-server", CallNext), rig.link("console"), rig.link("wall-1")
    future = console.ask(NEXT)
    got = message_of(server, CallNext)
    assert got.message == NEXT
    assert got.asked is not None
    assert got.asked.topic == reply_topic(HALL, "console")
    server.answer(got.asked, Done(request_id=NEXT.request_id, seq=7))
    assert future.result(WAIT_MAX_S) == Done(request_id=NEXT.request_id, seq=7)
    assert next_of(other, Connection).up
    assert other.inbox.empty()


def test_a_refusal_is_an_answer(rig: Rig) -> None:
    server, console = rig.link("queue-server", CallNext), rig.link("console")
    future = console.ask(NEXT)
    asked = message_of(server, CallNext).asked
    assert asked is not None
    refused = Refused(request_id="x", code=RefusalCode.NOBODY_WAITING, words=Words2(zh="无", en="nobody"))
    server.answer(asked, refused)
    assert future.result(WAIT_MAX_S) == refused


def test_an_unanswered_request_ends_with_the_link(rig: Rig) -> None:
    console = rig.link("console")
    future = console.ask(NEXT)
    console.stop()
    with pytest.raises(CancelledError):
        future.result(WAIT_MAX_S)


def test_a_picture_waits_for_whoever_comes_late(rig: Rig) -> None:
    server = rig.link("queue-server")
    server.send(PICTURE)
    assert server.wait_sent(WAIT_MAX_S)
    late = message_of(rig.link("console", WaitingPicture), WaitingPicture)
    assert (late.message, late.retained) == (PICTURE, True)
    assert (late.asked, server.overflows) == (None, 0)


def test_news_do_not_wait(rig: Rig) -> None:
    server = rig.link("queue-server")
    server.send(news(1))
    assert server.wait_sent(WAIT_MAX_S)
    screen = rig.link("calls-1", CallNews)
    server.send(PICTURE)
    assert server.wait_sent(WAIT_MAX_S)
    server.send(news(2))
    assert server.wait_sent(WAIT_MAX_S)
    assert message_of(screen, CallNews).message == news(2)


def test_the_will_tells_of_a_cut_wire(broker: Broker, rig: Rig) -> None:
    server = rig.link("queue-server", Presence)
    with Wire(broker) as wire:
        rig.link("kiosk-1", port=wire.port)
        wire.cut()
        gone = next_of(server, Received, lambda item: item.message == Presence(user="kiosk-1", online=False))
    assert gone.message == Presence(user="kiosk-1", online=False)


def test_the_link_is_back_after_the_broker_s_restart(broker: Broker, rig: Rig) -> None:
    server, screen = rig.link("queue-server"), rig.link("calls-1", CallNews)
    broker.stop()
    for link in (server, screen):
        assert not next_of(link, Connection, lambda item: not item.up).up
        assert not link.connected.is_set()
    broker.start()
    for link in (server, screen):
        assert next_of(link, Connection, lambda item: item.up).up
    until(lambda: bool(server.send(news(1))) and not screen.inbox.empty(), "news arrive again")
    assert message_of(screen, CallNews).message == news(1)


def test_the_outbox_is_kept_while_the_broker_is_away(broker: Broker, rig: Rig) -> None:
    server = rig.link("queue-server")
    broker.stop()
    assert not next_of(server, Connection, lambda item: not item.up).up
    pictures = [PICTURE.model_copy(update={"counter": str(number)}) for number in range(20)]
    for picture in pictures:
        server.send(picture)
    broker.start()
    console = rig.link("console", WaitingPicture)
    assert {message_of(console, WaitingPicture).message for _ in pictures} == set(pictures)


def test_a_link_starts_before_its_broker(broker: Broker, rig: Rig) -> None:
    broker.stop()
    early = rig.link("wall-1", ready=False)
    assert not next_of(early, Connection).up
    broker.start()
    assert next_of(early, Connection, lambda item: item.up).up


def test_what_does_not_fit_into_the_inbox_is_counted(rig: Rig) -> None:
    screen, server = rig.link("calls-1", CallNews, inbox_max=3), rig.link("queue-server")
    assert next_of(screen, Connection).up
    for number in range(10):
        server.send(news(number))
    until(lambda: screen.overflows == 7, "seven of ten did not fit")
    assert [message_of(screen, CallNews).message for _ in range(3)] == [news(number) for number in range(3)]


@pytest.mark.parametrize(
    "payload", [b"", b"\x00\xff\xfe", b"null", b"[" * 10_000, b'{"request_id": "request-0001"}', b"x" * 1_000_001]
)
def test_garbage_is_rejected_with_a_reason_and_can_be_answered(rig: Rig, payload: bytes) -> None:
    server = rig.link("queue-server", CallNext)
    rig.publish(topic_of(HALL, NEXT), payload, reply_topic(HALL, "console"))
    rejected = next_of(server, Rejected)
    assert rejected.problem.reason
    assert rejected.asked is not None
    assert rejected.asked.topic == reply_topic(HALL, "console")


@pytest.mark.parametrize(
    "response", [topic_of(HALL, PICTURE), "$SYS/x", "hall/other/reply/console", "hall/small/reply/a/b"]
)
def test_no_answer_goes_outside_this_hall_s_reply_topics(rig: Rig, response: str) -> None:
    server = rig.link("queue-server", CallNext)
    rig.publish(topic_of(HALL, NEXT), NEXT.model_dump_json().encode(), response)
    assert message_of(server, CallNext).asked is None


def test_garbage_on_every_topic_leaves_the_link_alive(rig: Rig) -> None:
    kinds = [row.message for row in ROWS]
    server = rig.link("queue-server", *kinds)
    topics = {row.topic.replace("{hall}", HALL).replace("{", "").replace("}", "") for row in ROWS}
    for topic in sorted(topics):
        rig.publish(topic, b"\xff")
        assert next_of(server, Rejected).problem.topic == topic
    rig.publish(topic_of(HALL, NEXT), NEXT.model_dump_json().encode())
    assert message_of(server, CallNext).message == NEXT


def test_the_socket_sends_at_once(rig: Rig) -> None:
    connection = rig.link("wall-1")._client.socket()
    assert isinstance(connection, socket.socket)
    assert connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) == 1
