"""The host over real twins: events, print jobs, faults that stay with their device, overflow, privacy."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.counted import Counted
from config.settings.plan_files import DeviceSettings
from config.vocabulary import CounterId, DeviceState, Level, PrintState, Trouble
from devices.events import DeviceHealth, PrintFinished
from devices.host import Host
from devices.kinds.call_pad import PadKey, PadPressed
from devices.kinds.card_reader import CardSeen
from devices.kinds.driver import Feeling
from devices.kinds.evaluator import MarkPressed
from devices.registry import MAKES, Make
from devices.simulated.cards.sam_v_twin import SamVTwin
from devices.simulated.cards.samples import SAMPLES
from devices.simulated.evaluators.ff68_twin import Ff68Twin
from devices.simulated.printers.printer_twin import PrinterTwin
from devices.simulated.stage import Stage
from tests.devices.host.hosting import DEVICES, Hosting, hosting, twin_of
from tests.devices.printers.test_printers import SLIP
from tests.devices.rig import SITE_KEY, device, watch_until


@pytest.fixture
def running(stage: Stage, ports: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hosting]:
    """A host whose three devices are all well; the printer is asked often."""
    del stage
    monkeypatch.setattr("devices.drivers.ticket_printer.escpos.STATUS_PAUSE_S", 0.1)
    monkeypatch.setattr("devices.drivers.ticket_printer.talk.STATUS_TIMEOUT_S", 0.2)
    found = hosting(DEVICES, ports)
    missing = {settings.name for settings in DEVICES}
    while missing:
        event = found.next(lambda each: isinstance(each, DeviceHealth) and each.state is DeviceState.OK)
        missing.discard(event.name)
    yield found
    found.host.stop()


def lift(reader: SamVTwin) -> None:
    """Take the card away and wait until the driver has looked."""
    reader.lift()
    looked = len(reader.commands)
    watch_until(lambda: len(reader.commands) > looked, "a look at the empty reader")


def test_what_people_do_comes_out_as_events(running: Hosting, stage: Stage) -> None:
    reader, bus = stage.twins["id"], stage.twins["bus"]
    assert isinstance(reader, SamVTwin)
    assert isinstance(bus, Ff68Twin)
    reader.place(SAMPLES["zhang"])
    assert running.next(lambda event: isinstance(event, CardSeen)).masked_name == "张*女士"
    bus.press("z01", "call_next")
    assert running.next(lambda event: isinstance(event, PadPressed)) == PadPressed(
        CounterId("z01"), PadKey.CALL_NEXT, device="bus"
    )
    bus.judge("z02", 5)
    mark = MarkPressed(CounterId("z02"), Level.VERY_DISSATISFIED, device="bus")
    assert running.next(lambda event: isinstance(event, MarkPressed)) == mark


def test_a_press_that_leads_to_nothing_is_counted_with_its_device(running: Hosting) -> None:
    running.host.press_refused("bus", "press_late")
    health = running.host.press_refused("bus", "press_late")
    assert health is not None
    assert (health.name, health.counters["press_late"]) == ("bus", 2)
    assert running.host.press_refused("", "press_late") is None


def test_a_slip_is_printed_and_its_outcome_told_once(running: Hosting, stage: Stage) -> None:
    running.host.print_slip("printer", "job-1", SLIP)
    finished = running.next(lambda event: isinstance(event, PrintFinished))
    assert (finished.job_id, finished.outcome.state) == ("job-1", PrintState.PRINTED)
    printer = stage.twins["printer"]
    assert isinstance(printer, PrinterTwin)
    assert printer.printed == 1


def test_digits_reach_the_pad_of_their_counter(running: Hosting, stage: Stage) -> None:
    bus = stage.twins["bus"]
    assert isinstance(bus, Ff68Twin)
    assert running.host.show_number("z02", "A123")
    assert not running.host.show_number("nowhere", "A123")
    watch_until(lambda: bus.shown("z02") == "123", "the digits")


def test_a_device_that_fails_is_started_again_and_its_neighbours_do_not_notice(running: Hosting, stage: Stage) -> None:
    before = len(running.taken)
    twin_of(stage, "bus").switch("unplugged", True)
    down = running.health_of("bus", DeviceState.DOWN)
    assert down.trouble is Trouble.PORT_GONE
    assert "bus" in down.detail
    running.host.print_slip("printer", "job-2", SLIP)
    assert running.next(lambda event: isinstance(event, PrintFinished)).outcome.state is PrintState.PRINTED
    twin_of(stage, "bus").switch("unplugged", False)
    running.health_of("bus", DeviceState.OK)
    changed = {each.name for each in running.taken[before:] if isinstance(each, DeviceHealth)}
    assert changed == {"bus"}
    twin_of(stage, "bus").press("z01", "pause")
    assert running.next(lambda event: isinstance(event, PadPressed))


def test_jobs_for_a_printer_that_is_gone_are_answered_at_once(running: Hosting, stage: Stage) -> None:
    twin_of(stage, "printer").switch("unplugged", True)
    running.health_of("printer", DeviceState.DOWN)
    for job in range(3):
        running.host.print_slip("printer", f"job-{job}", SLIP)
        finished = running.next(lambda event: isinstance(event, PrintFinished))
        assert (finished.job_id, finished.outcome.state) == (f"job-{job}", PrintState.FAILED)
        assert finished.outcome.trouble is Trouble.PORT_GONE


def test_a_printer_that_is_never_idle_is_still_known_to_be_gone(running: Hosting, stage: Stage) -> None:
    twin_of(stage, "printer").switch("unplugged", True)
    jobs = (f"job-{job}" for job in range(100_000))

    def busy() -> bool:
        running.host.print_slip("printer", next(jobs), SLIP)
        running.next(lambda event: isinstance(event, PrintFinished))
        return any(isinstance(each, DeviceHealth) and each.trouble is Trouble.PORT_GONE for each in running.taken)

    watch_until(busy, "the printer's trouble, though there is always a slip to print")


def test_no_answer_is_a_warning(running: Hosting, stage: Stage) -> None:
    twin_of(stage, "printer").switch("silent", True)
    assert running.health_of("printer", DeviceState.WARNING).trouble is Trouble.NO_ANSWER
    twin_of(stage, "printer").switch("silent", False)
    running.health_of("printer", DeviceState.OK)


@pytest.mark.parametrize(
    ("settings", "detail"),
    [
        (device("x", "card_reader", "sam_vv", "serial:id"), "no driver 'sam_vv'"),
        (device("x", "call_pad", "sam_v", "serial:id"), "drives a card_reader"),
        (device("x", "card_reader", "sam_v", "irda:id"), "is not serial:"),
        (device("x", "card_reader", "sam_v", "serial:id?baud=300"), "baud '300'"),
        (device("x", "card_reader", "sam_v", "serial:id", colour="red"), "colour"),
        (device("x", "card_reader", "pcsc", "serial:id"), "needs a pcsc: port"),
        (device("x", "ticket_printer", "escpos", "tcp:nowhere"), "expected host:port"),
        (device("x", "ticket_printer", "escpos", "tcp:h:1", settle_s=-1), "settle_s"),
    ],
)
def test_wrong_settings_stop_that_device_only(ports: Path, settings: DeviceSettings, detail: str) -> None:
    found = hosting((settings,), ports)
    try:
        (health,) = found.host.health()
        assert (health.state, health.trouble) == (DeviceState.DOWN, Trouble.SETTINGS_WRONG)
        assert detail in health.detail
        found.host.print_slip("x", "job", SLIP)
        assert found.next(lambda event: isinstance(event, PrintFinished)).outcome.state is PrintState.FAILED
    finally:
        found.host.stop()


def test_a_broken_driver_is_named_without_its_words_and_started_again(
    ports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Broken:
        """A driver with a mistake that holds a card's number in its words."""

        pause_s = 0.0

        def __init__(self, *_: object) -> None:
            self.opened = 0

        def open(self) -> None:
            self.opened += 1

        def step(self) -> list[object]:
            raise RuntimeError(SAMPLES["zhang"].number)

        def feeling(self) -> Feeling:
            return Feeling(DeviceState.OK)

        def close(self) -> None:
            return

    sam_v = MAKES["sam_v"]
    table = {**MAKES, "sam_v": Make(sam_v.kind, sam_v.module, Broken)}
    monkeypatch.setattr("devices.registry.MAKES", table)
    found = hosting((device("id", "card_reader", "sam_v", "serial:id"),), ports)
    broke = found.next(lambda event: isinstance(event, DeviceHealth) and event.trouble is Trouble.DRIVER_BROKE)
    watch_until(lambda: found.host.health()[0].counters[Counted.DRIVER_BROKE] > 1, "the next try")
    found.host.stop()
    assert "RuntimeError at test_host.py" in broke.detail
    assert SAMPLES["zhang"].number not in repr(found.taken)


