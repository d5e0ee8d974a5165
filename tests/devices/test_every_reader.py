"""Every reader of frames, ten thousand times: arbitrary bytes in arbitrary pieces, bounded memory, then a valid frame.

All readers hear the same noise. Half of it is made of pieces of valid frames: those come nearest to deceiving one.
After a silence the frame is read whatever came before; right behind noise unless a head in that takes it for its own.
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
from devices.frames.evaluators.ff68 import START, Ff68Frame, Ff68Reader
from devices.frames.evaluators.known_frames import KnownFrames
from devices.frames.printers.escpos_status import (
    NAME_HEAD,
    NAME_MAX_BYTES,
    Block,
    Named,
    PrintedUpTo,
    Pushed,
    StatusByte,
    StatusReader,
    mark_of,
)
from devices.frames.scanners.keys import EVENT, KeyReader
from devices.frames.scanners.lines import CodeReader, Ending
from devices.frames.signs import modbus
from devices.frames.signs.modbus import ModbusAnswer, ModbusReader
from devices.frames.signs.onbon import PC, OnbonFrame, OnbonReader
from devices.frames.speakers.modules import SYN6288, XF_S4240, Answer, AnswerReader, Command, CommandReader, ModuleForm
from devices.simulated.scanners.scanner_twin import as_keys
from tests.devices.fuzz import FRAME_EXAMPLES

NOISE_MAX_BYTES: Final = 120
PIECES_MAX: Final = 4
MARK: Final = (CounterId("z01"), Level.SATISFIED)
FIRST, SECOND = bytes.fromhex("AA01319A55"), bytes.fromhex("AA01329955")
STATUS_BYTES: Final = bytes(byte for byte in range(256) if byte & 0x93 == 0x12)
PUSHED_FIRST: Final = bytes(byte for byte in range(256) if byte & 0x93 == 0x10)
PUSHED_REST: Final = bytes(byte for byte in range(256) if byte & 0x90 == 0)
LETTERS: Final = "ABCDEFGHJKLMNPQRSTUVWXYZ"
Made = Callable[[Random], tuple[bytes, Any]]
"""A valid frame, and what it means."""


@dataclass(frozen=True)
class Fuzzed:
    """One reader, its frames, what it may hold, and what the driver calls after a silence, if anything.

    Where a silence tells where a frame begins, ``head`` is what noise may not hold for one to be found without.
    """

    make: Callable[[], Any]
    frame: Made
    held_max: int = 0
    silence: str = ""
    head: bytes = b""


def _sam_v(chance: Random) -> tuple[bytes, Any]:
    body = bytes(2) + chance.randbytes(1 + chance.randrange(40))
    return sam_v.frame(body), body


def _ff68(chance: Random) -> tuple[bytes, Any]:
    frame = Ff68Frame(chance.randrange(256), chance.randrange(256), chance.randbytes(1 + chance.randrange(3)))
    return frame.to_bytes(), frame


def _pushed(chance: Random) -> tuple[bytes, Any]:
    frame = bytes([chance.choice(PUSHED_FIRST), *(chance.choice(PUSHED_REST) for _ in range(3))])
    return frame, Pushed(frame)


def _status(chance: Random) -> tuple[bytes, Any]:
    byte = chance.choice(STATUS_BYTES)
    return bytes([byte]), StatusByte(byte)


def _block(chance: Random) -> tuple[bytes, Any]:
    bits = chance.randbytes(4)
    return b"\x10\x0f" + bits, Block(bits)


def _printed(chance: Random) -> tuple[bytes, Any]:
    mark = mark_of(chance.randrange(100_000))
    return b"\x37\x22" + mark + b"\0", PrintedUpTo(mark)


def _named(chance: Random) -> tuple[bytes, Any]:
    name = "".join(chance.choices(LETTERS, k=chance.randrange(20)))
    return b"\x5f" + name.encode() + b"\0", Named(name)


def _code(end: bytes) -> Made:
    def made(chance: Random) -> tuple[bytes, Any]:
        code = f"{chance.choice(LETTERS)}{chance.randrange(10**9)}"
        return code.encode() + end, code

    return made


def _onbon(chance: Random) -> tuple[bytes, Any]:
    frame = OnbonFrame(PC, chance.randrange(1, 255), b"\xa2" + chance.randbytes(2 + chance.randrange(40)))
    return frame.to_bytes(), frame


def _modbus(chance: Random) -> tuple[bytes, Any]:
    address, body = chance.randrange(1, 248), chance.randbytes(4)
    if chance.randrange(2):
        return modbus.with_crc(bytes([address, 6]) + body), ModbusAnswer(address, 6, body=body)
    return modbus.with_crc(bytes([address, 0x90, 6])), ModbusAnswer(address, 0x10, 6)


def _module(form: ModuleForm) -> Made:
    def made(chance: Random) -> tuple[bytes, Any]:
        if chance.randrange(2):
            return form.frame(Command.ASK), (Command.ASK, b"")
        body = chance.randbytes(chance.randrange(60))
        return form.say(body), (Command.SAY, b"\x01" + body)

    return made


READERS: Final = {
    "sam_v": Fuzzed(sam_v.FrameReader, _sam_v, 5_000, "end_of_talk", sam_v.PREAMBLE),
    "ff68": Fuzzed(Ff68Reader, _ff68, 300, "end_of_talk", START),
    "known frames": Fuzzed(
        lambda: KnownFrames({FIRST: 1, SECOND: MARK}),
        lambda chance: chance.choice(((FIRST, 1), (SECOND, MARK))),
        len(SECOND),
    ),
    "status": Fuzzed(StatusReader, _status, 8),
    "pushed status": Fuzzed(StatusReader, _pushed, 8),
    "block": Fuzzed(lambda: StatusReader(blocks=True), _block, 8),
    "printed": Fuzzed(StatusReader, _printed, 8),
    "named": Fuzzed(lambda: StatusReader(names=True), _named, NAME_MAX_BYTES + 2, "forget", bytes([NAME_HEAD])),
    "code": Fuzzed(lambda: CodeReader(Ending.LINE, "gb18030"), _code(b"\r"), 5_000, "silence"),
    "code with tab": Fuzzed(lambda: CodeReader(Ending.TAB, "utf-8"), _code(b"\t"), 5_000, "silence"),
    "code by silence": Fuzzed(lambda: CodeReader(Ending.SILENCE, "utf-8"), _code(b""), 5_000, "silence"),
    "keys": Fuzzed(KeyReader, lambda _: (as_keys("7"), b"7\r"[-1]), EVENT.size, "forget"),
    "onbon": Fuzzed(OnbonReader, _onbon, 5_000),
    "modbus": Fuzzed(ModbusReader, _modbus, 8),
    "speech answers": Fuzzed(AnswerReader, lambda chance: ((answer := chance.choice([*Answer])).to_bytes(), answer)),
    "xf_s4240": Fuzzed(lambda: CommandReader(XF_S4240), _module(XF_S4240), 5_000, "end_of_talk", b"\xfd"),
    "syn6288": Fuzzed(lambda: CommandReader(SYN6288), _module(SYN6288), 5_000, "end_of_talk", b"\xfd"),
}
NO_FRAMES: Final = {"EscposParser"}
"""What a printer is sent is text and commands without ends; the printers' tests feed it arbitrary bytes."""
FRAMES: Final = [fuzzed.frame(Random(name))[0] for name, fuzzed in READERS.items()]


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


