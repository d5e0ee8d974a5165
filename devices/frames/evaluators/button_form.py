"""Buttons that speak MQTT: where in which message stands what was pressed. A make's way is a table, not code.

``{address}`` in a topic is the unit, ``{key}`` in the topic or the path the key's own name. What was pressed is told as
``KEY VALUE``, or as ``VALUE`` where the make names no key.
"""

import json
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Final

from pydantic import BaseModel, ConfigDict, StringConstraints

FOLDER: Final = Path(__file__).with_name("buttons")
ADDRESS: Final = "{address}"
KEY: Final = "{key}"
PAYLOAD_MAX_BYTES: Final = 16_384
"""A press has a hundred."""
VALUE_MAX: Final = 64
GATEWAY: Final = "(gateway)"
WHOLE: Final = ""
"""The path of a payload that is no JSON."""
FORM: Final = ("path", "released", "availability", "gateway", "availability_path", "online", "offline")
"""What a hall may say otherwise than the preset."""
TopicForm = Annotated[str, StringConstraints(pattern=r"^([^+#{}\x00]|\{address\}|\{key\})*$", max_length=200)]


class ButtonForm(BaseModel):
    """How one make says that a key was pressed, and whether the unit is there."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    topic: TopicForm
    path: str = WHOLE
    """Names in the payload's JSON, with dots between; empty: the payload itself."""
    released: tuple[str, ...] = ()
    """Values that are no press: the key came up."""
    availability: TopicForm = ""
    gateway: Annotated[str, StringConstraints(pattern=r"^[^+#{}\x00]*$", max_length=200)] = ""
    """The same for what stands between all units and the broker: without it none is heard."""
    availability_path: str = WHOLE
    """Where in JSON; a bare word is read all the same."""
    online: str = "online"
    offline: str = "offline"


def form_of(preset: str, topic: str, given: Mapping[str, Any]) -> ButtonForm:
    """A make's form with what a hall says instead; a topic of one's own leaves the make's presence behind.

    Raises ValueError.
    """
    known = presets()
    if preset and preset not in known:
        raise ValueError(f"preset: no {preset!r}; there are {', '.join(sorted(known))}")
    form = known[preset].model_dump() if preset else {"topic": topic}
    if topic and preset:
        form |= {"topic": topic, "availability": "", "gateway": ""}
    return ButtonForm.model_validate(form | {name: value for name, value in given.items() if value is not None})


def presets() -> dict[str, ButtonForm]:
    """The makes that come with the product."""
    return {file.stem: ButtonForm.model_validate(tomllib.loads(file.read_text("utf-8"))) for file in _files()}


def _files() -> Sequence[Path]:
    return sorted(FOLDER.glob("*.toml"))


@dataclass(frozen=True)
class KeySaid:
    """A unit's key was pressed, or let go, or something else happened to it."""

    address: str
    value: str
    key: str = ""

    @property
    def sign(self) -> str:
        """As the settings name it."""
        return f"{self.key} {self.value}" if self.key else self.value


@dataclass(frozen=True)
class UnitThere:
    """A unit came or went; ``address`` is GATEWAY for what stands between all of them and the broker."""

    address: str
    there: bool


class ButtonReader:
    """Reads the messages of some units of one make."""

    def __init__(self, form: ButtonForm, addresses: Iterable[str]) -> None:
        """Raises ValueError when the topic does not tell the units apart."""
        names = list(addresses)
        for topic in (form.topic, form.availability):
            if topic and ADDRESS not in topic and len(names) > 1:
                raise ValueError(f"the topic {topic!r} lacks {{address}}")
        if not form.topic.strip("/"):
            raise ValueError("the port has no topic, and no preset is named")
        self._form = form
        self._keys = [(name, form.topic.replace(ADDRESS, name).split("/")) for name in names]
        self._there = {form.availability.replace(ADDRESS, name): name for name in names if form.availability}
        if form.gateway:
            self._there[form.gateway] = GATEWAY

    @property
    def filters(self) -> tuple[str, ...]:
        """What to subscribe to."""
        return (*("/".join(levels).replace(KEY, "+") for _, levels in self._keys), *self._there)

    def read(self, topic: str, payload: bytes) -> Sequence[KeySaid | UnitThere]:
        """What a message says; nothing when it is about something else. Raises ValueError when it can't be read."""
        if topic in self._there:
            return self._presence(self._there[topic], payload)
        for address, levels in self._keys:
            if (key := _key(levels, topic.split("/"))) is not None:
                found = _values(_content(payload, self._form.path), key)
                return [KeySaid(address, value, name) for name, value in found]
        return []

    def _presence(self, address: str, payload: bytes) -> Sequence[UnitThere]:
        try:
            found = _values(_content(payload, self._form.availability_path), "")
        except ValueError:
            found = _values((_text(payload), ()), "")
        words = {self._form.online: True, self._form.offline: False}
        return [UnitThere(address, words[value]) for _, value in found if value in words]


def _key(levels: Sequence[str], topic: Sequence[str]) -> str | None:
    """The key's name in a topic, empty where the form has none; None for another topic."""
    if len(levels) != len(topic):
        return None
    key = ""
    for want, have in zip(levels, topic, strict=True):
        if want == KEY:
            key = have
        elif want != have:
            return None
    return key


def _text(payload: bytes) -> str:
    """Raises ValueError."""
    if len(payload) > PAYLOAD_MAX_BYTES:
        raise ValueError("too long")
    return payload.decode("utf-8").strip()


def _content(payload: bytes, path: str) -> tuple[Any, Sequence[str]]:
    """What is in a payload, and the way into it. Raises ValueError."""
    text = _text(payload)
    if path == WHOLE:
        return text, ()
    try:
        fields = json.loads(text)
    except RecursionError:
        raise ValueError("nested too deep") from None
    if not isinstance(fields, dict):
        raise ValueError("no table")
    return fields, path.split(".")


def _values(content: tuple[Any, Sequence[str]], key: str) -> Iterator[tuple[str, str]]:
    """Each key's name and value at the end of the way; an empty value is none."""
    here, way = content
    if way:
        names = list(here) if way[0] == KEY and isinstance(here, dict) else [way[0]]
        for name in names:
            if isinstance(here, dict) and name in here:
                yield from _values((here[name], way[1:]), name if way[0] == KEY else key)
    elif isinstance(here, str | int) and 0 < len(value := _word(here)) <= VALUE_MAX:
        yield key, value


def _word(value: str | int) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
