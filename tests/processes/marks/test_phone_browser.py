"""A visit on the visitor's phone, from the wait to the mark; pictures of it in var/pictures/console."""

from contextlib import ExitStack
from typing import Final

import pytest
from playwright.sync_api import Browser, expect

from queue_server.console.phone.words import PHONE_WORDS
from tests.processes.marks.phone import Phone, address, called, clerk_at_work, finished, judge
from tests.queue_server.console.browser_side import LANGUAGES, PICTURES, RunningHall

LEVELS: Final = 5


def gives_up(browser: Browser, hall: RunningHall, parts: ExitStack, language: str) -> None:
    """Somebody keeps the number once, then gives it up on the phone."""
    mine = hall.take()
    phone = Phone(browser, hall, address(hall, mine.ticket), language, parts)
    page, sure = phone.page, phone.page.locator("#sure")
    page.locator("#give-up").click()
    expect(sure).to_be_visible()
    phone.keep("visit-give-up")
    sure.locator("button.main").click()
    expect(sure).to_be_hidden()
    expect(page.locator("#state")).to_have_attribute("data-state", "waiting")
    page.locator("#give-up").click()
    sure.locator("button.quiet").click()
    expect(page.locator("#state")).to_have_attribute("data-state", "cancelled")
    expect(page.locator("#give-up")).to_be_hidden()
    phone.keep("visit-given-up")
    phone.expect_fits()
    zh, en = PHONE_WORDS["visit_cancelled_by_you"]
    expect(page.locator("#more")).to_have_text(zh if language == "zh" else en)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_visit_on_a_phone(browser: Browser, hall: RunningHall, parts: ExitStack, language: str) -> None:
    gives_up(browser, hall, parts, language)
    first, mine = hall.take(), hall.take()
    phone = Phone(browser, hall, address(hall, mine.ticket), language, parts)
    page = phone.page
    expect(page.locator("#headline")).to_contain_text("1")
    expect(page.locator(".number")).to_have_text(mine.number)
    phone.keep("visit-waiting")
    clerk = clerk_at_work(browser, hall, parts)
    clerk.press("call-next")
    expect(clerk.page.locator("#number")).to_have_text(first.number)
    finished(clerk)
    called(clerk)
    phone.time_passes()
    expect(page.locator("#state")).to_have_attribute("data-state", "called")
    phone.keep("visit-called")
    clerk.press("start")
    expect(clerk.page.locator("#do-start")).to_have_attribute("aria-disabled", "true")
    phone.time_passes()
    expect(page.locator("#state")).to_have_attribute("data-state", "serving")
    expect(page.locator("#rate")).to_be_hidden()
    finished(clerk)
    phone.time_passes()
    expect(page.locator("#rate")).to_be_visible()
    expect(page.locator(".level")).to_have_count(LEVELS)
    phone.keep("visit-rate")
    page.locator("#rate button").click()
    expect(page.locator("#rate-words")).to_have_attribute("data-kind", "refusal")
    judge(page, 3, "等了很久", 7)
    phone.expect_fits()
    page.screenshot(path=PICTURES / f"visit-reasons-390-{language}.png", full_page=True)
    page.locator("#rate button").click()
    expect(page.locator("#given")).to_be_visible()
    expect(page.locator("#rate")).to_be_hidden()
    phone.keep("visit-given")
    phone.expect_fits()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_wrong_address_is_no_page(browser: Browser, hall: RunningHall, parts: ExitStack, language: str) -> None:
    given = hall.take()
    phone = Phone(browser, hall, address(hall, given.ticket).replace("A", "B"), language, parts)
    assert given.number not in phone.page.content()
    expect(phone.page.locator("h1")).to_have_text("没有这个页面。" if language == "zh" else "There is no such page.")
    expect(phone.page.locator(".more")).to_have_text(PHONE_WORDS["visit_not_found"][language == "en"])
    phone.keep("visit-wrong")
