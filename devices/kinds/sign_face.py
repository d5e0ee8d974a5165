"""What a sign over a counter has to say; how it is worded and what fits is for the driver."""

from dataclasses import dataclass
from enum import StrEnum


class SignMode(StrEnum):
    """The one thing that the sign says."""

    CLOSED = "closed"
    PAUSED = "paused"
    FREE = "free"
    CALLED = "called"
    SERVING = "serving"


@dataclass(frozen=True)
class SignFace:
    """One counter's face. ``number`` stands when somebody is called or served, ``reason`` when the counter pauses."""

    mode: SignMode
    number: str = ""
    counter_zh: str = ""
    counter_en: str = ""
    reason: str = ""
    times_called: int = 0
    """One more call is a new face: the sign is told again."""
