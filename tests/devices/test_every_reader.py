"""Every reader of frames, ten thousand times: arbitrary bytes in arbitrary pieces, bounded memory, then a valid frame.

All readers hear the same noise. Half of it is made of pieces of valid frames: those come nearest to deceiving one.
"""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pkgutil import walk_packages
from random import Random
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.vocabulary import CounterId, Level
from devices import frames
from devices.frames.cards import sam_v
from devices.frames.evaluators.ff68 import Ff68Frame, Ff68Reader
from devices.frames.evaluators.known_frames import KnownFrames
from devices.frames.printers.escpos_status import Block, PrintedUpTo, Pushed, StatusByte, StatusReader
from devices.frames.scanners.keys import EVENT, KeyReader
from devices.frames.scanners.lines import CodeReader, Ending
from devices.frames.signs import modbus
from devices.frames.signs.modbus import ModbusAnswer, ModbusReader
from devices.frames.signs.onbon import PC, OnbonFrame, OnbonReader
from devices.frames.speakers.modules import SYN6288, XF_S4240, Answer, AnswerReader, Command, CommandReader
from devices.simulated.scanners.scanner_twin import as_keys
from tests.devices.fuzz import FRAME_EXAMPLES

NOISE_MAX_BYTES: Final = 120
PIECES_MAX: Final = 4
MARK: Final = (CounterId("z01"), Level.SATISFIED)
FIRST, SECOND = bytes.fromhex("AA01319A55"), bytes.fromhex("AA01329955")


@dataclass(frozen=True)
class Fuzzed:
    """One reader: a valid frame, what it means, and what the driver calls after a silence, if anything."""

    make: Callable[[], Any]
    frame: bytes
    meant: Any
    held_max: int = 0
    silence: str = ""


READERS: Final = {
    "sam_v": Fuzzed(
        sam_v.FrameReader, sam_v.frame(b"\0\0\x9f" + bytes(8)), b"\0\0\x9f" + bytes(8), 5_000, "end_of_talk"
    ),
    "ff68": Fuzzed(Ff68Reader, Ff68Frame(1, 0x10, b"\x0c").to_bytes(), Ff68Frame(1, 0x10, b"\x0c"), 300, "end_of_talk"),
    "known frames": Fuzzed(lambda: KnownFrames({FIRST: 1, SECOND: MARK}), SECOND, MARK, len(SECOND)),
    "status": Fuzzed(StatusReader, b"\x12", StatusByte(0x12), 8),
    "pushed status": Fuzzed(StatusReader, bytes.fromhex("14000F00"), Pushed(bytes.fromhex("14000F00")), 8),
    "block": Fuzzed(lambda: StatusReader(blocks=True), bytes.fromhex("100F01000000"), Block(b"\x01\0\0\0"), 8),
    "printed": Fuzzed(StatusReader, bytes.fromhex("37224142434400"), PrintedUpTo(b"ABCD"), 8),
    "code": Fuzzed(lambda: CodeReader(Ending.LINE, "gb18030"), b"A007\r", "A007", 5_000, "silence"),
    "code with tab": Fuzzed(lambda: CodeReader(Ending.TAB, "utf-8"), b"A007\t", "A007", 5_000, "silence"),
    "keys": Fuzzed(KeyReader, as_keys("7"), b"7\r"[-1], EVENT.size, "forget"),
    "onbon": Fuzzed(OnbonReader, OnbonFrame(PC, 1, b"\xa2\0\0").to_bytes(), OnbonFrame(PC, 1, b"\xa2\0\0"), 5_000),
    "modbus": Fuzzed(ModbusReader, modbus.with_crc(b"\x07\x06\0\1\0\2"), ModbusAnswer(7, 6, body=b"\0\1\0\2"), 8),
    "speech answers": Fuzzed(AnswerReader, bytes([Answer.IDLE]), Answer.IDLE),
    "xf_s4240": Fuzzed(
        lambda: CommandReader(XF_S4240), XF_S4240.frame(Command.ASK), (Command.ASK, b""), 5_000, "end_of_talk"
    ),
    "syn6288": Fuzzed(
        lambda: CommandReader(SYN6288), SYN6288.frame(Command.ASK), (Command.ASK, b""), 5_000, "end_of_talk"
    ),
}
NO_FRAMES: Final = {"EscposParser"}
"""What a printer is sent is text and commands without ends; the printers' tests feed it arbitrary bytes."""


def pieces(data: bytes, chance: Random) -> list[bytes]:
    """Cut at some places."""
    at = sorted(chance.randrange(len(data) + 1) for _ in range(chance.randrange(PIECES_MAX)))
    return [data[start:end] for start, end in zip([0, *at], [*at, len(data)], strict=True)]


def with_broken_frames(noise: bytes, chance: Random) -> bytes:
    """Beginnings, ends and middles of valid frames among it."""
    for _ in range(chance.randrange(PIECES_MAX)):
        frame = chance.choice(FRAMES)
        cut, at = sorted((chance.randrange(len(frame) + 1), chance.randrange(len(frame) + 1))), len(noise)
        at = chance.randrange(at + 1)
        noise = noise[:at] + frame[cut[0] : cut[1]] + noise[at:]
    return noise


FRAMES: Final = [fuzzed.frame for fuzzed in READERS.values()]


def held(reader: Any) -> int:
    """How many bytes it keeps."""
    return len(getattr(reader, "_held", None) or getattr(reader, "_body", None) or b"")


def test_no_reader_is_left_out() -> None:
    modules = [import_module(found.name) for found in walk_packages(frames.__path__, "devices.frames.")]
    readers = {each for module in modules for each in vars(module).values() if isinstance(each, type)}
    here = {type(fuzzed.make()) for fuzzed in READERS.values()}
    there = {each.__name__ for each in readers if hasattr(each, "feed")}
    assert there - NO_FRAMES == {each.__name__ for each in here}


@given(noise=st.binary(max_size=NOISE_MAX_BYTES), seed=st.integers(0, 2**32 - 1))
@settings(max_examples=FRAME_EXAMPLES)
def test_every_reader_reads_a_valid_frame_after_any_noise(noise: bytes, seed: int) -> None:
    chance = Random(seed)
    noise = with_broken_frames(noise, chance)
    for name, fuzzed in READERS.items():
        reader, found = fuzzed.make(), []
        for piece in pieces(noise, chance):
            found += reader.feed(piece)
            assert held(reader) <= min(fuzzed.held_max, len(noise)), name
        if fuzzed.silence:
            found += getattr(reader, fuzzed.silence)() or ()
        for piece in pieces(fuzzed.frame, chance):
            found += reader.feed(piece)
        assert found[-1:] == [fuzzed.meant], name


@pytest.mark.parametrize("name", READERS)
def test_an_endless_stream_is_held_in_bounded_memory(name: str) -> None:
    fuzzed, chance = READERS[name], Random(name)
    reader = fuzzed.make()
    for _ in range(50):
        reader.feed(fuzzed.frame[: chance.randrange(len(fuzzed.frame))] * 20 + chance.randbytes(500))
        assert held(reader) <= fuzzed.held_max
