"""Which frame means which press: the forms that stand in the settings, filled in for each address."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from config.vocabulary import CounterId
from devices.frames.signs.template import frame_form
from devices.kinds.pad_key import Meaning

BYTE_MAX: Final = 0xFF
VARYING: Final = frozenset({"text", "sequence"})


@dataclass(frozen=True)
class Press:
    """One frame's meaning, and what has to be sent back."""

    counter: CounterId
    key: Meaning
    answer: bytes


def press_frames(forms: Mapping[str, Meaning], counters: Mapping[str, str], answer: str) -> dict[bytes, Press]:
    """Every frame that can come, by counter. Raises ValueError for one that is none, or that means two things."""
    addresses = {int(address): CounterId(name) for address, name in counters.items()}
    if len(addresses) != len(counters) or max(addresses) > BYTE_MAX:
        raise ValueError("counters: an address stands twice or is above 255")
    table: dict[bytes, Press] = {}
    for form, key in forms.items():
        for address, counter in addresses.items():
            frame = _frame(form, address)
            if frame in table:
                raise ValueError(f"the frame {frame.hex(' ')} stands twice (an {{address}} is missing?)")
            table[frame] = Press(counter, key, _frame(answer, address))
    return table


def _frame(text: str, address: int) -> bytes:
    form = frame_form(text)
    if form.values or VARYING & {part.name for part in form.parts}:
        raise ValueError("a frame has bytes, {address}, a checksum and a length, nothing else")
    return form.to_bytes({"address": address})
