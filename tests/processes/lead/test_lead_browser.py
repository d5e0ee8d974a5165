"""A lead's pages in the browser: the plan is changed with a reason, a kiosk's own numbers seen, a block lifted."""

import json
from contextlib import ExitStack
from typing import Final

import pytest
from playwright.sync_api import Browser, Route, ViewportSize, expect

from config.settings.installation import read_installation
from config.wire.replies import TicketGiven
from config.wire.requests import TellLateTicket
from queue_server.domain.away.blocks import Blocks
from tests.queue_server.console.browser_side import LANGUAGES, Camera, RunningHall

SMALL: Final = ViewportSize(width=1280, height=720)
TEN_MINUTES_MS: Final = 600_000
CHANGES: Final = {
    "zh": (
        "可约时间 周五：09:00-12:00、13:00-17:00 → 13:00-17:00",
        "本窗口业务优先（分钟）：10 → 110",
        "暂停原因：去掉 内部事务 / Internal work；加上 内部学习 / Internal work",
    ),
    "en": (
        "bookable hours on Friday: 09:00-12:00, 13:00-17:00 → 13:00-17:00",
        "own services first (minutes): 10 → 110",
        "reasons for a pause: without 内部事务 / Internal work; with 内部学习 / Internal work",
    ),
}
BLOCK: Final = {
    "person": "5f0c2e9ab1774d02",
    "since": "2026-11-20T16:00:00Z",
    "until": "2026-12-20",
    "masked_name": "龙**",
    "no_shows": [{"day": "2026-11-20", "service_name": {"zh": "不动产登记", "en": "Real estate registration"}}],
}


def tell_late(hall: RunningHall, how_many: int) -> list[str]:
    """Numbers that kiosk-1 gave by itself ten minutes ago."""
    given = hall.take()
    plan = read_installation(hall.settings).hall.plan
    service, numbers = next(iter(Blocks(plan).left("kiosk-1")))
    day = given.ticket.partition("-")[0]
    for number in numbers[:how_many]:
        told = TellLateTicket(
            request_id=f"late-press-{number}",
            kiosk="kiosk-1",
            ticket=f"{day}-{number}",
            service=service,
            ago_ms=TEN_MINUTES_MS,
        )
        assert isinstance(hall.kiosk.ask(told), TicketGiven)
    return list(numbers[:how_many])


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_lead_changes_the_plan_and_looks_back(
    browser: Browser, hall: RunningHall, parts: ExitStack, language: str
) -> None:
    late = tell_late(hall, 3)
    plan = hall.settings.parent / "halls" / "longli" / "hall.toml"
    right = plan.read_text("utf-8")
    assert "own_first_min = " in right
    changed = right.replace("own_first_min = ", "own_first_min = 1", 1).replace("内部事务", "内部学习")
    changed = changed.replace('friday = ["09:00-12:00", ', "friday = [")
    plan.write_text(right.replace('time_zone = "', 'time_zone = "Nowhere', 1), "utf-8")
    lead = Camera(browser, hall, SMALL, language, parts)
    lead.sign_in("chen", "")
    page = lead.page
    expect(page.locator("#counters-title")).to_be_visible()
    expect(page.locator("#counters .none")).to_be_visible()
    page.locator("#look-up-number").fill(late[0])
    page.locator("#look-up-number").press("Enter")
    page.locator("#again button").click()  # no kiosk of this hall has a printer that works
    expect(page.locator("#again-words")).to_have_attribute("data-kind", "refusal")
    expect(page.locator("#look-up-words")).to_contain_text(late[0])
    lead.keep("overview-lead")
    page.goto(f"{hall.address}/plan")
    expect(page.locator("#changes .bad")).to_have_count(1)
    expect(page.locator("#adopt")).to_be_hidden()
    lead.keep("plan-problems")
    plan.write_text(changed, "utf-8")
    page.locator("#look-again").click()
    for line in CHANGES[language]:
        expect(page.locator("#changes")).to_contain_text(line)
    page.locator("#why").fill("二楼窗口多，本窗口业务优先多留几分钟")
    lead.keep("plan-changes")
    page.locator("#adopt button").click()
    page.locator("#sure button[value=adopt]").click()
    expect(page.locator("#in-force")).to_contain_text("二楼窗口多")
    expect(page.locator("#history li")).to_have_count(1)
    expect(page.locator("#adopt")).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "the page is too wide"
    lead.keep("plan-adopted")
    page.goto(f"{hall.address}/told-late")
    expect(page.locator(".late li")).to_have_count(len(late))
    expect(page.locator(".late li").first).to_contain_text(late[0])
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "the page is too wide"
    lead.keep("told-late")
    assert lead.troubles == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_block_is_lifted_with_a_reason(browser: Browser, hall: RunningHall, parts: ExitStack, language: str) -> None:
    def blocked(route: Route) -> None:
        listed = {"request_id": "0", "total": 1, "blocks": [BLOCK]}
        route.fulfill(status=200, content_type="application/json", body=json.dumps(listed))

    lead = Camera(browser, hall, SMALL, language, parts)
    lead.sign_in("chen", "")
    page = lead.page
    expect(page.locator("#counters-title")).to_be_visible()
    page.goto(f"{hall.address}/appointments")
    expect(page.locator("#blocks .hint")).to_have_count(1)
    page.route("**/api/hall/blocks", blocked)
    page.reload()
    page.locator("#blocks button").scroll_into_view_if_needed()
    lead.keep("blocks")
    page.locator("#blocks button").click()
    page.locator("#lift-why").fill("住院")
    lead.keep("blocks-lift")
    page.locator("#lift button[value=lift]").click()
    expect(page.locator("#block-words")).to_have_attribute("data-kind", "refusal")  # the real server knows of no block
    assert lead.troubles == []
