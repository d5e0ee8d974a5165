"""A broker, a scripted queue server and a console for each test that asks for them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ports import free_port
from tests.queue_server.console.child_processes import Child, broker_arguments, running
from tests.queue_server.console.desk_side import MINE, ConsoleThread, HandClock, Visit, make_parts, read_until_live
from tests.queue_server.console.scripted_server import ScriptedServer


@pytest.fixture(name="broker_port")
def _broker_port() -> int:
    return free_port()


@pytest.fixture(name="broker")
def _broker(tmp_path: Path, broker_port: int) -> Iterator[Child]:
    with running(broker_arguments(tmp_path / "broker", broker_port)) as broker:
        yield broker


@pytest.fixture(name="server")
def _server(broker: Child, broker_port: int) -> Iterator[ScriptedServer]:
    assert broker.process.poll() is None
    server = ScriptedServer(broker_port)
    server.start()
    yield server
    server.stop()


@pytest.fixture(name="clock")
def _clock() -> HandClock:
    return HandClock()


@pytest.fixture(name="reply_timeout_s")
def _reply_timeout_s() -> float:
    """A test of silence parametrizes it."""
    return 2.0


@pytest.fixture(name="console")
def _console(tmp_path: Path, broker_port: int, clock: HandClock, reply_timeout_s: float) -> Iterator[ConsoleThread]:
    console = ConsoleThread(make_parts(tmp_path, broker_port, clock, reply_timeout_s))
    console.start()
    yield console
    console.stop()


@pytest.fixture(name="visit")
def _visit(console: ConsoleThread) -> Iterator[Visit]:
    visit = Visit(console.address)
    yield visit
    visit.close()


@pytest.fixture(name="clerk")
def _clerk(server: ScriptedServer, visit: Visit) -> Visit:
    """Signed in at a counter, broker and server there."""
    assert server is not None
    visit.sign_in("clerk", counter=MINE)
    with visit.socket("counter") as talk:
        read_until_live(talk)
    return visit
