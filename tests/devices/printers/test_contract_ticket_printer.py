"""The contract of ticket printers, kept with every profile on every connector against the twin of its make."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from config.vocabulary import DeviceState, PrintState, Trouble
from devices.drivers.ticket_printer.escpos import EscposPrinter
from devices.faults import PortGone, SettingsWrong
from devices.frames.printers.profile import profile, profile_names
from devices.kinds.ticket_printer import TicketPrinter
from devices.ports.address import UsbAddress
from devices.registry import build_driver
from devices.simulated.lines.pty_line import PtyLine
from devices.simulated.lines.tcp_line import TcpLine
from devices.simulated.lines.usb_line import UsbLine
from devices.simulated.paper.sheet import DotsRow, QrRow, text_of
from devices.simulated.printers.maker import printer_twin
from devices.simulated.printers.printer_twin import PrinterTwin
from tests.devices.printers.test_printers import SLIP
from tests.devices.rig import device, site, watch_until

CONNECTORS = ("tcp", "serial", "file", "usb")
ALL = [f"{name}-{connector}" for name in profile_names() for connector in CONNECTORS]
EACH = [f"{name}-{CONNECTORS[place % len(CONNECTORS)]}" for place, name in enumerate(profile_names())]
"""Every profile once, every connector at least once."""
FAMILIES = ["generic_80-serial", "epson_tm-file", "custom_vkp80-tcp", "citizen_ppu700-serial"]
"""One profile for each way of telling how it is."""
TEXT_MAX_BYTES = 2_048
TROUBLES = {
    "paper_out": Trouble.PAPER_OUT,
    "cover_open": Trouble.COVER_OPEN,
    "jam": Trouble.PAPER_JAM,
    "cutter_error": Trouble.CUTTER_ERROR,
    "error": Trouble.PRINTER_ERROR,
}
JAM_IS_AN_ERROR = ("generic_80", "generic_58", "epson_tm")
"""They have one bit for anything mechanical."""
WITH_PRESENTER = [name for name in profile_names() if "ticket_in_mouth" in str(profile(name))]


@dataclass
class Clock:
    """A clock that is set by hand."""

    now: float = 1_000.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Bench:
    """A driver with its twin."""

    driver: EscposPrinter
    twin: PrinterTwin
    name: str
    clock: Clock = field(default_factory=Clock)

    def asked(self) -> tuple[DeviceState, Trouble]:
        """How it feels after the next regular question."""
        self.clock.now += 3
        self.driver.step()
        if self.driver.pause_s < 1:
            self.driver.step()
        feeling = self.driver.feeling()
        return feeling.state, feeling.trouble


def made(name: str, connector: str, ports: Path, **options: object) -> Bench:
    """The profile's printer behind this connector."""
    lines: list[TcpLine] = []

    def line(hear: Callable[[bytes], None]) -> TcpLine | PtyLine:
        if connector == "usb":
            return UsbLine(UsbAddress(ports / "bus/usb", 0x04B8, 0x0E15), hear)
        if connector != "tcp":
            return PtyLine(ports / "printer", hear)
        lines.append(TcpLine(0, hear))
        return lines[0]

    port = "usb:04b8:0e15" if connector == "usb" else f"{connector}:printer"
    settings = device("printer", "ticket_printer", "escpos", port, profile=name, settle_s=0, **options)
    twin = printer_twin(settings, line)
    twin.start()
    if lines:
        settings = settings.model_copy(update={"port": f"tcp:127.0.0.1:{lines[0].port}"})
    clock = Clock()
    driver = EscposPrinter(settings, site(ports), pause=lambda _: None, clock=clock)
    driver.open()
    return Bench(driver, twin, name, clock)


@pytest.fixture(params=EACH)
def bench(request: pytest.FixtureRequest, ports: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bench]:
    """Each profile on a connector, or the one that the test names."""
    monkeypatch.setattr("devices.drivers.ticket_printer.talk.STATUS_TIMEOUT_S", 0.2)
    monkeypatch.setattr("devices.drivers.ticket_printer.talk.LATE_S", 0.3)
    monkeypatch.setattr("devices.simulated.printers.printer_twin.LATE_S", 0.3)
    name, connector = request.param.split("-")
    its = made(name, connector, ports)
    yield its
    its.driver.close()
    its.twin.stop()


