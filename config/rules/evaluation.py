"""When and how a visitor may judge, and what becomes of a bad mark. Standard library only."""

from dataclasses import dataclass


@dataclass(frozen=True)
class EvaluationRules:
    """The window at the counter stands in the plan itself, ``evaluation_window_s``."""

    by_invitation: bool = False
    """The evaluator opens at the clerk's press; else it opens by itself when the service is done."""
    elsewhere_window_min: int = 0
    """How long after the service a mark may come by phone or kiosk, this day; 0: at the counter only."""
    put_right_days: int = 15
    """Within so many days a bad mark is to be put right; the lists show the date."""
    again_days: int = 5
    """How long after a bad mark was put right the visitor may judge once more."""
    listed_days: int = 30
    """How long a bad mark stays on the hall lead's list and can be put right."""
