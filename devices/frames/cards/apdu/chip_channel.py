"""The locked talk with a passport's chip: opening it by Basic Access Control, and each command in its envelope.

Data objects of an envelope: 87 encrypted data, 97 expected length, 99 status word, 8E MAC. A counter goes up with each
command and each answer, so no answer fits twice.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hmac import compare_digest
from typing import Final

from devices.frames.cards.apdu.chip_crypto import (
    BLOCK_BYTES,
    FOR_ENCRYPTION,
    FOR_MAC,
    KEY_BYTES,
    decrypted,
    derived,
    encrypted,
    padded,
    retail_mac,
    unpadded,
)
from devices.frames.cards.apdu.exchange import SW_BYTES, Response, Talk, exchange

GET_CHALLENGE: Final = bytes.fromhex("0084000008")
AUTHENTICATE: Final = bytes.fromhex("0082000028")
ANSWER_BYTES: Final = 40
"""Of the authentication: 32 encrypted, 8 of MAC."""
SECURE: Final = 0x0C
"""In a command's class: this one is in an envelope."""
DATA, EXPECTED, STATUS, MAC = 0x87, 0x97, 0x99, 0x8E
PADDED: Final = b"\x01"
LONG_LENGTH: Final = 0x81
SHORT_LENGTH_MAX: Final = 0x7F

Chance = Callable[[int], bytes]
"""Gives so many random bytes."""


@dataclass(repr=False)
class Channel:
    """An open channel: its two keys and its counter."""

    encryption: bytes
    mac: bytes
    counter: int

    def wrapped(self, command: bytes) -> bytes:
        """A plain command (with data, or with an expected length) in its envelope."""
        head = bytes([command[0] | SECURE]) + command[1:4]
        body = command[5 : 5 + command[4]] if len(command) > len(head) + 1 else b""
        objects = _object(DATA, PADDED + encrypted(self.encryption, padded(body))) if body else b""
        objects += b"" if body else _object(EXPECTED, command[4:5])
        objects += _object(MAC, self._mac_of(padded(head) + objects))
        return head + bytes([len(objects)]) + objects + b"\0"

    def unwrapped(self, envelope: bytes) -> Response:
        """What the chip said; a status of 0 when the envelope is not right."""
        objects = objects_of(envelope)
        signed = b"".join(_object(tag, objects[tag]) for tag in (DATA, STATUS) if tag in objects)
        right = compare_digest(objects.get(MAC, b""), self._mac_of(signed))
        cipher = objects.get(DATA, b"")[len(PADDED) :]
        status = objects.get(STATUS, b"")
        if not right or len(status) != SW_BYTES or len(cipher) % BLOCK_BYTES:
            return Response(b"", 0)
        return Response(unpadded(decrypted(self.encryption, cipher)), int.from_bytes(status, "big"))

    def _mac_of(self, data: bytes) -> bytes:
        self.counter = (self.counter + 1) % (1 << 8 * BLOCK_BYTES)
        return retail_mac(self.mac, self.counter.to_bytes(BLOCK_BYTES, "big") + data)


def challenge_of() -> Talk[bytes | None]:
    """The chip's random number, with which Basic Access Control begins. None when the chip does not know that."""
    answer = yield from exchange(GET_CHALLENGE)
    return answer.data if answer.ok and len(answer.data) == BLOCK_BYTES else None


def open_channel(seed: bytes, challenge: bytes, chance: Chance) -> Talk[Channel | None]:
    """Basic Access Control with the key seed of the printed zone. None when the chip refuses it."""
    encryption, mac = derived(seed, FOR_ENCRYPTION), derived(seed, FOR_MAC)
    mine, my_half = chance(BLOCK_BYTES), chance(KEY_BYTES)
    secret = encrypted(encryption, mine + challenge + my_half)
    answer = yield from exchange(AUTHENTICATE + secret + retail_mac(mac, secret) + bytes([ANSWER_BYTES]))
    body, sum_of_it = answer.data[: -BLOCK_BYTES or None], answer.data[-BLOCK_BYTES:]
    if not answer.ok or len(answer.data) != ANSWER_BYTES or not compare_digest(sum_of_it, retail_mac(mac, body)):
        return None
    plain = decrypted(encryption, body)
    if plain[: 2 * BLOCK_BYTES] != challenge + mine:
        return None
    return channel_of(my_half, plain[2 * BLOCK_BYTES :], challenge, mine)


def channel_of(my_half: bytes, chips_half: bytes, chips_random: bytes, my_random: bytes) -> Channel:
    """The channel that follows from both sides' halves of the key and random numbers."""
    seed = bytes(a ^ b for a, b in zip(my_half, chips_half, strict=True))
    counter = chips_random[BLOCK_BYTES // 2 :] + my_random[BLOCK_BYTES // 2 :]
    return Channel(derived(seed, FOR_ENCRYPTION), derived(seed, FOR_MAC), int.from_bytes(counter, "big"))


def secured(channel: Channel, command: bytes) -> Talk[Response]:
    """One command and its answer through the channel."""
    return channel.unwrapped((yield from exchange(channel.wrapped(command))).data)


def objects_of(data: bytes) -> Mapping[int, bytes]:
    """The data objects of an answer; what is cut short is left aside."""
    objects: dict[int, bytes] = {}
    while len(data) > 1:
        long = data[1] == LONG_LENGTH and len(data) > SW_BYTES
        start = 3 if long else 2
        length = data[start - 1]
        if len(data) < start + length:
            break
        objects[data[0]] = data[start : start + length]
        data = data[start + length :]
    return objects


def _object(tag: int, value: bytes) -> bytes:
    length = bytes([LONG_LENGTH] if len(value) > SHORT_LENGTH_MAX else []) + bytes([len(value)])
    return bytes([tag]) + length + value
