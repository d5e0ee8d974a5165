"""The server is away, the kiosk goes on giving numbers; when it is back, everybody waits in the right order."""

import queue
from collections.abc import Callable
from pathlib import Path

import pytest

from config.vocabulary import PrintState, Trouble
from config.wire.link import Received
from config.wire.pictures import CounterPicture
from config.wire.replies import Done, Explained, Refused
from config.wire.requests import CallNext, ExplainTicket, FinishService, OpenCounter
from devices.kinds.ticket_printer import PrintOutcome
from kiosk.flow import happenings as h
from kiosk.flow import states as s
from tests.kiosk import stage
from tests.processes.kiosks.lone_kiosk import running
from tests.processes.server import HallServer, ask_until


def called(server: HallServer, service: str, times: int) -> list[str]:
    """A counter opens and calls so often; the numbers it called."""
    console = server.link("console", [CounterPicture])
    counter = next(c for c in server.plan.counters if service in c.services).id
    ask_until(console, OpenCounter(request_id="open-0001", counter=counter, by="lan"))
    numbers: list[str] = []
    for n in range(times):
        reply = ask_until(console, CallNext(request_id=f"call-{n:04}", counter=counter, by="lan"))
        assert isinstance(reply, Done), reply
        while True:
            item = console.inbox.get(timeout=stage.WAIT_S)
            picture = item.message if isinstance(item, Received) else None
            if not isinstance(picture, CounterPicture) or picture.counter != counter or picture.ticket is None:
                continue
            if picture.ticket.number not in numbers:
                numbers.append(picture.ticket.number)
                break
        ask_until(console, FinishService(request_id=f"done-{n:04}", counter=counter, by="lan"))
    nobody = ask_until(console, CallNext(request_id="call-last", counter=counter, by="lan"))
    assert isinstance(nobody, Refused), nobody
    return numbers


@pytest.mark.parametrize("end", [HallServer.stop, HallServer.kill])
def test_numbers_given_while_the_server_is_away_wait_in_their_order(
    server: HallServer, tmp_path: Path, end: Callable[[HallServer], object]
) -> None:
    folder = tmp_path / "kiosk"
    with running(server, folder) as kiosk:
        kiosk.until(lambda state: state.hall.open and state.hall.own is not None)
        first = kiosk.take()
        end(server)
        kiosk.until(lambda state: not state.hall.open)
        second = kiosk.take()
    with running(server, folder) as kiosk:  # switched off and on: the number that was given stays given
        third = kiosk.take()
        assert third != second
        server.start()
        kiosk.until(lambda state: state.hall.open)
        kiosk.told_all()
        fourth = kiosk.take()
    assert len({first, second, third, fourth}) == 4
    assert called(server, kiosk.service.id, 4) == [first, second, third, fourth]


def test_a_slip_of_the_kiosks_own_says_so(server: HallServer, tmp_path: Path) -> None:
    with running(server, tmp_path / "kiosk") as kiosk:
        kiosk.until(lambda state: state.hall.open and state.hall.own is not None)
        server.stop()
        kiosk.until(lambda state: not state.hall.open and isinstance(state.screen, s.Welcome))
        for touch in (h.Begin(), h.PickDepartment(kiosk.service.department), h.PickService(kiosk.service.id)):
            kiosk.station.touch(touch)
        kiosk.station.touch(h.WithoutCard())
        _, slip = kiosk.printer.slips.get(timeout=stage.WAIT_S)
        assert (slip.people_ahead, slip.wait, slip.counted_from) == (None, "", "")
        assert slip.notes[0].startswith("Given while the server was away")
        with pytest.raises(queue.Empty):
            kiosk.printer.slips.get_nowait()


def test_paper_of_the_kiosks_own_number_is_printed_again_and_the_server_hears_of_it(
    server: HallServer, tmp_path: Path
) -> None:
    with running(server, tmp_path / "kiosk") as kiosk:
        kiosk.until(lambda state: state.hall.open and state.hall.own is not None)
        server.stop()
        kiosk.until(lambda state: not state.hall.open and isinstance(state.screen, s.Welcome))
        kiosk.printer.outcome = PrintOutcome(PrintState.FAILED, Trouble.PAPER_OUT)
        for touch in (h.Begin(), h.PickDepartment(kiosk.service.department), h.PickService(kiosk.service.id)):
            kiosk.station.touch(touch)
        kiosk.station.touch(h.WithoutCard())
        shown = kiosk.until(lambda state: isinstance(state.screen, s.Number) and state.screen.paper is s.Paper.FAILED)
        assert isinstance(shown.screen, s.Number)
        ticket = shown.screen.ticket.ticket
        kiosk.printer.outcome = PrintOutcome(PrintState.PRINTED, Trouble.NONE)
        kiosk.station.touch(h.PrintAgain(ticket))
        kiosk.until(lambda state: isinstance(state.screen, s.Number) and state.screen.paper is s.Paper.PRINTED)
        first, second = (kiosk.printer.slips.get(timeout=stage.WAIT_S)[1] for _ in range(2))
        assert (first.number, second.notes[0]) == (second.number, "Printed again (paper 2)")
        server.start()
        kiosk.until(lambda state: state.hall.open)
        kiosk.told_all()
        console = server.link("console", [])
        reply = ask_until(console, ExplainTicket(request_id="why-00001", ticket=ticket))
        assert isinstance(reply, Explained), reply
        assert "printed again once" in reply.words.en
