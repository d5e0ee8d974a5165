"""The contract of ticket printers, kept with every profile on every connector and with every way of asking a queue."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from config.vocabulary import DeviceState, PrintState, Trouble
from devices.faults import PortGone, SettingsWrong
from devices.frames.printers.profile import profile, profile_names
from devices.kinds.ticket_printer import TicketPrinter
from devices.registry import build_driver
from devices.simulated.paper.sheet import DotsRow, QrRow, text_of
from tests.devices.printers.makes import ALL, EACH, FAMILIES, TOLD, WELL, Bench, made, printers
from tests.devices.printers.test_printers import SLIP
from tests.devices.rig import device, site, watch_until

TEXT_MAX_BYTES = 2_048
FAULTS = ("paper_out", "cover_open", "jam", "cutter_error", "error", "offline")
NEAR_END = (DeviceState.WARNING, Trouble.PAPER_NEAR_END)
UNKNOWN = (DeviceState.WARNING, Trouble.NO_ANSWER)
PAPER_FIRST = (PrintState.UNSURE, Trouble.PAPER_OUT)
WITH_PRESENTER = [name for name in profile_names() if "ticket_in_mouth" in str(profile(name))]


@pytest.fixture(params=EACH)
def bench(request: pytest.FixtureRequest, ports: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bench]:
    """Each profile on a connector, or the one that the test names."""
    monkeypatch.setattr("devices.drivers.ticket_printer.talk.STATUS_TIMEOUT_S", 0.2)
    monkeypatch.setattr("devices.drivers.ticket_printer.talk.LATE_S", 0.3)
    monkeypatch.setattr("devices.drivers.ticket_printer.queue_probing.STUCK_FIRST_S", 1.0)
    if not request.param.startswith(TOLD):  # its backend is a program of its own, which nobody makes hurry
        monkeypatch.setattr("devices.simulated.printers.printer_twin.LATE_S", 0.3)
    with printers(request.param, ports) as its:
        yield its


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
    assert paper.width_dots == bench.driver._profile.width_dots


@pytest.mark.parametrize("fault", FAULTS)
def test_a_condition_is_known_before_anybody_prints_and_gone_after_it_ends(bench: Bench, fault: str) -> None:
    leads_to = bench.leads_to(fault)
    bench.twin.switch(fault, True)
    bench.becomes(leads_to)
    if leads_to != WELL:
        assert bench.driver.print(SLIP).state is PrintState.FAILED
    assert not bench.twin.papers
    bench.twin.switch(fault, False)
    bench.becomes(WELL)
    assert bench.driver.print(SLIP).state is PrintState.PRINTED
    assert bench.twin.printed == 1


def test_paper_near_its_end_warns_and_prints(bench: Bench) -> None:
    bench.twin.switch("paper_near_end", True)
    bench.becomes(NEAR_END)
    assert bench.driver.print(SLIP).state is PrintState.PRINTED


@pytest.mark.parametrize("bench", FAMILIES, indirect=True)
@pytest.mark.parametrize("fault", ["silent", "garbled", "late", "busy", "half_frame"])
def test_a_printer_that_is_not_understood_is_unknown_and_never_out_of_paper(bench: Bench, fault: str) -> None:
    bench.twin.switch(fault, True)
    bench.becomes(UNKNOWN)
    outcome = bench.driver.print(SLIP)
    assert (outcome.state, outcome.trouble) == (PrintState.UNSURE, Trouble.NO_ANSWER)
    bench.twin.switch(fault, False)
    watch_until(lambda: bench.asked() == WELL, "it answers again")
    watch_until(lambda: bench.twin.printed == 1, "the slip came out once")


@pytest.mark.parametrize("bench", FAMILIES, indirect=True)
def test_noise_before_an_answer_is_skipped(bench: Bench) -> None:
    bench.twin.switch("noise_before", True)
    bench.becomes(WELL)
    assert bench.driver.print(SLIP).state is PrintState.PRINTED
    bench.twin.switch("paper_near_end", True)
    bench.becomes(NEAR_END)


@pytest.mark.parametrize("bench", FAMILIES, indirect=True)
def test_the_worst_is_named_and_paper_that_ends_in_a_slip_is_unsure(bench: Bench) -> None:
    bench.twin.switch("paper_near_end", True)
    bench.twin.switch("runs_out_in_slip", True)
    outcome = bench.driver.print(SLIP)
    assert (outcome.state, outcome.trouble) == PAPER_FIRST
    bench.twin.switch("cover_open", True)
    watch_until(lambda: bench.asked() == (DeviceState.DOWN, Trouble.COVER_OPEN), "the worst of them")
    for fault in ("cover_open", "paper_out", "paper_near_end"):
        bench.twin.switch(fault, False)
    watch_until(lambda: bench.asked() == WELL, "all is well again")
    assert bench.twin.printed == 1, "the rest of the slip came when there was paper"


@pytest.mark.parametrize("bench", ALL, indirect=True)
def test_an_unplugged_printer_prints_nothing_and_comes_back(bench: Bench) -> None:
    gone = bench.leads_to("unplugged")
    bench.twin.switch("unplugged", True)
    bench.becomes(gone)
    bench.impatient()
    outcome = bench.driver.print(SLIP)
    assert outcome.state in (PrintState.FAILED, PrintState.UNSURE)
    assert outcome.trouble is gone[1]
    if gone != UNKNOWN:
        with pytest.raises(PortGone):
            bench.driver.open()
    bench.twin.switch("unplugged", False)
    bench.driver.open()
    bench.becomes(WELL)
    assert bench.driver.print(SLIP).state is PrintState.PRINTED
    assert bench.twin.printed == 1


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
