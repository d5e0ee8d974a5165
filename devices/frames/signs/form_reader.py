"""Reads frames that were made from a template: a frame is whatever the template would make of the very values and text
that stand in it.
"""

import re
from typing import Final

from devices.frames.signs.strip_template import StripTemplate
from devices.frames.signs.template import FrameForm

LATIN_MAX: Final = 0x80


class FormReader:
    """Reads one form of frame."""

    def __init__(self, form: FrameForm, addresses: set[int], length_adds: int) -> None:
        self._form = form
        self._length_adds = length_adds
        pattern = b""
        for part in form.parts:
            if part.name == "address":
                pattern += b"([" + b"".join(re.escape(bytes([each])) for each in sorted(addresses)) + b"])"
            elif part.name == "text":
                pattern += b"(.*)"
            else:
                pattern += b"(" + (re.escape(part.literal) if part.literal else b".{%d}" % (part.size or 0)) + b")"
        self._pattern = re.compile(pattern, re.DOTALL)
        inside = form.ranges.get("<", slice(0, len(form.parts)))
        self._before = sum(len(part.literal) for part in form.parts[: inside.start])
        self._after = sum(len(part.literal) for part in form.parts[inside.stop :])

    def read(self, frame: bytes) -> tuple[dict[str, int], bytes | None] | None:
        """The frame's values and its text (None: it has none); None when it is no such frame."""
        found = self._pattern.fullmatch(self._plain(frame))
        if found is None:
            return None
        named = [(part.name, piece) for part, piece in zip(self._form.parts, found.groups(), strict=True) if part.name]
        values = {name: piece[0] for name, piece in named if len(piece) == 1 and name != "text"}
        text = next((piece for name, piece in named if name == "text"), None)
        same = self._form.to_bytes(values, text or b"", self._length_adds) == frame
        return (values, text) if same else None

    def _plain(self, frame: bytes) -> bytes:
        end = len(frame) - self._after
        inside = frame[self._before : end]
        if self._form.escapes:
            back = {escape: bytes([byte]) for byte, escape in self._form.escapes.items()}
            inside = re.sub(b"|".join(map(re.escape, back)), lambda found: back[found.group()], inside)
        return frame[: self._before] + inside + frame[end:]


def words_of(strip: StripTemplate, text: bytes) -> str:
    """The text without what follows each sign or byte."""
    after, data, at = len(bytes.fromhex(strip.after_each)), b"", 0
    while at < len(text):
        long = 1 if text[at] < LATIN_MAX or strip.after_each_what == "byte" else 2
        data += text[at : at + long]
        at += long + after
    return data.decode(strip.charset, "replace")
