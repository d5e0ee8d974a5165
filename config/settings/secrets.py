"""The hall's own secrets: site key, passwords of the wire, tokens of other systems. Made at first start, mode 600.

By hand come only passwords that others gave, in ``[device_passwords]``: a device's name, and what its broker wants.
"""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import tomli_w

from config.settings.load import read_toml
from config.settings.private_files import one_writer, write_private
from config.settings.problems import FilesWrong, Problem
from config.text import Text

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
    device_passwords: dict[str, str] = field(repr=False, default_factory=dict)
    """At brokers of others, by device."""


def load_secrets(hall_var: Path, users: list[str], systems: Iterable[str] = ()) -> Secrets:
    """The secrets of this hall; what is missing is made and kept. Never changes what is there.

    A hall's programs start together: they take turns, so that all of them have the same secrets. Raises FilesWrong for
    a file that was spoiled by hand.
    """
    file = hall_var / FILE
    with one_writer(hall_var):
        kept = read_toml(file) if file.exists() else {}
        passwords = dict(_table(kept, "passwords"))
        missing = [user for user in users if user not in passwords]
        passwords |= {user: secrets.token_urlsafe(PASSWORD_BYTES) for user in missing}
        site_key = _site_key(kept) or secrets.token_bytes(KEY_BYTES)
        session_key = _session_key(kept) or secrets.token_hex(KEY_BYTES)
        tokens = dict(_table(kept, "system_tokens"))
        new = [system for system in systems if system not in tokens]
        tokens |= {system: secrets.token_urlsafe(KEY_BYTES) for system in new}
        made = Secrets(site_key, session_key, passwords, tokens, _table(kept, "device_passwords"))
        if missing or new or not {"site_key", "session_key"} <= kept.keys():
            write_private(file, _text(made))
        file.chmod(0o600)
    return made


def _text(made: Secrets) -> str:
    tables = {
        "passwords": made.passwords,
        "system_tokens": made.system_tokens,
        "device_passwords": made.device_passwords,
    }
    in_order = {name: dict(sorted(table.items())) for name, table in tables.items() if table}
    return tomli_w.dumps({"site_key": made.site_key.hex(), "session_key": made.session_key, **in_order})


def _site_key(kept: dict[str, Any]) -> bytes:
    """Empty where there is none yet."""
    try:
        return bytes.fromhex(kept.get("site_key", ""))
    except (TypeError, ValueError):
        raise FilesWrong([Problem(FILE, "site_key", Text("应为十六进制数", "must be in hexadecimal"))]) from None


def _session_key(kept: dict[str, Any]) -> str:
    """Empty where there is none yet."""
    found = kept.get("session_key", "")
    if not isinstance(found, str):
        raise FilesWrong([Problem(FILE, "session_key", Text("应为文字", "must be a text"))])
    return found


def _table(kept: dict[str, Any], name: str) -> dict[str, str]:
    table = kept.get(name, {})
    if not isinstance(table, dict) or not all(isinstance(secret, str) for secret in table.values()):
        raise FilesWrong([Problem(FILE, name, Text('应为表：名称 = "密码"', 'must be a table: name = "password"'))])
    return table
