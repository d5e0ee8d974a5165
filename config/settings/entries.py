"""Files that are lists of entries, read so that one wrong entry hides no other: it is named by its id and left out."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, TypeVar

from pydantic import ValidationError

from config.settings.load import checked, read_toml
from config.settings.model import Section
from config.settings.problems import FilesWrong, Problem
from config.settings.values.reasons import reason_of

Read = TypeVar("Read", bound=Section)
Place = tuple[int | str, ...]


@dataclass
class FileRead(Generic[Read]):
    """What a file gave: its model (None when nothing can be used), its problems, and the ids of what was left out."""

    content: Read | None
    problems: list[Problem] = field(default_factory=list)
    left_out: set[str] = field(default_factory=set)


def read_entries(file: Path, model: type[Read]) -> FileRead[Read]:
    """Read and check one file."""
    try:
        raw = read_toml(file)
    except FilesWrong as wrong:
        return FileRead(None, wrong.problems)
    problems: list[Problem] = []
    left_out: set[str] = set()
    while True:
        try:
            return FileRead(checked(model, raw), problems, left_out)
        except ValidationError as error:
            found = error.errors(include_url=False)
        if not problems:
            problems = [Problem(file.name, _key(raw, e["loc"]), reason_of(e)) for e in found]
        places = {place for e in found if (place := _entry(raw, e["loc"])) is not None}
        if not places:
            return FileRead(None, problems, left_out)
        left_out |= _take_out(raw, places)


def _entry(raw: dict[str, Any], place: Place) -> Place | None:
    """The innermost list entry with keys of its own that a place lies in, or else the innermost entry of any list."""
    entries = [place[: at + 1] for at, step in enumerate(place) if isinstance(step, int)]
    tables = [entry for entry in entries if isinstance(_at(raw, entry), dict)]
    return max(tables or entries, key=len, default=None)


def _take_out(raw: dict[str, Any], places: Iterable[Place]) -> set[str]:
    """Remove entries, the last ones first so that the others keep their places. Returns their ids."""
    left_out: set[str] = set()
    for place in sorted(places, key=lambda p: [step for step in p if isinstance(step, int)], reverse=True):
        *way, last = place
        entries = _at(raw, way)
        if isinstance(entries, list) and isinstance(last, int) and last < len(entries):
            left_out.add(_name(entries.pop(last)))
    return left_out


def _key(raw: dict[str, Any], place: Place) -> str:
    """A place with ids in it: ``department[police].service[permits].prefix``."""
    key = ""
    for at, step in enumerate(place):
        if isinstance(step, int):
            key += f"[{_name(_at(raw, place[: at + 1])) or step + 1}]"
        else:
            key += f".{step}" if key else step
    return key or "(file)"


def _at(raw: Any, place: Iterable[int | str]) -> Any:
    for step in place:
        try:
            raw = raw[step]
        except (KeyError, IndexError, TypeError):
            return None
    return raw


def _name(entry: Any) -> str:
    """The id (or a device's name) of an entry; empty when it has none that can be shown."""
    named = entry.get("id", entry.get("name")) if isinstance(entry, dict) else None
    return named if isinstance(named, str) else ""
