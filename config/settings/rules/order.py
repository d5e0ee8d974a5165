"""``[order]`` and ``[class_limits]`` of hall.toml, ``class_limits = { … }`` of a service; and what must hold there."""

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from config.plan import LIVE_TICKETS_MAX, Plan
from config.rules.order import GROUPS_MAX, CallOrder, ClassLimits, Order, PriorityGroup
from config.settings.model import Section
from config.settings.problems import Problem, twice
from config.settings.values.shapes import NameText, ShortShown
from config.text import Text
from config.vocabulary import TicketClass

STRICT_ORDER = CallOrder().classes


class PriorityGroupEntry(Section):
    """One ``[[order.group]]``: some of the priority visitors."""

    id: NameText
    zh: ShortShown
    en: ShortShown
    show_zh: ShortShown | None = None
    show_en: ShortShown | None = None

    def group(self) -> PriorityGroup:
        """As the plan has it; what is shown in one language only is that in both."""
        zh, en = self.show_zh or self.show_en, self.show_en or self.show_zh
        return PriorityGroup(self.id, Text(self.zh, self.en), Text(zh, en) if zh and en else None)


class OrderSection(Section):
    """``[order]``: who is called next."""

    rule: Order = Order.CALL_BY
    classes: tuple[TicketClass, ...] = STRICT_ORDER
    group: Annotated[tuple[PriorityGroupEntry, ...], Field(max_length=GROUPS_MAX)] = ()
    last_class_after: Annotated[int, Field(ge=0, le=100)] = 0

    def order(self) -> CallOrder:
        """As the plan has it."""
        groups = tuple(group.group() for group in self.group)
        return CallOrder(self.rule, self.classes, groups, self.last_class_after)


class ClassLimitsSection(Section):
    """``class_limits``: of the whole hall, or of one service."""

    closed: tuple[TicketClass, ...] = ()
    daily_max: dict[TicketClass, Annotated[int, Field(ge=0, le=LIVE_TICKETS_MAX)]] = Field(default_factory=dict)

    def limits(self) -> ClassLimits:
        """As the plan has them."""
        return ClassLimits(self.closed, dict(self.daily_max))


def order_problems(plan: Plan) -> Iterator[Problem]:
    """Every breach."""
    order = plan.order
    if sorted(order.classes) != sorted(TicketClass):
        yield Problem("hall.toml", "order.classes", Text("每种号别必须各出现一次", "every class stands there once"))
    yield from twice("hall.toml", "order.group.id", (group.id for group in order.groups))
    if order.last_class_after and order.rule is Order.FIRST_COME:
        zh, en = "先到先叫时没有落后的号别，不需要轮到", "under first-come no class is left behind, so none has turns"
        yield Problem("hall.toml", "order.last_class_after", Text(zh, en))
    for service in plan.services:
        if set(TicketClass) <= {*plan.class_limits.closed, *service.class_limits.closed}:
            yield Problem(
                "services.toml", f"{service.id}.class_limits.closed", Text("没有剩下任何号别", "no class is left")
            )
