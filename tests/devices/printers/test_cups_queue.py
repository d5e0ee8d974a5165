"""Printing through a queue of the real cupsd: what it tells, and what became of each job. The printer is a twin."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from config.vocabulary import DeviceState, PrintState, Trouble
from devices.drivers.ticket_printer.cups_queue import CupsPrinter
from devices.faults import PortGone, SettingsWrong
from devices.kinds.ticket_printer import TicketPrinter
from devices.ports.address import CupsAddress, parse_address
from devices.registry import build_driver
from devices.simulated.paper.sheet import text_of
from devices.simulated.printers.cupsd import CupsLine
from devices.simulated.printers.printer_twin import PrinterTwin
from tests.devices.printers.test_printers import SLIP
from tests.devices.rig import device, site, watch_until
from tests.ports import free_port


@dataclass
class Bench:
    """A driver, the scheduler and the printer."""

    driver: CupsPrinter
    line: CupsLine
    twin: PrinterTwin

    def feels(self) -> tuple[DeviceState, Trouble]:
        """After one more look."""
        self.driver.step()
        feeling = self.driver.feeling()
        return feeling.state, feeling.trouble

    def impatient(self) -> None:
        """Tickets are given up soon."""
        self.driver._options = self.driver._options.model_copy(update={"patience_s": 1.5})

    def becomes(self, *feeling: DeviceState | Trouble) -> None:
        """Within the driver's own pauses, shortened."""
        watch_until(lambda: self.feels() == feeling, f"the queue feels {feeling}")


@pytest.fixture
def bench(ports: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bench]:
    """A queue that works."""
    monkeypatch.setattr("devices.drivers.ticket_printer.cups_queue.PROBE_STUCK_S", 1.0)
    address = CupsAddress("ticket", "127.0.0.1", free_port())
    lines: list[CupsLine] = []

    def line(hear: object) -> CupsLine:
        lines.append(CupsLine(address, hear))  # type: ignore[arg-type]
        return lines[0]

    twin = PrinterTwin(line)
    twin.start()
    settings = device(
        "printer", "ticket_printer", "cups_queue", f"cups:ticket@127.0.0.1:{address.port}", patience_s=20, probe_s=0.2
    )
    driver = CupsPrinter(settings, site(ports))
    driver.open()
    yield Bench(driver, lines[0], twin)
    twin.stop()


def test_a_slip_goes_through_the_queue_as_it_is(bench: Bench) -> None:
    assert isinstance(bench.driver, TicketPrinter)
    bench.becomes(DeviceState.OK, Trouble.NONE)
    assert bench.driver.print(SLIP).state is PrintState.PRINTED
    (paper,) = bench.twin.papers
    for words in ("A012", "不动产转移登记，￥80", "龙里县政务服务中心", "前面还有 12 人"):
        assert words in text_of(paper.rows).replace("\n", "")
    assert paper.bytes_taken <= 2048


@pytest.mark.parametrize(
    ("fault", "trouble"),
    [
        ("paper_out", Trouble.PAPER_OUT),
        ("cover_open", Trouble.COVER_OPEN),
        ("jam", Trouble.PAPER_JAM),
        ("error", Trouble.PRINTER_ERROR),
        ("offline", Trouble.PRINTER_OFFLINE),
    ],
)
def test_what_the_backend_tells_is_known_and_gone_after_it_ends(bench: Bench, fault: str, trouble: Trouble) -> None:
    bench.twin.switch(fault, True)
    bench.becomes(DeviceState.DOWN, trouble)
    assert bench.driver.print(SLIP).state is PrintState.FAILED
    bench.twin.switch(fault, False)
    bench.becomes(DeviceState.OK, Trouble.NONE)
    assert bench.driver.print(SLIP).state is PrintState.PRINTED
    assert bench.twin.printed == 1


def test_paper_near_its_end_warns_and_prints(bench: Bench) -> None:
    bench.twin.switch("paper_near_end", True)
    bench.becomes(DeviceState.WARNING, Trouble.PAPER_NEAR_END)
    assert bench.driver.print(SLIP).state is PrintState.PRINTED


def test_a_ticket_that_is_stuck_is_taken_back_and_never_comes_out_late(bench: Bench) -> None:
    bench.twin.switch("paper_out", True)
    outcome = bench.driver.print(SLIP)
    assert (outcome.state, outcome.trouble) == (PrintState.UNSURE, Trouble.PAPER_OUT)
    bench.twin.switch("paper_out", False)
    bench.becomes(DeviceState.OK, Trouble.NONE)
    assert not bench.twin.papers


def test_a_printer_out_of_reach_is_no_answer_and_never_out_of_paper(bench: Bench) -> None:
    bench.twin.switch("unplugged", True)
    bench.becomes(DeviceState.WARNING, Trouble.NO_ANSWER)
    bench.impatient()
    outcome = bench.driver.print(SLIP)
    assert outcome.state in (PrintState.UNSURE, PrintState.FAILED)
    assert outcome.trouble is Trouble.NO_ANSWER
    bench.twin.switch("unplugged", False)
    bench.becomes(DeviceState.OK, Trouble.NONE)


def test_a_scheduler_that_ends_is_a_port_that_is_gone_and_comes_back(bench: Bench) -> None:
    bench.line.halt()
    with pytest.raises(PortGone, match="queue ticket at 127"):
        bench.driver.step()
    assert bench.driver.print(SLIP).state is PrintState.FAILED
    bench.line.start()
    bench.driver.open()
    assert bench.driver.print(SLIP).state is PrintState.PRINTED


def test_a_queue_that_is_not_there_is_named(bench: Bench, ports: Path) -> None:
    port = bench.driver._queue._port.address.port
    driver = build_driver(device("p", "ticket_printer", "cups_queue", f"cups:other@127.0.0.1:{port}"), site(ports))
    with pytest.raises(PortGone, match="there is no such queue"):
        driver.open()


def test_a_queues_address_is_read(ports: Path) -> None:
    assert parse_address("cups:ticket") == CupsAddress("ticket", "localhost", 631)
    assert parse_address("cups:ticket@hall-3:6310") == CupsAddress("ticket", "hall-3", 6310)
    for wrong in ("tcp:127.0.0.1:9100", "cups:a/b", "cups:ticket@hall"):
        with pytest.raises(SettingsWrong):
            build_driver(device("p", "ticket_printer", "cups_queue", wrong), site(ports))
