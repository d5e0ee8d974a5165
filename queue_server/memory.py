"""How the programs of this room have Python look for garbage: seldom, because nearly all that a hall makes stays."""

import gc
from typing import Final

YOUNG_MAX: Final = 10_000
"""So many new objects are looked through at once, in about a millisecond. Python's own 700 cost a tenth of the core's
time: facts and tickets stay for the day, and what does not stay is let go without a search."""


def settle() -> None:
    """What stands now stays: it need not be looked through again and again, and what comes only seldom."""
    gc.freeze()
    gc.set_threshold(YOUNG_MAX)
