"""The GWQ counter device: its levels both ways, its answers, and whose mark an answer is."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.counted import Counted
from config.vocabulary import CounterId, DeviceState, Level, Trouble
from devices.drivers.evaluator.gwq import CANCEL_WAIT_S, Gwq
from devices.faults import PortGone
from devices.frames.evaluators.gwq import (
    TEXT_MAX,
    read_answer,
)
from devices.kinds.evaluator import MarkPressed, MarkWanted
from devices.simulated.stage import Stage
from tests.devices.evaluators.makes import gwq
from tests.devices.fuzz import EXAMPLES
from tests.devices.rig import site, step_until, watch_until

Z01 = CounterId("z01")
FIRST = MarkWanted("20261122-A001", "A001", "li", 60, "综合1号窗口")
SECOND = MarkWanted("20261122-A002", "A002", "li", 61, "综合1号窗口")


@pytest.mark.parametrize(
    "text", ["", "[]", "10", '{"type":"10"}', '{"type":10}', "[" * 60_000, " " * (TEXT_MAX + 1), b"\xff\xfe"]
)
def test_what_is_no_message_is_refused(text: str | bytes) -> None:
    with pytest.raises(ValueError, match=r"too|no |Expect|codec|decode"):
        read_answer(text)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(["type", "ret", "EvaluatorLevel"]), inner),
)


@given(text=st.one_of(st.text(), st.binary(), JSON.map(json.dumps)))
@settings(max_examples=EXAMPLES, deadline=None)
def test_no_text_makes_the_reader_fail_otherwise(text: str | bytes) -> None:
    try:
        answer = read_answer(text)
    except ValueError:
        return
    assert answer is None or answer.level is None or answer.ret == 0


class Clock:
    """Moved by hand."""

    now_s = 0.0

    def __call__(self) -> float:
        return self.now_s


@contextmanager
def together(ports: Path, **options: str) -> Iterator[tuple[Gwq, Any, Clock]]:
    """The driver, its twin, its clock."""
    plain, stage, clock = gwq(), Stage(ports), Clock()
    wanted = plain.model_copy(update={"options": {**plain.options, **options}})
    stage.build([wanted])
    stage.start()
    driver = Gwq(wanted, site(ports), clock)
    driver.open()
    clock.now_s += CANCEL_WAIT_S
    yield driver, stage.twins["gwq"], clock
    driver.close()
    stage.stop()


@pytest.fixture
def both(ports: Path) -> Iterator[tuple[Gwq, Any, Clock]]:
    """The same with nothing set."""
    with together(ports) as parts:
        yield parts


def asked(driver: Gwq, twin: Any, wanted: MarkWanted) -> None:
    """Let the driver work until the device asks about this visitor: each has a time of its own."""
    for _ in range(100):
        if twin.asked is not None and twin.asked["Timeout"] == wanted.window_s:
            return
        assert not driver.step()
    raise AssertionError(f"it asks about {twin.asked}")


def test_a_mark_carries_the_ticket_it_was_asked_for_and_is_asked_for_once(both: tuple[Gwq, Any, Clock]) -> None:
    driver, twin, _ = both
    driver.ask_mark(Z01, FIRST)
    asked(driver, twin, FIRST)
    driver.ask_mark(Z01, FIRST)
    twin.judge("z01", 4)
    assert step_until(driver, lambda _: True) == MarkPressed(Z01, Level.VERY_DISSATISFIED, FIRST.ticket)
    driver.ask_mark(Z01, FIRST)
    driver.step()
    assert twin.asked is None


def test_the_next_visitor_is_asked_about_when_the_one_before_is_let_go(both: tuple[Gwq, Any, Clock]) -> None:
    driver, twin, _ = both
    driver.ask_mark(Z01, FIRST)
    asked(driver, twin, FIRST)
    driver.ask_mark(Z01, SECOND)
    asked(driver, twin, SECOND)
    assert driver.feeling().counters == {"nobody_pressed": 1}
    driver.ask_mark(Z01, None)
    driver.step()
    watch_until(lambda: twin.asked is None, "the device is dark")


def test_a_silent_device_is_named_and_the_next_visitor_is_asked_about(both: tuple[Gwq, Any, Clock]) -> None:
    driver, twin, clock = both
    twin.switch("silent", True)
    driver.ask_mark(Z01, FIRST)
    asked(driver, twin, FIRST)
    clock.now_s += FIRST.window_s + 6
    driver.ask_mark(Z01, SECOND)
    asked(driver, twin, SECOND)
    assert (driver.feeling().state, driver.feeling().counters[Counted.NO_ANSWER]) == (DeviceState.WARNING, 1)
    twin.switch("silent", False)
    twin.judge("z01", 1)
    assert step_until(driver, lambda _: True).ticket == SECOND.ticket
    assert driver.feeling().state is DeviceState.OK


def test_a_device_that_says_nothing_when_it_is_let_go_is_named(both: tuple[Gwq, Any, Clock]) -> None:
    driver, twin, clock = both
    twin.switch("silent", True)
    driver.ask_mark(Z01, FIRST)
    asked(driver, twin, FIRST)
    driver.ask_mark(Z01, None)
    driver.step()
    assert driver.feeling().state is DeviceState.OK
    clock.now_s += 3
    driver.step()
    assert driver.feeling().trouble is Trouble.NO_ANSWER


def test_a_link_that_comes_back_during_an_evaluation_costs_no_mark(both: tuple[Gwq, Any, Clock]) -> None:
    driver, twin, _ = both
    driver.ask_mark(Z01, FIRST)
    asked(driver, twin, FIRST)
    twin.switch("unplugged", True)
    with pytest.raises(PortGone):
        step_until(driver, lambda _: True)
    driver.close()
    twin.switch("unplugged", False)
    driver.open()
    driver.ask_mark(Z01, FIRST)
    watch_until(
        lambda: driver.step() == [] and driver.feeling().counters.get(Counted.UNASKED) == 1, "the old one is let go"
    )
    asked(driver, twin, FIRST)
    twin.judge("z01", 1)
    assert step_until(driver, lambda _: True) == MarkPressed(Z01, Level.VERY_SATISFIED, FIRST.ticket)


@pytest.mark.parametrize(
    ("options", "clerk", "told"),
    [
        ({}, "li", ("li", "z01")),
        ({}, "", ("综合1号窗口", "z01")),
        ({"teller_name": "counter_name", "teller_no": "clerk"}, "li", ("综合1号窗口", "li")),
        ({"teller_name": "none", "teller_no": "ticket"}, "li", ("", "A001")),
    ],
)
def test_what_stands_in_the_makers_fields_is_set_by_the_hall(
    ports: Path, options: dict[str, str], clerk: str, told: tuple[str, str]
) -> None:
    with together(ports, **options) as (driver, twin, _):
        driver.ask_mark(Z01, replace(FIRST, clerk=clerk))
        asked(driver, twin, FIRST)
        assert (twin.asked["TellerName"], twin.asked["TellerNo"]) == told
