"""The tablet at a counter, both ways up: at rest, asking, reasons for a bad mark, thanks, and a mark not taken."""

from contextlib import ExitStack
from typing import Final

import pytest
from playwright.sync_api import Browser, Page, Route, ViewportSize, expect

from config.settings.load import load_settings
from config.settings.secrets import load_secrets
from config.vocabulary import Level
from config.wire.requests import GiveEvaluation
from queue_server.console.tablet.address import PATH, tablet_key
from tests.processes.marks.phone import clerk_at_work
from tests.queue_server.console.browser_side import COUNTER, Camera, RunningHall

WAYS: Final = {"zh": ViewportSize(width=1280, height=800), "en": ViewportSize(width=800, height=1280)}
THANKS: Final = {"zh": "感谢您的评价", "en": "Thank you"}
FINGER_PX: Final = 118
"""20 mm on a tablet of 10.1 inches with 1280 such pixels along it."""
NOT_TAKEN: Final = {"zh": "这次没有记下", "en": "This was not taken"}


class Tablet(Camera):
    """A tablet that shows its counter's page."""

    def __init__(self, browser: Browser, hall: RunningHall, language: str, parts: ExitStack) -> None:
        super().__init__(browser, hall, WAYS[language], "zh", parts)
        site_key = load_secrets(load_settings(hall.settings).hall_var, []).site_key
        self.page.goto(f"{hall.address}{PATH}{tablet_key(site_key, COUNTER)}?language={language}")
        self._name = f"{WAYS[language]['width']}x{WAYS[language]['height']}-{language}"

    def look(self, name: str) -> None:
        """A picture, and nothing stands outside the screen."""
        self.keep(name)
        wide, high = "document.documentElement.scrollWidth", "document.documentElement.scrollHeight"
        assert self.page.evaluate(f"{wide} <= innerWidth && {high} <= innerHeight"), f"{name} does not fit"
        for touched in self.page.locator("button:visible, .reason:visible, .language").all():
            box = touched.bounding_box()
            assert box is not None
            assert min(box["width"], box["height"]) >= FINGER_PX, f"{name}: {touched.inner_text()!r} is too small"
        assert self.troubles == []


def served(clerk: Camera) -> None:
    """The next visitor is called and served."""
    clerk.press("call-next")
    clerk.press("finish")


@pytest.mark.parametrize("language", WAYS)
def test_a_visitor_judges_on_the_tablet(browser: Browser, hall: RunningHall, parts: ExitStack, language: str) -> None:
    given = [hall.take() for _ in range(3)]
    tablet = Tablet(browser, hall, language, parts)
    page = tablet.page
    clerk = clerk_at_work(browser, hall, parts)
    clerk.press("call-next")
    expect(page.locator("#number")).to_have_text(given[0].number)
    tablet.look("tablet-idle")
    page.locator("#idle").click()
    expect(page.locator("#idle-hint")).to_contain_text("没有" if language == "zh" else "nothing")
    clerk.press("finish")
    expect(page.locator("#judging")).to_be_visible()
    expect(page.locator(".face")).to_have_count(len(Level))
    tablet.look("tablet-asks")
    _judge(page, Level.DISSATISFIED)
    expect(page.locator(".reason")).to_have_count(8)
    page.locator(".reason").nth(7).click()
    tablet.look("tablet-reasons")
    page.locator("#why button.main").click()
    expect(page.locator("#headline")).to_have_text(THANKS[language])
    tablet.look("tablet-thanks")
    expect(clerk.page.locator("#mark")).to_contain_text("不满意")
    served(clerk)
    _judge(page, Level.SATISFIED)
    expect(page.locator("#headline")).to_have_text(THANKS[language])
    served(clerk)
    expect(page.locator("#question")).to_contain_text(given[2].number)

    def late(route: Route) -> None:
        """By the other evaluator of the counter, while this press is on its way."""
        hall.evaluator.ask(
            GiveEvaluation(request_id="other-press", counter=COUNTER, ticket=given[2].ticket, level=Level.SATISFIED)
        )
        route.continue_()

    page.context.route("**/mark", late)
    _judge(page, Level.VERY_SATISFIED)
    expect(page.locator("#headline")).to_have_text(NOT_TAKEN[language])
    tablet.look("tablet-refused")


def _judge(page: Page, level: Level) -> None:
    page.locator(f".face[value={level}]").click()
