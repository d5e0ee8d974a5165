"""Printing through a queue of the real cupsd: what it tells, and what became of each job. The printer is a twin."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from config.vocabulary import DeviceState, PrintState, Trouble
from devices.drivers.ticket_printer.cups_queue import CupsPrinter
from devices.drivers.ticket_printer.queue_jobs import QueueState
from devices.drivers.ticket_printer.queue_sight import (
    PRINTING_MAX_S,
    QUIET_AFTER_S,
    QUIET_PROBE_S,
    Beside,
    Probing,
    device_of,
)
from devices.faults import PortGone, SettingsWrong
from devices.frames.printers import ipp
from devices.frames.printers.ipp import JobState, Operation
from devices.kinds.ticket_printer import PrinterCondition, TicketPrinter
from devices.ports.address import CupsAddress, TcpAddress, parse_address
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

    def impatient(self, patience_s: float = 3) -> None:
        """Tickets are given up soon."""
        self.driver._options = self.driver._options.model_copy(update={"patience_s": patience_s})

    def becomes(self, *feeling: DeviceState | Trouble) -> None:
        """Within the driver's own pauses, shortened."""
        watch_until(lambda: self.feels() == feeling, f"the queue feels {feeling}")


BOTH = ("beside", "told")
"""The printer is asked beside its queue, or a maker's backend tells the queue."""
ASKED_BESIDE = pytest.mark.parametrize("bench", ["beside"], indirect=True)
TOLD = pytest.mark.parametrize("bench", ["told"], indirect=True)


@pytest.fixture(params=BOTH)
def bench(request: pytest.FixtureRequest, ports: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bench]:
    """A queue that works."""
    monkeypatch.setattr("devices.drivers.ticket_printer.queue_sight.STUCK_FIRST_S", 1.0)
    address = CupsAddress("ticket", "127.0.0.1", free_port())
    told = request.param == "told"
    lines: list[CupsLine] = []

    def line(hear: object) -> CupsLine:
        lines.append(CupsLine(address, hear, told))  # type: ignore[arg-type]
        return lines[0]

    twin = PrinterTwin(line)
    twin.start()
    way = {"beside": "none", "probe_s": 0.2} if told else {"settle_s": 0.1}
    settings = device(
        "printer", "ticket_printer", "cups_queue", f"cups:ticket@127.0.0.1:{address.port}", patience_s=20, **way
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
        ("error", Trouble.PRINTER_ERROR),
        ("offline", Trouble.PRINTER_OFFLINE),
    ],
)
def test_what_is_wrong_is_known_and_gone_after_it_ends(bench: Bench, fault: str, trouble: Trouble) -> None:
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


@TOLD
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


@TOLD
def test_a_jam_is_named_by_the_backend(bench: Bench) -> None:
    bench.twin.switch("jam", True)
    bench.becomes(DeviceState.DOWN, Trouble.PAPER_JAM)


def test_it_is_known_how_the_printer_is_as_soon_as_the_queue_is_open(bench: Bench) -> None:
    assert bench.driver.feeling().state is DeviceState.OK
    bench.twin.switch("paper_out", True)
    bench.driver.open()
    assert bench.driver.feeling().trouble is Trouble.PAPER_OUT
    bench.twin.switch("paper_out", False)


@TOLD
def test_empty_jobs_leave_no_trace_in_the_history(bench: Bench) -> None:
    queue, sight = bench.driver._queue, bench.driver._sight
    assert isinstance(sight, Probing)
    others = queue.send(b"x", "another program's")
    bench.becomes(DeviceState.OK, Trouble.NONE)
    watch_until(lambda: bench.driver.step() == [] and sight._job is not None, "an empty job is under way")
    job = sight._job
    assert job is not None
    watch_until(lambda: bool(bench.feels()) and sight._job != job, "the next one is under way")
    assert queue._ask(Operation.GET_JOB_ATTRIBUTES, [], job=job).status == ipp.NOT_FOUND
    assert queue._ask(Operation.GET_JOB_ATTRIBUTES, [], job=others).carried_out


