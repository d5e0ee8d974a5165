"""``[kiosk_blocks]`` of ``hall.toml``: numbers that a kiosk gives by itself while the server is away."""

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from config.plan import Plan
from config.rules.kiosk_blocks import KioskBlocks
from config.settings.model import Section
from config.settings.problems import Problem, twice
from config.settings.values.shapes import Minutes, NameText
from config.text import Text


class KioskBlocksSection(Section):
    """As it stands in the file."""

    numbers: Annotated[int, Field(ge=1, le=100)]
    kiosks: Annotated[tuple[NameText, ...], Field(min_length=1, max_length=20)]
    counts_back_max_min: Minutes = 240

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
            yield Problem(
                "hall.toml", "kiosk_blocks.kiosks", Text(f"“{kiosk}”没有任何设备", f"no device stands at {kiosk!r}")
            )
    yield from twice("hall.toml", "kiosk_blocks.kiosks", blocks.kiosks)
    for service in plan.services:
        needed = 2 * blocks.in_all
        if len(plan.numbers.last_of(service.first_number, service.last_number, service.digits, needed)) < needed:
            zh = f"共 {blocks.in_all} 个号，超过业务“{service.id}”可发号码的一半"
            en = f"{blocks.in_all} numbers are more than half of those that {service.id!r} can give"
            yield Problem("hall.toml", "kiosk_blocks.numbers", Text(zh, en))
