"""What goes to and from a print queue, and its printer beside it: questions by name, answers by their values.

A code on a ticket lets its holder follow the visit, so documents are counted, not shown.
"""

from collections.abc import Sequence
from typing import Final

from config.settings.plan_files import DeviceSettings
from devices.frames.printers import ipp
from devices.frames.printers.ipp import HEAD_BYTES, IppAnswer, JobState, Operation
from devices.meanings.escpos import EscposMeaning
from devices.meanings.piece import PART, Piece
from devices.ports.tap import Way

NAMES: Final = {int(operation): operation.name.lower().replace("_", " ") for operation in Operation}
STATES: Final = {int(state): state.name.lower() for state in JobState}


IPP_VERSIONS: Final = frozenset({b"\x01", b"\x02"})
"""No byte of a printer's own talk about how it is begins like this."""


class QueueMeaning:
    """One queue; its messages come whole."""

    def __init__(self, settings: DeviceSettings) -> None:
        self._printer = EscposMeaning(settings)

    def explain(self, way: Way, data: bytes) -> Sequence[Piece]:
        """One message, or bytes of the printer itself."""
        if data[:1] not in IPP_VERSIONS:
            return self._printer.explain(way, data)
        words = _asked(data) if way is Way.TO_DEVICE else _answered(data)
        return [Piece(words, data[:HEAD_BYTES], max(len(data) - HEAD_BYTES, 0))]


def _asked(data: bytes) -> str:
    return NAMES.get(int.from_bytes(data[2:4]), PART) if len(data) >= HEAD_BYTES else PART


def _answered(data: bytes) -> str:
    try:
        found = ipp.answer(data)
    except ValueError:
        return PART
    said = "done" if found.carried_out else f"refused ({found.status:#06x})"
    return ", ".join([said, *_values(found)])


def _values(found: IppAnswer) -> list[str]:
    """What the driver goes by."""
    job = [f"job {number}" for number in found.values.get("job-id", ())]
    states = [STATES.get(int(state), PART) for state in found.values.get("job-state", ()) if isinstance(state, int)]
    return [*job, *states, *map(str, found.values.get("printer-state-reasons", ()))]
