"""Who spoke for counters when the server ended: kept beside the broker's files, so that a counter which left the plan
finishes after a restart too."""

import json
import logging
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from config.settings.private_files import write_private
from config.settings.users import User
from config.vocabulary import Role

log = logging.getLogger(__name__)

FILE: Final = "users.json"


def keep_users(folder: Path, users: Iterable[User]) -> None:
    """Those who speak for counters. What is there already is not written again."""
    kept = [[user.name, user.role.value, list(user.counters)] for user in users if user.counters]
    text = json.dumps(kept, ensure_ascii=False, indent=1)
    file = folder / FILE
    if not file.exists() or file.read_text("utf-8") != text:
        write_private(file, text)


def kept_users(folder: Path) -> list[User]:
    """The same at the next start; nobody at the first one, or when the file can't be read."""
    file = folder / FILE
    if not file.exists():
        return []
    try:
        return [User(name, Role(role), tuple(counters)) for name, role, counters in json.loads(file.read_text("utf-8"))]
    except (OSError, ValueError, TypeError) as wrong:
        log.warning("%s: %s; only counters of the plan's files are spoken for", file, wrong)
        return []
