"""The look of every screen: colours, type sizes, spacing. Plain data; the one place where any of them is chosen.

Calm and dignified: warm white paper, deep teal ink, vermilion only where something must not be missed. Every pair of
text and ground listed in ``PAIRS`` has a contrast of at least 7:1 (a test computes it).

Lengths are pixels on a 27-inch panel whose short side has 1080 of them (3.2 a millimetre); ``Scale`` turns them into
pixels of another window. ``FLOOR`` is 0.7° (EN 301 549, 5.1.4) at 600 mm on that panel; ``SMALLEST``, the smallest size
that a screen asks for, holds at 1366×768 on panels of 22 inches and more.
"""

from dataclasses import dataclass
from typing import Final

from config.vocabulary import DeviceState, TicketClass

Colour = str
"""``#rrggbb``."""

CONTRAST_MIN: Final = 7.0

# Grounds.
PAPER: Final[Colour] = "#faf7f1"
"""The ground of kiosk and counter screens: warm white."""
CARD: Final[Colour] = "#ffffff"
SUNKEN: Final[Colour] = "#efeae0"
"""Quiet bands and things that are not for touching."""
LINE: Final[Colour] = "#ddd5c7"
"""Thin borders; never text."""
PRESSED: Final[Colour] = "#dcebea"
"""A card under a finger."""
NIGHT: Final[Colour] = "#07252d"
"""The ground of the large public screens."""
NIGHT_CARD: Final[Colour] = "#0e3540"
NIGHT_LINE: Final[Colour] = "#1f4c58"

# Inks.
INK: Final[Colour] = "#14292f"
"""Text on light grounds."""
QUIET: Final[Colour] = "#435257"
"""Second-rank text on light grounds."""
PRIMARY: Final[Colour] = "#0d4a58"
"""Deep teal: heads, numbers, the one thing to do."""
PRIMARY_PRESSED: Final[Colour] = "#08323c"
ACCENT: Final[Colour] = "#9c2518"
"""Vermilion, sparingly: what must not be missed."""
GOOD: Final[Colour] = "#14532d"
WARN_GROUND: Final[Colour] = "#fdf0d5"
ON_DARK: Final[Colour] = "#ffffff"
"""Text on PRIMARY, ACCENT and NIGHT."""
QUIET_ON_DARK: Final[Colour] = "#c9dcdc"
GOLD_ON_DARK: Final[Colour] = "#ffd98a"
"""A number that has just been called, on NIGHT."""

CLASS_COLOUR: Final[dict[TicketClass, Colour]] = {
    TicketClass.ORDINARY: PRIMARY,
    TicketClass.BOOKED: "#4b3580",
    TicketClass.PRIORITY: "#7a3b00",
}
STATE_COLOUR: Final[dict[DeviceState, Colour]] = {
    DeviceState.OK: GOOD,
    DeviceState.WARNING: "#7a3b00",
    DeviceState.DOWN: ACCENT,
}

PAIRS: Final[tuple[tuple[Colour, Colour], ...]] = (
    *((ink, ground) for ink in (INK, QUIET, PRIMARY) for ground in (PAPER, CARD, WARN_GROUND)),
    *((ink, ground) for ink in (INK, PRIMARY) for ground in (SUNKEN, PRESSED)),
    *((ink, ground) for ink in (*CLASS_COLOUR.values(), *STATE_COLOUR.values()) for ground in (PAPER, CARD)),
    *((ON_DARK, ground) for ground in (PRIMARY, PRIMARY_PRESSED, ACCENT, GOOD, NIGHT, NIGHT_CARD)),
    *((ON_DARK, ground) for ground in CLASS_COLOUR.values()),
    *((ink, ground) for ink in (QUIET_ON_DARK, GOLD_ON_DARK) for ground in (NIGHT, NIGHT_CARD)),
    (QUIET_ON_DARK, PRIMARY_PRESSED),
)
"""Text and ground that may stand together."""

# Type, in pixels of the reference panel.
FLOOR: Final = 34
"""Long names may shrink so far and no further."""
SMALLEST: Final = 40
BODY: Final = 44
LEAD: Final = 52
HEAD: Final = 68
TITLE: Final = 96
NUMBER: Final = 300
"""One ticket number filling a kiosk."""

# Space, in pixels of the reference panel.
GAP: Final = 24
MARGIN: Final = 48
RADIUS: Final = 24
RAIL: Final = 620
"""How wide the side of a landscape page is that says what to do."""
TOUCH_MIN: Final = 96
"""Shortest side of anything touchable: 30 mm, more than the 20 mm that it must have."""

REFERENCE_SHORT_SIDE: Final = 1080


@dataclass(frozen=True)
class Scale:
    """A window's size in pixels, and what a length of the reference panel is there."""

    width: int
    height: int

    @property
    def factor(self) -> float:
        """Pixels of this window for one of the reference panel."""
        return min(self.width, self.height) / REFERENCE_SHORT_SIDE

    @property
    def portrait(self) -> bool:
        """Higher than wide."""
        return self.height > self.width

    def px(self, length: float) -> float:
        """A length of the reference panel in this window's pixels."""
        return length * self.factor


def rgba(colour: Colour, alpha: float = 1.0) -> tuple[float, float, float, float]:
    """A colour as four parts between 0 and 1."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue, alpha


def contrast(one: Colour, other: Colour) -> float:
    """WCAG 2 contrast of two colours, 1 to 21."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Colour) -> float:
    parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in rgba(colour)[:3]]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
