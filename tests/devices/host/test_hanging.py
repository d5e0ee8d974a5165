"""A driver that does not come back: named, replaced, its job answered once, its neighbours undisturbed."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import ClassVar, Never

import pytest

from config.counted import Counted
from config.settings.plan_files import DeviceSettings
from config.vocabulary import CounterId, DeviceState, Level, PrintState, Trouble
from devices.drivers.card_reader import pcsc, sam_v
from devices.drivers.options import Site
from devices.drivers.speaker import espeak_ng, syn6288, xf_s4240
from devices.drivers.ticket_printer import cups_queue, escpos
from devices.drivers.ticket_printer.escpos import EscposPrinter
from devices.drivers.ticket_printer.printing import SlipPrinter
from devices.events import DeviceHealth, PrintFinished
from devices.kinds.card_reader import CardSeen
from devices.kinds.driver import Feeling
from devices.kinds.evaluator import MarkPressed
from devices.kinds.ticket_printer import PrintOutcome, Slip, nobody
from devices.life import CALL_MAX_S, Silence
from devices.ports import device_file, escpos_port
from devices.ports.printers import cups_port, usb_port
from devices.registry import MAKES, Make
from devices.simulated.cards.samples import SAMPLES
from devices.simulated.stage import Stage
from tests.devices.host.hosting import DEVICES, Hosting, hosting, twin_of
from tests.devices.printers.test_printers import SLIP
from tests.devices.rig import PATIENCE_S, device, watch_until


class Hanging(EscposPrinter):
    """A printer whose first driver hangs while it prints; the next ones print at once."""

    enough: ClassVar[threading.Event]
    feels: ClassVar[Feeling]
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
        """As well as the test has it."""
        return self.feels

    def print(self, slip: Slip, felt: Callable[[], None] = nobody) -> PrintOutcome:  # noqa: ARG002
        """Hang, if this is the first driver."""
        if self is self.drivers[0]:
            self.enough.wait(PATIENCE_S)
        return PrintOutcome(PrintState.PRINTED)


class Pressed:
    """Keys that were all pressed at once."""

    pause_s = 0.05
    many = 0

    def __init__(self, settings: DeviceSettings, site: Site) -> None:
        del settings, site
        self._left = self.many

    def open(self) -> None:
        """Always there."""

    def step(self) -> list[MarkPressed]:
        """All in the first step."""
        pressed, self._left = [MarkPressed(CounterId("z01"), Level.SATISFIED)] * self._left, 0
        return pressed

    def feeling(self) -> Feeling:
        """Always well."""
        return Feeling(DeviceState.OK)

    def close(self) -> None:
        """Nothing stays open."""


@pytest.fixture
def hanging(stage: Stage, ports: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hosting]:
    """A host with a printer that hangs and a card reader that is well."""
    assert stage.twins
    Hanging.enough, Hanging.drivers, Hanging.feels = threading.Event(), [], Feeling(DeviceState.OK)
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
    finished = [hanging.next(lambda event: isinstance(event, PrintFinished)) for _ in "12"]
    outcomes = [(event.job_id, event.outcome.state, event.outcome.trouble) for event in finished]
    stuck_too = Trouble.DRIVER_STUCK
    assert outcomes == [("first", PrintState.UNSURE, stuck_too), ("second", PrintState.FAILED, stuck_too)]
    assert len(Hanging.drivers) == 1


def test_a_driver_that_hangs_is_named_where_its_device_had_a_warning(
    hanging: Hosting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("devices.keeper.REPLACED_AFTER", 1_000)
    Hanging.feels = Feeling(DeviceState.WARNING, Trouble.PAPER_NEAR_END)
    hanging.next(lambda event: isinstance(event, DeviceHealth) and event.trouble is Trouble.PAPER_NEAR_END)
    hanging.host.print_slip("printer", "first", SLIP)
    hanging.next(lambda event: stuck(event) is DeviceState.WARNING)
    Hanging.enough.set()
    hanging.next(lambda event: isinstance(event, DeviceHealth) and event.trouble is Trouble.PAPER_NEAR_END)


def test_a_host_that_stops_answers_for_a_driver_that_hangs(hanging: Hosting, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("devices.keeper.STOP_TIMEOUT_S", 0.1)
    monkeypatch.setattr("devices.keeper.REPLACED_AFTER", 1_000)
    hanging.host.print_slip("printer", "first", SLIP)
    hanging.next(lambda event: stuck(event) is DeviceState.WARNING)
    hanging.host.stop()
    finished = hanging.next(lambda event: isinstance(event, PrintFinished))
    assert (finished.job_id, finished.outcome.state) == ("first", PrintState.UNSURE)


def test_a_driver_that_waits_for_room_for_its_events_does_not_hang(
    ports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All wait together longer than a call may take, each one shorter."""
    make, many = MAKES["keypad"], 7
    monkeypatch.setattr("devices.registry.MAKES", {"keypad": Make(make.kind, make.module, Pressed)})
    monkeypatch.setattr("devices.host.ROOM_WAIT_S", 0.3)
    monkeypatch.setattr("devices.host.WATCH_PAUSE_S", 0.05)
    monkeypatch.setattr("devices.life.CALL_MAX_S", 1.5)
    Pressed.many = many
    keypad = device("keypad", "evaluator", "keypad", "input:x", counters={"1": "z01"}, levels={"1": "satisfied"})
    found = hosting((keypad,), ports, events_max=1)
    troubles = set()

    def lost() -> int:
        (health,) = found.host.health()
        troubles.add(health.trouble)
        return health.counters.get(Counted.LOST_EVENTS, 0)

    watch_until(lambda: lost() == many, "every event was lost")
    found.host.stop()
    assert Trouble.DRIVER_STUCK not in troubles


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
    assert make.module in {pcsc, sam_v, espeak_ng, syn6288, xf_s4240, escpos, cups_queue}


def test_a_printer_that_takes_nothing_is_given_up_before_its_driver_is_called_stuck() -> None:
    longest = {cups_port.TIMEOUT_S, device_file.WRITE_TIMEOUT_S, escpos_port.WRITE_TIMEOUT_S, usb_port.WRITE_TIMEOUT_S}
    assert SlipPrinter.call_max_s > max(longest)
