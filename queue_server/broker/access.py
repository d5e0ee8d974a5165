"""Who may write and read which topic: one list, made from the wire's catalogue and the hall's users.

Buttons on the hall's own broker have topics of their own beside it.
"""

from collections.abc import Iterable, Iterator

from config.settings.users import User
from config.vocabulary import Role
from config.wire.catalogue import ROWS, Row

ANY = "+"


def access_list(hall: str, users: Iterable[User]) -> str:
    """The list in mosquitto's ``acl_file`` form. Whatever is not named is forbidden."""
    lines: list[str] = []
    for user in users:
        lines.append(f"user {user.name}")
        lines += [f"topic {right} {topic}" for right, topic in rights(hall, user)]
        lines.append("")
    return "\n".join(lines)


def rights(hall: str, user: User) -> list[tuple[str, str]]:
    """What one user may do: pairs of ``write`` | ``read`` and a topic filter, each once."""
    found = [("write", topic) for row in ROWS if user.role in row.senders for topic in _topics(hall, user, row, True)]
    found += [
        ("read", topic) for row in ROWS if user.role in row.listeners for topic in _topics(hall, user, row, False)
    ]
    return list(dict.fromkeys((*found, *user.topics)))


def _topics(hall: str, user: User, row: Row, writes: bool) -> Iterator[str]:
    """A row's topics for one user: his own name and counters where he is bound to them, any where he is not."""
    own_name = user.name if _bound_to_name(user, row, writes) else ANY
    counters = user.counters if _bound_to_counters(user) else (ANY,)
    for counter in counters if "counter" in row.fields else (ANY,):
        fields = {"user": own_name, "kiosk": own_name, "counter": counter, "device": ANY, "ticket": ANY}
        yield row.topic.format(hall=hall, **fields)


def _bound_to_name(user: User, row: Row, writes: bool) -> bool:
    if user.role is Role.SERVER:
        return writes and row.retained and "user" in row.fields and "device" not in row.fields
    if _names_the_other(user, row, writes):
        return False
    return writes or row.expiry_s is not None or "kiosk" in row.fields


def _names_the_other(user: User, row: Row, writes: bool) -> bool:
    """Whether the kiosk in the topic is the one that is spoken to, or heard."""
    others = row.listeners if writes else row.senders
    return "kiosk" in row.fields and user.role is not Role.KIOSK and Role.KIOSK in others


def _bound_to_counters(user: User) -> bool:
    return user.role not in (Role.SERVER, Role.CONSOLE)
