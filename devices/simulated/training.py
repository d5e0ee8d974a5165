"""The bench in words: what each device is called, and what each way to misbehave looks like to whom."""

import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, Final

from config.settings.plan_files import DeviceSettings
from devices.simulated.evaluators.maker import has_display, marks, pad_keys

FILE: Final = Path(__file__).with_name("training.toml")
Both = dict[str, str]
"""``zh`` and ``en``."""


@cache
def words() -> dict[str, Any]:
    """The file's content, with lessons by ``kind.switch``."""
    read = tomllib.loads(FILE.read_text("utf-8"))
    lessons = {
        switch: {name: lesson[name] for name in ("visitor", "hall", "todo")}
        for lesson in read["lesson"]
        for switch in lesson["switches"]
    }
    return {"device": read["device"], "switch": read["switch"], "lesson": lessons}


def title(settings: DeviceSettings) -> Both:
    """What the device is: by its make where that says more than its kind; the kind of another package as it stands."""
    known: dict[str, Both] = words()["device"]
    return known.get(settings.driver) or known.get(settings.kind) or {"zh": settings.kind, "en": settings.kind}


def switch_words(kind: str, switch: str) -> dict[str, Any]:
    """The name of a switch, and its lesson where there is one."""
    name = words()["switch"].get(switch, {"zh": switch, "en": switch.replace("_", " ")})
    return {"name": name, "lesson": words()["lesson"].get(f"{kind}.{switch}")}


def described(settings: DeviceSettings, switches: Iterable[str]) -> dict[str, Any]:
    """One device as the page shows it."""
    return {
        "title": title(settings),
        "kind": settings.kind,
        "at": settings.at,
        "counters": settings.counters,
        "pad_keys": pad_keys(settings),
        "marks": marks(settings),
        "display": has_display(settings),
        "switches": {switch: switch_words(settings.kind, switch) for switch in switches},
    }
