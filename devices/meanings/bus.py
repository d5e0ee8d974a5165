"""What goes over a bus of call pads: keys, marks, echoes, digits."""

from collections.abc import Sequence

from config.settings.plan_files import DeviceSettings
from devices.drivers.call_pad.ff68_bus import BusOptions, pad_key
from devices.frames.evaluators.ff68 import (
    BLANK,
    FUNC_DISPLAY,
    FUNC_EVALUATION,
    LENGTH_MAX_HOST,
    LENGTH_MAX_PAD,
    Ff68Frame,
    Ff68Reader,
)
from devices.meanings.piece import PART, Piece
from devices.ports.tap import Way


class BusMeaning:
    """All pads of one bus."""

    def __init__(self, settings: DeviceSettings) -> None:
        options = BusOptions.model_validate(settings.options)
        self._counters = {int(address): name for address, name in options.counters.items()}
        self._levels = {int(key): level for key, level in options.levels.items()}
        self._keys = options.keys
        self._from = Ff68Reader(LENGTH_MAX_PAD)
        self._to = Ff68Reader(LENGTH_MAX_HOST)

    def explain(self, way: Way, data: bytes) -> Sequence[Piece]:
        """Frames by pad and counter."""
        to_pads = way is Way.TO_DEVICE
        frames = (self._to if to_pads else self._from).feed(data)
        words = [f"pad {frame.address} ({self._at(frame)}): {self._frame(frame, to_pads)}" for frame in frames]
        return [Piece("; ".join(words) or PART, data)]

    def _at(self, frame: Ff68Frame) -> str:
        return self._counters.get(frame.address, "not in the settings")

    def _frame(self, frame: Ff68Frame, to_pads: bool) -> str:
        if to_pads and frame.func == FUNC_DISPLAY:
            return "show " + "".join(" " if digit == BLANK else str(digit) for digit in frame.data).strip()
        if to_pads:
            return "heard"
        if frame.func == FUNC_EVALUATION:
            return f"mark {frame.data[0]}: {self._levels.get(frame.data[0], 'not in the settings')}"
        key = pad_key(frame.data)
        meant = f", here {self._keys[key]}" if key in self._keys else ""
        return f"key {key or 'not known'}{meant}"
