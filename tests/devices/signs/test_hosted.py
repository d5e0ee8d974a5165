"""Signs under the real host: a dead one stops nobody, one that is back shows what should stand there."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from config.vocabulary import DeviceState, Trouble
from devices.kinds.sign import SignFace
from devices.registry import MAKES
from devices.simulated.lines.pty_line import PtyLine
from devices.simulated.signs.maker import SIGN_MAKES, sign_twin
from devices.simulated.signs.sign_twin import SignTwin
from devices.simulated.stage import Stage
from tests.devices.host.hosting import Hosting, hosting
from tests.devices.rig import device, watch_until
from tests.devices.signs.makes import CALLED, PAUSED

STRIPS = device("strips", "sign", "onbon", "serial:strips", counters={"1": "z01", "2": "z02"})
DIGITS = device("digits", "sign", "modbus_digits", "serial:digits", counters={"1": "z01"}, register=1, blank=255)
POLE = device("pole", "sign", "cd5220", "serial:pole", counters={"1": "z03"})


def plugged(settings: object, ports: Path) -> SignTwin:
    """A started twin."""
    assert isinstance(settings, type(STRIPS))
    twin = sign_twin(settings, lambda hear: PtyLine(ports / settings.name, hear))
    twin.start()
    return twin


@pytest.fixture
def twins(ports: Path) -> Iterator[dict[str, SignTwin]]:
    """Strips of which only the first is there, and digits; the pole is nowhere."""
    alone = STRIPS.model_copy(update={"options": {"counters": {"1": "z01"}}})
    made = {"strips": plugged(alone, ports), "digits": plugged(DIGITS, ports)}
    yield made
    for twin in made.values():
        twin.stop()


@pytest.fixture
def running(twins: dict[str, SignTwin], ports: Path) -> Iterator[Hosting]:
    """A host with all three."""
    del twins
    found = hosting((STRIPS, DIGITS, POLE), ports)
    yield found
    found.host.stop()


def stands(twin: SignTwin, line: str) -> None:
    watch_until(lambda: twin.shown("z01").lines == (line,), line)


def show(running: Hosting, counter: str, face: SignFace) -> None:
    assert running.host.show_face(counter, face)


def test_a_counters_signs_all_show_its_face(running: Hosting, twins: dict[str, SignTwin]) -> None:
    running.health_of("digits", DeviceState.OK)
    show(running, "z01", CALLED)
    stands(twins["strips"], "请A012到综合1号窗口")
    stands(twins["digits"], "12")
    assert not running.host.show_face("nowhere", CALLED)


def test_a_silent_sign_is_named_and_its_neighbours_on_the_line_go_on(
    running: Hosting, twins: dict[str, SignTwin]
) -> None:
    silent = running.health_of("strips", DeviceState.WARNING)
    assert (silent.trouble, silent.detail) == (Trouble.NO_ANSWER, "z02")
    show(running, "z02", CALLED)
    show(running, "z03", CALLED)
    show(running, "z01", CALLED)
    stands(twins["strips"], "请A012到综合1号窗口")


def test_a_sign_that_is_back_says_so_and_takes_what_it_is_told(running: Hosting, twins: dict[str, SignTwin]) -> None:
    running.health_of("digits", DeviceState.OK)
    twins["digits"].switch("unplugged", True)
    assert running.health_of("digits", DeviceState.DOWN).trouble is Trouble.PORT_GONE
    show(running, "z01", PAUSED)
    twins["digits"].switch("unplugged", False)
    running.health_of("digits", DeviceState.OK)
    show(running, "z01", CALLED)
    stands(twins["digits"], "12")


def test_a_fault_is_named_without_an_order_and_its_end_too(running: Hosting, twins: dict[str, SignTwin]) -> None:
    running.health_of("digits", DeviceState.OK)
    for switch in ("silent", "wrong_checksum", "power_lost"):
        twins["digits"].switch(switch, True)
        assert running.health_of("digits", DeviceState.DOWN).trouble is Trouble.NO_ANSWER
        twins["digits"].switch(switch, False)
        running.health_of("digits", DeviceState.OK)


def test_every_make_has_a_twin_on_the_stage(ports: Path) -> None:
    options: dict[str, dict[str, object]] = {
        "template": {"template": "a1"},
        "modbus_digits": {"register": 1, "blank": 0},
    }
    makes = {name for name, make in MAKES.items() if make.kind == "sign"}
    signs = [
        device(name.replace("_", "-"), "sign", name, f"serial:{name}", counters={"1": "z01"}, **options.get(name, {}))
        for name in sorted(makes)
    ]
    stage = Stage(ports)
    stage.build(
        [*signs, device("odd", "sign", "modbus_digits", "serial:odd"), device("far", "sign", "onbon", "pcsc:x")]
    )
    assert len(stage.signs) == len(makes) == len(SIGN_MAKES)
    assert set(stage.missing) == {"odd", "far"}
