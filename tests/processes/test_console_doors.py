"""Opening at a post, moving and closing in the browser, on the smallest screen."""

from contextlib import ExitStack
from typing import Final

import pytest
from playwright.sync_api import Browser, ViewportSize, expect

from tests.queue_server.console.browser_side import AT_CALL, COUNTER, LANGUAGES, PASSWORD, Camera, RunningHall
from tests.queue_server.console.child_processes import add_account

SMALLEST: Final = ViewportSize(width=1280, height=720)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_clerk_moves_and_closes_after_the_last_one(
    browser: Browser, hall: RunningHall, parts: ExitStack, language: str
) -> None:
    add_account(hall.settings, "li-na", PASSWORD)
    camera = Camera(browser, hall, SMALLEST, language, parts)
    camera.sign_in("li-na", "z02")
    camera.press("open")
    camera.keep("post")
    camera.page.keyboard.press("2")
    expect(camera.page.locator("#state")).to_have_attribute("data-state", "open")
    there = Camera(browser, hall, SMALLEST, language, parts)
    there.sign_in("li-na", COUNTER)
    there.open("B")
    expect(there.page.locator("#move")).to_be_visible()
    there.keep("move")
    there.page.locator("#move button.main").click()
    expect(there.page.locator("#state")).to_have_attribute("data-state", "open")
    expect(there.page.locator("#state")).to_contain_text("B")
    expect(camera.page.locator("#state")).to_have_attribute("data-state", "closed")
    hall.take()
    there.press("call-next")
    expect(there.page.locator("#ticket")).to_be_visible()
    there.press("close")
    there.expect_possible("open", *(name for name in AT_CALL if name != "close"))
    there.keep("closing")
    there.press("finish")
    expect(there.page.locator("#state")).to_have_attribute("data-state", "closed")
    assert camera.troubles + there.troubles == []
