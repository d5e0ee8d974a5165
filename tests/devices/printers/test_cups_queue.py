"""Printing through a queue of the real cupsd: what it tells, and what became of each job. The printer is a twin."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from config.vocabulary import DeviceState, PrintState, Trouble
from devices.drivers.ticket_printer.queue_jobs import JobSeen, QueueState
from devices.drivers.ticket_printer.queue_probing import OFFLINE_REPORT, Probing
from devices.drivers.ticket_printer.queue_sight import PRINTING_MAX_S, Beside, device_of
from devices.faults import PortGone, SettingsWrong
from devices.frames.printers import ipp
from devices.frames.printers.ipp import JobState, Operation
from devices.kinds.ticket_printer import PrinterCondition
from devices.ports.address import CupsAddress, TcpAddress, parse_address
from devices.registry import build_driver
from tests.devices.printers import makes
from tests.devices.printers.makes import WELL, QueueBench
from tests.devices.printers.test_printers import SLIP
from tests.devices.rig import device, site, watch_until

ASKED_BESIDE = pytest.mark.parametrize("bench", [makes.BESIDE], indirect=True)
TOLD = pytest.mark.parametrize("bench", [makes.TOLD], indirect=True)
OFFLINE = (DeviceState.DOWN, Trouble.PRINTER_OFFLINE)


@pytest.fixture(params=list(makes.QUEUES))
def bench(request: pytest.FixtureRequest, ports: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[QueueBench]:
    """A queue that works."""
    monkeypatch.setattr("devices.drivers.ticket_printer.queue_probing.STUCK_FIRST_S", 1.0)
    its = makes.queue(request.param, ports)
    yield its
    its.twin.stop()


@TOLD
def test_a_ticket_that_is_stuck_is_taken_back_and_never_comes_out_late(bench: QueueBench) -> None:
    bench.twin.switch("paper_out", True)
    outcome = bench.driver.print(SLIP)
    assert (outcome.state, outcome.trouble) == (PrintState.UNSURE, Trouble.PAPER_OUT)
    bench.twin.switch("paper_out", False)
    bench.becomes(WELL)
    assert not bench.twin.papers


def test_it_is_known_how_the_printer_is_as_soon_as_the_queue_is_open(bench: QueueBench) -> None:
    assert bench.driver.feeling().state is DeviceState.OK
    bench.twin.switch("paper_out", True)
    bench.driver.open()
    assert bench.driver.feeling().trouble is Trouble.PAPER_OUT
    bench.twin.switch("paper_out", False)


@TOLD
def test_empty_jobs_leave_no_trace_in_the_history(bench: QueueBench) -> None:
    queue, sight = bench.driver._queue, bench.driver._sight
    assert isinstance(sight, Probing)
    others = queue.send(b"x", "another program's")
    bench.becomes(WELL)
    watch_until(lambda: bench.driver.step() == [] and sight._job is not None, "an empty job is under way")
    job = sight._job
    assert job is not None
    watch_until(lambda: bool(bench.asked()) and sight._job != job, "the next one is under way")
    assert queue._ask(Operation.GET_JOB_ATTRIBUTES, [], job=job).status == ipp.NOT_FOUND
    assert queue._ask(Operation.GET_JOB_ATTRIBUTES, [], job=others).carried_out


@TOLD
def test_an_empty_job_is_given_up_only_when_it_waits_to_be_tried_again(
    bench: QueueBench, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock, seen = [0.0], {1: JobSeen(JobState.PENDING, begun=False)}
    cancelled: list[int] = []
    queue = bench.driver._queue
    monkeypatch.setattr(queue, "send", lambda *_: max(seen))
    monkeypatch.setattr(queue, "job", lambda job: seen[job])
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
        clock[0], seen[1] = second, JobSeen(state, begun=second > 0)
        sight.begin()
        felt.append((sight.condition(), bool(cancelled)))
    unknown = PrinterCondition.NO_ANSWER
    assert felt == [(unknown, False), (unknown, False), (unknown, False), (unknown, True)]
    seen[1] = JobSeen(JobState.COMPLETED, begun=True)
    sight.begin()
    assert sight.condition() is PrinterCondition.NO_ANSWER
    monkeypatch.setattr(queue, "state", lambda: QueueState(("none",), False, ""))
    clock[0] += 1
    sight.begin()
    assert sight.condition() is PrinterCondition.READY


@TOLD
def test_the_queue_looks_as_often_when_nobody_prints(bench: QueueBench, monkeypatch: pytest.MonkeyPatch) -> None:
    clock, sent, queue = [0.0], list[float](), bench.driver._queue

    def send(*_: object) -> int:
        sent.append(clock[0])
        return len(sent)

    monkeypatch.setattr(queue, "send", send)
    monkeypatch.setattr(queue, "job", lambda _: JobSeen(JobState.COMPLETED, begun=True))
    sight = Probing(queue, 2.0, lambda: clock[0])
    for second in range(700):
        clock[0] = float(second)
        sight.begin()
        sight.condition()
    assert sent == [float(second) for second in range(0, 700, 2)]


@ASKED_BESIDE
def test_another_programs_job_has_the_printer_to_itself(bench: QueueBench) -> None:
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


@TOLD
def test_offline_stays_told_though_the_scheduler_takes_it_back_with_each_job(bench: QueueBench) -> None:
    queue, sight = bench.driver._queue, bench.driver._sight
    assert isinstance(sight, Probing)
    bench.twin.switch("offline", True)
    bench.becomes(OFFLINE)
    assert sight._job is not None
    queue.cancel(sight._job)
    watch_until(lambda: OFFLINE_REPORT not in queue.state().reasons, "the scheduler took it back")
    assert bench.asked() == OFFLINE
    bench.twin.switch("offline", False)
    bench.becomes(WELL)


@TOLD
def test_a_printer_that_was_off_line_because_of_a_fault_is_not_so_after_it(bench: QueueBench) -> None:
    bench.twin.switch("cover_open", True)
    bench.becomes((DeviceState.DOWN, Trouble.COVER_OPEN))
    assert OFFLINE_REPORT in bench.driver._queue.state().reasons
    bench.twin.switch("cover_open", False)
    felt = {(DeviceState.DOWN, Trouble.COVER_OPEN)}

    def well() -> bool:
        felt.add(bench.asked())
        return WELL in felt

    watch_until(well, "all is well")
    assert felt == {(DeviceState.DOWN, Trouble.COVER_OPEN), WELL}


@TOLD
def test_a_ticket_that_its_backend_gave_up_may_be_on_paper(bench: QueueBench) -> None:
    queue = bench.driver._queue
    bench.twin.switch("unplugged", True)
    job = queue.send(b"x", "ticket")
    watch_until(lambda: queue.job(job).begun, "it was begun")
    waiting = queue.job(queue.send(b"x", "another"))
    assert not waiting.begun
    assert not JobSeen(JobState.PENDING, begun=False).came_back
    assert JobSeen(JobState.PENDING, begun=True).came_back


def test_while_a_ticket_is_stuck_the_fault_is_told(bench: QueueBench) -> None:
    told = []

    def felt() -> None:
        told.append(bench.driver.feeling().trouble)
        if Trouble.NO_ANSWER in told:
            bench.impatient(0)

    bench.becomes(WELL)
    bench.impatient(20)
    bench.twin.switch("unplugged", True)
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


def test_a_scheduler_that_ends_is_a_port_that_is_gone_and_comes_back(bench: QueueBench) -> None:
    bench.line.halt()
    with pytest.raises(PortGone, match="queue ticket at 127"):
        bench.driver.step()
    assert bench.driver.print(SLIP).state is PrintState.FAILED
    bench.line.start()
    bench.driver.open()
    assert bench.driver.print(SLIP).state is PrintState.PRINTED


def test_a_queue_that_is_not_there_is_named(bench: QueueBench, ports: Path) -> None:
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
