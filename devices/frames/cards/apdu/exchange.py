"""One command and its whole answer, with what PC/SC leaves to us: 61xx (fetch more) and 6Cxx (say it again)."""

from collections.abc import Generator
from dataclasses import dataclass
from typing import Final, TypeVar

SW_BYTES: Final = 2
SW_OK: Final = 0x9000
SW1_MORE: Final = 0x61
SW1_WRONG_LENGTH: Final = 0x6C
GET_RESPONSE: Final = bytes.fromhex("00C00000")
ROUNDS_MAX: Final = 8
"""How often a card may say *more* or *other length* before its answer counts as a refusal."""
CASE_2_BYTES: Final = 5
"""A command of header and Le: the only kind whose last byte is an expected length."""

Told = TypeVar("Told")
Talk = Generator[bytes, bytes, Told]


@dataclass(frozen=True, repr=False)
class Response:
    """A card's answer; ``data`` may be personal, so it never shows itself."""

    data: bytes
    sw: int

    def __repr__(self) -> str:
        return f"Response({len(self.data)} bytes, {self.sw:04X})"

    @property
    def ok(self) -> bool:
        """Whether the card did what was asked."""
        return self.sw == SW_OK


def exchange(command: bytes) -> Talk[Response]:
    """Send one command; gather data over 61xx and repeat with the right length after 6Cxx."""
    data = b""
    sw = 0
    for _ in range(ROUNDS_MAX):
        raw = yield command
        if len(raw) < SW_BYTES:
            return Response(b"", 0)
        data += raw[:-SW_BYTES]
        sw = int.from_bytes(raw[-SW_BYTES:], "big")
        sw1, sw2 = raw[-SW_BYTES], raw[-1]
        if sw1 == SW1_MORE:
            command = GET_RESPONSE + bytes([sw2])
        elif sw1 == SW1_WRONG_LENGTH and len(command) == CASE_2_BYTES:
            command = command[:-1] + bytes([sw2])
        else:
            break
    return Response(data, sw)
