"""A passport's chip from the inside: opens to whoever knows its printed zone, and speaks in envelopes from then on."""

import secrets
from collections.abc import Set
from typing import Final

from devices.frames.cards.apdu.chip_channel import DATA, MAC, objects_of
from devices.frames.cards.apdu.chip_crypto import (
    FOR_ENCRYPTION,
    FOR_MAC,
    decrypted,
    derived,
    encrypted,
    padded,
    retail_mac,
    unpadded,
)
from devices.frames.cards.apdu.mrz import key_of
from devices.frames.cards.apdu.passport import seed_of
from devices.simulated.cards.applet import NOT_FOUND, OK, UNKNOWN_INS, name_in
from devices.simulated.cards.samples import SampleCard

WRONG_KEY: Final = bytes.fromhex("6300")
WRONG_ENVELOPE: Final = bytes.fromhex("6988")
DG1: Final = bytes.fromhex("0101")


class PassportApplet:
    """BAC, EF.DG1, nothing else."""

    def __init__(self, card: SampleCard) -> None:
        zone = card.content
        key = key_of(zone.decode())
        if key is None:
            raise ValueError(f"the zone of {card.name!r} has a wrong check digit")
        seed = seed_of(key)
        self._keys = derived(seed, FOR_ENCRYPTION), derived(seed, FOR_MAC)
        self._file = bytes([0x61, len(zone) + 3, 0x5F, 0x1F, len(zone)]) + zone
        self._random = b""
        self._counter: int | None = None
        self._selected = False

    def answer(self, command: bytes, switches: Set[str]) -> tuple[bytes, bytes]:
        """Select, challenge, authenticate in the open; all else in envelopes."""
        if command[0] & 0x0C:
            return self._opened(command)
        match command[1]:
            case 0xA4:
                return b"", OK if name_in(command).hex() == "a0000002471001" else NOT_FOUND
            case 0x84 if "pace_only" not in switches:
                self._random = secrets.token_bytes(8)
                return self._random, OK
            case 0x82:
                return self._authenticate(command[5:45])
            case _:
                return b"", UNKNOWN_INS

    def _authenticate(self, sent: bytes) -> tuple[bytes, bytes]:
        encryption, mac = self._keys
        secret, sum_of_it = sent[:32], sent[32:]
        plain = decrypted(encryption, secret)
        if retail_mac(mac, secret) != sum_of_it or plain[8:16] != self._random:
            return b"", WRONG_KEY
        mine = secrets.token_bytes(16)
        answer = encrypted(encryption, self._random + plain[:8] + mine)
        reply = answer + retail_mac(mac, answer)
        seed = bytes(a ^ b for a, b in zip(mine, plain[16:], strict=True))
        self._counter = int.from_bytes(self._random[4:] + plain[4:8], "big")
        self._keys = derived(seed, FOR_ENCRYPTION), derived(seed, FOR_MAC)
        return reply, OK

    def _opened(self, command: bytes) -> tuple[bytes, bytes]:
        if self._counter is None:
            return b"", WRONG_ENVELOPE
        objects = objects_of(command[5:-1])
        signed = command[5 : command.index(bytes([MAC, 8]), 5)]
        if objects.get(MAC) != self._mac_of(padded(command[:4]) + signed):
            return b"", WRONG_ENVELOPE
        if command[1] == 0xA4:
            self._selected = unpadded(decrypted(self._keys[0], objects[DATA][1:])) == DG1
            return self._wrapped(b"", OK if self._selected else NOT_FOUND), OK
        at, length = command[3], objects[0x97][0]
        return self._wrapped(self._file[at : at + length] if self._selected else b"", OK), OK

    def _wrapped(self, data: bytes, status: bytes) -> bytes:
        cipher = encrypted(self._keys[0], padded(data)) if data else b""
        objects = bytes([DATA, len(cipher) + 1, 1]) + cipher if cipher else b""
        objects += bytes([0x99, 2]) + status
        return objects + bytes([MAC, 8]) + self._mac_of(objects)

    def _mac_of(self, data: bytes) -> bytes:
        self._counter = (self._counter or 0) + 1
        return retail_mac(self._keys[1], self._counter.to_bytes(8, "big") + data)
