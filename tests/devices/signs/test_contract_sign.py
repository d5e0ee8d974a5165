"""The contract of signs, kept by every make against its twin on a real port."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from config.counted import Counted
from config.vocabulary import DeviceState, Trouble
from devices.faults import PortGone, SettingsWrong
from devices.kinds.sign import Sign, SignFace, SignMode
from devices.registry import build_driver
from devices.simulated.signs.sign_twin import Shown, SignSwitch
from tests.devices.rig import device, site
from tests.devices.signs.makes import CALLED, CLOSED, FREE, MAKES, PAUSED, SERVING, Z01, SignBench, signs

ANSWERING = [name for name, make in MAKES.items() if make.answers]
SPOILING = [
    SignSwitch.SILENT,
    SignSwitch.LATE,
    SignSwitch.GARBLED,
    SignSwitch.HALF_FRAME,
    SignSwitch.WRONG_CHECKSUM,
]


@pytest.fixture
def bench(request: pytest.FixtureRequest, ports: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SignBench]:
    """The make that the test names; what is asked now and then is asked often."""
    monkeypatch.setattr("devices.drivers.sign.strips.ASK_EVERY_S", 0.05)
    for make in ("onbon", "template", "modbus_digits"):
        monkeypatch.setattr(f"devices.drivers.sign.{make}.ANSWER_TIMEOUT_S", 0.2)
    with signs(MAKES[request.param], ports) as made:
        yield made


every = pytest.mark.parametrize("bench", MAKES, indirect=True)
answering = pytest.mark.parametrize("bench", ANSWERING, indirect=True)


@every
def test_a_call_shows_the_number_a_pause_its_reason_and_closing_blanks(bench: SignBench) -> None:
    assert isinstance(bench.driver, Sign)
    assert bench.driver.counters == {Z01}
    bench.show(CALLED)
    bench.stands(*bench.make.called)
    assert bench.twin.shown("z01").colour == bench.make.colour
    bench.show(PAUSED)
    bench.stands(*bench.make.paused)
    bench.show(CLOSED)
    bench.stands()
    assert bench.twin.shown("z01") == Shown()
    assert bench.driver.feeling().state is DeviceState.OK


@every
def test_the_number_stays_while_it_is_served_and_the_idle_text_follows(bench: SignBench) -> None:
    bench.show(SERVING)
    bench.until(lambda: "12" in "".join(bench.twin.shown("z01").lines), "the number")
    bench.show(FREE)
    bench.until(lambda: "12" not in "".join(bench.twin.shown("z01").lines), "the idle text")


@every
def test_the_newest_face_wins_and_an_old_one_is_never_told(bench: SignBench) -> None:
    for face in (FREE, PAUSED, SERVING, CALLED):
        bench.driver.show_face(Z01, face)
    bench.stands(*bench.make.called)
    bench.until(lambda: bench.driver.feeling().counters[Counted.SHOWN] == 1, "one face")


@pytest.mark.parametrize("name", [name for name, make in MAKES.items() if make.driver != "modbus_digits"])
def test_what_cannot_be_shown_is_replaced_visibly_and_counted(name: str, ports: Path) -> None:
    texts, names = {"called": "{number}{counter}"}, {"z01": "窗\U0001d11e\x07"}
    with signs(MAKES[name], ports, texts=texts, names=names) as bench:
        bench.show(CALLED)
        bench.stands("A012???" if bench.make.latin else "A012窗□□")
        assert bench.driver.feeling().counters[Counted.UNSHOWABLE] == (3 if bench.make.latin else 2)


@every
def test_a_reason_is_text_and_never_a_command(bench: SignBench) -> None:
    bench.show(SignFace(SignMode.PAUSED, reason="\\C2\x04\x1b\xff\r\nA"))
    bench.show(CALLED)
    bench.stands(*bench.make.called)
    assert bench.driver.feeling().state is DeviceState.OK


@every
def test_an_unplugged_port_is_gone_and_comes_back(bench: SignBench) -> None:
    bench.show(CALLED)
    bench.twin.switch("unplugged", True)
    with pytest.raises(PortGone):
        bench.until(lambda: False, "the loss")
    with pytest.raises(PortGone):
        bench.driver.open()
    bench.twin.switch("unplugged", False)
    bench.driver.open()
    bench.show(PAUSED)
    bench.stands(*bench.make.paused)


@every
def test_a_sign_that_lost_its_power_is_told_again(bench: SignBench, monkeypatch: pytest.MonkeyPatch) -> None:
    if not bench.make.answers:
        monkeypatch.setattr(bench.driver, "_repeat_s", 0.3)
    bench.show(CALLED)
    bench.stands(*bench.make.called)
    bench.twin.switch("power_lost", True)
    assert bench.twin.shown("z01") == Shown()
    if bench.make.answers:
        bench.until(lambda: bench.driver.feeling().state is DeviceState.DOWN, "the silence")
    bench.twin.switch("power_lost", False)
    bench.stands(*bench.make.called)


@answering
@pytest.mark.parametrize("fault", SPOILING)
def test_a_sign_that_is_not_understood_is_named_and_well_again(bench: SignBench, fault: SignSwitch) -> None:
    bench.show(CALLED)
    assert bench.driver.feeling().state is DeviceState.OK
    bench.twin.switch(fault, True)
    bench.until(lambda: bench.driver.feeling().state is DeviceState.DOWN, "the fault")
    assert (bench.driver.feeling().trouble, bench.driver.feeling().detail) == (Trouble.NO_ANSWER, "z01")
    bench.driver.show_face(Z01, PAUSED)
    bench.twin.switch(fault, False)
    bench.until(lambda: bench.driver.feeling().state is DeviceState.OK, "its end")
    bench.stands(*bench.make.paused)


@answering
def test_noise_before_an_answer_does_no_harm(bench: SignBench) -> None:
    bench.twin.switch("noise_before", True)
    bench.show(CALLED)
    bench.stands(*bench.make.called)
    assert bench.driver.feeling().state is DeviceState.OK


@pytest.mark.parametrize("bench", ["onbon", "onbon-tcp", "number", "digits"], indirect=True)
def test_a_busy_sign_is_a_warning_and_told_when_it_can(bench: SignBench) -> None:
    bench.show(CALLED)
    bench.twin.switch("busy", True)
    bench.driver.show_face(Z01, CLOSED)
    bench.until(lambda: bench.driver.feeling().state is DeviceState.WARNING, "the refusal")
    assert bench.driver.feeling().trouble is Trouble.SIGN_REFUSES
    bench.stands(*bench.make.called)
    bench.twin.switch("busy", False)
    bench.stands()
    bench.until(lambda: bench.driver.feeling().state is DeviceState.OK, "its end")


@every
def test_wrong_options_are_named(bench: SignBench, ports: Path) -> None:
    right = {"counters": {"1": "z01"}} | bench.make.options
    for wrong in (
        right | {"counters": {}},
        right | {"counters": {"1": "z01", "2": "z01"}},
        right | {"counters": {"70000": "z01"}},
        right | {"repeat_s": 0},
        right | {"nonsense": 1},
        right | {"texts": {"called": "{name}"}},
        right | {"colours": {"called": "pink"}},
    ):
        with pytest.raises(SettingsWrong, match="options"):
            build_driver(device("strip", "sign", bench.make.driver, "serial:strip", **wrong), site(ports))
