"""How a driver says its device is."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from config.counted import Counted
from config.vocabulary import DeviceState, Trouble


@dataclass(frozen=True)
class Feeling:
    """How its device is: ``detail`` for technicians, ``identity`` and ``firmware`` as the unit itself says."""

    state: DeviceState
    trouble: Trouble = Trouble.NONE
    detail: str = ""
    identity: str = ""
    counters: Mapping[Counted, int] = field(default_factory=dict)
    firmware: str = ""
