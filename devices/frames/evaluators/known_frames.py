"""A line on which only known frames mean something: each is found wherever it stands, all other bytes are noise.

No frame may be the beginning of another one. What is held is always shorter than the longest frame.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Generic, TypeVar

from config.counted import Counted

Meaning = TypeVar("Meaning")


class KnownFrames(Generic[Meaning]):
    """Cuts a stream into known frames. ``dropped`` counts the bytes of noise, and half_frame."""

    def __init__(self, frames: Mapping[bytes, Meaning]) -> None:
        """Raises ValueError for an empty frame, or for one that is the beginning of another."""
        self._frames = dict(frames)
        self._begun = {frame[:size] for frame in frames for size in range(len(frame))}
        if b"" in self._frames or self._begun & self._frames.keys():
            raise ValueError("a frame is empty, or it is the beginning of another one")
        self._held = b""
        self.dropped: Counter[Counted] = Counter()

    def feed(self, data: bytes) -> list[Meaning]:
        """What the frames mean that are complete now."""
        self._held += data
        return list(self._found())

    def end_of_talk(self) -> list[Meaning]:
        """The line is quiet: give up half a frame; what was hidden in it is found."""
        found: list[Meaning] = []
        while self._held:
            self.dropped[Counted.HALF_FRAME] += 1
            self._held = self._held[1:]
            found += self._found()
        return found

    def _found(self) -> Iterator[Meaning]:
        held, at = self._held, 0
        while at < len(held):
            end = at + 1
            while end <= len(held) and held[at:end] in self._begun:
                end += 1
            if end > len(held):
                break
            if (frame := held[at:end]) in self._frames:
                yield self._frames[frame]
                at = end
            else:
                self.dropped[Counted.NOISE] += 1
                at += 1
        self._held = held[at:]
