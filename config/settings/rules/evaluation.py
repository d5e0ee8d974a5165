"""``[evaluation]`` of ``hall.toml``."""

from typing import Annotated

from pydantic import Field

from config.rules.evaluation import EvaluationRules
from config.settings.model import Section

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
