"""What the device room tells the outside, and what it can be ordered to do."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from config.vocabulary import CounterId, DeviceState, Trouble
from config.wire.message import WORDS_MAX
from config.wire.presence import Health
from devices.kinds.call_pad import PadPressed
from devices.kinds.card_reader import CardSeen, CardTrouble
from devices.kinds.chip_key import ChipKey
from devices.kinds.code_scanner import CodeScanned
from devices.kinds.evaluator import MarkPressed, MarkWanted
from devices.kinds.sign import SignFace
from devices.kinds.speaker import CallToSay
from devices.kinds.ticket_printer import PrintOutcome, Slip

HEALTH_EVERY_S: Final = 60.0
"""A device's state is told when it changes; what it counted, so often."""


@dataclass(frozen=True)
class PrintFinished:
    """The outcome of one ``print_slip``; exactly one comes for each."""

    job_id: str
    outcome: PrintOutcome


@dataclass(frozen=True)
class DeviceHealth:
    """How one device is; told on every change of state, trouble or identity."""

    name: str
    kind: str
    state: DeviceState
    trouble: Trouble
    detail: str
    since: datetime
    counters: Mapping[str, int] = field(default_factory=dict)
    identity: str = ""
    firmware: str = ""
    asset: str = ""

    def on_wire(self, user: str) -> Health:
        """The message for the wire; ``user`` is the computer that drives the device."""
        return Health(
            user=user,
            device=self.name,
            kind=self.kind,
            state=self.state,
            trouble=self.trouble,
            detail=self.detail[:WORDS_MAX],
            since=self.since,
            identity=self.identity[:WORDS_MAX],
            firmware=self.firmware[:WORDS_MAX],
            asset=self.asset,
            counters=dict(self.counters),
        )


HallEvent = CardSeen | CardTrouble | CodeScanned | MarkPressed | PadPressed | PrintFinished
"""What people did: never dropped in silence."""
DeviceEvent = HallEvent | DeviceHealth


@dataclass(frozen=True)
class PrintSlip:
    """Order to a printer."""

    job_id: str
    slip: Slip


@dataclass(frozen=True)
class ShowNumber:
    """Order to a bus of call pads."""

    counter: CounterId
    digits: str


@dataclass(frozen=True)
class ShowFace:
    """Order to the signs of one port."""

    counter: CounterId
    face: SignFace


@dataclass(frozen=True)
class TakeKey:
    """Order to a card reader: the key of the travel document that lies there, or will."""

    key: ChipKey


@dataclass(frozen=True)
class AskMark:
    """Order to the evaluators of a counter that must be asked; None: nobody is to judge there now."""

    counter: CounterId
    wanted: MarkWanted | None


@dataclass(frozen=True)
class SayCall:
    """Order to a speaker."""

    call: CallToSay


@dataclass(frozen=True)
class WithdrawCall:
    """Order to a speaker: whoever was called there came, did not come, or is called no more for another reason."""

    counter: CounterId
    ticket: str


Order = PrintSlip | ShowNumber | ShowFace | TakeKey | AskMark | SayCall | WithdrawCall
