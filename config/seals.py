"""Seals that only this hall can make: whoever has the site key can check one, nothing is kept for it. Standard library
only. 80 bits can't be guessed."""

import base64
import hashlib
import hmac
from typing import Final

SEAL_BYTES: Final = 10
SEAL_SIGNS: Final = 16
"""In base 32: eight signs for five bytes."""


def sealed(site_key: bytes, purpose: bytes, name: str) -> str:
    """The name with its seal behind it; ``purpose`` keeps it apart from everything else that the site key makes."""
    return f"{name}-{_seal(site_key, purpose, name)}"


def name_in(site_key: bytes, purpose: bytes, key: str) -> str | None:
    """The name in a sealed one; None when this hall never made it."""
    name, _, seal = key.rpartition("-")
    right = hmac.compare_digest(seal.encode("utf-8", "replace"), _seal(site_key, purpose, name).encode())
    return name if name and right else None


def _seal(site_key: bytes, purpose: bytes, name: str) -> str:
    made = hmac.new(site_key, purpose + name.encode("utf-8", "replace"), hashlib.sha256).digest()[:SEAL_BYTES]
    return base64.b32encode(made).decode().lower()
