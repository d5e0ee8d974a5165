"""The makes of evaluators as the contract test needs them: settings, keys, and what each counts for a fault."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from config.settings.plan_files import DeviceSettings
from config.vocabulary import CounterId, Level
from devices.frames.evaluators.gwq import LEVEL_OF
from devices.kinds.evaluator import MarkWanted
from tests.devices.rig import LEVELS, PATIENCE_S, device
from tests.ports import free_port

VISITORS = count(1)


def needs_no_asking(driver: Any, twin: Any, counter: str, ticket: str) -> None:
    """Its keys are always live."""
    del driver, twin, counter, ticket


REFUSED = {"press_outside": 1, "press_double": 1, "press_late": 1}


@dataclass(frozen=True)
class Make:
    """One make."""

    settings: Callable[[], DeviceSettings]
    broken: Mapping[str, str] = field(default_factory=dict)
    """Switch to what the driver counts."""
    levels: Sequence[Level] = tuple(Level)
    twice: str = "repeats"
    wrong: Sequence[dict[str, Any]] = ({"counters": {}}, {"nonsense": 1})
    ask: Callable[[Any, Any, str, str], None] = needs_no_asking
    """Have the device ask about this ticket."""
    refused: Mapping[str, int] = field(default_factory=REFUSED.copy)
    """What is counted when somebody presses without an evaluation, after the mark, and after the time."""

    def ask_anybody(self, driver: Any, twin: Any, counter: str) -> None:
        """Another visitor may judge."""
        self.ask(driver, twin, counter, f"20261122-A{next(VISITORS):03}")


def serial_frames() -> DeviceSettings:
    """Two counters on one line, with an answer."""
    marks = {f"( AA {{address}} 3{key} ) {{xor}} 55": level for key, level in LEVELS.items()}
    counters = {"1": "z01", "2": "z02"}
    options = {"counters": counters, "marks": marks, "answer": "AA {address} 06"}
    return device("pj", "evaluator", "serial_frames", "serial:pj?baud=9600", **options)


def keypad() -> DeviceSettings:
    """One pad."""
    return device("pad", "evaluator", "keypad", "input:pad", counters={"1": "z01"}, levels=LEVELS)


def gwq() -> DeviceSettings:
    """One device behind a web socket, on any free port."""
    return device("gwq", "evaluator", "gwq", f"tcp:127.0.0.1:{free_port()}", counters={"1": "z01"})


def open_evaluation(driver: Any, twin: Any, counter: str, ticket: str) -> None:
    """The device is asked about this visitor, and about nobody else."""
    wanted = MarkWanted(ticket, "A001", "li", 60)
    driver.ask_mark(CounterId(counter), None)
    until = time.monotonic() + PATIENCE_S
    while driver._asked is not None and time.monotonic() < until:
        driver.step()
    driver.ask_mark(CounterId(counter), wanted)
    while twin.asked is None and time.monotonic() < until:
        driver.step()


def ff68_bus() -> DeviceSettings:
    """Pads with evaluators."""
    options = {"counters": {"1": "z01", "40": "xc01"}, "levels": LEVELS}
    return device("bus", "call_pad", "ff68_bus", "serial:bus?baud=9600", **options)


def mqtt_buttons() -> DeviceSettings:
    """Two boxes of five keys behind one gateway, on any free port."""
    counters = {"button-z01": "z01", "hall/button z02": "z02"}
    levels = {f"{key}_single": level for key, level in LEVELS.items()}
    port = f"mqtt:127.0.0.1:{free_port()}"
    return device("buttons", "evaluator", "mqtt_buttons", port, preset="zigbee2mqtt", counters=counters, levels=levels)


MAKES: dict[str, Make] = {
    "ff68_bus": Make(ff68_bus, {"garbled": "noise", "half_frame": "half_frame", "wrong_checksum": "bad_sum"}),
    "serial_frames": Make(
        serial_frames,
        {"garbled": "noise", "half_frame": "half_frame", "wrong_checksum": "noise"},
        wrong=(
            {"counters": {}},
            {"counters": {"1": "z01", "01": "z02"}},
            {"marks": {"AA 31": "satisfied"}},
            {"marks": {"AA {address}": "satisfied", "AA {address} 01": "very_satisfied"}},
            {"marks": {"AA {text} {address}": "satisfied"}},
            {"marks": {"AA {speed} {address}": "satisfied"}},
            {"marks": {"AA {address} XY": "satisfied"}},
            {"marks": {"AA {address}": "lovely"}},
            {"same_key_quiet_s": 0.1},
        ),
    ),
    "gwq": Make(
        gwq,
        {"garbled": "not_understood", "half_frame": "not_understood", "error": "faults"},
        levels=tuple(LEVEL_OF.values()),
        twice="unasked",
        wrong=({"counters": {"1": "z01", "2": "z02"}}, {"port": 1919}),
        ask=open_evaluation,
        refused={"press_late": 3},
    ),
    "mqtt_buttons": Make(
        mqtt_buttons,
        {"garbled": "not_understood", "half_frame": "not_understood"},
        wrong=(
            {"counters": {}},
            {"counters": {"+/a": "z01"}},
            {"levels": {}},
            {"levels": {"single": "lovely"}},
            {"preset": "homemade"},
            {"preset": ""},
            {"availability": "there/#"},
            {"same_key_quiet_s": 0.1},
        ),
    ),
    "keypad": Make(keypad, wrong=({"counters": {"1": "z01", "2": "z02"}}, {"levels": {"12": "satisfied"}})),
}
