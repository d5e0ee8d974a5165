"""Two posts of a window in the browser: a lead goes to one, which stands in for the other; several matters are done."""

from contextlib import ExitStack
from typing import Final

import pytest
from playwright.sync_api import Browser, ViewportSize, expect

from config.vocabulary import Language
from queue_server.console.words import words_in
from tests.queue_server.console.browser_side import LANGUAGES, Camera, RunningHall

SMALLEST: Final = ViewportSize(width=1280, height=720)
WORDS: Final = {
    "zh": ("综合2号窗口B岗", "开放 · B 岗，代 A 岗", "综合2号窗口A岗无人"),
    "en": ("Comprehensive 2, post B", "Open · post B, also for A", "stands in for Comprehensive 2, post A"),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_lead_goes_to_a_post_and_stands_in(
    browser: Browser, hall: RunningHall, parts: ExitStack, language: str
) -> None:
    name, state, why = WORDS[language]
    camera = Camera(browser, hall, SMALLEST, language, parts)
    camera.sign_in("chen", "")
    page = camera.page
    page.locator("a[href='/counter']").click()
    page.locator("#counter").select_option("z02b")
    camera.keep("take-counter")
    page.locator("button.main").click()
    expect(page.locator("h1.place")).to_have_text(name)
    camera.press("open")
    expect(page.locator("#state")).to_have_text(state)
    hall.take(service="student-loan")
    camera.press("call-next")
    expect(page.locator("#why")).to_contain_text(why)
    camera.keep("stands-in")
    camera.expect_whole()
    bodies: list[str] = []
    page.on("request", lambda request: bodies.append(request.post_data or "") if "/finish" in request.url else None)
    camera.press("outcome")
    ticks = page.locator("#items input")
    expect(ticks.first).to_be_checked()
    page.locator("#items input[value=legal-aid]").check()
    camera.keep("items")
    expect(page.locator("#items-title")).to_have_text(words_in(Language(language))["items_done"])
    assert page.locator("#outcome").evaluate("box => box.scrollHeight <= box.clientHeight")
    page.keyboard.press("d")
    expect(page.locator("#ticket")).to_be_hidden()
    assert '"items":["student-loan","legal-aid"]' in bodies[0]
    assert camera.troubles == []
