"""A driver of keys at work: with its twin from the stage, on a real port."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from config.settings.plan_files import DeviceSettings
from config.vocabulary import Trouble
from devices.faults import PortGone
from devices.registry import build_driver
from devices.simulated.stage import Stage
from tests.devices.rig import site, step_until


@contextmanager
def at_work(settings: DeviceSettings, ports: Path) -> Iterator[tuple[Any, Any]]:
    """The driver, open, and its twin."""
    stage = Stage(ports)
    stage.build([settings])
    assert not stage.missing
    stage.start()
    driver = build_driver(settings, site(ports))
    driver.open()
    yield driver, stage.twins[settings.name]
    driver.close()
    stage.stop()


def counted(driver: Any, why: str) -> None:
    """Let the driver work until it has counted something; no event may come."""
    while not driver.feeling().counters.get(why):
        assert not driver.step()


def quiet_for_a_while(driver: Any) -> None:
    """Nothing comes in some steps."""
    assert not [event for _ in range(3) for event in driver.step()]


def pulled_out_and_put_back(driver: Any, twin: Any) -> None:
    """The driver says that its port is gone, and opens it when it is back."""
    twin.switch("unplugged", True)
    with pytest.raises(PortGone) as gone:
        step_until(driver, lambda _: True)
    assert gone.value.trouble is Trouble.PORT_GONE
    with pytest.raises(PortGone):
        driver.open()
    driver.close()
    twin.switch("unplugged", False)
    driver.open()
