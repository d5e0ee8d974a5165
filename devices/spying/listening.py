"""What went through a device's port, as lines for a technician: when, which way, what it means, which bytes."""

import queue
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Final

from devices.meanings.piece import Explainer, Piece
from devices.ports.tap import Tap, Way

WAITING_MAX: Final = 2_000
"""Pieces that wait to be told; what finds no room is counted, the device never waits."""
ROW_BYTES: Final = 16
SHOWN_MAX_BYTES: Final = 256
INDENT: Final = " " * 16
FIRST_SIGN, LAST_SIGN = 0x20, 0x7E

Heard = tuple[datetime, Way, bytes]


class Listening:
    """One listener at one device."""

    def __init__(self, tap: Tap, explainer: Explainer, clock: Callable[[], datetime]) -> None:
        self._tap = tap
        self._explainer = explainer
        self._clock = clock
        self._waiting: queue.Queue[Heard] = queue.Queue(WAITING_MAX)
        self._left_out = 0

    def begin(self) -> AbstractContextManager[None]:
        """Listen meanwhile."""
        return self._tap.heard_by(self._hear)

    def lines(self, wait_s: float) -> Iterator[str]:
        """What has come next, after at most this long."""
        try:
            when, way, data = self._waiting.get(timeout=wait_s)
        except queue.Empty:
            return
        if self._left_out:
            left_out, self._left_out = self._left_out, 0
            yield f"{when.astimezone():%H:%M:%S} {Way.NOTE} {left_out} pieces came too quickly and are left out"
        head = f"{when.astimezone():%H:%M:%S.%f}"[:-3] + f" {way} "
        if way is Way.NOTE:
            yield head + data.decode("utf-8", "replace")
            return
        for piece in self._explainer.explain(way, data):
            yield head + piece.words
            yield from _rows(piece)

    def _hear(self, way: Way, data: bytes) -> None:
        try:
            self._waiting.put_nowait((self._clock(), way, data))
        except queue.Full:
            self._left_out += 1


def _rows(piece: Piece) -> Iterator[str]:
    """The bytes in hex and as signs, then how many are missing."""
    shown = piece.shown[:SHOWN_MAX_BYTES]
    for at in range(0, len(shown), ROW_BYTES):
        row = shown[at : at + ROW_BYTES]
        signs = "".join(chr(byte) if FIRST_SIGN <= byte <= LAST_SIGN else "." for byte in row)
        yield f"{INDENT}{row.hex(' ').upper():<{ROW_BYTES * 3}} {signs}"
    if more := len(piece.shown) - len(shown):
        yield f"{INDENT}and {more} bytes more"
    if piece.hidden:
        yield f"{INDENT}{piece.hidden} bytes are not shown"
