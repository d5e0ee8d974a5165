"""What kiosk tests stand on: a real broker without passwords, a virtual display, a stand-in for the queue server."""

import os
import queue
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from config.paper.fields import Content
from config.settings.user_names import SERVER
from config.vocabulary import PrintState
from config.wire.appointments import CheckIn
from config.wire.link import Address, Connection, Link, Received
from config.wire.pictures import ServicesPicture
from config.wire.presence import Presence
from config.wire.replies import Done, Reply
from config.wire.requests import ReportPrint, TakeTicket
from config.wire.topics import filter_of
from devices import events as d
from devices.kinds.slip import Slip, TicketSlip
from devices.kinds.ticket_printer import PrintOutcome
from tests.kiosk import samples
from tests.ports import free_port

HALL: Final = "longli"
WAIT_S: Final = 30.0


@contextmanager
def broker(folder: Path) -> Iterator[int]:
    """mosquitto on a free port; everybody may do everything."""
    port = free_port()
    settings = folder / "mosquitto.conf"
    settings.write_text(f"listener {port} 127.0.0.1\nallow_anonymous true\nset_tcp_nodelay true\n")
    path = f"{os.environ['PATH']}:/usr/sbin"
    process = subprocess.Popen(
        ["mosquitto", "-c", str(settings)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={"PATH": path}
    )
    try:
        yield port
    finally:
        process.terminate()
        process.wait(WAIT_S)


@contextmanager
def display(width: int, height: int) -> Iterator[str]:
    """A virtual display of this size; yields its name."""
    reader, writer = os.pipe()
    words = ["Xvfb", "-displayfd", str(writer), "-screen", "0", f"{width}x{height}x24", "-nolisten", "tcp"]
    process = subprocess.Popen(words, pass_fds=(writer,), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.close(writer)
    try:
        with os.fdopen(reader) as answer:
            yield f":{int(answer.readline())}"
    finally:
        process.terminate()
        process.wait(WAIT_S)


class ServerStandIn:
    """Answers what it is told to; ``asked`` holds every request in order."""

    def __init__(self, port: int) -> None:
        listen = [filter_of(HALL, kind) for kind in (TakeTicket, CheckIn, ReportPrint)]
        self.link = Link(HALL, Address("127.0.0.1", port, SERVER, ""), listen)
        self.asked: queue.Queue[TakeTicket | CheckIn | ReportPrint] = queue.Queue(100)
        self.answer: Callable[[TakeTicket], Reply | None] = lambda request: samples.ticket(request.request_id)
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._serve)

    def start(self) -> None:
        self.link.start()
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        self._thread.join(WAIT_S)
        self.link.stop()

    def next_ticket_request(self) -> TakeTicket:
        request = self.asked.get(timeout=WAIT_S)
        assert isinstance(request, TakeTicket)
        return request

    def show(self, picture: ServicesPicture) -> None:
        self.link.send(picture)

    def _serve(self) -> None:
        while not self._stopping.is_set():
            try:
                item = self.link.inbox.get(timeout=0.05)
            except queue.Empty:
                continue
            if isinstance(item, Connection) and item.up:
                self.link.send(Presence(user=SERVER, online=True))
                self.link.send(samples.PICTURE)
            if isinstance(item, Received) and isinstance(item.message, TakeTicket | CheckIn | ReportPrint):
                self.asked.put(item.message)
                self._reply(item)

    def _reply(self, item: Received) -> None:
        request = item.message
        reply = self.answer(request) if isinstance(request, TakeTicket) else Done(request_id="done-0001", seq=1)
        if isinstance(request, CheckIn):
            reply = samples.ticket(request.request_id, booked_for=samples.NOW)
        if item.asked is not None and reply is not None:
            self.link.answer(item.asked, reply)


class DevicesStandIn:
    """A device host whose devices are moved by hand; prints answer with ``outcome``."""

    def __init__(self) -> None:
        self.events: queue.Queue[d.DeviceEvent] = queue.Queue(100)
        self.slips: queue.Queue[tuple[str, TicketSlip]] = queue.Queue(100)
        self.papers: queue.Queue[Content] = queue.Queue(100)
        self.keys: queue.Queue[tuple[str, str]] = queue.Queue(100)
        self.outcome = PrintOutcome(PrintState.PRINTED)
        self.devices: list[d.DeviceHealth] = []

    def start(self) -> None:
        for device in self.devices:
            self.events.put(device)

    def stop(self) -> None:
        """Nothing is open."""

    def health(self) -> list[d.DeviceHealth]:
        return self.devices

    def give_key(self, text: str, reader: str) -> bool:
        self.keys.put((reader, text))
        return True

    def print_slip(self, printer_name: str, job_id: str, slip: Slip) -> None:
        if isinstance(slip, TicketSlip):
            self.slips.put((printer_name, slip))
        else:
            self.papers.put(slip)
        self.events.put(d.PrintFinished(job_id, self.outcome))