@pytest.mark.parametrize("bench", ALL, indirect=True)
def test_a_slip_comes_out_whole_and_small(bench: Bench) -> None:
    assert isinstance(bench.driver, TicketPrinter)
    assert bench.driver.feeling().state is DeviceState.OK
    assert bench.driver.print(SLIP).state is PrintState.PRINTED
    (paper,) = bench.twin.papers
    for words in ("A012", "不动产转移登记", "前面还有 12 人", "09:10", "2026-11-21 09:20", "龙里县政务服务中心"):
        assert words in text_of(paper.rows).replace("\n", "")
    assert [row.text for row in paper.rows if isinstance(row, QrRow)] == [SLIP.qr]
    assert paper.bytes_taken <= TEXT_MAX_BYTES
    assert paper.width_dots == profile(bench.name).width_dots


@pytest.mark.parametrize("fault", TROUBLES)
def test_a_condition_is_known_before_anybody_prints_and_gone_after_it_ends(bench: Bench, fault: str) -> None:
    one_bit = fault == "jam" and bench.name in JAM_IS_AN_ERROR
    bench.twin.switch(fault, True)
    assert bench.asked() == (DeviceState.DOWN, Trouble.PRINTER_ERROR if one_bit else TROUBLES[fault])
    assert bench.driver.print(SLIP).state is PrintState.FAILED
    assert not bench.twin.papers
    bench.twin.switch(fault, False)
    assert bench.asked() == (DeviceState.OK, Trouble.NONE)
    assert bench.driver.print(SLIP).state is PrintState.PRINTED


def test_paper_near_its_end_warns_and_prints(bench: Bench) -> None:
    bench.twin.switch("paper_near_end", True)
    assert bench.asked() == (DeviceState.WARNING, Trouble.PAPER_NEAR_END)
    assert bench.driver.print(SLIP).state is PrintState.PRINTED


@pytest.mark.parametrize("bench", FAMILIES, indirect=True)
@pytest.mark.parametrize("fault", ["silent", "garbled", "late", "busy", "half_frame"])
def test_a_printer_that_is_not_understood_is_unknown_and_never_out_of_paper(bench: Bench, fault: str) -> None:
    bench.twin.switch(fault, True)
    assert bench.asked() == (DeviceState.WARNING, Trouble.NO_ANSWER)
    assert bench.driver.print(SLIP).state is PrintState.UNSURE
    bench.twin.switch(fault, False)
    bench.asked()
    assert bench.asked() == (DeviceState.OK, Trouble.NONE)
    assert bench.twin.printed == 1


@pytest.mark.parametrize("bench", FAMILIES, indirect=True)
def test_noise_before_an_answer_is_skipped(bench: Bench) -> None:
    bench.twin.switch("noise_before", True)
    assert bench.asked() == (DeviceState.OK, Trouble.NONE)
    assert bench.driver.print(SLIP).state is PrintState.PRINTED
    bench.twin.switch("paper_near_end", True)
    assert bench.asked() == (DeviceState.WARNING, Trouble.PAPER_NEAR_END)


@pytest.mark.parametrize("bench", FAMILIES, indirect=True)
def test_the_worst_is_named_and_paper_that_ends_in_a_slip_is_unsure(bench: Bench) -> None:
    bench.twin.switch("paper_near_end", True)
    bench.twin.switch("runs_out_in_slip", True)
    outcome = bench.driver.print(SLIP)
    assert (outcome.state, outcome.trouble) == (PrintState.UNSURE, Trouble.PAPER_OUT)
    bench.twin.switch("cover_open", True)
    watch_until(lambda: bench.asked() == (DeviceState.DOWN, Trouble.COVER_OPEN), "the worst of them")
    for fault in ("cover_open", "paper_out", "paper_near_end"):
        bench.twin.switch(fault, False)
    watch_until(lambda: bench.asked() == (DeviceState.OK, Trouble.NONE), "all is well again")
    assert bench.twin.printed == 1, "the rest of the slip came when there was paper"


@pytest.mark.parametrize("bench", ALL, indirect=True)
def test_an_unplugged_printer_fails_the_slip_and_comes_back(bench: Bench) -> None:
    bench.twin.switch("unplugged", True)
    assert bench.driver.print(SLIP).state is PrintState.FAILED
    with pytest.raises(PortGone):
        bench.asked()
    with pytest.raises(PortGone):
        bench.driver.open()
    bench.twin.switch("unplugged", False)
    bench.driver.open()
    assert bench.driver.print(SLIP).state is PrintState.PRINTED


