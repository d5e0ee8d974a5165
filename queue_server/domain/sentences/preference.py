"""Whom a counter calls first, in words for whoever was overtaken there."""

from config.plan import Plan, Text
from config.rules.preference import Preference
from queue_server.domain.sentences.classes import CLASS_NAMES, and_text


def preferred(plan: Plan, prefers: Preference) -> Text:
    """Such as "priority tickets" or "tickets for pensions"; a service that left the plan stands with its id."""
    classes = and_text([CLASS_NAMES[name] for name in prefers.classes])
    names = [plan.service_by_id[s].name if s in plan.service_by_id else Text(s, s) for s in prefers.services]
    services = and_text(names)
    if not names:
        return Text(classes.zh, f"{classes.en} tickets")
    if not prefers.classes:
        return Text(f"{services.zh}的号票", f"tickets for {services.en}")
    return Text(f"{services.zh}的{classes.zh}", f"{classes.en} tickets for {services.en}")
