"""A visit on the visitor's phone, from the wait to the second mark; pictures of it in var/pictures/console."""

from contextlib import ExitStack
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from config.settings.load import load_settings
from config.settings.secrets import load_secrets
from config.visit_key import addresses
from config.vocabulary import TicketId
from tests.ports import free_port
from tests.queue_server.console.browser_side import COUNTER, LANGUAGES, Camera, RunningHall
from tests.queue_server.console.child_processes import settings_file

PHONE: Final = ViewportSize(width=390, height=844)
DESK: Final = ViewportSize(width=1280, height=720)
LEVELS: Final = 5
REASONS: Final = 8


@pytest.fixture(name="settings")
def _settings(tmp_path: Path, port: int) -> Path:
    """Phones are let in, and may judge the whole day."""
    file = settings_file(tmp_path, free_port(), port)
    with file.open("a") as settings:
        settings.write(f'phone_address = "http://127.0.0.1:{port}"\nphone_tries_max = 1000\n')
    plan = tmp_path / "halls" / "longli" / "hall.toml"
    text = plan.read_text("utf-8")
    assert "elsewhere_window_min = 0 " in text
    plan.write_text(text.replace("elsewhere_window_min = 0 ", "elsewhere_window_min = 600 "), "utf-8")
    return file


def address(hall: RunningHall, ticket: str) -> str:
    """What stands in the code on the paper."""
    settings = load_settings(hall.settings)
    site_key = load_secrets(settings.hall_var, []).site_key
    return addresses(site_key, settings.console.phone_address)(TicketId(ticket))


class Phone(Camera):
    """A visitor's phone that has just read the code."""

    def __init__(self, browser: Browser, hall: RunningHall, where: str, language: str, parts: ExitStack) -> None:
        super().__init__(browser, hall, PHONE, "zh", parts)
        self.page.goto(f"{where}?language={language}")
        self._name = f"390x844-{language}"

    def expect_fits(self) -> None:
        """Nothing to push sideways, nothing went wrong."""
        assert self.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "the page is too wide"
        assert self.troubles == []


def judge(page: Page, level: int, text: str, *reasons: int) -> None:
    """Choose a level, some reasons, some words; send."""
    page.locator(".level").nth(level).click()
    expect(page.locator(".reason")).to_have_count(REASONS)
    for reason in reasons:
        page.locator(".reason").nth(reason).click()
    page.locator("#text").fill(text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_visit_on_a_phone(browser: Browser, hall: RunningHall, parts: ExitStack, language: str) -> None:
    first, mine = hall.take(), hall.take()
    phone = Phone(browser, hall, address(hall, mine.ticket), language, parts)
    page = phone.page
    expect(page.locator("#headline")).to_contain_text("1")
    expect(page.locator(".number")).to_have_text(mine.number)
    phone.keep("visit-waiting")
    clerk = Camera(browser, hall, DESK, "zh", parts)
    clerk.sign_in("wang-li", COUNTER)
    clerk.open()
    clerk.press("call-next")
    expect(clerk.page.locator("#number")).to_have_text(first.number)
    clerk.press("finish")
    clerk.press("call-next")
    expect(page.locator("#state")).to_have_attribute("data-state", "called")
    phone.keep("visit-called")
    clerk.press("start")
    expect(page.locator("#state")).to_have_attribute("data-state", "serving")
    expect(page.locator("#rate")).to_be_hidden()
    clerk.press("finish")
    expect(page.locator("#rate")).to_be_visible()
    expect(page.locator(".level")).to_have_count(LEVELS)
    phone.keep("visit-rate")
    page.locator("#rate button").click()
    expect(page.locator("#rate-words")).to_have_attribute("data-kind", "refusal")
    judge(page, 3, "等了很久", 7)
    phone.expect_fits()
    page.screenshot(path=f"var/pictures/console/visit-reasons-390-{language}.png", full_page=True)
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
    phone.keep("visit-wrong")
