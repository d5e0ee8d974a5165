"""A plan is changed while the hall is open: whoever asks names who and why, the plan comes from the checked files."""

from collections.abc import Callable, Iterable
from typing import Protocol

from config.plan import Plan
from config.settings.problems import FilesWrong
from config.text import Text
from config.vocabulary import CounterId, RefusalCode
from config.wire import requests as wire
from queue_server.desk.lead.plans import state_of
from queue_server.domain.commands import AdoptPlan
from queue_server.domain.hall import Hall
from queue_server.domain.refusals import WORDS, Refusal


class PlanSource(Protocol):
    """Where plans come from, and who is told which counters are in use."""

    def __call__(self) -> Plan:
        """The plan as its files are now. Raises FilesWrong with every problem."""

    def let_in(self, counters: Iterable[CounterId]) -> None:
        """From now on only these counters are spoken for on the wire."""


def from_files(hall: Hall, read: Callable[[], Plan], asked: wire.AdoptPlan) -> AdoptPlan | Refusal:
    """The command with the plan that stands in the files now, or why there is nothing to adopt."""
    if not asked.by.strip() or not asked.why.strip():
        return Refusal(RefusalCode.REASON_MISSING)
    try:
        plan = read()
    except FilesWrong as wrong:
        said, told = WORDS[RefusalCode.PLAN_WRONG], [problem.told for problem in wrong.problems]
        zh, en = "\n".join(problem.zh for problem in told), "\n".join(problem.en for problem in told)
        return Refusal(RefusalCode.PLAN_WRONG, Text(f"{said.zh}：\n{zh}", f"{said.en}:\n{en}"))
    if asked.seen not in (None, state_of(plan)):
        return Refusal(RefusalCode.PLAN_CHANGED)
    if plan == hall.adopted:
        return Refusal(RefusalCode.PLAN_IN_FORCE)
    return AdoptPlan(plan, asked.by, asked.why)
