"""Buttons on the hall's own broker: their topics, which are theirs alone and lie outside the wire's."""

from collections.abc import Iterator
from typing import Final, Protocol

from config.settings.problems import Problem
from config.settings.user_names import BUTTONS_OF, LISTENER_OF
from config.text import Text

PORT: Final = "mqtt:hall/"
NAME_MAX: Final = 40 - max(len(BUTTONS_OF), len(LISTENER_OF))
"""Its users' names have at most 40 characters."""
KEPT_ROOTS: Final = ("hall", "", "$SYS", "$share", "+", "#")
"""The wire's own topics, the broker's, and what would be any."""


class OnTheHallsBroker(Protocol):
    """What is asked of a device."""

    @property
    def name(self) -> str:
        """Its name in the hall."""

    @property
    def topics(self) -> tuple[str, ...]:
        """The topics on the hall's own broker; none for all others."""


def hall_topic(port: str) -> str:
    """The topic of a port on the hall's own broker, as it is written; empty for every other port."""
    return port.removeprefix(PORT) if port.startswith(PORT) else ""


def filter_of(topic: str) -> str:
    """What stands for it in a list of rights: any unit, any key."""
    return "/".join("+" if "{" in level else level for level in topic.split("/"))


def button_problems(devices: tuple[OnTheHallsBroker, ...]) -> Iterator[Problem]:
    """Topics that are not free for buttons, and names that are too long for users of the wire."""
    for device in devices:
        for topic in device.topics:
            root, *below = topic.split("/")
            if "{" in root or root in KEPT_ROOTS or root.startswith("$") or not below:
                zh = f"“{topic}”：大厅自己的代理上，主题的第一级应为自有名称，不能是“{root}”"
                en = f"{topic!r}: on the hall's own broker a topic has a first level of its own, not {root!r}"
                yield Problem("devices.toml", f"{device.name}.port", Text(zh, en))
        if device.topics and len(device.name) > NAME_MAX:
            long = Text(
                f"“{device.name}”超过 {NAME_MAX} 个字符", f"{device.name!r} is longer than {NAME_MAX} characters"
            )
            yield Problem("devices.toml", "device.name", long)
