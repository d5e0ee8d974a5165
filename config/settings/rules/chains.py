"""A department's ``chain`` entries of ``services.toml``, and what must hold of them."""

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field, StringConstraints

from config.plan import Plan
from config.rules.chains import STEPS_MAX, Chain
from config.settings.model import Section
from config.settings.problems import Problem
from config.text import Text
from config.vocabulary import NAME_PATTERN, DepartmentId, ServiceId

ChainName = Annotated[str, StringConstraints(min_length=1, max_length=60)]


class ChainEntry(Section):
    """One thing that takes several services, in this order, with one number."""

    id: Annotated[str, StringConstraints(pattern=NAME_PATTERN)]
    zh: ChainName
    en: ChainName
    steps: Annotated[tuple[str, ...], Field(min_length=2, max_length=STEPS_MAX)]


def chain_of(department: str, entry: ChainEntry) -> Chain:
    """As it stands in the plan."""
    steps = tuple(ServiceId(step) for step in entry.steps)
    return Chain(ServiceId(entry.id), DepartmentId(department), Text(entry.zh, entry.en), steps)


def chain_problems(plan: Plan) -> Iterator[Problem]:
    """Ids that are taken, steps that are not there or stand twice."""
    taken = set(plan.service_by_id)
    for chain in plan.chains:
        if chain.id in taken:
            yield Problem("services.toml", "department.chain.id", f"{chain.id!r} is a service's or another chain's id")
        taken.add(chain.id)
        for step in sorted(set(chain.steps) - plan.service_by_id.keys()):
            yield Problem("services.toml", f"{chain.id}.steps", f"no such service: {step!r}")
        for step in sorted(step for step in set(chain.steps) if chain.steps.count(step) > 1):
            yield Problem("services.toml", f"{chain.id}.steps", f"{step!r} stands twice")
