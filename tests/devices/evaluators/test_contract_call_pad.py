"""Every make of call pad against its twin over a real port: one contract."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from config.vocabulary import CounterId, DeviceState
from devices.faults import SettingsWrong
from devices.kinds.call_pad import PadKey, PadPressed
from devices.registry import build_driver
from devices.simulated.evaluators.maker import PadTwin
from tests.devices.evaluators.benching import at_work, counted, pulled_out_and_put_back, quiet_for_a_while
from tests.devices.evaluators.pads import PADS, WISHES, PadMake
from tests.devices.rig import device, site, step_until

OTHER_KEYS = (PadKey.CALL_NEXT, PadKey.PAUSE, PadKey.HOLD)
"""None of them is told twice within the time in which a key may bounce."""


@dataclass
class Bench:
    """A driver with its twin."""

    make: PadMake
    driver: Any
    twin: PadTwin

    def pressed(self, key: PadKey = PadKey.NO_SHOW, counter: str = "z01") -> PadPressed:
        """Press a key and have the driver tell it."""
        self.twin.press(counter, key.value)
        event = step_until(self.driver, lambda _: True)
        assert isinstance(event, PadPressed)
        return event


@pytest.fixture(params=PADS)
def bench(request: pytest.FixtureRequest, ports: Path) -> Iterator[Bench]:
    """Each make in turn, with its twin from the stage."""
    make = PADS[request.param]
    with at_work(make.settings(), ports) as (driver, twin):
        assert isinstance(twin, PadTwin)
        yield Bench(make, driver, twin)


def test_every_key_is_told_by_its_name_and_of_its_counter(bench: Bench) -> None:
    for counter in bench.twin.pads:
        for key in WISHES:
            assert bench.pressed(key, counter) == PadPressed(CounterId(counter), key)
    assert bench.driver.feeling().state is DeviceState.OK
    assert bench.driver.counters == {CounterId(name) for name in bench.twin.pads}


@pytest.mark.parametrize("fault", ["late", "noise_before"])
def test_a_press_is_told_after_noise_and_when_it_is_late(bench: Bench, fault: str) -> None:
    bench.twin.switch(fault, True)
    assert bench.pressed().key is PadKey.NO_SHOW


def test_a_key_that_is_pressed_twice_is_one_press(bench: Bench) -> None:
    bench.twin.switch("pressed_twice", True)
    assert bench.pressed().key is PadKey.NO_SHOW
    counted(bench.driver, "repeats")


def test_a_busy_pad_tells_nothing_and_the_next_press_is_told(bench: Bench) -> None:
    bench.twin.switch("busy", True)
    bench.twin.press("z01", "pause")
    quiet_for_a_while(bench.driver)
    bench.twin.switch("busy", False)
    assert bench.pressed().key is PadKey.NO_SHOW


def test_broken_presses_are_no_presses_and_the_next_one_is_told(bench: Bench) -> None:
    for (fault, why), other in zip(bench.make.broken.items(), OTHER_KEYS, strict=False):
        bench.twin.switch(fault, True)
        bench.twin.press("z01", "no_show")
        counted(bench.driver, why)
        bench.twin.switch(fault, False)
        assert bench.pressed(other).key is other


def test_an_unplugged_pad_is_gone_and_comes_back(bench: Bench) -> None:
    pulled_out_and_put_back(bench.driver, bench.twin)
    assert bench.pressed().key is PadKey.NO_SHOW


@pytest.mark.parametrize("make", PADS)
def test_transfer_says_where_to(ports: Path, make: str) -> None:
    good = PADS[make].settings()
    settings = good.model_copy(update={"options": {**good.options, "transfer_to": {"z01": "permits"}}})
    with at_work(settings, ports) as (driver, twin):
        twin.press("z01", "transfer")
        assert step_until(driver, lambda _: True) == PadPressed(CounterId("z01"), PadKey.TRANSFER, service="permits")


@pytest.mark.parametrize("make", PADS)
def test_wrong_options_are_named(ports: Path, make: str) -> None:
    good = PADS[make].settings()
    for wrong in PADS[make].wrong:
        with pytest.raises(SettingsWrong, match="options"):
            build_driver(good.model_copy(update={"options": {**good.options, **wrong}}), site(ports))
    with pytest.raises(SettingsWrong):
        build_driver(device("x", "call_pad", good.driver, "pcsc:Reader", **good.options), site(ports))
