"""Every make of evaluator against its twin over a real port: one contract, then each one's own faults."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from config.vocabulary import CounterId, DeviceState, Level, RequestId
from config.wire.link import Address, Link, Received
from config.wire.pictures import CounterPicture
from devices.asking import Asking
from devices.bridge import Bridge
from devices.counters import CountersLoop
from devices.faults import SettingsWrong
from devices.host import Host
from devices.kinds.evaluator import MarkPressed
from devices.registry import build_driver
from devices.simulated.evaluators.maker import EvaluatorTwin
from devices.simulated.evaluators.press_twin import key_events
from tests.devices.evaluators.benching import at_work, counted, pulled_out_and_put_back, quiet_for_a_while
from tests.devices.evaluators.makes import MAKES, Make
from tests.devices.rig import SITE_KEY, device, site, step_until, watch_until
from tests.devices.test_bridge import picture

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
        self.make.ask_anybody(self.driver, self.twin, counter)
        self.twin.judge(counter, key)
        event = step_until(self.driver, lambda _: True)
        assert isinstance(event, MarkPressed)
        return event


@pytest.fixture(params=MAKES)
def bench(request: pytest.FixtureRequest, ports: Path) -> Iterator[Bench]:
    """Each make in turn, with its twin from the stage."""
    make = MAKES[request.param]
    with at_work(make.settings(), ports) as (driver, twin):
        assert isinstance(twin, EvaluatorTwin)
        yield Bench(make, driver, twin)


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
        counted(bench.driver, bench.make.twice)


def test_broken_presses_are_no_presses_and_the_next_one_is_told(bench: Bench) -> None:
    for (fault, why), other in zip(bench.make.broken.items(), OTHER_KEYS, strict=False):
        bench.twin.switch(fault, True)
        bench.make.ask_anybody(bench.driver, bench.twin, "z01")
        bench.twin.judge("z01", 2)
        counted(bench.driver, why)
        bench.twin.switch(fault, False)
        assert bench.pressed(other).level is bench.make.levels[other - 1]


def test_a_busy_evaluator_tells_nothing_and_the_next_press_is_told(bench: Bench) -> None:
    bench.make.ask_anybody(bench.driver, bench.twin, "z01")
    bench.twin.switch("busy", True)
    bench.twin.judge("z01", 1)
    quiet_for_a_while(bench.driver)
    bench.twin.switch("busy", False)
    assert bench.pressed().level is Level.SATISFIED


def test_a_press_that_belongs_to_no_open_evaluation_is_refused_with_a_reason_and_counted(
    bench: Bench, ports: Path
) -> None:
    settings = bench.make.settings()
    link = Link("longli", Address("127.0.0.1", 1, "counters-1", ""))
    host, numbers = Host([settings], SITE_KEY, ports), count(1)
    asking = Asking(link.ask, link.connected.is_set, 2.0)
    loop = CountersLoop(host, link, Bridge(lambda: RequestId(f"request-{next(numbers)}")), asking)

    def press(key: int, ticket: str, *pictures: CounterPicture) -> None:
        for shown in pictures:
            link.inbox.put(Received(shown))
        loop.turn(0.0)
        bench.make.ask(bench.driver, bench.twin, "z01", ticket)
        bench.twin.judge("z01", key)
        host.events.put(replace(step_until(bench.driver, lambda _: True), device=settings.name))
        loop.turn(0.0)

    press(1, "20261121-A006", picture())
    press(2, "20261121-A007", picture(evaluation="A007"))
    assert asking.waiting == 1
    press(3, "20261121-A006", picture())
    press(4, "20261121-A009", picture(evaluation="A008"), picture())
    (health,) = host.health()
    assert health.counters == bench.make.refused
    assert asking.waiting == 1
    loop.turn(1_000_000.0)
    (health,) = host.health()
    assert health.counters == {**bench.make.refused, "press_no_reply": 1}


def test_an_unplugged_evaluator_is_gone_and_comes_back(bench: Bench) -> None:
    pulled_out_and_put_back(bench.driver, bench.twin)
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
    with at_work(MAKES["serial_frames"].settings(), ports) as (driver, twin):
        twin.judge("z02", 1)
        step_until(driver, lambda _: True)
        watch_until(lambda: twin.heard.hex() == "aa0206", "the answer")


def test_a_keypad_may_want_enter(ports: Path) -> None:
    settings = device(
        "pad", "evaluator", "keypad", "input:pad", counters={"1": "z01"}, levels={"2": "satisfied"}, confirm=True
    )
    with at_work(settings, ports) as (driver, twin):
        twin.judge("z01", 1)
        assert step_until(driver, lambda _: True) == PRESS


def test_keys_of_a_keypad_that_mean_nothing_are_counted(ports: Path) -> None:
    settings = device("pad", "evaluator", "keypad", "input:pad", counters={"1": "z01"}, levels={"2": "satisfied"})
    with at_work(settings, ports) as (driver, twin):
        for times, key in enumerate(("9", "numlock", "#300", "enter"), start=1):
            twin._line.send(key_events(key, confirm=False))
            while driver.feeling().counters.get("unknown_key", 0) < times:
                assert not driver.step()
        twin.judge("z01", 1)
        assert step_until(driver, lambda _: True) == PRESS


def test_num_lock_behind_a_digit_is_counted_and_the_digit_still_means_its_mark(ports: Path) -> None:
    options = {"counters": {"1": "z01"}, "levels": {"2": "satisfied"}, "confirm": True}
    with at_work(device("pad", "evaluator", "keypad", "input:pad", **options), ports) as (driver, twin):
        twin._line.send(key_events("2", confirm=False) + key_events("numlock", confirm=False))
        counted(driver, "unknown_key")
        twin._line.send(key_events("enter", confirm=False))
        assert step_until(driver, lambda _: True) == PRESS
