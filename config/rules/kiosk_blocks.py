"""Numbers that each kiosk may give by itself while the server is away: the last ones of every service's range.

The first kiosk of the list has the last ``numbers`` of each range, the next one those before, and so on; what the hall
leaves out by custom does not count. The server
never gives them itself, so no number is given twice whatever is lost. New kiosks are added at the list's end.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class KioskBlocks:
    """How many numbers of each service a kiosk has, and which kiosks have some."""

    numbers: int
    kiosks: tuple[str, ...]
    counts_back_max_min: int = 240
    """A number told late counts at most so many minutes back: the most that a kiosk's wrong clock can do."""

    @property
    def in_all(self) -> int:
        """How many numbers of each service are kept for the kiosks."""
        return self.numbers * len(self.kiosks)