def without(head: bytes, noise: bytes) -> bytes:
    """Noise in which none begins."""
    while head in noise:
        noise = noise.replace(head, b"")
    return noise


def read(fuzzed: Fuzzed, *sent: list[bytes]) -> list[Any]:
    """What a reader finds, with a silence behind each of what is sent."""
    reader, found = fuzzed.make(), []
    most = min(fuzzed.held_max, sum(len(piece) for part in sent for piece in part))
    for part in sent:
        for piece in part:
            found += reader.feed(piece)
            assert held(reader) <= most
        if fuzzed.silence:
            found += getattr(reader, fuzzed.silence)() or ()
    return found


def held(reader: Any) -> int:
    """How many bytes it keeps."""
    return len(getattr(reader, "_held", None) or getattr(reader, "_body", None) or b"")


def test_no_reader_is_left_out() -> None:
    modules = [import_module(found.name) for found in walk_packages(frames.__path__, "devices.frames.")]
    readers = {each for module in modules for each in vars(module).values() if isinstance(each, type)}
    here = {type(fuzzed.make()) for fuzzed in READERS.values()}
    there = {each.__name__ for each in readers if hasattr(each, "feed")}
    assert there - NO_FRAMES == {each.__name__ for each in here}


@pytest.mark.timeout(300)
@given(noise=st.binary(max_size=NOISE_MAX_BYTES), seed=st.integers(0, 2**32 - 1))
@settings(max_examples=FRAME_EXAMPLES)
def test_every_reader_reads_a_valid_frame_after_any_noise(noise: bytes, seed: int) -> None:
    chance = Random(seed)
    noise = with_broken_frames(noise, chance)
    for name, fuzzed in READERS.items():
        frame, meant = fuzzed.frame(chance)
        found = read(fuzzed, pieces(noise, chance), pieces(frame, chance))
        assert found[-1:] == [meant], name
        if fuzzed.head:
            quiet = without(fuzzed.head, noise)
            assert meant in read(fuzzed, pieces(quiet + frame, chance)), name


@pytest.mark.parametrize("name", READERS)
def test_an_endless_stream_is_held_in_bounded_memory(name: str) -> None:
    fuzzed, chance = READERS[name], Random(name)
    reader = fuzzed.make()
    for _ in range(50):
        frame, _ = fuzzed.frame(chance)
        reader.feed(frame[: chance.randrange(len(frame))] * 20 + chance.randbytes(500))
        assert held(reader) <= fuzzed.held_max
