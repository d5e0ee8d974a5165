"""What the kiosk knows of each service by the hall's own files: names, counters, what to bring."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from config.paper.materials import Materials
from config.plan import Counter, Plan
from config.text import Text


@dataclass(frozen=True)
class Guide:
    """Of one service, or of a thing that takes several."""

    hall: Text
    service: Text
    department: Text
    counters: tuple[Text, ...]
    materials: tuple[Text, ...] = ()


def guides(plan: Plan, materials: Materials) -> Mapping[str, Guide]:
    """By what can be chosen."""
    found: dict[str, Guide] = {}
    for service in plan.services:
        department = plan.department_by_id[service.department].name
        counters = _names(plan.counters_of[service.id])
        found[service.id] = Guide(plan.name, service.name, department, counters, materials.of.get(service.id, ()))
    for chain in plan.chains:
        counters = _names(counter for step in chain.steps for counter in plan.counters_of[step])
        department = plan.department_by_id[chain.department].name
        found[chain.id] = Guide(plan.name, chain.name, department, counters, materials.of_chain(chain.steps))
    return found


def _names(counters: Iterable[Counter]) -> tuple[Text, ...]:
    return tuple(dict.fromkeys(counter.name for counter in counters))
