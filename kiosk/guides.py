"""What the kiosk knows of each service by the hall's own files: names, counters, what to bring."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from config.paper.materials import Materials
from config.plan import Counter, Plan
from config.text import Text


@dataclass(frozen=True)
class Guide:
    """Of one service, or of a thing that takes several; ``services``: all of them in order, by id."""

    hall: Text
    service: Text
    department: Text
    counters: tuple[Text, ...]
    materials: tuple[Text, ...] = ()
    services: tuple[str, ...] = ()


def guides(plan: Plan, materials: Materials) -> Mapping[str, Guide]:
    """By what can be chosen."""
    found: dict[str, Guide] = {}
    for service in plan.services:
        department = plan.department_by_id[service.department].name
        counters = _names(plan.counters_of[service.id])
        own = materials.of.get(service.id, ())
        found[service.id] = Guide(plan.name, service.name, department, counters, own, (service.id,))
    for chain in plan.chains:
        counters = _names(counter for step in chain.steps for counter in plan.counters_of[step])
        department = plan.department_by_id[chain.department].name
        of_all = materials.of_chain(chain.steps)
        found[chain.id] = Guide(plan.name, chain.name, department, counters, of_all, tuple(chain.steps))
    return found


def guide_of(known: Mapping[str, Guide], services: tuple[str, ...]) -> Guide | None:
    """Of a ticket for these services: its own, its chain's, or that of all of them together, each thing once."""
    for guide in known.values():
        if guide.services == services:
            return guide
    parts = [known[service] for service in services if service in known]
    if not parts:
        return None
    names = Text("、".join(part.service.zh for part in parts), ", ".join(part.service.en for part in parts))
    counters = dict.fromkeys(counter for part in parts for counter in part.counters)
    materials = dict.fromkeys(material for part in parts for material in part.materials)
    return Guide(parts[0].hall, names, parts[0].department, tuple(counters), tuple(materials), services)


def _names(counters: Iterable[Counter]) -> tuple[Text, ...]:
    return tuple(dict.fromkeys(counter.name for counter in counters))
