"""What a passport's chip reckons with (ICAO 9303-11): two-key 3DES, the retail MAC, and keys made from a seed."""

import hashlib
from typing import Final

from cryptography.hazmat.decrepit.ciphers.algorithms import TripleDES
from cryptography.hazmat.primitives.ciphers import Cipher, modes

BLOCK_BYTES: Final = 8
KEY_BYTES: Final = 16
NO_START: Final = bytes(BLOCK_BYTES)
FOR_ENCRYPTION: Final = b"\0\0\0\1"
FOR_MAC: Final = b"\0\0\0\2"
PAD: Final = b"\x80"


def derived(seed: bytes, purpose: bytes) -> bytes:
    """The key for a purpose, with DES's odd parity."""
    raw = hashlib.sha1(seed + purpose, usedforsecurity=False).digest()[:KEY_BYTES]
    return bytes(byte & 0xFE | (byte.bit_count() - (byte & 1) + 1) % 2 for byte in raw)


def encrypted(key: bytes, data: bytes) -> bytes:
    """Whole blocks under 3DES in CBC mode."""
    return _cipher(key).encryptor().update(data)


def decrypted(key: bytes, data: bytes) -> bytes:
    """The blocks again; whole ones only."""
    return _cipher(key).decryptor().update(data)


def retail_mac(key: bytes, data: bytes) -> bytes:
    """ISO 9797-1 algorithm 3 with padding method 2: single DES all along, 3DES for the last block."""
    whole = padded(data)
    half = key[:BLOCK_BYTES]
    before = encrypted(half * 2, whole[:-BLOCK_BYTES])[-BLOCK_BYTES:] or NO_START
    mixed = bytes(a ^ b for a, b in zip(before, whole[-BLOCK_BYTES:], strict=True))
    return encrypted(key, mixed)


def padded(data: bytes) -> bytes:
    """Padding method 2: 80, then zeros up to a whole block."""
    return data + PAD + bytes(-(len(data) + 1) % BLOCK_BYTES)


def unpadded(data: bytes) -> bytes:
    """Without its padding."""
    return data.rstrip(b"\0").removesuffix(PAD)


def _cipher(key: bytes) -> Cipher[modes.CBC]:
    return Cipher(TripleDES(key + key[:BLOCK_BYTES]), modes.CBC(NO_START))
