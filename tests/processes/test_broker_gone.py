"""The broker dies while the hall is at work: it is started again, everybody comes back, nothing given is lost."""

import os
import signal

from config.wire.link import Received
from config.wire.pictures import CallsPicture, CounterPicture
from config.wire.replies import Done, TicketGiven
from config.wire.requests import CallNext, OpenCounter, TakeTicket
from tests.processes.server import READY_TIMEOUT_S, HallServer, ask_until


def take(server: HallServer, request_id: str) -> TakeTicket:
    """A wish for a number."""
    return TakeTicket(request_id=request_id, kiosk="kiosk-1", service=server.plan.services[0].id)


def break_broker(server: HallServer) -> None:
    """kill -9 the broker, and wait until the server has noticed."""
    pid = server.broker_pid()
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    server.wait_for_line("mosquitto ended by itself and is started again")


def test_a_killed_broker_comes_back_with_everybody(server: HallServer) -> None:
    kiosk, console = server.link("kiosk-1"), server.link("console")
    first = ask_until(kiosk, take(server, "before-1"))
    break_broker(server)
    second = ask_until(kiosk, take(server, "while-01"))
    assert isinstance(first, TicketGiven)
    assert isinstance(second, TicketGiven)
    assert int(second.number[-3:]) == int(first.number[-3:]) + 1
    assert ask_until(kiosk, take(server, "before-1")) == first
    counter = server.plan.counters_of[server.plan.services[0].id][0].id
    assert isinstance(ask_until(console, OpenCounter(request_id="open-0001", counter=counter, by="lan")), Done)
    assert isinstance(ask_until(console, CallNext(request_id="call-0001", counter=counter, by="lan")), Done)


def test_a_new_broker_gets_every_picture(server: HallServer) -> None:
    """Its predecessor took the retained pictures with it."""
    ask_until(server.link("kiosk-1"), take(server, "before-1"))
    break_broker(server)
    screen = server.link("console", [CounterPicture, CallsPicture])
    seen: set[str] = set()
    while seen < {*(counter.id for counter in server.plan.counters), "calls"}:
        item = screen.inbox.get(timeout=READY_TIMEOUT_S)
        if isinstance(item, Received):
            seen.add(item.message.counter if isinstance(item.message, CounterPicture) else "calls")


def test_a_broker_killed_twice_comes_back_twice(server: HallServer) -> None:
    kiosk = server.link("kiosk-1")
    for number in range(2):
        assert isinstance(ask_until(kiosk, take(server, f"round-{number}1")), TicketGiven)
        break_broker(server)
    assert isinstance(ask_until(kiosk, take(server, "round-31")), TicketGiven)


def test_a_server_killed_and_started_takes_its_broker_over(server: HallServer) -> None:
    """The devices' connections live on, and a request made meanwhile is answered by the next server."""
    kiosk, broker = server.link("kiosk-1"), server.broker_pid()
    assert isinstance(ask_until(kiosk, take(server, "before-1")), TicketGiven)
    server.kill()
    asked = kiosk.ask(take(server, "between1"))
    assert server.broker_pid() == broker
    server.start()
    assert isinstance(asked.result(READY_TIMEOUT_S), TicketGiven)
    assert server.broker_pid() == broker
    assert kiosk.connected.is_set()
