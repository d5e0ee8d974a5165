"""Links to an outside broker over TLS, on a real mosquitto with an authority of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from config.tls import Tls
from config.vocabulary import Trouble
from config.wire.link import Address, Connection, Inbound, Link, Received
from config.wire.pumped import PumpedLink
from config.wire.replies import Done
from config.wire.requests import CallNext, FinishService
from config.wire.topics import filter_of
from tests.certificates import Authority
from tests.contracts.mosquitto import Broker, secured, until
from tests.contracts.rig import HALL, WAIT_MAX_S, Rig, next_of, rigged

NEXT = CallNext(request_id="request-0001", counter="1", by="lan")
FLOOD = 300
"""Requests at once: more than one record of TLS."""


@pytest.fixture(scope="module", name="authority")
def _authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority"))


@contextmanager
def at(folder: Path, lines: tuple[str, ...]) -> Iterator[Rig]:
    """Links on a broker with these lines."""
    broker = Broker(folder, lines)
    broker.start()
    try:
        with rigged(broker) as rig:
            yield rig
    finally:
        broker.stop()


def away(rig: Rig, tls: Tls | None) -> Connection:
    """What a link is told that does not get in."""
    told = next_of(rig.link("wall-1", tls=tls, ready=False), Connection)
    assert not told.up
    return told


def wrong(item: Inbound) -> bool:
    """Whether a link was told that certificates are wrong: the first tries may end before it hears why."""
    return isinstance(item, Connection) and item.trouble is Trouble.CERTIFICATE_WRONG


def distrusted(rig: Rig, tls: Tls) -> str:
    """Why certificates are wrong, as both links tell it."""
    told = next_of(rig.link("wall-1", tls=tls, ready=False), Connection, wrong)
    pumped = PumpedLink(HALL, Address(rig.broker.host, rig.broker.port, "queue-server", "", tls))
    pumped.start()
    until(lambda: told in pumped.receive(0.01, 10), "the other link is told the same")
    pumped.stop()
    return told.reason


def test_requests_go_over_tls_both_ways_also_many_at_once(tmp_path: Path, authority: Authority) -> None:
    tls = Tls(authority.ca)
    with at(tmp_path, secured(authority)) as rig:
        console = rig.link("console", tls=tls)
        address = Address(rig.broker.host, rig.broker.port, "queue-server", "", tls)
        server = PumpedLink(HALL, address, [filter_of(HALL, kind) for kind in (CallNext, FinishService)])
        server.start()
        until(lambda: bool(server.receive(0.01, 1)) and server.connected.is_set(), "the server is there")
        requests = [NEXT.model_copy(update={"request_id": f"request-{number:04}"}) for number in range(FLOOD)]
        answers = [console.ask(request) for request in requests]

        def answered() -> bool:
            for item in server.receive(0.01, FLOOD):
                if isinstance(item, Received) and isinstance(item.message, CallNext) and item.asked is not None:
                    server.answer(item.asked, Done(request_id=item.message.request_id, seq=1))
            return all(answer.done() for answer in answers)

        until(answered, "every request has its answer", WAIT_MAX_S)
        server.stop()
        assert [answer.result().request_id for answer in answers] == [request.request_id for request in requests]


def test_a_broker_may_want_to_know_who_comes(tmp_path: Path, authority: Authority) -> None:
    with at(tmp_path, secured(authority, clients=True)) as rig:
        assert next_of(rig.link("wall-1", tls=authority.client()), Connection) == Connection(True)
        assert "does not accept our certificate" in distrusted(rig, Tls(authority.ca))
        stranger = Authority(tmp_path, "stranger").client()
        assert "unknown ca" in distrusted(rig, Tls(authority.ca, stranger.certificate, stranger.key))


def test_a_broker_of_another_authority_is_not_believed(tmp_path: Path, authority: Authority) -> None:
    with at(tmp_path, secured(authority)) as rig:
        assert "not believed" in distrusted(rig, Tls(Authority(tmp_path, "other").ca))


@pytest.mark.parametrize(
    ("address", "ended", "why"), [("10.0.0.9", False, "IP address mismatch"), ("127.0.0.1", True, "expired")]
)
def test_a_certificate_for_another_place_or_time_is_not_believed(
    tmp_path: Path, authority: Authority, address: str, ended: bool, why: str
) -> None:
    with at(tmp_path, secured(authority, address=address, ended=ended)) as rig:
        assert why in distrusted(rig, Tls(authority.ca))


def test_without_tls_on_one_side_nobody_gets_in(tmp_path: Path, authority: Authority) -> None:
    with at(tmp_path, ()) as rig:
        assert away(rig, Tls(authority.ca)).trouble is Trouble.NONE
    with at(tmp_path, secured(authority)) as rig:
        assert away(rig, None).trouble is Trouble.NONE


def test_it_comes_in_when_the_broker_has_the_right_certificate_again(tmp_path: Path, authority: Authority) -> None:
    broker = Broker(tmp_path, secured(authority, ended=True))
    broker.start()
    address = Address(broker.host, broker.port, "wall-1", "", Tls(authority.ca))
    link = Link(HALL, address)
    link.start()
    assert next_of(link, Connection, wrong).reason
    broker.stop()
    broker.start(secured(authority))
    assert next_of(link, Connection, lambda item: item.up) == Connection(True)
    link.stop()
    broker.stop()
