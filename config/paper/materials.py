"""What people bring for a service: ``materials.toml`` of a hall's folder. A hall may have none.

An entry that is wrong is named and left out; the others can be printed.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Final

from pydantic import Field

from config.paper.layout import InBoth
from config.plan import Plan
from config.settings.entries import read_entries
from config.settings.model import Section
from config.settings.problems import Problem
from config.text import Text

FILE: Final = "materials.toml"
MATERIALS_MAX: Final = 20
"""Of one service: what is more is no list but a folder."""


class MaterialsEntry(Section):
    """One ``[[service]]``."""

    id: str
    material: Annotated[tuple[InBoth, ...], Field(min_length=1, max_length=MATERIALS_MAX)]


class MaterialsFile(Section):
    """``materials.toml``."""

    service: tuple[MaterialsEntry, ...] = ()


@dataclass(frozen=True)
class Materials:
    """By service, and what is wrong with entries that are not used."""

    of: Mapping[str, tuple[Text, ...]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    def of_chain(self, steps: tuple[str, ...]) -> tuple[Text, ...]:
        """For all services of a chain, each thing once."""
        return tuple(dict.fromkeys(material for step in steps for material in self.of.get(step, ())))


def read_materials(plan_dir: Path, plan: Plan) -> Materials:
    """The file of this plan's folder."""
    file = plan_dir / FILE
    if not file.exists():
        return Materials()
    read = read_entries(file, MaterialsFile)
    entries = read.content.service if read.content is not None else ()
    problems = (*read.problems, *_breaches(entries, plan))
    of = {entry.id: tuple(Text(both.zh, both.en) for both in entry.material) for entry in entries}
    return Materials(of, problems)


def _breaches(entries: tuple[MaterialsEntry, ...], plan: Plan) -> Iterator[Problem]:
    seen: set[str] = set()
    for entry in entries:
        if entry.id not in plan.service_by_id:
            yield Problem(FILE, f"service[{entry.id}].id", Text("没有这项业务", "no such service"))
        if entry.id in seen:
            yield Problem(FILE, f"service[{entry.id}].id", Text("出现了两次", "stands twice"))
        seen.add(entry.id)