def test_a_full_queue_counts_what_is_lost_and_warns(stage: Stage, ports: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("devices.host.ROOM_WAIT_S", 0.05)
    found = hosting((DEVICES[2],), ports, events_max=2)
    bus = stage.twins["bus"]
    assert isinstance(bus, Ff68Twin)
    watch_until(lambda: found.host.health()[0].state is DeviceState.OK, "the bus")
    for key in ("call_next", "call_again", "pause", "cancel"):
        bus.press("z01", key)
    watch_until(lambda: found.host.health()[0].counters.get(Counted.LOST_EVENTS, 0) > 0, "the loss")
    watch_until(lambda: found.host.health()[0].trouble is Trouble.EVENTS_LOST, "the warning")
    assert found.host.health()[0].state is DeviceState.WARNING
    found.host.stop()


def test_a_stopped_host_answers_every_job(stage: Stage, ports: Path) -> None:
    del stage
    found = hosting((DEVICES[1],), ports)
    found.host.stop()
    found.host.print_slip("printer", "late", SLIP)
    outcome = found.next(lambda event: isinstance(event, PrintFinished)).outcome
    assert (outcome.state, outcome.trouble) == (PrintState.FAILED, Trouble.STOPPED)


def test_a_short_site_key_is_refused(ports: Path) -> None:
    with pytest.raises(ValueError, match="site key"):
        Host((), b"short", ports)


def test_no_number_and_no_name_leaves_the_reader(
    running: Hosting, stage: Stage, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    for name in ("zhang", "ouyang", "smith", "marie"):
        twin_of(stage, "id").place(SAMPLES[name])
        running.next(lambda event: isinstance(event, CardSeen))
        lift(twin_of(stage, "id"))
    twin_of(stage, "id").switch("read_fails_once", True)
    twin_of(stage, "id").place(SAMPLES["wang"])
    running.next(lambda event: type(event).__name__ == "CardTrouble")
    captured = capfd.readouterr()
    said = repr(running.taken) + repr(running.host.health()) + caplog.text + captured.out + captured.err
    for card in SAMPLES.values():
        for secret in (card.number, card.holder):
            assert not secret or secret not in said
    assert SITE_KEY.decode() not in said
