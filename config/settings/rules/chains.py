"""A department's ``chain`` entries of ``services.toml``, and what must hold of them."""

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from config.plan import Plan
from config.rules.chains import STEPS_MAX, Chain
from config.settings.model import Section
from config.settings.problems import Problem, twice
from config.settings.values.shapes import NameText, Shown
from config.text import Text
from config.vocabulary import DepartmentId, ServiceId


class ChainEntry(Section):
    """One thing that takes several services, in this order, with one number."""

    id: NameText
    zh: Shown
    en: Shown
    steps: Annotated[tuple[str, ...], Field(min_length=2, max_length=STEPS_MAX)]


def chain_of(department: str, entry: ChainEntry) -> Chain:
    """As it stands in the plan."""
    steps = tuple(ServiceId(step) for step in entry.steps)
    return Chain(ServiceId(entry.id), DepartmentId(department), Text(entry.zh, entry.en), steps)


def chain_problems(plan: Plan) -> Iterator[Problem]:
    """Ids that are taken, steps that stand twice. Steps that are not there are found with the counters' services."""
    taken = {*plan.service_by_id, *plan.department_by_id}
    for chain in plan.chains:
        if chain.id in taken:
            zh, en = "已是业务、部门或另一件事的编号", "is a service's, a department's or another chain's id"
            yield Problem("services.toml", "department.chain.id", Text(f"“{chain.id}”{zh}", f"{chain.id!r} {en}"))
        taken.add(chain.id)
        yield from twice("services.toml", f"{chain.id}.steps", chain.steps)
