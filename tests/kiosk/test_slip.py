"""What stands on the paper."""

from zoneinfo import ZoneInfo

import pytest

from config.vocabulary import Language, TicketClass
from config.wire.message import Words2
from config.wire.pictures import ServicesPicture
from kiosk.slip import counter_names, slip_of, wait_words
from kiosk.wording import wording
from tests.kiosk.samples import PICTURE, ticket, with_counters

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
    slip = slip_of(ticket(), Language.ENGLISH, ZONE, PICTURE)
    assert (slip.counted_from, slip.taken_at) == ("09:10", "2026-11-21 09:20")
    assert slip.counters == "Comprehensive 1–3, 5"
    assert slip.wait == "About 20–35 min"
    assert slip.language is Language.ENGLISH
    assert "Priority" not in slip.notes


def test_a_priority_slip_says_so() -> None:
    slip = slip_of(ticket(ticket_class=TicketClass.PRIORITY), Language.CHINESE, ZONE, PICTURE)
    assert "优先服务" in slip.notes


@pytest.mark.parametrize("picture", [None, with_counters(0), with_counters(2)])
@pytest.mark.parametrize(
    ("low", "high", "zh", "en"),
    [
        (20, 35, "预计等候 20–35 分钟", "About 20–35 min"),
        (0, 5, "预计等候不到 5 分钟", "Less than 5 min"),
        (0, 15, "预计等候不到 15 分钟", "Less than 15 min"),
    ],
)
def test_what_the_server_estimated_is_said(
    picture: ServicesPicture | None, low: int, high: int, zh: str, en: str
) -> None:
    given = ticket(wait_low_min=low, wait_high_min=high)
    assert wait_words(given, picture, wording(Language.CHINESE)) == zh
    assert wait_words(given, picture, wording(Language.ENGLISH)) == en


@pytest.mark.parametrize(
    ("picture", "zh", "en"),
    [
        (None, "", ""),
        (with_counters(2), "", ""),
        (with_counters(0), "暂无窗口开放", "No counter is open now"),
        (PICTURE.model_copy(update={"services": ()}), "", ""),
    ],
)
def test_without_an_estimate_nothing_is_said_unless_no_counter_is_open(
    picture: ServicesPicture | None, zh: str, en: str
) -> None:
    given = ticket(wait_low_min=None, wait_high_min=None)
    assert wait_words(given, picture, wording(Language.CHINESE)) == zh
    assert wait_words(given, picture, wording(Language.ENGLISH)) == en
    assert slip_of(given, Language.CHINESE, ZONE, picture).wait == zh


def test_a_ticket_that_outlives_the_day_says_so() -> None:
    stays = Words2(zh="顺延一次", en="valid once more")
    assert "valid once more" in slip_of(ticket(stays_valid=stays), Language.ENGLISH, ZONE, PICTURE).notes
    assert "valid once more" not in slip_of(ticket(), Language.ENGLISH, ZONE, PICTURE).notes


def test_a_ticket_for_several_services_prints_the_whole_way() -> None:
    steps = (Words2(zh="户口登记", en="Registration"), Words2(zh="社保卡", en="Card"))
    given = ticket(chain_name=Words2(zh="新生儿", en="A child is born"), steps=steps)
    slip = slip_of(given, Language.CHINESE, ZONE, PICTURE)
    assert slip.notes[:2] == ("新生儿", "1 户口登记 → 2 社保卡")
