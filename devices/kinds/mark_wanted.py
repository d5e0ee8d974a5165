"""What an evaluator that must be asked is told."""

from dataclasses import dataclass


@dataclass(frozen=True)
class MarkWanted:
    """An evaluation is open: whom it is about, who served, how long it stays open."""

    ticket: str
    number: str
    clerk: str
    """Who is signed in at the counter; "" for nobody."""
    window_s: int
    counter_zh: str = ""
    """The counter's name, as it hangs over it."""
