"""The call-pad bus against its twin on a pty: presses, marks, echoes, digits, faults."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from config.counted import Counted
from config.vocabulary import CounterId, Level
from devices.drivers.call_pad.ff68_bus import Ff68Bus
from devices.faults import PortGone, SettingsWrong
from devices.frames.evaluators.ff68 import Ff68Frame
from devices.kinds.call_pad import PadKey, PadPressed
from devices.kinds.evaluator import MarkPressed
from devices.simulated.evaluators.ff68_twin import Ff68Twin
from tests.devices.rig import LEVELS, device, site, step_until, watch_until

COUNTERS = {"1": "z01", "2": "z02", "40": "xc01"}


@dataclass
class Clock:
    """A clock moved by hand."""

    now_s: float = 0.0

    def __call__(self) -> float:
        return self.now_s


@dataclass
class Bench:
    """A driver with its twin and clock."""

    driver: Ff68Bus
    twin: Ff68Twin
    clock: Clock


@pytest.fixture
def bench(ports: Path) -> Iterator[Bench]:
    """A bus with three pads."""
    twin = Ff68Twin(ports / "bus", {int(address): counter for address, counter in COUNTERS.items()})
    twin.start()
    clock = Clock()
    settings = device("bus", "call_pad", "ff68_bus", "serial:bus?baud=9600", counters=COUNTERS, levels=LEVELS)
    driver = Ff68Bus(settings, site(ports), clock)
    driver.open()
    yield Bench(driver, twin, clock)
    driver.close()
    twin.stop()


def anything(event: object) -> bool:
    del event
    return True


@pytest.mark.parametrize("key", list(PadKey))
def test_every_key_is_told_and_echoed(bench: Bench, key: PadKey) -> None:
    bench.twin.press("z02", key.value)
    assert step_until(bench.driver, anything) == PadPressed(CounterId("z02"), key)
    watch_until(lambda: bench.twin.unanswered[2] == 0, "the echo")


@pytest.mark.parametrize(("key", "level"), list(enumerate(Level, start=1)))
def test_every_mark_is_told_and_echoed_with_func_01(bench: Bench, key: int, level: Level) -> None:
    bench.twin.judge("xc01", key)
    assert step_until(bench.driver, anything) == MarkPressed(CounterId("xc01"), level)
    watch_until(lambda: bench.twin.echoes == [Ff68Frame(40, 0x01, bytes([key]))], "the echo")


@pytest.mark.parametrize(("digits", "shown"), [("A012", "012"), ("7", "7"), ("", ""), ("YB1234", "234")])
def test_the_last_three_digits_are_shown(bench: Bench, digits: str, shown: str) -> None:
    bench.driver.show_number(CounterId("z01"), "999")
    bench.driver.show_number(CounterId("z01"), digits)
    watch_until(lambda: bench.twin.shown("z01") == shown, "the digits")


def test_a_repeated_frame_is_one_press_but_echoed_twice(bench: Bench) -> None:
    bench.twin.press("z01", "call_next")
    step_until(bench.driver, anything)
    bench.twin.press("z01", "call_next")
    while bench.driver.feeling().counters.get(Counted.REPEATS) != 1:
        assert not bench.driver.step()
    watch_until(lambda: len(bench.twin.echoes) == 2, "both echoes")
    bench.clock.now_s += 1
    bench.twin.press("z01", "call_next")
    assert step_until(bench.driver, anything)


@pytest.mark.parametrize(
    ("fault", "count"),
    [
        ("wrong_checksum", Counted.BAD_SUM),
        ("garbled", Counted.NOISE),
        ("noise_before", Counted.NOISE),
        ("half_frame", Counted.HALF_FRAME),
    ],
)
def test_a_disturbed_bus_is_counted_and_recovers(bench: Bench, fault: str, count: Counted) -> None:
    bench.twin.switch(fault, True)
    bench.twin.press("z01", "call_next")
    while not bench.driver.feeling().counters.get(count):
        bench.clock.now_s += 1
        bench.driver.step()
    bench.twin.switch(fault, False)
    bench.twin.press("z02", "pause")
    wanted = PadPressed(CounterId("z02"), PadKey.PAUSE)
    assert step_until(bench.driver, lambda event: event == wanted)


def test_a_key_means_what_the_hall_says(ports: Path) -> None:
    twin = Ff68Twin(ports / "own", {1: "z01"})
    twin.start()
    keys = {"cancel": "no_show", "stand_behind_line": "transfer"}
    options = {"counters": {"1": "z01"}, "keys": keys, "transfer_to": {"z01": "permits"}}
    driver = Ff68Bus(device("own", "call_pad", "ff68_bus", "serial:own?baud=9600", **options), site(ports))
    driver.open()
    for key, told in (
        ("cancel", PadPressed(CounterId("z01"), PadKey.NO_SHOW)),
        ("stand_behind_line", PadPressed(CounterId("z01"), PadKey.TRANSFER, service="permits")),
        ("pause", PadPressed(CounterId("z01"), PadKey.PAUSE)),
    ):
        twin.press("z01", key)
        assert step_until(driver, anything) == told
    driver.close()
    twin.stop()


def test_strangers_and_unknown_keys_are_counted(bench: Bench) -> None:
    bench.twin.send(Ff68Frame(99, 0x10, b"\x0c"))
    bench.twin.send(Ff68Frame(1, 0x10, b"\x09\x0f"))
    bench.twin.judge("z01", 9)
    while bench.driver.feeling().counters.get(Counted.UNKNOWN_KEY) != 2:
        assert not bench.driver.step()
    assert bench.driver.feeling().counters[Counted.UNKNOWN_ADDRESS] == 1


def test_strangers_are_echoed_too(bench: Bench) -> None:
    bench.twin.send(Ff68Frame(99, 0x10, b"\x0c"))
    while not bench.driver.feeling().counters.get(Counted.UNKNOWN_ADDRESS):
        assert not bench.driver.step()
    watch_until(lambda: bench.twin.unanswered[99] == 0, "the echo")


def test_a_full_bus_tells_every_press_of_its_own_counter(ports: Path) -> None:
    counters = {str(address): f"c{address}" for address in range(1, 101)}
    twin = Ff68Twin(ports / "full", {int(address): counter for address, counter in counters.items()})
    twin.start()
    settings = device("full", "call_pad", "ff68_bus", "serial:full?baud=9600", counters=counters, levels=LEVELS)
    driver = Ff68Bus(settings, site(ports))
    driver.open()
    for counter in counters.values():
        twin.judge(counter, 2)
    told: list[str] = []

    def all_told() -> bool:
        told.extend(event.counter for event in driver.step())
        return len(told) >= len(counters)

    watch_until(all_told, "every press")
    assert told == [*counters.values()]
    watch_until(lambda: not any(twin.unanswered.values()), "all echoes")
    driver.close()
    twin.stop()


def test_an_unplugged_bus_is_gone_and_comes_back(bench: Bench) -> None:
    bench.twin.switch("unplugged", True)
    with pytest.raises(PortGone):
        step_until(bench.driver, anything)
    with pytest.raises(PortGone):
        bench.driver.open()
    bench.twin.switch("unplugged", False)
    bench.driver.open()
    bench.twin.press("z01", "call_next")
    assert step_until(bench.driver, anything)


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"counters": {"1": "z01", "2": "z01"}},
        {"counters": {"256": "z01"}},
        {"counters": {"1": "z01"}, "levels": {"1": "lovely"}},
        {"counters": {"1": "z01"}, "speed": 1},
    ],
)
def test_wrong_options_are_named(ports: Path, options: dict[str, object]) -> None:
    with pytest.raises(SettingsWrong, match="options"):
        Ff68Bus(device("bus", "call_pad", "ff68_bus", "serial:bus", **options), site(ports))
