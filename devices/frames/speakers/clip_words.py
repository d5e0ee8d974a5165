"""Which recorded clips make a sentence: each piece is cut into clips' words, the longest one first. Pure."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final

SILENT: Final = frozenset(" ,.;:!?'-，。；：、！？·")
"""Needs no clip."""


@dataclass(frozen=True)
class Clips:
    """The words whose clips are to be joined, and the texts for which there is none."""

    words: tuple[str, ...]
    missing: tuple[str, ...] = ()


def clips_of(pieces: Iterable[str], known: Collection[str]) -> Clips:
    """What is missing is told whole: 号窗口, not 号, 窗 and 口."""
    longest = max(map(len, known), default=0)
    words: list[str] = []
    missing: list[str] = []
    for piece in pieces:
        gone, at = "", 0
        while at < len(piece):
            word = next((piece[at:end] for end in range(at + longest, at, -1) if piece[at:end] in known), "")
            if word or piece[at] in SILENT:
                missing += [gone] if gone else []
                gone = ""
            else:
                gone += piece[at]
            words += [word] if word else []
            at += len(word) or 1
        missing += [gone] if gone else []
    return Clips(tuple(words), tuple(dict.fromkeys(missing)))
