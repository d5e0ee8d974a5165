"""A counter with a pad, a strip and evaluators, each on its own port: a press on the pad becomes bytes on the strip, a
visitor's press a fact of the journal."""

import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import pytest

from config.settings.installation import read_installation
from config.settings.rules.buttons import hall_topic
from config.vocabulary import Level
from config.wire.replies import TicketGiven
from config.wire.requests import CallNext, CloseCounter, FinishService, TakeTicket
from devices.simulated.evaluators.button_twin import ButtonTwin
from devices.simulated.evaluators.ff68_twin import Ff68Twin
from devices.simulated.evaluators.gwq_twin import GwqTwin
from devices.simulated.evaluators.maker import button_twin
from devices.simulated.lines.broker_line import Publisher
from devices.simulated.lines.pty_line import PtyLine
from devices.simulated.signs.maker import sign_twin
from devices.simulated.signs.sign_twin import SignTwin
from queue_server.domain.facts import EvaluationRecorded
from queue_server.journal.journal import Journal
from tests.contracts.mosquitto import until
from tests.devices.rig import device, watch_until
from tests.ports import free_port
from tests.processes.server import HallServer, ask_until
from tests.queue_server.console.child_processes import Child, running

STRIP_ENTRY = """
[[device]]
name = "strip-1"
kind = "sign"
driver = "template"
at = "counters-1"
port = "serial:strip-1"

[device.options]
template = "a1"
counters = { "1" = "z01" }
colours = { paused = "yellow" }
"""
EVALUATORS_ENTRY = """
[[device]]
name = "gwq-1"
kind = "evaluator"
driver = "gwq"
at = "counters-1"
port = "tcp:127.0.0.1:{port}"
options = {{ counters = {{ "1" = "z01" }}, teller_no = "ticket" }}

[[device]]
name = "buttons-1"
kind = "evaluator"
driver = "mqtt_buttons"
at = "counters-1"
port = "mqtt:hall/zigbee2mqtt/{{address}}"

[device.options]
preset = "zigbee2mqtt"
counters = {{ box = "z01" }}
levels = {{ single = "satisfied", long = "dissatisfied" }}
"""
OWN = ("bus-1", "strip-1", "gwq-1", "buttons-1")
STRIP = device("strip-1", "sign", "template", "serial:strip-1", template="a1", counters={"1": "z01"})
SERVICE = "information-request"


@dataclass
class CounterHall:
    """A hall with one counter's pad and strip."""

    server: HallServer
    pad: Ff68Twin
    strip: SignTwin
    gwq: GwqTwin
    buttons: ButtonTwin
    devices: Child

    def stands(self, line: str) -> None:
        """Wait until this stands on the strip."""
        lines = (line,) if line else ()
        watch_until(lambda: self.strip.shown("z01").lines == lines, f"{line!r} on the strip")

    def take(self) -> str:
        """A visitor takes a number."""
        request = TakeTicket(request_id=uuid4().hex, kiosk="kiosk-1", service=SERVICE)
        given = ask_until(self.server.link("kiosk-1"), request)
        assert isinstance(given, TicketGiven)
        return given.number

    def asks_for_a_mark(self, number: str) -> None:
        """Wait until the visitor was served and evaluators ask."""
        self.stands("请等候叫号")
        watch_until(lambda: self.gwq.asked is not None and self.gwq.asked["TellerNo"] == number, "to be asked")

    def marks(self) -> list[tuple[str, Level]]:
        """What stands in the journal."""
        with Journal(self.server.settings.journal_url, self.server.settings.hall) as journal:
            facts = [record.fact for record in journal.all_records()]
        return [(f.ticket.rpartition("-")[2], f.level) for f in facts if isinstance(f, EvaluationRecorded)]


@pytest.fixture(name="hall")
def _hall(tmp_path: Path) -> Iterator[CounterHall]:
    server, ports, gwq_port = HallServer(tmp_path), tmp_path / "ports", free_port()
    with (server.settings.plan_dir / "devices.toml").open("a") as devices:
        devices.write(STRIP_ENTRY + EVALUATORS_ENTRY.format(port=gwq_port))
    with server.file.open("a") as settings:
        settings.write(f'[devices]\nports_dir = "{ports}"\n')
    pad, strip = Ff68Twin(ports / "bus-1", {1: "z01"}), sign_twin(STRIP, lambda hear: PtyLine(ports / "strip-1", hear))
    with ExitStack() as parts:
        parts.enter_context(server)
        installation = read_installation(server.file)
        box = next(each for each in installation.hall.devices if each.name == "buttons-1")
        told = Publisher(installation.address(f"buttons-{box.name}"))
        gwq, buttons = GwqTwin(gwq_port, ["z01"]), button_twin(box, hall_topic(box.port), told)
        for twin in (pad, strip, gwq, buttons):
            twin.start()
            parts.callback(twin.stop)
        words = [sys.executable, "-m", "devices", "--settings", str(server.file), "--at", "counters-1"]
        child = parts.enter_context(running(words))
        child.wait_for("devices at counters-1")
        until(lambda: all(any(f"{name} is ok" in line for line in child.lines) for name in OWN), f"{OWN} are ok", 30)
        yield CounterHall(server, pad, strip, gwq, buttons, child)


def test_a_press_at_the_counter_becomes_bytes_on_its_strip_and_a_visitors_a_mark(hall: CounterHall) -> None:
    watch_until(lambda: hall.strip.heard != b"", "the counter's picture")
    number = hall.take()
    hall.pad.press("z01", "call_next")
    with running([*hall.devices.arguments[:-2], "--spy", "strip-1"]) as technician:
        technician.wait_for("listening to strip-1 in the program that drives it")
        hall.pad.press("z01", "call_again")
        technician.wait_for(f"strip 1: show 请{number}到综合1号窗口")
        assert technician.stop() == 0
    hall.stands(f"请{number}到综合1号窗口")
    assert number.encode("gbk") in hall.strip.heard
    hall.pad.press("z01", "ask_evaluation")
    hall.asks_for_a_mark(number)
    hall.gwq.judge("z01", 1)
    watch_until(lambda: hall.marks() == [(number, Level.VERY_SATISFIED)], "the mark of the first")
    hall.buttons.judge("z01", 1)
    hall.devices.wait_for(" refused: ")
    second, console = hall.take(), hall.server.link("console")
    ask_until(console, CallNext(request_id="call-next-2", counter="z01", by="li"))
    hall.stands(f"请{second}到综合1号窗口")
    ask_until(console, FinishService(request_id="finish-2", counter="z01", by="li"))
    hall.asks_for_a_mark(second)
    hall.buttons.judge("z01", 2)
    watch_until(lambda: hall.marks()[1:] == [(second, Level.DISSATISFIED)], "the mark of the second")


def test_a_strip_that_was_away_shows_what_happened_meanwhile(hall: CounterHall) -> None:
    watch_until(lambda: hall.strip.heard != b"", "the counter's picture")
    number = hall.take()
    hall.pad.press("z01", "call_next")
    hall.stands(f"请{number}到综合1号窗口")
    hall.strip.switch("unplugged", True)
    hall.devices.wait_for("strip-1 is down")
    hall.pad.press("z01", "ask_evaluation")
    watch_until(lambda: hall.pad.shown("z01") == "", "the pad to go on without the strip")
    hall.pad.press("z01", "pause")
    hall.strip.switch("unplugged", False)
    hall.stands("暂停服务")
    assert hall.strip.shown("z01").colour == "yellow"
    ask_until(hall.server.link("console"), CloseCounter(request_id="closing-1", counter="z01", by="li"))
    hall.stands("")
