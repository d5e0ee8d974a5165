"""What only the large screens need of colour, beside ``config.theme``: marks and machines on the night ground."""

from typing import Final

from config import theme
from config.vocabulary import CounterState, DeviceState, Level

ALERT: Final[theme.Colour] = "#ffb4a6"
"""What must be looked after, as text on the night ground."""
CALM: Final[theme.Colour] = "#9be3bd"
"""What is in order, as text on the night ground."""
NIGHT_LOW: Final[theme.Colour] = "#0a2d37"
"""A panel on the night ground: between it and a card."""

LEVEL_COLOUR: Final[dict[Level, theme.Colour]] = {
    Level.VERY_SATISFIED: "#5cc79a",
    Level.SATISFIED: "#86cdb4",
    Level.BASICALLY_SATISFIED: "#b6cfc9",
    Level.DISSATISFIED: "#f0a58f",
    Level.VERY_DISSATISFIED: "#f0806c",
}
"""Bars, from glad to sorry; the words stand beside them."""
DEVICE_COLOUR: Final[dict[DeviceState, theme.Colour]] = {
    DeviceState.OK: CALM,
    DeviceState.WARNING: theme.GOLD_ON_DARK,
    DeviceState.DOWN: ALERT,
}
COUNTER_COLOUR: Final[dict[CounterState, theme.Colour]] = {
    CounterState.OPEN: theme.ON_DARK,
    CounterState.PAUSED: theme.GOLD_ON_DARK,
    CounterState.CLOSED: theme.QUIET_ON_DARK,
}

PAIRS: Final = (
    *((ink, ground) for ink in (ALERT, CALM) for ground in (theme.NIGHT, theme.NIGHT_CARD, NIGHT_LOW)),
    *((ink, NIGHT_LOW) for ink in (theme.ON_DARK, theme.QUIET_ON_DARK, theme.GOLD_ON_DARK)),
    (theme.NIGHT, theme.GOLD_ON_DARK),
    (theme.INK, theme.WARN_GROUND),
    (theme.GOLD_ON_DARK, theme.PRIMARY_PRESSED),
)
"""Text and ground that stand together here and not yet in ``theme.PAIRS``; all at least 7:1 (a test computes it)."""
