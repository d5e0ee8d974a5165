"""What stands on the paper."""

from zoneinfo import ZoneInfo

import pytest

from config.vocabulary import Language, TicketClass
from config.wire.message import Words2
from kiosk.slip import counter_names, slip_of
from tests.kiosk.samples import ticket

ZONE = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize(
    ("names", "written"),
    [
        (["综合1号窗口"], "综合1号窗口"),
        (["综合1号窗口", "综合2号窗口", "综合3号窗口", "综合7号窗口"], "综合1–3、7号窗口"),
        (["综合1号窗口", "公安1号窗口"], "综合1号窗口、公安1号窗口"),
        (["咨询台"], "咨询台"),
        (["咨询台", "咨询台"], "咨询台"),
        (["A1区2号"], "A1区2号"),
        ([], ""),
    ],
)
def test_counters_in_few_words(names: list[str], written: str) -> None:
    assert counter_names([Words2(zh=name, en="x") for name in names], Language.CHINESE) == written


def test_a_slip_tells_local_times_in_the_visitors_language() -> None:
    slip = slip_of(ticket(), Language.ENGLISH, ZONE)
    assert (slip.counted_from, slip.taken_at) == ("09:10", "2026-11-21 09:20")
    assert slip.counters == "Comprehensive 1–3, 5"
    assert slip.language is Language.ENGLISH
    assert "Priority" not in slip.notes


def test_a_priority_slip_says_so() -> None:
    slip = slip_of(ticket(ticket_class=TicketClass.PRIORITY), Language.CHINESE, ZONE)
    assert "优先服务" in slip.notes
