"""The hall's own secrets: site key, passwords of the wire, tokens of other systems. Made at first start, mode 600."""

import secrets
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from config.settings.private_files import one_writer, write_private

FILE: Final = "secrets.toml"
KEY_BYTES: Final = 32
PASSWORD_BYTES: Final = 18


@dataclass(frozen=True)
class Secrets:
    """``site_key`` keys the hashes of card numbers; ``session_key`` signs the console's cookies."""

    site_key: bytes = field(repr=False)
    session_key: str = field(repr=False)
    passwords: dict[str, str] = field(repr=False)
    system_tokens: dict[str, str] = field(repr=False, default_factory=dict)
    """Other systems that book appointments, by name."""


def load_secrets(hall_var: Path, users: list[str], systems: Iterable[str] = ()) -> Secrets:
    """The secrets of this hall; what is missing is made and kept. Never changes what is there.

    A hall's programs start together: they take turns, so that all of them have the same secrets.
    """
    file = hall_var / FILE
    with one_writer(hall_var):
        kept = tomllib.loads(file.read_text("utf-8")) if file.exists() else {}
        passwords = dict(kept.get("passwords", {}))
        missing = [user for user in users if user not in passwords]
        passwords |= {user: secrets.token_urlsafe(PASSWORD_BYTES) for user in missing}
        site_key = kept.get("site_key") or secrets.token_hex(KEY_BYTES)
        session_key = kept.get("session_key") or secrets.token_hex(KEY_BYTES)
        tokens = dict(kept.get("system_tokens", {}))
        new = [system for system in systems if system not in tokens]
        tokens |= {system: secrets.token_urlsafe(KEY_BYTES) for system in new}
        if missing or new or not {"site_key", "session_key"} <= kept.keys():
            write_private(file, _text(site_key, session_key, passwords, tokens))
        file.chmod(0o600)
    return Secrets(bytes.fromhex(site_key), session_key, passwords, tokens)


def _text(site_key: str, session_key: str, passwords: dict[str, str], tokens: dict[str, str]) -> str:
    lines = [f'site_key = "{site_key}"', f'session_key = "{session_key}"', "", "[passwords]"]
    lines += [f'{user} = "{password}"' for user, password in sorted(passwords.items())]
    if tokens:
        lines += ["", "[system_tokens]", *(f'{system} = "{token}"' for system, token in sorted(tokens.items()))]
    return "\n".join(lines) + "\n"
