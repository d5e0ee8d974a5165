"""A speaker on a computer of its own: what the server calls is said aloud, and nothing of before a restart."""

import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

from config.vocabulary import Language
from config.wire.link import Link
from config.wire.replies import TicketGiven
from config.wire.requests import CallAgain, CallNext, FinishService, MarkNoShow, OpenCounter, Request, TakeTicket
from devices.frames.speakers.wording import Reading, call_pieces, sentence
from devices.ports.address import parse_address
from devices.simulated.speakers.heard import SpeakerTwin
from devices.simulated.speakers.maker import speaker_twin
from tests.devices.rig import device, watch_until
from tests.processes.server import HallServer, ask_until
from tests.queue_server.console.child_processes import Child, running

ENTRY = """
[[device]]
name = "upstairs"
kind = "speaker"
driver = "espeak_ng"
at = "upstairs"
port = "sound:hall"
"""
VOICE = device("upstairs", "speaker", "espeak_ng", "sound:hall")
READING = Reading(Language.CHINESE, "请{number}号到{counter}")
SERVICE = "information-request"


@dataclass
class SpeakingHall:
    """A hall with one speaker, and a clerk at the first counter."""

    server: HallServer
    twin: SpeakerTwin
    clerk: Link
    words: list[str]

    def asks(self, request: Request) -> None:
        """The clerk asks for something."""
        ask_until(self.clerk, request)

    def heard(self, *numbers: str) -> None:
        """Wait until just these numbers were called aloud."""
        wanted = [sentence(Language.CHINESE, call_pieces(READING, number, "综合1号窗口")) for number in numbers]
        watch_until(lambda: [each.words for each in self.twin.ear.heard if each.to_its_end] == wanted, f"{wanted}")

    def take(self, request_id: str) -> str:
        """A visitor takes a number."""
        request = TakeTicket(request_id=request_id, kiosk="kiosk-1", service=SERVICE)
        given = ask_until(self.server.link("kiosk-1"), request)
        assert isinstance(given, TicketGiven)
        return given.number

    def speaker(self) -> AbstractContextManager[Child]:
        """Its program, started."""
        return running(self.words)


@pytest.fixture(name="hall")
def _hall(tmp_path: Path) -> Iterator[SpeakingHall]:
    server, ports = HallServer(tmp_path), tmp_path / "ports"
    with (server.settings.plan_dir / "devices.toml").open("a") as devices:
        devices.write(ENTRY)
    with server.file.open("a") as settings:
        settings.write(f'[devices]\nports_dir = "{ports}"\n')
    twin = speaker_twin(VOICE, parse_address(VOICE.port, ports), pace=0.02)
    with ExitStack() as parts:
        parts.enter_context(server)
        twin.start()
        parts.callback(twin.stop)
        words = [sys.executable, "-m", "devices", "--settings", str(server.file), "--at", "upstairs"]
        yield SpeakingHall(server, twin, server.link("console"), words)


def test_a_call_that_nobody_answered_is_not_said_when_the_speaker_is_free_again(hall: SpeakingHall) -> None:
    _, second = hall.take("ticket-0001"), hall.take("ticket-0002")
    hall.asks(OpenCounter(request_id="opened-0001", counter="z01", by="li"))
    with hall.speaker() as child:
        child.wait_for("upstairs is ok")
        hall.twin.switch("busy", True)
        child.wait_for("upstairs is warning")
        hall.asks(CallNext(request_id="called-0001", counter="z01", by="li"))
        hall.asks(MarkNoShow(request_id="gone-0001", counter="z01", by="li"))
        hall.asks(CallNext(request_id="called-0002", counter="z01", by="li"))
        hall.twin.switch("busy", False)
        hall.heard(second)


def test_calls_are_said_and_said_again_but_not_those_of_before(hall: SpeakingHall) -> None:
    first, second = hall.take("ticket-0001"), hall.take("ticket-0002")
    hall.asks(OpenCounter(request_id="opened-0001", counter="z01", by="li"))
    with hall.speaker() as child:
        child.wait_for("upstairs is ok")
        hall.asks(CallNext(request_id="called-0001", counter="z01", by="li"))
        hall.heard(first)
        hall.asks(CallAgain(request_id="again-0001", counter="z01", by="li"))
        hall.heard(first, first)
    hall.asks(CallAgain(request_id="again-0002", counter="z01", by="li"))
    with hall.speaker() as child:
        child.wait_for("upstairs is ok")
        hall.asks(FinishService(request_id="done-0001", counter="z01", by="li"))
        hall.asks(CallNext(request_id="called-0002", counter="z01", by="li"))
        hall.heard(first, first, second)
    assert not hall.twin.ear.talked_over
