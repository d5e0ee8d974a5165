"""``docs/settings.md`` from the defaults and the settings' shape.

``python -m config.settings.documentation`` writes it. The words are the comments of ``defaults.toml``, the
types are the model's.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from config.settings.load import DEFAULTS, SETTINGS_VARIABLE, read_toml
from config.settings.model import Settings

FILE: Final = Path(__file__).parents[2] / "docs" / "settings.md"
OPENING: Final = f"""\
# Settings

Made from `config/settings/defaults.toml` and the settings' shape by `python -m config.settings.documentation`; a test
compares.

A hall's own file overrides single keys: name it with `--settings` or in `${SETTINGS_VARIABLE}`. A wrong or unknown key
refuses to start, and every problem is listed with file and key. `./hall settings` shows what is in force.
"""
LINE: Final = re.compile(r"^(?:\[(?P<section>\w+)\]|(?P<key>\w+)\s*=[^#]*?(?:\s#\s*(?P<words>.*))?)$")
TYPES: Final = {bool: "true or false", int: "whole number", float: "number", str: "text", Path: "folder"}


def document() -> str:
    """The whole page."""
    defaults, words = read_toml(DEFAULTS), dict(_comments(DEFAULTS.read_text("utf-8")))
    sections = [_section("", Settings, defaults, words)]
    for name, field in Settings.model_fields.items():
        if _is_section(field):
            sections.append(_section(name, field.annotation, defaults[name], words))
    return "\n\n".join([OPENING.strip("\n"), *sections]) + "\n"


def _comments(text: str) -> Iterator[tuple[str, str]]:
    """Each key with the comment behind it; a section's keys as ``section.key``."""
    section = ""
    for line in text.splitlines():
        found = LINE.match(line)
        if found is None:
            continue
        section = found["section"] or section
        if found["key"]:
            yield f"{section}.{found['key']}".lstrip("."), (found["words"] or "").strip()


def _is_section(field: FieldInfo) -> bool:
    return isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel)


def _section(name: str, model: Any, defaults: dict[str, Any], words: dict[str, str]) -> str:
    heading = f"## [{name}]\n\n{(model.__doc__ or '').strip()}" if name else "## The installation"
    lines = ["| key | type | default | |", "| --- | --- | --- | --- |"]
    for key, field in model.model_fields.items():
        if not _is_section(field):
            said = words[f"{name}.{key}".lstrip(".")].replace("|", "or").replace("<", "&lt;")
            shown = json.dumps(defaults[key], ensure_ascii=False)
            lines.append(f"| `{key}` | {_type(field.annotation, field.metadata)} | `{shown}` | {said} |")
    return heading + "\n\n" + "\n".join(lines)


def _type(kind: Any, metadata: list[Any]) -> str:
    if hasattr(kind, "__metadata__"):
        return _type(kind.__origin__, list(kind.__metadata__))
    if get_origin(kind) is tuple:
        return " × ".join(_type(part, []) for part in get_args(kind))
    if kind in TYPES:
        return TYPES[kind] + "".join(_limit(limit) for limit in metadata)
    return ", ".join(f"`{value}`" for value in kind)


def _limit(limit: Any) -> str:
    """A bound of the model, in words; a field's own wrapper holds more bounds."""
    inner = "".join(_limit(part) for part in getattr(limit, "metadata", ()))
    for name, sign in (("gt", ">"), ("ge", "≥"), ("le", "≤"), ("lt", "<")):
        if getattr(limit, name, None) is not None:
            inner += f" {sign} {getattr(limit, name)}"
    return inner


if __name__ == "__main__":
    FILE.write_text(document(), "utf-8")
