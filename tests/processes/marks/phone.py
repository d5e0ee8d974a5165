"""A visitor's phone, and a clerk who serves one visitor after another."""

from contextlib import ExitStack
from typing import Final

from playwright.sync_api import Browser, Page, ViewportSize, expect

from config.settings.load import load_settings
from config.settings.secrets import load_secrets
from config.visit_key import addresses
from config.vocabulary import TicketId
from tests.queue_server.console.browser_side import COUNTER, Camera, RunningHall

PHONE: Final = ViewportSize(width=390, height=844)
DESK: Final = ViewportSize(width=1280, height=720)
REASONS: Final = 8
NEXT_LOOK_S: Final = 15
"""The page asks the hall again after so long at the most, while it waits."""


def address(hall: RunningHall, ticket: str) -> str:
    """What stands in the code on the paper."""
    settings = load_settings(hall.settings)
    site_key = load_secrets(settings.hall_var, []).site_key
    return addresses(site_key, settings.console.phone_address)(TicketId(ticket))


class Phone(Camera):
    """A visitor's phone that has just read the code."""

    def __init__(self, browser: Browser, hall: RunningHall, where: str, language: str, parts: ExitStack) -> None:
        super().__init__(browser, hall, PHONE, "zh", parts)
        self.page.clock.install()
        self.page.goto(f"{where}?language={language}")
        self._name = f"390x844-{language}"

    def time_passes(self) -> None:
        """Until its next look at the hall."""
        self.page.clock.fast_forward(NEXT_LOOK_S * 1_000)

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


def called(clerk: Camera) -> None:
    """Somebody is called, and the clerk sees who."""
    clerk.press("call-next")
    expect(clerk.page.locator("#ticket")).to_be_visible()


def finished(clerk: Camera) -> None:
    """And has been served."""
    clerk.press("finish")
    expect(clerk.page.locator("#ticket")).to_be_hidden()


def clerk_at_work(browser: Browser, hall: RunningHall, parts: ExitStack) -> Camera:
    """Signed in, the counter open."""
    clerk = Camera(browser, hall, DESK, "zh", parts)
    clerk.sign_in("wang-li", COUNTER)
    clerk.open()
    return clerk
