"""The hall's own secrets: the site key and one password for each user of the wire. Made at first start, mode 600."""

import os
import secrets
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

FILE: Final = "secrets.toml"
KEY_BYTES: Final = 32
PASSWORD_BYTES: Final = 18


@dataclass(frozen=True)
class Secrets:
    """``site_key`` keys the hashes of card numbers; ``session_key`` signs the console's cookies."""

    site_key: bytes = field(repr=False)
    session_key: str = field(repr=False)
    passwords: dict[str, str] = field(repr=False)


def load_secrets(hall_var: Path, users: list[str]) -> Secrets:
    """The secrets of this hall; what is missing is made and kept. Never changes what is there."""
    file = hall_var / FILE
    kept = tomllib.loads(file.read_text("utf-8")) if file.exists() else {}
    passwords = dict(kept.get("passwords", {}))
    missing = [user for user in users if user not in passwords]
    passwords |= {user: secrets.token_urlsafe(PASSWORD_BYTES) for user in missing}
    site_key = kept.get("site_key") or secrets.token_hex(KEY_BYTES)
    session_key = kept.get("session_key") or secrets.token_hex(KEY_BYTES)
    if missing or not {"site_key", "session_key"} <= kept.keys():
        _write(file, site_key, session_key, passwords)
    file.chmod(0o600)
    return Secrets(bytes.fromhex(site_key), session_key, passwords)


def _write(file: Path, site_key: str, session_key: str, passwords: dict[str, str]) -> None:
    lines = [f'site_key = "{site_key}"', f'session_key = "{session_key}"', "", "[passwords]"]
    lines += [f'{user} = "{password}"' for user, password in sorted(passwords.items())]
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh = file.with_suffix(f".{os.getpid()}")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
        stream.write("\n".join(lines) + "\n")
    fresh.replace(file)
