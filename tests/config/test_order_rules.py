"""``[order]`` and ``[class_limits]``: what they come to in the plan, and which are refused."""

from pathlib import Path

import pytest

from config.rules.order import CallOrder, ClassLimits, Order, PriorityGroup
from config.settings.plan_files import load_hall
from config.settings.problems import FilesWrong
from config.text import Text
from config.vocabulary import TicketClass
from tests.config.plan_folder import RIGHT, plan_folder

STRICT = """
[order]
rule = "strict"
classes = ["booked", "priority", "ordinary"]
last_class_after = 3
[[order.group]]
id = "old"
zh = "老年人"
en = "the old"
[class_limits]
closed = ["booked"]
daily_max = { priority = 20 }
"""


def test_strict_classes_and_limits(tmp_path: Path) -> None:
    plan = load_hall(plan_folder(tmp_path, {**RIGHT, "hall.toml": RIGHT["hall.toml"] + STRICT})).plan
    classes = (TicketClass.BOOKED, TicketClass.PRIORITY, TicketClass.ORDINARY)
    assert plan.order == CallOrder(Order.STRICT, classes, (PriorityGroup("old", Text("老年人", "the old")),), 3)
    assert plan.class_limits == ClassLimits((TicketClass.BOOKED,), {TicketClass.PRIORITY: 20})


def test_what_a_group_shows_stands_in_both_languages(tmp_path: Path) -> None:
    lines = '[order]\nrule = "strict"\n[[order.group]]\nid = "old"\nzh = "老"\nen = "old"\nshow_zh = "身份证"\n'
    plan = load_hall(plan_folder(tmp_path, {**RIGHT, "hall.toml": RIGHT["hall.toml"] + lines})).plan
    assert plan.order.groups[0].shows == Text("身份证", "身份证")


@pytest.mark.parametrize(
    ("lines", "key"),
    [
        ('[order]\nclasses = ["priority", "ordinary"]', "order.classes"),
        ('[order]\nrule = "first_come"\nlast_class_after = 2', "order.last_class_after"),
        ("[order]" + 2 * '\n[[order.group]]\nid = "old"\nzh = "老"\nen = "old"', "order.group.id"),
        ('[class_limits]\nclosed = ["priority", "booked", "ordinary"]', "identity.class_limits.closed"),
    ],
)
def test_what_is_refused(tmp_path: Path, lines: str, key: str) -> None:
    with pytest.raises(FilesWrong) as wrong:
        load_hall(plan_folder(tmp_path, {**RIGHT, "hall.toml": f"{RIGHT['hall.toml']}\n{lines}\n"}))
    assert key in {problem.key for problem in wrong.value.problems}
