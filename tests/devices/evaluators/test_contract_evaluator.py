"""Every make of evaluator against its twin over a real port: one contract, then each one's own faults."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from config.vocabulary import CounterId, DeviceState, Level, Trouble
from devices.faults import PortGone, SettingsWrong
from devices.kinds.evaluator import MarkPressed
from devices.registry import build_driver
from devices.simulated.evaluators.maker import EvaluatorTwin
from devices.simulated.stage import Stage
from tests.devices.evaluators.makes import MAKES, Make
from tests.devices.rig import device, site, step_until, watch_until

OTHER_KEYS = (1, 3, 4)
"""None of them is told twice within the time in which a key may bounce."""
PRESS = MarkPressed(CounterId("z01"), Level.SATISFIED)


@dataclass
class Bench:
    """A driver with its twin."""

    make: Make
    driver: Any
    twin: EvaluatorTwin

    def pressed(self, key: int = 2, counter: str = "z01") -> MarkPressed:
        """Press a key and have the driver tell it."""
        self.make.ask(self.driver, self.twin, counter)
        self.twin.judge(counter, key)
        event = step_until(self.driver, lambda _: True)
        assert isinstance(event, MarkPressed)
        return event

    def counted(self, why: str) -> None:
        """Let the driver work until it has counted something; no event may come."""
        while not self.driver.feeling().counters.get(why):
            assert not self.driver.step()


@pytest.fixture(params=MAKES)
def bench(request: pytest.FixtureRequest, ports: Path) -> Iterator[Bench]:
    """Each make in turn, with its twin from the stage."""
    make = MAKES[request.param]
    settings = make.settings()
    stage = Stage(ports)
    stage.build([settings])
    assert not stage.missing
    stage.start()
    twin = stage.twins[settings.name]
    assert isinstance(twin, EvaluatorTwin)
    driver = build_driver(settings, site(ports))
    driver.open()
    yield Bench(make, driver, twin)
    driver.close()
    stage.stop()


def test_every_key_is_told_by_its_name(bench: Bench) -> None:
    for key, level in enumerate(bench.make.levels, start=1):
        event = bench.pressed(key)
        assert (event.counter, event.level) == ("z01", level)
    assert bench.driver.feeling().state is DeviceState.OK
    assert bench.driver.counters == {CounterId(name) for name in bench.twin.counters}


def test_a_press_belongs_to_its_counter(bench: Bench) -> None:
    for counter in bench.twin.counters:
        assert bench.pressed(1, counter).counter == counter


@pytest.mark.parametrize("fault", ["late", "noise_before"])
def test_a_press_is_told_after_noise_and_when_it_is_late(bench: Bench, fault: str) -> None:
    if fault in bench.twin.switches():
        bench.twin.switch(fault, True)
        assert bench.pressed().level is Level.SATISFIED


def test_a_key_that_is_pressed_twice_is_one_press(bench: Bench) -> None:
    if "pressed_twice" in bench.twin.switches():
        bench.twin.switch("pressed_twice", True)
        assert bench.pressed().level is Level.SATISFIED
        bench.counted(bench.make.twice)


def test_broken_presses_are_no_presses_and_the_next_one_is_told(bench: Bench) -> None:
    for (fault, counted), other in zip(bench.make.broken.items(), OTHER_KEYS, strict=False):
        bench.twin.switch(fault, True)
        bench.make.ask(bench.driver, bench.twin, "z01")
        bench.twin.judge("z01", 2)
        bench.counted(counted)
        bench.twin.switch(fault, False)
        assert bench.pressed(other).level is bench.make.levels[other - 1]


def test_an_unplugged_evaluator_is_gone_and_comes_back(bench: Bench) -> None:
    bench.twin.switch("unplugged", True)
    with pytest.raises(PortGone) as gone:
        step_until(bench.driver, lambda _: True)
    assert gone.value.trouble is Trouble.PORT_GONE
    with pytest.raises(PortGone):
        bench.driver.open()
    bench.driver.close()
    bench.twin.switch("unplugged", False)
    bench.driver.open()
    assert bench.pressed().level is Level.SATISFIED


@pytest.mark.parametrize("make", MAKES)
def test_wrong_options_are_named(ports: Path, make: str) -> None:
    good = MAKES[make].settings()
    for wrong in MAKES[make].wrong:
        options = {**good.options, **wrong}
        with pytest.raises(SettingsWrong, match="options"):
            build_driver(good.model_copy(update={"options": options}), site(ports))
    if good.kind == "evaluator":
        with pytest.raises(SettingsWrong):
            build_driver(device("x", "evaluator", good.driver, "pcsc:Reader", **good.options), site(ports))


def test_an_answer_is_sent_where_the_device_waits_for_one(ports: Path) -> None:
    settings = MAKES["serial_frames"].settings()
    stage = Stage(ports)
    stage.build([settings])
    stage.start()
    driver = build_driver(settings, site(ports))
    driver.open()
    twin: Any = stage.twins[settings.name]
    twin.judge("z02", 1)
    step_until(driver, lambda _: True)
    watch_until(lambda: twin.heard.hex() == "aa0206", "the answer")
    driver.close()
    stage.stop()


def test_a_keypad_may_want_enter(ports: Path) -> None:
    settings = device(
        "pad", "evaluator", "keypad", "input:pad", counters={"1": "z01"}, levels={"2": "satisfied"}, confirm=True
    )
    stage = Stage(ports)
    stage.build([settings])
    stage.start()
    driver = build_driver(settings, site(ports))
    driver.open()
    stage.evaluators["z01"].judge("z01", 1)
    assert step_until(driver, lambda _: True) == PRESS
    driver.close()
    stage.stop()