@TOLD
def test_an_empty_job_is_given_up_only_when_it_waits_to_be_tried_again(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock, states = [0.0], {1: JobState.PENDING}
    cancelled: list[int] = []
    queue = bench.driver._queue
    monkeypatch.setattr(queue, "send", lambda *_: max(states))
    monkeypatch.setattr(queue, "job", lambda job: states[job])
    monkeypatch.setattr(queue, "state", lambda: QueueState(("connecting-to-device",), True, ""))
    monkeypatch.setattr(queue, "cancel", cancelled.append)
    monkeypatch.setattr(queue, "forget", cancelled.append)
    sight = Probing(queue, 1.0, lambda: clock[0])
    felt = []
    for second, state in (
        (0.0, JobState.PENDING),
        (0.2, JobState.PROCESSING),
        (0.5, JobState.PENDING),
        (8.0, JobState.PENDING),
    ):
        clock[0], states[1] = second, state
        sight.begin()
        felt.append((sight.condition(), bool(cancelled)))
    unknown = PrinterCondition.NO_ANSWER
    assert felt == [(unknown, False), (unknown, False), (unknown, False), (unknown, True)]
    states[1] = JobState.COMPLETED
    sight.begin()
    assert sight.condition() is PrinterCondition.NO_ANSWER
    monkeypatch.setattr(queue, "state", lambda: QueueState(("none",), False, ""))
    clock[0] += 1
    sight.begin()
    assert sight.condition() is PrinterCondition.READY


@TOLD
def test_empty_jobs_are_few_when_nobody_prints(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [0.0]
    queue = bench.driver._queue
    sent: list[float] = []

    def send(*_: object) -> int:
        sent.append(clock[0])
        return len(sent)

    monkeypatch.setattr(queue, "send", send)
    monkeypatch.setattr(queue, "job", lambda _: JobState.COMPLETED)
    sight = Probing(queue, 1.0, lambda: clock[0])
    for second in range(700):
        clock[0] = float(second)
        sight.begin()
        sight.condition()
    assert len([at for at in sent if at <= QUIET_AFTER_S]) == QUIET_AFTER_S + 1
    late = [at for at in sent if at > QUIET_AFTER_S]
    assert {after - before for before, after in itertools.pairwise(late)} == {QUIET_PROBE_S}
    sight.used()
    clock[0] += 1
    sight.begin()
    assert sent[-1] == clock[0]


@pytest.mark.parametrize("switch", ["silent", "garbled", "half_frame", "late"])
def test_a_printer_that_gives_no_answer_is_named(bench: Bench, switch: str) -> None:
    bench.twin.switch(switch, True)
    bench.becomes(DeviceState.WARNING, Trouble.NO_ANSWER)
    bench.twin.switch(switch, False)
    bench.becomes(DeviceState.OK, Trouble.NONE)


@ASKED_BESIDE
def test_paper_that_runs_out_in_a_slip_leaves_it_unsure(bench: Bench) -> None:
    bench.twin.switch("runs_out_in_slip", True)
    outcome = bench.driver.print(SLIP)
    assert (outcome.state, outcome.trouble) == (PrintState.UNSURE, Trouble.PAPER_OUT)


@ASKED_BESIDE
def test_another_programs_job_has_the_printer_to_itself(bench: Bench) -> None:
    """Nobody else is let in while the queue prints; that is no fault, unless it lasts."""
    clock = [0.0]
    queue, beside = bench.driver._queue, bench.driver._sight
    assert isinstance(beside, Beside)
    beside._clock = lambda: clock[0]
    assert beside.condition() is PrinterCondition.READY
    bench.twin.switch("paper_out", True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(queue, "state", lambda: QueueState(("none",), True, ""))
        assert beside.condition() is PrinterCondition.READY
        clock[0] += PRINTING_MAX_S
        assert beside.condition() is PrinterCondition.PAPER_OUT
        patch.setattr(queue, "state", lambda: QueueState(("paused",), False, ""))
        assert beside.condition() is PrinterCondition.OFFLINE


def test_while_a_ticket_is_stuck_the_fault_is_told(bench: Bench) -> None:
    told = []

    def felt() -> None:
        told.append(bench.driver.feeling().trouble)
        if Trouble.NO_ANSWER in told:
            bench.impatient(0)

    bench.becomes(DeviceState.OK, Trouble.NONE)
    bench.impatient(20)
    bench.twin.switch("unplugged", True)
    bench.driver._condition = PrinterCondition.READY
    job = bench.driver._print(b"x", felt)
    assert job.trouble is Trouble.NO_ANSWER
    assert Trouble.NO_ANSWER in told


@pytest.mark.parametrize(
    ("queue", "uri", "found"),
    [
        ("cups:q", "socket://10.0.0.7", TcpAddress("10.0.0.7", 9_100)),
        ("cups:q", "socket://printer.hall:9101/?contimeout=60", TcpAddress("printer.hall", 9_101)),
        ("cups:q", "socket://127.0.0.1:9100", TcpAddress("127.0.0.1", 9_100)),
        ("cups:q@10.0.0.9:631", "socket://127.0.0.1:9100", None),
        ("cups:q", "usb://EPSON/TM-T82?serial=1", None),
        ("cups:q", "socket://10.0.0.7:x", None),
        ("cups:q", "socket:", None),
    ],
)
def test_where_a_queues_printer_is(queue: str, uri: str, found: TcpAddress | None) -> None:
    address = parse_address(queue)
    assert isinstance(address, CupsAddress)
    assert device_of(address, uri) == found


@pytest.mark.parametrize("wrong", ["serial:printer", "mqtt:h:1/t", "pcsc:x", "nowhere"])
def test_not_every_port_can_be_asked_beside_a_queue(ports: Path, wrong: str) -> None:
    with pytest.raises(SettingsWrong):
        build_driver(device("p", "ticket_printer", "cups_queue", "cups:q", beside=wrong), site(ports))


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
