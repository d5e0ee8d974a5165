"""An evaluator that must be asked, under the host: the order goes down, the mark comes up with ticket and device."""

from pathlib import Path

from config.vocabulary import CounterId, DeviceState, Level
from devices.kinds.evaluator import MarkPressed, MarkWanted
from devices.simulated.evaluators.gwq_twin import GwqTwin
from devices.simulated.stage import Stage
from tests.devices.evaluators.makes import gwq
from tests.devices.host.hosting import hosting, twin_of
from tests.devices.rig import watch_until


def test_an_order_to_ask_becomes_a_mark_for_its_ticket(ports: Path) -> None:
    settings, stage = gwq(), Stage(ports)
    stage.build([settings])
    stage.start()
    running = hosting((settings,), ports)
    running.health_of("gwq", DeviceState.OK)
    twin = twin_of(stage, "gwq")
    assert isinstance(twin, GwqTwin)
    assert not running.host.ask_mark("z02", None)
    assert running.host.ask_mark("z01", MarkWanted("20261122-A007", "A007", "li", 60))
    watch_until(lambda: twin.asked is not None, "the device asks")
    twin.judge("z01", 1)
    mark = MarkPressed(CounterId("z01"), Level.VERY_SATISFIED, "20261122-A007", "gwq")
    assert running.next(lambda event: isinstance(event, MarkPressed)) == mark
    running.host.stop()
    stage.stop()
