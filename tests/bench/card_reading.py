"""How long the reading of an identity card takes, against the time that the bytes alone need on the wire."""

import time
from dataclasses import dataclass
from pathlib import Path

from devices.drivers.card_reader.sam_v import SamVReader
from devices.frames.cards import sam_v
from devices.simulated.cards.sam_v_twin import SamVTwin
from devices.simulated.cards.samples import SAMPLES
from tests.devices.rig import device, site

BITS_PER_BYTE = 10
ANSWERS_BYTES = 15 + 19 + 1295
"""Found, selected, text with photo: the frames that GA/T 467 gives."""


@dataclass(frozen=True)
class CardRead:
    """One card: what it took, and what 8N1 takes for the bytes both ways."""

    seconds: float
    wire_s: float

    @property
    def factor(self) -> float:
        """How many times the wire's own time."""
        return self.seconds / self.wire_s


def read_one_card(ports: Path, baud: int) -> CardRead:
    """Find, select and read one card over a pty that is as slow as a wire of this speed."""
    twin = SamVTwin(ports / "timed", baud)
    twin.start()
    driver = SamVReader(device("timed", "card_reader", "sam_v", f"serial:timed?baud={baud}"), site(ports))
    try:
        driver.open()
        twin.place(SAMPLES["zhang"])
        began = time.monotonic()
        seen = driver.step()
        seconds = time.monotonic() - began
    finally:
        driver.close()
        twin.stop()
    if not seen:
        raise RuntimeError("the card was not read")
    asked = sum(len(sam_v.frame(command)) for command in (sam_v.FIND, sam_v.SELECT, sam_v.READ_BASE))
    return CardRead(seconds, (asked + ANSWERS_BYTES) * BITS_PER_BYTE / baud)