@pytest.mark.parametrize("name", WITH_PRESENTER)
def test_a_ticket_left_in_the_mouth_is_named_once_it_hangs_for_long(name: str, ports: Path) -> None:
    bench = made(name, "serial", ports)
    bench.twin.switch("ticket_in_mouth", True)
    assert bench.asked() == (DeviceState.OK, Trouble.NONE)
    for _ in range(4):
        felt = bench.asked()
    assert felt == (DeviceState.WARNING, Trouble.TICKET_IN_MOUTH)
    assert bench.driver.print(SLIP).state is PrintState.PRINTED
    bench.driver.close()
    bench.twin.stop()


def test_a_ticket_is_held_out_and_let_fall_before_the_next(ports: Path) -> None:
    bench = made("custom_vkp80", "tcp", ports, present_steps=12)
    assert bench.driver._hand_over().hex() == "1d65030c"
    bench.twin.switch("ticket_in_mouth", True)
    assert bench.driver.print(SLIP).state is PrintState.PRINTED
    assert not bench.twin.switches()["ticket_in_mouth"]
    bench.driver.close()
    bench.twin.stop()


def test_pictures_by_the_newer_command_and_a_buzzer(ports: Path) -> None:
    drawn = {}
    for graphics in (False, True):
        bench = made("generic_80", "tcp", ports, graphics=graphics, buzz=2)
        assert bench.driver.print(replace(SLIP, service="㐂䶮变更")).state is PrintState.PRINTED
        drawn[graphics] = [row for row in bench.twin.papers[-1].rows if isinstance(row, DotsRow)]
        assert bench.twin.beeps == 2
        bench.driver.close()
        bench.twin.stop()
    assert drawn[True] == drawn[False] != []


def test_a_change_that_is_told_is_known_before_it_is_asked(ports: Path) -> None:
    bench = made("epson_tm", "tcp", ports)
    assert bench.driver.pause_s < 1
    for fault, trouble in (("paper_out", Trouble.PAPER_OUT), ("cover_open", Trouble.COVER_OPEN)):
        bench.twin.switch(fault, True)
        bench.driver.step()
        assert bench.driver.feeling().trouble is trouble
        bench.twin.switch(fault, False)
        bench.driver.step()
        assert bench.driver.feeling().state is DeviceState.OK
    bench.driver.close()
    bench.twin.stop()


def test_a_question_that_the_printer_does_not_know_is_left_out(ports: Path) -> None:
    bench = made("generic_80", "tcp", ports)
    bench.driver._talk._profile = profile("citizen_ppu700")
    assert bench.asked() == (DeviceState.OK, Trouble.NONE)
    assert bench.driver._talk._left_out == {5}
    bench.driver.close()
    bench.twin.stop()


def test_a_question_that_was_answered_once_is_asked_on_after_a_silence(ports: Path) -> None:
    bench = made("snbc", "tcp", ports)
    assert bench.asked() == (DeviceState.OK, Trouble.NONE)
    asks, bench.driver._talk._profile = bench.driver._talk._profile, profile("citizen_ppu700")
    bench.driver._talk._answered.add(5)
    assert bench.asked() == (DeviceState.WARNING, Trouble.NO_ANSWER)
    bench.driver._talk._profile = asks
    bench.twin.switch("jam", True)
    assert bench.asked() == (DeviceState.DOWN, Trouble.PAPER_JAM)
    bench.driver.close()
    bench.twin.stop()


@pytest.mark.parametrize(
    "wrong", [{"profile": "nonsense"}, {"present_steps": 12}, {"width_dots": 385}, {"font": "big5"}, {"more": 1}]
)
def test_wrong_options_are_named(wrong: dict[str, object], ports: Path) -> None:
    with pytest.raises(SettingsWrong, match="options: " + next(iter(wrong))):
        build_driver(device("printer", "ticket_printer", "escpos", "serial:printer", **wrong), site(ports))


@pytest.mark.parametrize("port", ["pcsc:reader", "input:keys", "usb:04b8", "usb:printer"])
def test_other_ports_are_refused(port: str, ports: Path) -> None:
    with pytest.raises(SettingsWrong):
        build_driver(device("printer", "ticket_printer", "escpos", port), site(ports))
