"""A real mosquitto holds everybody to the list."""

from collections.abc import Iterator

import pytest

from config.wire.link import Address, Connection, Link
from tests.ports import LOOPBACK, free_port
from tests.processes.raw_client import TIMEOUT_S, RawClient
from tests.queue_server.broker.longli import HALL, PASSWORDS, USER, may_hear, may_send, mosquitto, places

FAILED = 128
NOT_ALLOWED = 135
LAST = b"last"


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of Longli's broker."""
    free = free_port()
    broker = mosquitto(tmp_path_factory.mktemp("broker"), free)
    broker.start()
    yield free
    broker.stop()


def client(port: int, user: str, password: str | None = None, called: str = "") -> RawClient:
    """A careless client with a user's name."""
    return RawClient(HALL, port, user, PASSWORDS[user] if password is None else password, called)


@pytest.mark.parametrize("name", ["evaluator-z01", "kiosk-1", "wall-1"])
def test_a_user_is_heard_only_where_it_may_speak(port: int, name: str) -> None:
    with client(port, name) as user:
        assert user.verdict() == 0
        verdicts = {topic: user.send(topic, b"{}") for topic in sorted({topic for _, _, topic in places()})}
    assert {topic for topic, verdict in verdicts.items() if verdict < FAILED} == may_send(USER[name])
    assert {verdict for verdict in verdicts.values() if verdict >= FAILED} == {NOT_ALLOWED}


def test_what_an_evaluator_may_not_say_does_not_arrive(port: int) -> None:
    with client(port, "queue-server") as server, client(port, "evaluator-z01") as evaluator:
        assert (server.verdict(), evaluator.verdict()) == (0, 0)
        server.listen("hall/#")
        evaluator.send("hall/longli/counter/z01/call-next", b"{}")
        evaluator.send("hall/longli/counter/z02/give-evaluation", b"{}")
        evaluator.send("hall/longli/counter/z01/give-evaluation", LAST)
        arrived = server.messages.get(timeout=TIMEOUT_S)
        while arrived.topic.startswith("hall/longli/presence/"):
            arrived = server.messages.get(timeout=TIMEOUT_S)
        assert (arrived.topic, arrived.payload) == ("hall/longli/counter/z01/give-evaluation", LAST)


@pytest.mark.parametrize("name", ["evaluator-z01", "wall-1"])
def test_a_listener_to_everything_hears_only_its_own(port: int, name: str) -> None:
    sent = may_send(USER["queue-server"])
    with client(port, "queue-server") as server, client(port, name) as listener:
        assert (server.verdict(), listener.verdict()) == (0, 0)
        assert listener.listen("hall/#") < FAILED
        for topic in sorted(sent):
            assert server.send(topic, b"{}") < FAILED, topic
        server.send(f"hall/longli/reply/{name}", LAST)
        heard: list[str] = []
        while (message := listener.messages.get(timeout=TIMEOUT_S)).payload != LAST:
            heard.append(message.topic)
    assert {topic for topic in heard if topic in sent} == may_hear(USER[name]) & sent
    assert set(heard) <= may_hear(USER[name]) | {f"hall/longli/presence/{user}" for user in USER}


@pytest.mark.parametrize(("name", "password"), [("evaluator-z01", "guessed"), ("kiosk-1", "")])
def test_a_wrong_password_is_refused(port: int, name: str, password: str) -> None:
    with client(port, name, password) as stranger:
        assert stranger.verdict() >= FAILED


def test_a_stranger_is_refused(port: int) -> None:
    with RawClient(HALL, port, "nobody", "nothing") as stranger:
        assert stranger.verdict() >= FAILED


def test_nobody_takes_another_s_place_by_its_client_s_name(port: int) -> None:
    """With one name for user and session, a false name is not even seen."""
    wall = Link(HALL, Address(LOOPBACK, port, "wall-1", PASSWORDS["wall-1"]))
    wall.start()
    assert wall.connected.wait(TIMEOUT_S)
    with client(port, "evaluator-z01", called="wall-1") as thief:
        assert thief.verdict() == 0
        assert thief.send("hall/longli/counter/z01/give-evaluation", b"{}") < FAILED
        assert wall.connected.is_set()
        assert wall.inbox.get(timeout=TIMEOUT_S) == Connection(True)
        assert wall.inbox.empty(), "the wall lost its connection"
    wall.stop()


def test_a_link_with_a_wrong_password_says_so(port: int) -> None:
    link = Link(HALL, Address(LOOPBACK, port, "wall-1", "guessed"))
    link.start()
    said = link.inbox.get(timeout=TIMEOUT_S)
    assert isinstance(said, Connection)
    assert not said.up
    assert said.reason == "Not authorized"
    link.stop()
