"""Chains: several services that a visitor goes through one after another, with one number (一件事)."""

from dataclasses import dataclass
from typing import Final

from config.text import Text
from config.vocabulary import DepartmentId, ServiceId

STEPS_MAX: Final = 20
"""Services that one ticket may be for, one after another."""


@dataclass(frozen=True)
class Chain:
    """One thing that takes several services, in this order. It is offered like a service, so its id is like one's."""

    id: ServiceId
    department: DepartmentId
    """The group in which the kiosk shows it: a department, or an entry of its own for all such things."""
    name: Text
    steps: tuple[ServiceId, ...]
