"""What has been heard of a simulated speaker, newest last; and whether anything began while something else sounded."""

import threading
from dataclasses import dataclass, replace
from typing import Final, Protocol, runtime_checkable

from devices.simulated.twin import Twin

KEPT_MAX: Final = 50


@dataclass(frozen=True)
class Heard:
    """One sentence; ``to_its_end`` is None while it sounds."""

    words: str
    seconds: float
    began_s: float
    """Monotonic."""
    to_its_end: bool | None = None


class Ear:
    """Listens to one speaker; from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._heard: tuple[Heard, ...] = ()
        self.talked_over = 0
        """How often something began while something else sounded."""

    @property
    def heard(self) -> tuple[Heard, ...]:
        """The newest sentences."""
        return self._heard

    def begins(self, words: str, seconds: float, now_s: float) -> Heard:
        """A sentence begins."""
        new = Heard(words, round(seconds, 2), now_s)
        with self._lock:
            self.talked_over += any(each.to_its_end is None for each in self._heard)
            self._heard = (*self._heard, new)[-KEPT_MAX:]
        return new

    def ends(self, heard: Heard, whole: bool) -> None:
        """It has come to its end, or is cut off."""
        ended = replace(heard, to_its_end=whole)
        with self._lock:
            self._heard = tuple(ended if each is heard else each for each in self._heard)


@runtime_checkable
class SpeakerTwin(Twin, Protocol):
    """What the bench needs of each."""

    ear: Ear
