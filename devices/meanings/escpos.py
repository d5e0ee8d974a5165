"""What goes to and from an ESC/POS printer: commands by name, text as on the paper, answers by condition.

A code on a ticket lets its holder follow the visit, so its text is counted, not shown; dots of pictures are too many.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from config.settings.plan_files import DeviceSettings
from devices.drivers.ticket_printer.printing import PaperOptions
from devices.frames.printers.escpos_commands import (
    DLE,
    ESC,
    FS,
    GS,
    MEMORY_MAX_BYTES,
    EscposParser,
    LineEnd,
    Plain,
)
from devices.frames.printers.escpos_commands import Piece as Part
from devices.frames.printers.escpos_status import (
    BLOCK_QUESTION,
    Answer,
    Block,
    Named,
    PrintedUpTo,
    Pushed,
    StatusByte,
    StatusReader,
    told_by,
)
from devices.frames.printers.profile import Profile, profile
from devices.kinds.ticket_printer import PrinterCondition
from devices.meanings.piece import PART, Piece
from devices.ports.tap import Way

ENCODING: Final = "gb18030"
HEAD_BYTES: Final = 8
"""Of pictures and codes, so much is shown."""
ASK: Final = (DLE, 0x04)
PICTURE: Final = (GS, 0x76)
SIZED: Final = (GS, 0x28)
PARTS: Final = {b"\x6b": "a QR code's part", b"\x4c": "a picture's part", b"\x48": "are you done printing?"}
NAMES: Final = {
    (ESC, 0x40): "begin anew",
    (FS, 0x26): "Chinese signs",
    (ESC, 0x61): "align (0 left, 1 centre, 2 right)",
    (GS, 0x21): "size of signs",
    (ESC, 0x4A): "feed by dots",
    (ESC, 0x64): "feed by lines",
    (GS, 0x56): "cut",
    (ESC, 0x42): "beep",
    (GS, 0x61): "tell every change by yourself",
    (GS, 0x65): "presenter (3 hold out, 5 let fall)",
    (GS, 0x49): "who are you?",
}


class EscposMeaning:
    """One printer."""

    def __init__(self, settings: DeviceSettings) -> None:
        self._profile: Profile = profile(str(settings.options.get("profile", PaperOptions().profile)))
        self._parser = EscposParser()
        self._answers = StatusReader(blocks=self._profile.block is not None, names=self._profile.names)
        self._held = b""
        self._asked = 0

    def explain(self, way: Way, data: bytes) -> Sequence[Piece]:
        """Whole commands; whole answers."""
        if way is Way.TO_DEVICE:
            return list(self._commands(data))
        words = "; ".join(map(self._answer, self._answers.feed(data)))
        return [Piece(words or PART, data)]

    def _commands(self, data: bytes) -> Iterator[Piece]:
        self._held = (self._held + data)[-MEMORY_MAX_BYTES:]
        at, text = 0, 0
        for part in self._parser.feed(data):
            end = at + self._parser.last_bytes
            if isinstance(part, Plain):
                text = end - at
            else:
                raw, text = self._held[at - text : end], 0
                yield self._named(part, raw)
            at = end
        if text:
            yield _text(self._held[at - text : at])
        self._held = self._held[at:]

    def _named(self, part: Part, raw: bytes) -> Piece:
        if isinstance(part, LineEnd | Plain):
            return _text(raw)
        if part.code == ASK:
            self._asked = part.body[0]
            return Piece(f"how are you? question {self._asked}", raw)
        if part.code == PICTURE:
            return Piece(f"a picture of {len(raw) - HEAD_BYTES} bytes", raw[:HEAD_BYTES], len(raw[HEAD_BYTES:]))
        if part.code == SIZED:
            what = PARTS.get(part.body[:1], "not a command of this driver")
            return Piece(what, raw[:HEAD_BYTES], len(raw[HEAD_BYTES:]))
        return Piece(NAMES.get(part.code, "not a command of this driver"), raw)

    def _answer(self, answer: Answer) -> str:
        match answer:
            case StatusByte(bits):
                known = self._asked in self._profile.asks
                return f"{bits:02X}: " + (_conditions(self._profile.of_byte(self._asked, bits)) if known else "status")
            case Pushed():
                return f"by itself: {_conditions(told_by(answer))}"
            case Block():
                return f"answer to {BLOCK_QUESTION:02X}: {_conditions(self._profile.of_block(answer))}"
            case Named(text):
                return f"it is {text}"
            case PrintedUpTo(mark):
                return f"printed up to {mark.decode('ascii', 'replace')}"


def _conditions(found: set[PrinterCondition]) -> str:
    return ", ".join(sorted(found)) or "nothing to complain of"


def _text(raw: bytes) -> Piece:
    words = raw.decode(ENCODING, "replace").strip()
    return Piece(f"text: {words}" if words else "end of line", raw)
