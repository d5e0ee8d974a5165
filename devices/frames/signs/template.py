"""Frames of serial strips as data: ``AA {address} BB 51 54 ({effect} {text}) {xor} FF``.

Bytes stand as two hex digits. ``{…}`` is filled in: ``address``, ``text``, ``sequence`` (0–255, one more with each
frame), ``length8`` ``length16_hi_lo`` ``length16_lo_hi``, one checksum of ``checks.py``, or one of the template's own
values. ``( )`` holds what the checksum counts, ``[ ]`` what the length counts, ``< >`` what is escaped afterwards.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from devices.frames.signs.checks import CHECKS

TOKEN: Final = re.compile(r"\s*(?:([0-9A-Fa-f]{2})|\{([a-z0-9_]+)\}|([\[\]()<>]))")
LENGTHS: Final[Mapping[str, tuple[int, Literal["big", "little"]]]] = {
    "length8": (1, "big"),
    "length16_hi_lo": (2, "big"),
    "length16_lo_hi": (2, "little"),
}
BYTE: Final = 0x100
OWN: Final = frozenset({"address", "text", "sequence", *LENGTHS, *CHECKS})
PAIRS: Final = {"(": ")", "[": "]", "<": ">"}


@dataclass(frozen=True)
class Part:
    """Literal bytes, or the name of what is filled in."""

    literal: bytes = b""
    name: str = ""

    @property
    def size(self) -> int | None:
        """In bytes; None for the text."""
        if self.name in LENGTHS:
            return LENGTHS[self.name][0]
        if self.name in CHECKS:
            return CHECKS[self.name].size
        return None if self.name == "text" else len(self.literal) or 1


@dataclass(frozen=True)
class FrameForm:
    """A frame's parts in order, and which of them are checked, counted and escaped."""

    parts: tuple[Part, ...]
    ranges: Mapping[str, slice]
    escapes: Mapping[int, bytes]

    @property
    def values(self) -> set[str]:
        """The names that the template itself must give values for."""
        return {part.name for part in self.parts if part.name} - OWN

    def to_bytes(self, values: Mapping[str, int], text: bytes = b"", length_adds: int = 0) -> bytes:
        """The frame; every value is one byte. Raises OverflowError for a text that is too long for its length."""
        filled = [self._plain(part, values, text) for part in self.parts]
        for at, part in enumerate(self.parts):
            if part.name in LENGTHS:
                size, order = LENGTHS[part.name]
                filled[at] = (self._long("[", filled) + length_adds).to_bytes(size, order)
        for at, part in enumerate(self.parts):
            if part.name in CHECKS:
                filled[at] = CHECKS[part.name].to_bytes(b"".join(filled[self._range("(")]))
        for at in range(*self._range("<").indices(len(filled))):
            filled[at] = b"".join(self.escapes.get(byte, bytes([byte])) for byte in filled[at])
        return b"".join(filled)

    def _plain(self, part: Part, values: Mapping[str, int], text: bytes) -> bytes:
        if part.name == "text":
            return text
        if not part.name:
            return part.literal
        return bytes(part.size or 0) if part.name in LENGTHS or part.name in CHECKS else bytes([values[part.name]])

    def _range(self, bracket: str) -> slice:
        return self.ranges.get(bracket, slice(0, 0))

    def _long(self, bracket: str, filled: list[bytes]) -> int:
        return sum(len(piece) for piece in filled[self._range(bracket)])


def frame_form(text: str, escapes: Mapping[str, str] | None = None) -> FrameForm:
    """Read a template's frame. Raises ValueError saying what is wrong with it."""
    parts: list[Part] = []
    begun: dict[str, int] = {}
    ranges: dict[str, slice] = {}
    for literal, name, bracket in _tokens(text):
        if literal:
            parts.append(Part(literal=bytes.fromhex(literal)))
        elif name:
            parts.append(Part(name=name))
        elif bracket in PAIRS:
            if bracket in begun:
                raise ValueError(f"frame: {bracket} stands twice")
            begun[bracket] = len(parts)
        else:
            start = next(each for each, end in PAIRS.items() if end == bracket)
            if start not in begun or start in ranges:
                raise ValueError(f"frame: {bracket} has no {start}")
            ranges[start] = slice(begun[start], len(parts))
    if begun.keys() != ranges.keys():
        raise ValueError("frame: a bracket is not closed")
    form = FrameForm(tuple(parts), ranges, _escapes(escapes or {}))
    _look_at(form)
    return form


def _tokens(text: str) -> Iterator[tuple[str, str, str]]:
    at = 0
    while text[at:].strip():
        found = TOKEN.match(text, at)
        if found is None:
            raise ValueError(f"frame: {text[at:].strip()[:10]!r} is neither a byte, a {{name}} nor a bracket")
        yield found.group(1) or "", found.group(2) or "", found.group(3) or ""
        at = found.end()


def _escapes(escapes: Mapping[str, str]) -> dict[int, bytes]:
    read = {bytes.fromhex(byte): bytes.fromhex(instead) for byte, instead in escapes.items()}
    if any(len(byte) != 1 for byte in read) or len(set(read.values())) != len(read) or b"" in read.values():
        raise ValueError("escapes: one byte = other bytes, each different")
    return {byte[0]: instead for byte, instead in read.items()}


def _these(names: Iterable[str]) -> str:
    return " ".join(f"{{{name}}}" for name in names)


def _look_at(form: FrameForm) -> None:
    """What no strip could understand. Raises ValueError."""
    names = [part.name for part in form.parts]
    checks = [at for at, name in enumerate(names) if name in CHECKS]
    lengths = [name for name in names if name in LENGTHS]
    if len(checks) > 1 or len(lengths) > 1 or names.count("text") > 1:
        raise ValueError("frame: at most one checksum, one length, one {text}")
    if bool(checks) != ("(" in form.ranges) or bool(lengths) != ("[" in form.ranges):
        raise ValueError(f"frame: ( ) goes with a checksum ({_these(CHECKS)}), [ ] with a length ({_these(LENGTHS)})")
    if checks and checks[0] in range(*form.ranges["("].indices(len(names))):
        raise ValueError("frame: the checksum cannot count itself")
    if bool(form.escapes) != ("<" in form.ranges):
        raise ValueError("frame: < > goes with escapes")
    if "<" in form.ranges:
        inside = form.ranges["<"]
        if any(names[: inside.start]) or any(names[inside.stop :]):
            raise ValueError("frame: only bytes can stand outside < >")
