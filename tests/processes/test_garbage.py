"""Any bytes on any topic and on the broker's port: a named refusal or nothing at all, and the hall goes on."""

import json
import random
import socket
from typing import Any
from uuid import uuid4

import pytest

from config.vocabulary import RefusalCode, Role
from config.wire.catalogue import REPLY_TOPIC, ROWS, Row
from config.wire.codec import PAYLOAD_MAX_BYTES
from config.wire.replies import Refused, TicketGiven
from config.wire.requests import CallNext, TakeTicket
from config.wire.topics import reply_topic, topic_of
from tests.ports import LOOPBACK
from tests.processes.raw_client import RawClient
from tests.processes.server import HallServer, ask_until

SEED = 20261121
NOT_ALLOWED = 135
ROLES = {"kiosk-1": Role.KIOSK, "console": Role.CONSOLE}
LEVELS = {
    "hall": "longli",
    "kiosk": "kiosk-1",
    "counter": "z01",
    "user": "kiosk-1",
    "device": "printer",
    "ticket": "20261121-B001",
}


def still_serves(server: HallServer) -> None:
    """A ticket is given, and the server is the same process."""
    assert server.process is not None
    kiosk = server.link("kiosk-1")
    request = TakeTicket(request_id=uuid4().hex, kiosk="kiosk-1", service=server.plan.services[0].id)
    assert isinstance(ask_until(kiosk, request), TicketGiven)
    kiosk.stop()
    assert server.process.poll() is None, "the server has ended"


@pytest.fixture
def server(server: HallServer) -> HallServer:
    """A hall that has begun to listen."""
    still_serves(server)
    return server


def raw(server: HallServer, user: str) -> RawClient:
    """A careless client with the rights of a user."""
    return RawClient(server.settings.hall, server.settings.broker.port, user, server.passwords[user])


def is_answered(row: Row, user: str) -> bool:
    """Whether the server hears what this user says there."""
    return ROLES[user] in row.senders and Role.SERVER in row.listeners and row.topic != REPLY_TOPIC and not row.retained


@pytest.mark.parametrize("user", sorted(ROLES))
def test_random_bytes_on_every_topic(server: HallServer, user: str) -> None:
    chance = random.Random(SEED)
    with raw(server, user) as client:
        assert client.verdict() == 0
        client.listen(reply_topic("longli", user))
        for row in ROWS:
            topic = row.topic.format(**LEVELS | {"user": user, "kiosk": user})
            for length in (0, 1, 7, 300):
                verdict = client.send(topic, chance.randbytes(length), answer=True)
                if is_answered(row, user):
                    reply = client.reply()
                    assert isinstance(reply, Refused), (SEED, topic)
                    assert reply.code is RefusalCode.UNREADABLE
                elif ROLES[user] not in row.senders:
                    assert verdict == NOT_ALLOWED, topic
    server.wait_for_line("since the start")
    still_serves(server)


BOOKED: dict[str, Any] = {"request_id": "booked-01", "kiosk": "kiosk-1", "service": "pension", "ticket_class": "booked"}
PAYLOADS: dict[str, bytes] = {
    "no object": b"[]",
    "nothing": b"null",
    "empty": b"{}",
    "deep": b"[" * 100_000,
    "numbers for words": b'{"request_id": 1, "kiosk": 2, "service": 3}',
    "not utf-8": b'{"request_id": "\xff\xfe"}',
    "half a character": rb'{"request_id": "long-enough", "kiosk": "kiosk-1", "service": "\ud800"}',
    "a short id": b'{"request_id": "x", "kiosk": "kiosk-1", "service": "pension"}',
    "another kiosk's": b'{"request_id": "long-enough", "kiosk": "kiosk-2", "service": "pension"}',
    "a nul": rb'{"request_id": "long-enough", "kiosk": "kiosk-1", "service": "pension", "masked_name": "\u0000"}',
    "a long card": json.dumps(BOOKED | {"card": "9" * 201}).encode(),
    "too large": b'"' + b"x" * PAYLOAD_MAX_BYTES + b'"',
}


def test_wrong_requests_are_refused_by_name(server: HallServer) -> None:
    asked = TakeTicket(request_id="any-request", kiosk="kiosk-1", service="pension")
    with raw(server, "kiosk-1") as client:
        assert client.verdict() == 0
        client.listen(reply_topic("longli", "kiosk-1"))
        for name, payload in PAYLOADS.items():
            assert client.send(topic_of("longli", asked), payload, answer=True) == 0, name
            reply = client.reply()
            assert isinstance(reply, Refused), name
            assert reply.code is RefusalCode.UNREADABLE, name
    still_serves(server)


def test_a_packet_beyond_the_broker_s_limit_costs_only_its_sender_the_connection(server: HallServer) -> None:
    asked = CallNext(request_id="any-request", counter="z01", by="lan")
    with raw(server, "console") as client:
        assert client.verdict() == 0
        client.send(topic_of("longli", asked), b"x" * 3_000_000)
    still_serves(server)


def test_random_bytes_on_the_broker_s_port(server: HallServer) -> None:
    chance = random.Random(SEED)
    for length in (1, 2, 20, 500, 20_000):
        with socket.create_connection((LOOPBACK, server.settings.broker.port), timeout=10) as connection:
            try:
                connection.sendall(chance.randbytes(length))
                connection.shutdown(socket.SHUT_WR)
                while connection.recv(4096):
                    pass
            except OSError:  # the broker has hung up
                continue
    still_serves(server)
