"""The twins of the host's three devices."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from devices.simulated.cards.pcscd import PrivatePcscd
from devices.simulated.stage import Stage
from tests.devices.host.hosting import DEVICES


@pytest.fixture
def stage(ports: Path, pcscd: PrivatePcscd) -> Iterator[Stage]:
    """Twins of the three serial devices."""
    stage = Stage(ports, pcscd)
    stage.build(DEVICES)
    for twin in stage.twins.values():
        twin.start()
    yield stage
    for twin in stage.twins.values():
        twin.stop()
