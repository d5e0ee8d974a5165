"""``[evaluation]`` of ``hall.toml``."""

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from config.plan import Plan
from config.rules.evaluation import EvaluationRules
from config.settings.model import Section
from config.settings.problems import Problem
from config.text import Text

Days = Annotated[int, Field(ge=1, le=366)]


class EvaluationTable(Section):
    """When and how a visitor may judge; see ``config/rules/evaluation.py``."""

    by_invitation: bool = False
    elsewhere_window_min: Annotated[int, Field(ge=0, le=1_440)] = 0
    put_right_days: Days = 15
    again_days: Days = 5
    listed_days: Days = 30

    def rules(self) -> EvaluationRules:
        """As the core reads them."""
        return EvaluationRules(**self.model_dump())


def evaluation_problems(plan: Plan) -> Iterator[Problem]:
    """A bad mark that leaves the list before it must be put right, or while the visitor may still judge again."""
    rules = plan.evaluation
    for name, days in (("put_right_days", rules.put_right_days), ("again_days", rules.again_days)):
        if rules.listed_days < days:
            zh = f"不能少于 {name}（{days} 天），现为 {rules.listed_days} 天"
            en = f"must not be less than {name} ({days} days), is {rules.listed_days} days"
            yield Problem("hall.toml", "evaluation.listed_days", Text(zh, en))
