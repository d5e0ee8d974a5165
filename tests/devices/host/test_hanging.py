"""A driver that does not come back: named, replaced, its job answered once, its neighbours undisturbed."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import ClassVar, Never

import pytest

from config.counted import Counted
from config.settings.plan_files import DeviceSettings
from config.vocabulary import DeviceState, PrintState, Trouble
from devices.drivers.card_reader import pcsc, sam_v
from devices.drivers.options import Site
from devices.drivers.speaker import espeak_ng, syn6288, xf_s4240
from devices.drivers.ticket_printer.escpos import EscposPrinter
from devices.events import DeviceHealth, PrintFinished
from devices.kinds.card_reader import CardSeen
from devices.kinds.driver import Feeling
from devices.kinds.ticket_printer import PrintOutcome, Slip, nobody
from devices.life import CALL_MAX_S, Silence
from devices.registry import MAKES, Make
from devices.simulated.cards.samples import SAMPLES
from devices.simulated.stage import Stage
from tests.devices.host.hosting import DEVICES, Hosting, hosting, twin_of
from tests.devices.printers.test_printers import SLIP
from tests.devices.rig import PATIENCE_S


class Hanging(EscposPrinter):
    """A printer whose first driver hangs while it prints; the next ones print at once."""

    enough: ClassVar[threading.Event]
    drivers: ClassVar[list["Hanging"]]

    def __init__(self, settings: DeviceSettings, site: Site) -> None:
        super().__init__(settings, site)
        self.drivers.append(self)

    def open(self) -> None:
        """Always there."""

    def step(self) -> list[Never]:
        """Nothing to see."""
        return []

    def feeling(self) -> Feeling:
        """Always well."""
        return Feeling(DeviceState.OK)

    def print(self, slip: Slip, felt: Callable[[], None] = nobody) -> PrintOutcome:  # noqa: ARG002
        """Hang, if this is the first driver."""
        if self is self.drivers[0]:
            self.enough.wait(PATIENCE_S)
        return PrintOutcome(PrintState.PRINTED)


@pytest.fixture
def hanging(stage: Stage, ports: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hosting]:
    """A host with a printer that hangs and a card reader that is well."""
    assert stage.twins
    Hanging.enough, Hanging.drivers = threading.Event(), []
    make = MAKES["escpos"]
    monkeypatch.setattr("devices.registry.MAKES", {**MAKES, "escpos": Make(make.kind, make.module, Hanging)})
    monkeypatch.setattr("devices.drivers.ticket_printer.escpos.STATUS_PAUSE_S", 0.01)
    monkeypatch.setattr("devices.host.WATCH_PAUSE_S", 0.05)
    found = hosting(DEVICES[:2], ports)
    found.health_of("id", DeviceState.OK)
    monkeypatch.setattr("devices.life.SLOW_MAX_S", 0.2)
    yield found
    Hanging.enough.set()
    found.host.stop()


def stuck(event: object) -> DeviceState | None:
    """How it stands with a device whose driver hangs."""
    return event.state if isinstance(event, DeviceHealth) and event.trouble is Trouble.DRIVER_STUCK else None


def test_a_driver_that_hangs_is_named_and_replaced_and_its_job_is_answered_once(hanging: Hosting, stage: Stage) -> None:
    hanging.host.print_slip("printer", "first", SLIP)
    hanging.next(lambda event: stuck(event) is DeviceState.WARNING)
    hanging.next(lambda event: stuck(event) is DeviceState.DOWN)
    outcome = hanging.next(lambda event: isinstance(event, PrintFinished)).outcome
    assert (outcome.state, outcome.trouble) == (PrintState.UNSURE, Trouble.DRIVER_STUCK)
    well = hanging.health_of("printer", DeviceState.OK)
    hanging.host.print_slip("printer", "second", SLIP)
    assert hanging.next(lambda event: isinstance(event, PrintFinished)).job_id == "second"
    Hanging.enough.set()
    twin_of(stage, "id").place(SAMPLES["zhang"])
    hanging.next(lambda event: isinstance(event, CardSeen))
    assert [event.job_id for event in hanging.taken if isinstance(event, PrintFinished)] == ["first", "second"]
    assert {event.trouble for event in hanging.taken if isinstance(event, DeviceHealth) and event.name == "id"} <= {
        Trouble.STARTING,
        Trouble.NONE,
    }
    assert well.counters[Counted.DRIVER_HUNG] == 1


def test_a_device_whose_drivers_all_hang_stays_down(hanging: Hosting, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("devices.keeper.HUNG_MAX", 0)
    hanging.host.print_slip("printer", "first", SLIP)
    hanging.next(lambda event: stuck(event) is DeviceState.DOWN)
    hanging.host.print_slip("printer", "second", SLIP)
    outcome = hanging.next(lambda event: isinstance(event, PrintFinished)).outcome
    assert (outcome.state, outcome.trouble) == (PrintState.FAILED, Trouble.DRIVER_STUCK)
    assert len(Hanging.drivers) == 1


def test_a_driver_that_comes_back_is_well_again_and_not_replaced(
    hanging: Hosting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("devices.keeper.REPLACED_AFTER", 1_000)
    hanging.host.print_slip("printer", "first", SLIP)
    hanging.next(lambda event: stuck(event) is DeviceState.WARNING)
    Hanging.enough.set()
    outcome = hanging.next(lambda event: isinstance(event, PrintFinished)).outcome
    assert outcome.state is PrintState.PRINTED
    well = hanging.health_of("printer", DeviceState.OK)
    assert Counted.DRIVER_HUNG not in well.counters
    assert len(Hanging.drivers) == 1


def test_a_call_is_late_by_the_looks_that_were_taken_not_by_the_clock() -> None:
    silence = Silence()
    silence.begins(CALL_MAX_S)
    late = [silence.looked(0.25) for _ in range(41)]
    assert late[0] == 0, "it was begun before this look, nobody knows when"
    assert [each > 1 for each in late].index(True) == CALL_MAX_S / 0.25 + 1
    assert late[-1] == 4
    silence.begins(CALL_MAX_S)
    assert silence.looked(0.25) == 0


@pytest.mark.parametrize("make", [make for make in MAKES.values() if hasattr(make.build, "call_max_s")])
def test_a_call_may_take_long_only_where_a_driver_says_so(make: Make) -> None:
    assert CALL_MAX_S < make.build.call_max_s <= 12  # type: ignore[attr-defined]
    assert make.module in {pcsc, sam_v, espeak_ng, syn6288, xf_s4240}
