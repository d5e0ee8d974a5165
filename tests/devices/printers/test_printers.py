"""The ticket printer's driver against its twin, over TCP and over a pty: paper, conditions, outcomes."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from config.paper.fields import PaperName
from config.vocabulary import DeviceState, Language, PrintState, Trouble
from devices.drivers.ticket_printer.escpos import EscposPrinter
from devices.faults import PortGone
from devices.kinds.ticket_printer import PrinterCondition, TicketSlip
from devices.simulated.lines.pty_line import PtyLine
from devices.simulated.lines.tcp_line import TcpLine
from devices.simulated.paper.samples import sample
from devices.simulated.paper.sheet import DotsRow, QrRow, text_of
from devices.simulated.printers.printer_twin import PrinterTwin
from tests.devices.rig import device, site, watch_until

SLIP = TicketSlip(
    hall="龙里县政务服务中心",
    number="A012",
    service="不动产转移登记，￥80",
    department="县自然资源局",
    people_ahead=12,
    counted_from="09:10",
    taken_at="2026-11-21 09:20",
    wait="预计等候 20–35 分钟",
    counters="3、4、5号窗口",
    qr="http://10.0.0.8/t/20261121-A012",
    notes=("请留意大屏幕。",),
)


@dataclass
class Bench:
    """A driver with its twin."""

    driver: EscposPrinter
    twin: PrinterTwin


@pytest.fixture(params=["tcp", "serial"])
def bench(request: pytest.FixtureRequest, ports: Path) -> Iterator[Bench]:
    """The printer on each kind of port."""
    lines: list[TcpLine] = []

    def tcp(hear: object) -> TcpLine:
        lines.append(TcpLine(0, hear))  # type: ignore[arg-type]
        return lines[0]

    twin = PrinterTwin(tcp if request.param == "tcp" else lambda hear: PtyLine(ports / "printer", hear))
    twin.start()
    port = f"tcp:127.0.0.1:{lines[0].port}" if lines else "serial:printer?baud=115200"
    settings = device("printer", "ticket_printer", "escpos", port, settle_s=0, printed_answer=True)
    driver = EscposPrinter(settings, site(ports))
    driver.open()
    yield Bench(driver, twin)
    driver.close()
    twin.stop()


def test_a_slip_comes_out_as_it_was_meant(bench: Bench) -> None:
    assert bench.driver.print(SLIP).state is PrintState.PRINTED
    (paper,) = bench.twin.papers
    text = text_of(paper.rows)
    assert "预计等候 20-35 分钟" in text
    for words in ("龙里县政务服务中心", "A012", "不动产转移登记，￥80", "前面还有 12 人", "09:10", "3、4、5号窗口"):
        assert words in text
    assert [row.text for row in paper.rows if isinstance(row, QrRow)] == [SLIP.qr]
    assert paper.bytes_taken <= 2048
    assert paper.first_byte_at <= paper.cut_at


def test_signs_the_printer_lacks_are_printed_as_dots(bench: Bench) -> None:
    rare = TicketSlip("龙里县政务服务中心", "A1", "㐂䶮变更", "", 0, "09:00", "09:00")
    assert bench.driver.print(rare).state is PrintState.PRINTED
    rows = bench.twin.papers[-1].rows
    (dots,) = [row for row in rows if isinstance(row, DotsRow)]
    assert any(dots.data)
    assert "\N{REPLACEMENT CHARACTER}" not in text_of(rows)


def test_an_english_slip(bench: Bench) -> None:
    slip = TicketSlip("Longli Hall", "B007", "Passport", "Police", 0, "9:00", "9:00", language=Language.ENGLISH)
    assert bench.driver.print(slip).state is PrintState.PRINTED
    assert "You are next" in text_of(bench.twin.papers[-1].rows)


@pytest.mark.parametrize("paper", PaperName)
def test_every_paper_comes_out_of_the_same_printer(bench: Bench, paper: PaperName) -> None:
    assert bench.driver.print(sample(paper, Language.CHINESE)).state is PrintState.PRINTED
    (printed,) = bench.twin.papers
    assert "龙里县政务服务中心" in text_of(printed.rows)


@pytest.mark.parametrize("fault", ["paper_out", "cover_open", "offline", "error"])
def test_a_printer_that_cannot_is_not_sent_anything(bench: Bench, fault: str) -> None:
    bench.twin.switch(fault, True)
    assert bench.driver.condition() is PrinterCondition(fault)
    outcome = bench.driver.print(SLIP)
    assert outcome.state is PrintState.FAILED
    assert bench.driver.feeling() == replace(bench.driver.feeling(), state=DeviceState.DOWN, trouble=outcome.trouble)
    assert outcome.trouble is not Trouble.NONE
    assert not bench.twin.papers
    bench.twin.switch(fault, False)
    assert bench.driver.print(SLIP).state is PrintState.PRINTED
    assert bench.twin.printed == 1
    assert bench.driver.feeling().state is DeviceState.OK


def test_paper_near_its_end_prints_and_warns(bench: Bench) -> None:
    bench.twin.switch("paper_near_end", True)
    assert bench.driver.print(SLIP).state is PrintState.PRINTED
    assert bench.driver.condition() is PrinterCondition.PAPER_NEAR_END
    assert bench.driver.feeling().state is DeviceState.WARNING


def test_silence_is_never_paper_out(bench: Bench) -> None:
    bench.twin.switch("silent", True)
    assert bench.driver.condition() is PrinterCondition.NO_ANSWER
    bench.driver.step()
    assert bench.driver.feeling().state is DeviceState.WARNING
    assert bench.driver.feeling().trouble is Trouble.NO_ANSWER


def test_rubbish_answers_are_no_answer(bench: Bench) -> None:
    bench.twin.switch("garbled", True)
    assert bench.driver.condition() is PrinterCondition.NO_ANSWER
    bench.twin.switch("garbled", False)
    assert bench.driver.condition() is PrinterCondition.READY


def test_paper_that_ends_within_a_slip_is_unsure_and_the_rest_comes_after_refill(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("devices.drivers.ticket_printer.talk.PRINTED_TIMEOUT_S", 0.3)
    bench.twin.switch("runs_out_in_slip", True)
    outcome = bench.driver.print(SLIP)
    assert (outcome.state, outcome.trouble) == (PrintState.UNSURE, Trouble.PAPER_OUT)
    bench.twin.switch("paper_out", False)
    watch_until(lambda: bench.twin.printed == 1, "the rest of the slip")
    assert bench.driver.condition() is PrinterCondition.READY


def test_an_unplugged_printer_fails_the_slip_and_comes_back(bench: Bench) -> None:
    bench.twin.switch("unplugged", True)
    assert bench.driver.print(SLIP).state is PrintState.FAILED
    with pytest.raises(PortGone):
        bench.driver.step()
    with pytest.raises(PortGone):
        bench.driver.open()
    bench.twin.switch("unplugged", False)
    bench.driver.open()
    assert bench.driver.print(SLIP).state is PrintState.PRINTED


def test_without_a_printed_answer_the_status_decides(bench: Bench, ports: Path) -> None:
    del ports
    bench.twin.switch("no_printed_answer", True)
    bench.driver._options = bench.driver._options.model_copy(update={"printed_answer": False})
    assert bench.driver.print(SLIP).state is PrintState.PRINTED


def test_while_a_printed_answer_is_waited_for_a_fault_is_told_and_ends_the_wait(bench: Bench) -> None:
    told = []

    def felt() -> None:
        told.append(bench.driver.feeling().trouble)
        bench.twin.switch("cover_open", True)

    bench.twin.switch("no_printed_answer", True)
    outcome = bench.driver.print(SLIP, felt)
    assert (outcome.state, outcome.trouble) == (PrintState.UNSURE, Trouble.COVER_OPEN)
    assert told == [Trouble.NONE, Trouble.COVER_OPEN]


def test_while_the_paper_settles_the_printer_is_asked_now_and_then(bench: Bench) -> None:
    pauses: list[float] = []
    told: list[DeviceState] = []
    bench.driver._options = bench.driver._options.model_copy(update={"printed_answer": False, "settle_s": 2.0})
    bench.driver._pause = pauses.append
    outcome = bench.driver.print(SLIP, lambda: told.append(bench.driver.feeling().state))
    assert outcome.state is PrintState.PRINTED
    assert pauses == pytest.approx([0.8, 0.8, 0.4])
    assert told == [DeviceState.OK] * 2
    bench.twin.switch("runs_out_in_slip", True)
    assert bench.driver.print(SLIP).trouble is Trouble.PAPER_OUT
    assert len(pauses) == 4


def test_a_slip_that_cannot_be_laid_out_fails_with_a_reason(bench: Bench) -> None:
    long = TicketSlip("龙里", "A1", "x", "y", 0, "09:00", "09:00", qr="x" * 5000)
    outcome = bench.driver.print(long)
    assert (outcome.state, outcome.trouble) == (PrintState.FAILED, Trouble.SLIP_UNPRINTABLE)
    assert "QR" in outcome.detail


def test_importing_the_room_leaves_the_root_log_alone() -> None:
    words = "import logging, devices.host; raise SystemExit(len(logging.root.handlers))"
    assert subprocess.run([sys.executable, "-c", words], check=False).returncode == 0
