"""The users of Longli county and the catalogue, read in a second way: what each user has to be allowed."""

from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Final

from config.settings.load import CHECKOUT
from config.settings.plan_files import load_hall
from config.settings.users import User, users_of
from config.vocabulary import Role
from config.wire.catalogue import ROWS, Row
from queue_server.broker.access import access_list
from queue_server.broker.mosquitto import Mosquitto

HALL: Final = "longli"
FILES: Final = load_hall(CHECKOUT / "config" / "halls" / HALL)
USERS: Final = users_of(FILES.plan, FILES.devices)
USER: Final = {user.name: user for user in USERS}
PASSWORDS: Final = {user.name: f"the word of {user.name}" for user in USERS}
NAMES: Final = ("queue-server", "kiosk-1", "evaluator-z01", "evaluator-z02", "wall-1")
VALUES: Final = {
    "counter": ("z01", "z02", "cg01"),
    "user": NAMES,
    "kiosk": NAMES,
    "device": ("printer",),
    "ticket": ("20261121-B001",),
}


def mosquitto(folder: Path, port: int, rights: str = "") -> Mosquitto:
    """The broker of Longli in a folder, with its own access list unless told."""
    return Mosquitto(folder, "127.0.0.1", port, rights or access_list(HALL, USERS), PASSWORDS)


def places() -> Iterator[tuple[Row, dict[str, str], str]]:
    """Every row with some names and counters in its topic."""
    for row in ROWS:
        for chosen in product(*(VALUES[name] for name in row.fields)):
            fields = dict(zip(row.fields, chosen, strict=True))
            yield row, fields, row.topic.format(hall=HALL, **fields)


def may_send(user: User) -> set[str]:
    """The topics among ``places`` on which this user has to be heard."""
    return {topic for row, fields, topic in places() if user.role in row.senders and _own(user, row, fields)}


def may_hear(user: User) -> set[str]:
    """The topics among ``places`` that this user has to be told."""
    return {topic for row, fields, topic in places() if user.role in row.listeners and _meant(user, row, fields)}


def _own(user: User, row: Row, fields: dict[str, str]) -> bool:
    """In its own name and for its own counters; the server's answers and pictures go to everybody."""
    if user.role is Role.SERVER:
        return "user" not in fields or row.expiry_s is not None or fields["user"] == user.name
    names = {fields[key] for key in ("user", "kiosk") if key in fields}
    return names <= {user.name} and fields.get("counter", "z01") in (user.counters or ("z01",))


def _meant(user: User, row: Row, fields: dict[str, str]) -> bool:
    """Answers only to oneself; a counter's or a kiosk's picture to those it is of; presence and health to all."""
    if user.role is Role.SERVER:
        return True
    if row.expiry_s is not None and "user" in fields:
        return fields["user"] == user.name
    if "kiosk" in fields:
        return fields["kiosk"] == user.name
    return "counter" not in fields or fields["counter"] in user.counters
