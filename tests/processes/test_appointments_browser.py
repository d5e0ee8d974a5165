"""A lead's page of appointments in the browser: booked by hand, a list imported, moved, cancelled; pictures of it."""

from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from config.settings.load import load_settings
from config.settings.plan_files import load_hall
from queue_server.clock import utc_now
from tests.queue_server.console.browser_side import LANGUAGES, Camera, RunningHall

SMALL: Final = ViewportSize(width=1280, height=720)
SATURDAY: Final = 5


def next_workday(settings: Path) -> str:
    """The next day that is neither Saturday nor Sunday, by the hall's clock."""
    plan = load_hall(load_settings(settings).plan_dir).plan
    day = utc_now().astimezone(ZoneInfo(plan.time_zone)).date() + timedelta(days=1)
    while day.weekday() >= SATURDAY:
        day += timedelta(days=1)
    return day.isoformat()


def a_list(day: str) -> bytes:
    """Three good lines and two bad ones."""
    rows = [
        f"k1,real-estate,{day}T09:00,欧阳文华,",
        f"k2,real-estate,{day}T09:30,龙小明,522730199001011234",
        f"k3,real-estate,{day}T09:10,,",
        f"k4,exit-entry,{day}T14:00,Maria Schneider,",
        "k5,exit-entry,soon,,",
    ]
    return "\n".join(["key,service,starts_at,name,card_number", *rows]).encode()


def choose(page: Page, place: str, clock: str) -> None:
    """The slot that begins then."""
    slot = page.locator(f"{place} option", has_text=clock)
    expect(slot).to_have_count(1)
    page.locator(place).select_option(slot.get_attribute("value"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_leads_morning_with_appointments(
    browser: Browser, hall: RunningHall, parts: ExitStack, language: str
) -> None:
    day = next_workday(hall.settings)
    lead = Camera(browser, hall, SMALL, language, parts)
    lead.sign_in("chen", "")
    page = lead.page
    page.get_by_role("link", name="预约" if language == "zh" else "Appointments").click()
    expect(page.locator("#booked li")).to_have_count(1)
    page.locator("#day").fill(day)
    page.locator("#book-day").fill(day)
    choose(page, "#slot", "09:00")
    page.locator("#name").fill("王大力")
    page.locator("#book button").click()
    expect(page.locator("#book-words")).to_contain_text("09:00")
    expect(page.locator("#booked li")).to_have_count(1)
    expect(page.locator("#booked li")).to_contain_text("王**")
    for _ in range(2):  # a list that is imported twice is there once
        page.locator("#file").set_input_files({"name": "day.csv", "mimeType": "text/csv", "buffer": a_list(day)})
        page.locator("#import button").click()
        expect(page.locator("#bad li")).to_have_count(2)
        expect(page.locator("#booked li")).to_have_count(4)
    page.locator("#booked li", has_text="欧阳**").get_by_role("button").nth(1).click()
    choose(page, "#move-slot", "10:30")
    lead.keep("appointments-move")
    page.locator("#move button[value=move]").click()
    expect(page.locator("#booked li", has_text="欧阳**")).to_contain_text("10:30")
    page.locator("#booked li", has_text="龙**").get_by_role("button").nth(2).click()
    page.locator("#cancel button[value=cancel]").click()
    expect(page.locator("#booked .cancelled")).to_have_count(1)
    gone = page.locator("#booked .cancelled .code").inner_text()
    expect(page.locator("#done")).to_contain_text(gone)
    lead.keep("appointments")
    assert page.evaluate(
        "[...document.querySelectorAll('#booked .keys')].every((keys) => keys.scrollWidth <= keys.clientWidth)"
    ), "the keys stand over the line's words"
    page.locator("#search").fill("王")
    expect(page.locator("#booked li")).to_have_count(1)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "the page is too wide"
    assert "小明" not in page.content()
    assert lead.troubles == []
