"""The measurements: each takes a hall or a broker and gives figures. Nothing here asserts a time."""

import queue
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from config.wire.link import Address, Link, Received
from config.wire.news import CallNews
from config.wire.replies import Done
from config.wire.requests import CallNext, FinishService, OpenCounter
from config.wire.topics import filter_of
from queue_server.broker.mosquitto import Mosquitto
from tests.bench.load import Load, run
from tests.bench.place import KIOSKS, BenchHall
from tests.demo.children import end_group
from tests.ports import LOOPBACK, free_port

TICKETS_1: Final = 1_000
TICKETS_8: Final = 2_400
"""With the warm-up, five rounds stay below the tickets that one day of a hall may have."""
WARM_UP: Final = 400
CALLS: Final = 300
ANSWER_TIMEOUT_S: Final = 5.0


def tickets(hall: BenchHall) -> tuple[Load, Load]:
    """Tickets with one kiosk, then with eight, on a running server."""
    services = [service.id for service in hall.plan.services]
    return _with_links([hall.link(f"kiosk-{n}") for n in range(1, KIOSKS + 1)], services)


def bare_tickets(folder: Path) -> tuple[Load, Load]:
    """The same kiosks against the bare loop."""
    users = [f"kiosk-{n}" for n in range(1, KIOSKS + 1)]
    with _bare_loop(folder, users) as port:
        links = [Link("longli", Address(LOOPBACK, port, user, "bare")) for user in users]
        for link in links:
            link.start()
        return _with_links(links, ["s"])


def call_to_screen(hall: BenchHall) -> tuple[float, ...]:
    """Milliseconds from a clerk's press to the message at the call screen's client, sorted."""
    console, screen = hall.link("console"), hall.link("calls-1", [filter_of("longli", CallNews)])
    _connected([console, screen])
    counter = hall.plan.counters_of[hall.plan.services[0].id][0].id
    took: list[float] = []
    _asked(console, OpenCounter(request_id=uuid.uuid4().hex, counter=counter, by="bench"))
    for _ in range(CALLS):
        began = time.perf_counter()
        console.ask(CallNext(request_id=uuid.uuid4().hex, counter=counter, by="bench"))
        _news(screen)
        took.append((time.perf_counter() - began) * 1000)
        _asked(console, FinishService(request_id=uuid.uuid4().hex, counter=counter, by="bench"))
    console.stop()
    screen.stop()
    return tuple(sorted(took))


def back_after_kill(hall: BenchHall) -> float:
    """Seconds from kill -9 to the next ticket, with a kiosk that stays connected and a supervisor that restarts."""
    kiosk = hall.link("kiosk-1")
    _connected([kiosk])
    began = time.monotonic()
    hall.kill()
    hall.spawn()
    hall.take(kiosk)
    took = time.monotonic() - began
    kiosk.stop()
    return took


def memory_mib(pid: int) -> float:
    """Proportional memory of a process."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    raise RuntimeError(f"the kernel does not tell the memory of {pid}")


def _with_links(links: list[Link], services: Sequence[str]) -> tuple[Load, Load]:
    try:
        _connected(links)
        run(links[:1], services, WARM_UP)
        one = run(links[:1], services, TICKETS_1)
        return one, run(links, services, TICKETS_8)
    finally:
        for link in links:
            link.stop()


def _connected(links: list[Link]) -> None:
    if not all(link.connected.wait(ANSWER_TIMEOUT_S) for link in links):
        raise RuntimeError("the broker does not answer")


def _asked(link: Link, request: OpenCounter | FinishService) -> None:
    reply = link.ask(request).result(ANSWER_TIMEOUT_S)
    if not isinstance(reply, Done):
        raise RuntimeError(f"refused: {reply}")


def _news(screen: Link) -> None:
    while True:
        try:
            item = screen.inbox.get(timeout=ANSWER_TIMEOUT_S)
        except queue.Empty:
            raise RuntimeError("the call did not reach the screen") from None
        if isinstance(item, Received) and isinstance(item.message, CallNews):
            return


@contextmanager
def _bare_loop(folder: Path, users: list[str]) -> Iterator[int]:
    """A broker of the same kind and the bare loop beside it."""
    port = free_port()
    rights = "topic readwrite hall/#\n" + "".join(f"user {user}\ntopic readwrite hall/#\n" for user in [*users, "bare"])
    broker = Mosquitto(folder / "bare", LOOPBACK, port, rights, dict.fromkeys([*users, "bare"], "bare"))
    broker.start()
    database = folder / "bare" / "bare.sqlite3"
    words = [sys.executable, "-m", "tests.bench.bare", str(port), str(database)]
    process = subprocess.Popen(words, stdout=subprocess.PIPE)
    try:
        if process.stdout is None or not process.stdout.readline():
            raise RuntimeError("the bare loop did not start")
        yield port
    finally:
        end_group(process)
        broker.stop()
