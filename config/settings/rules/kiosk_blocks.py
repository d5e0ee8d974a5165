"""``[kiosk_blocks]`` of ``hall.toml``: numbers that a kiosk gives by itself while the server is away."""

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field, StringConstraints

from config.plan import Plan
from config.rules.kiosk_blocks import KioskBlocks
from config.settings.model import Section
from config.settings.problems import Problem
from config.vocabulary import NAME_PATTERN


class KioskBlocksSection(Section):
    """As it stands in the file."""

    numbers: Annotated[int, Field(ge=1, le=100)]
    kiosks: Annotated[
        tuple[Annotated[str, StringConstraints(pattern=NAME_PATTERN)], ...], Field(min_length=1, max_length=20)
    ]
    counts_back_max_min: Annotated[int, Field(ge=0, le=720)] = 240

    def rule(self) -> KioskBlocks:
        """As the plan has it."""
        return KioskBlocks(self.numbers, self.kiosks, self.counts_back_max_min)


def block_problems(plan: Plan, hosts: frozenset[str]) -> Iterator[Problem]:
    """Kiosks that nobody knows or that stand there twice, and ranges of which too little would be left."""
    blocks = plan.kiosk_blocks
    if blocks is None:
        return
    for kiosk in dict.fromkeys(blocks.kiosks):
        if kiosk not in hosts:
            yield Problem("hall.toml", "kiosk_blocks.kiosks", f"no device stands at {kiosk!r}")
        if blocks.kiosks.count(kiosk) > 1:
            yield Problem("hall.toml", "kiosk_blocks.kiosks", f"{kiosk!r} stands there twice")
    for service in plan.services:
        twice = 2 * blocks.in_all
        if len(plan.numbers.last_of(service.first_number, service.last_number, service.digits, twice)) < twice:
            reason = f"{blocks.in_all} numbers are more than half of those that {service.id!r} can give"
            yield Problem("hall.toml", "kiosk_blocks.numbers", reason)
