"""A box of keys that only speaks when one is pressed: a visitor's, a clerk's, or both."""

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from devices.simulated.twin import LineTwin, Switch

Said = TypeVar("Said")


@dataclass(frozen=True)
class KeySet(Generic[Said]):
    """What each key says, by counter: a visitor's in their order, a clerk's by name."""

    marks: Mapping[str, Sequence[Said]] = field(default_factory=dict)
    keys: Mapping[str, Mapping[str, Said]] = field(default_factory=dict)


class KeyedTwin(LineTwin[Switch], Generic[Switch, Said]):
    """All boxes of one port; its maker sets ``_set``."""

    _set: KeySet[Said]

    @property
    def counters(self) -> tuple[str, ...]:
        """The counters on this port."""
        return tuple(dict.fromkeys((*self.judged, *self.pads)))

    @property
    def judged(self) -> tuple[str, ...]:
        """Those where visitors find keys."""
        return tuple(name for name, marks in self._set.marks.items() if marks)

    @property
    def pads(self) -> tuple[str, ...]:
        """Those where clerks find keys."""
        return tuple(name for name, keys in self._set.keys.items() if keys)

    def judge(self, counter: str, key: int) -> None:
        """Press a visitor's key, counted from 1. Raises KeyError for a counter or key that is not there."""
        marks = self._set.marks[counter]
        if not 0 < key <= len(marks):
            raise KeyError(key)
        self._say(marks[key - 1])

    def press(self, counter: str, key: str) -> None:
        """Press a clerk's key. Raises KeyError for a counter or key that is not there."""
        self._say(self._set.keys[counter][key])

    def shown(self, counter: str) -> str:
        """No display: always empty."""
        del counter
        return ""

    @abstractmethod
    def _say(self, said: Said) -> None:
        """Misbehaving as the switches say."""
