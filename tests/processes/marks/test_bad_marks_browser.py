"""The lead's page of bad marks: answered in words, and judged once more by the visitor; pictures of it."""

from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser, expect

from tests.processes.marks.phone import DESK, Phone, address, called, clerk_at_work, finished, judge
from tests.queue_server.console.browser_side import LANGUAGES, Camera, RunningHall

VERY_SATISFIED, SATISFIED, DISSATISFIED, VERY_DISSATISFIED = 0, 1, 3, 4
ANSWER = "已向您致歉，材料清单当天补齐；窗口人员已培训。"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_bad_mark_is_answered_and_judged_again(
    browser: Browser, hall: RunningHall, parts: ExitStack, language: str
) -> None:
    visitors = [hall.take() for _ in range(3)]
    clerk = clerk_at_work(browser, hall, parts)
    phones = [Phone(browser, hall, address(hall, given.ticket), language, parts) for given in visitors]
    for phone, level, text in zip(
        phones, (DISSATISFIED, VERY_DISSATISFIED, SATISFIED), ("等了很久，材料清单没有给全。", "", ""), strict=True
    ):
        called(clerk)
        finished(clerk)
        phone.time_passes()
        judge(phone.page, level, text, 1, 7)
        phone.page.locator("#rate button").click()
        expect(phone.page.locator("#given")).to_be_visible()
    lead = Camera(browser, hall, DESK, language, parts)
    lead.sign_in("chen", "")
    page = lead.page
    expect(page.locator("#to-marks")).to_contain_text("2")
    expect(page.locator("#mark-figures li").first).to_contain_text("3")
    expect(page.locator("#mark-figures li").last).to_contain_text("66.7%")
    page.locator("#mark-figures").scroll_into_view_if_needed()
    lead.keep("overview-marks")
    page.locator("#to-marks").click()
    expect(page.locator("#open .card")).to_have_count(2)
    expect(page.locator("#open")).to_contain_text("等了很久")
    lead.keep("marks-open")
    mine = page.locator("#open .card", has_text=visitors[0].number)
    mine.get_by_role("button").click()
    page.locator("#do-tell").click()
    expect(page.locator("#answer-note")).not_to_be_empty()
    page.locator("#answer-words").fill(ANSWER)
    lead.keep("marks-answer")
    page.locator("#do-tell").click()
    expect(page.locator("#answered .card")).to_have_count(1)
    expect(page.locator("#open .card")).to_have_count(1)
    again = phones[0]
    again.page.reload()
    expect(again.page.locator("#answer")).to_have_text(ANSWER)
    again.keep("visit-again")
    judge(again.page, VERY_SATISFIED, "", 7)
    again.page.locator("#rate button").click()
    expect(again.page.locator("#rate")).to_be_hidden()
    again.keep("visit-judged-again")
    expect(page.locator("#answered .foot .hint")).to_contain_text("二次评价" if language == "zh" else "Second mark")
    lead.keep("marks-answered")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "the page is too wide"
    assert lead.troubles == []
    again.expect_fits()
