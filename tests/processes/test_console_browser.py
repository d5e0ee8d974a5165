"""A clerk's morning in the browser: the real console, queue server and broker as processes, Debian's chromium.

Leaves a picture of every page under ``var/pictures/console/``, in each size and language.
"""

import re
from contextlib import ExitStack
from typing import Final

import pytest
from playwright.sync_api import Browser, ViewportSize, expect

from config.vocabulary import Language, Level, TicketClass, Trouble
from config.wire.replies import TicketGiven
from config.wire.requests import GiveEvaluation
from queue_server.console.words import words_in
from tests.queue_server.console.browser_side import (
    AT_CALL,
    COUNTER,
    LANGUAGES,
    PASSWORD,
    WITH_TICKET,
    Camera,
    RunningHall,
)
from tests.queue_server.console.child_processes import (
    add_account,
    console_arguments,
    running,
)

SIZES: Final = tuple(ViewportSize(width=w, height=h) for w, h in ((1280, 720), (1366, 768), (1920, 1080)))


def first_visitor(camera: Camera, hall: RunningHall) -> None:
    """Open, call, call again, start, finish, and the mark."""
    page = camera.page
    expect(page.locator("#state")).to_have_attribute("data-state", "closed")
    camera.expect_possible("open")
    camera.keep("closed")
    camera.open()
    expect(page.locator("#state")).to_have_attribute("data-state", "open")
    first = hall.take(TicketClass.PRIORITY)
    for service in ("school-enrolment", "teacher-qualification", "private-school", "legal-aid"):
        hall.take(service=service)
    expect(page.locator("#waiting li").first).to_contain_text(first.number)
    camera.expect_possible("call-next", "pause", "close")
    camera.keep("open")
    camera.press("call-next")
    expect(page.locator("#number")).to_have_text(first.number)
    expect(page.locator("#why")).to_contain_text(first.number)
    camera.expect_possible(*AT_CALL)
    camera.press("call-again")
    expect(page.locator("#times-called")).to_contain_text("2")
    camera.press("start")
    camera.expect_possible("finish", *WITH_TICKET)
    camera.keep("serving")
    explained(camera, "#why-more", first)
    expect(page.locator("#left-row")).to_be_hidden()
    camera.press("finish")
    expect(page.locator("#mark")).to_contain_text(first.number)
    explained(camera, f"#left [data-ticket='{first.ticket}']", first)
    mark = GiveEvaluation(
        request_id=f"mark-{first.ticket}", counter=COUNTER, ticket=first.ticket, level=Level.VERY_SATISFIED
    )
    hall.evaluator.ask(mark)
    expect(page.locator("#mark")).to_have_class("good")
    camera.expect_possible("call-next", "pause", "close")
    camera.keep("marked")


def explained(camera: Camera, opener: str, given: TicketGiven) -> None:
    """Why it was called, also when it has left; nothing can be cancelled there."""
    page = camera.page
    page.locator(opener).click()
    expect(page.locator("#ticket-title")).to_contain_text(given.number)
    expect(page.locator("#ticket-words")).to_contain_text(given.number)
    expect(page.locator("#ticket-cancel")).to_be_hidden()
    camera.keep("one-ticket-called")
    page.locator("#ticket-shut").click()
    expect(page.locator("#one-ticket")).to_be_hidden()


def with_keys_alone(camera: Camera) -> None:
    """No-show and a pause without the mouse."""
    page = camera.page
    page.keyboard.press("n")
    expect(page.locator("#ticket")).to_be_visible()
    camera.expect_possible(*AT_CALL)
    camera.keep("called")
    page.keyboard.press("x")
    expect(page.locator("#ticket")).to_be_hidden()
    camera.expect_possible("call-next", "pause", "close")
    page.keyboard.press("p")
    expect(page.locator("#pause")).to_be_visible()
    camera.keep("pause")
    page.keyboard.press("3")
    expect(page.locator("#state")).to_have_attribute("data-state", "paused")
    camera.expect_possible("open", "close")
    camera.keep("paused")
    page.keyboard.press("c")
    expect(page.locator("#state")).to_have_attribute("data-state", "closed")


def on_hold_and_back(camera: Camera, held: TicketGiven) -> None:
    """Hold with a reason, somebody else meanwhile, call back by its key."""
    page = camera.page
    camera.press("call-next")
    expect(page.locator("#number")).to_have_text(held.number)
    camera.press("hold")
    expect(page.locator("#hold-title")).to_contain_text(held.number)
    camera.keep("hold")
    bodies: list[str] = []
    page.on("request", lambda request: bodies.append(request.post_data or "") if "/hold" in request.url else None)
    page.locator("#hold-other").fill("去银行缴费")
    page.locator("#hold-other").press("Enter")
    expect(page.locator("#held li")).to_have_count(1)
    assert "去银行缴费" in bodies[0]
    expect(page.locator("#ticket")).to_be_hidden()
    camera.expect_possible("call-next", "pause", "close")
    camera.press("call-next")
    expect(page.locator("#ticket")).to_be_visible()
    expect(page.locator("#held .call-back")).to_have_attribute("aria-disabled", "true")
    camera.keep("held")
    camera.expect_whole()
    camera.press("outcome")
    camera.keep("outcome")
    page.keyboard.press("2")
    expect(page.locator("#mark")).to_have_class("open")
    expect(page.locator("#held .call-back")).to_have_attribute("aria-disabled", "false")
    camera.keep("held-free")
    page.keyboard.press("1")
    expect(page.locator("#number")).to_have_text(held.number)
    expect(page.locator("#held-card")).to_be_hidden()


def sent_on(camera: Camera) -> None:
    """Transferred by the filter and Enter, to a service of another department."""
    page = camera.page
    camera.press("start")
    camera.expect_possible("finish", *WITH_TICKET)
    another_service(camera)
    camera.press("transfer")
    expect(page.locator("#transfer-list label")).to_have_count(85)
    expect(page.locator("#transfer-go")).to_be_disabled()
    camera.keep("transfer")
    page.locator("#transfer-filter").fill("no such")
    expect(page.locator("#transfer-note")).not_to_be_empty()
    page.locator("#transfer-filter").fill("户口")
    expect(page.locator("#transfer-list label:visible")).to_have_count(1)
    camera.keep("transfer-filtered")
    page.locator("#transfer-filter").press("Enter")
    expect(page.locator("#ticket")).to_be_hidden()
    expect(page.locator("#transfer")).to_be_hidden()
    camera.expect_possible("call-next", "pause", "close")


def another_service(camera: Camera) -> None:
    """The visitor needs one more thing: it stands below the ticket, and the step at hand could be skipped."""
    page = camera.page
    camera.press("add-service")
    expect(page.locator("#transfer-list label")).to_have_count(85)
    page.locator("#transfer-filter").fill("户口")
    expect(page.locator("#transfer-list label:visible")).to_have_count(1)
    page.locator("#transfer-filter").press("Enter")
    expect(page.locator("#follow")).to_contain_text("2")
    camera.expect_possible("finish", "skip-step", *WITH_TICKET)
    camera.keep("further-service")
    camera.expect_whole()


def given_up(camera: Camera, other: TicketGiven) -> None:
    """Why a ticket waits; first it is kept, then cancelled."""
    page = camera.page
    line = page.locator(f"#waiting [data-ticket='{other.ticket}']")
    line.click()
    expect(page.locator("#ticket-words")).to_contain_text(other.number)
    page.locator("#ticket-print").click()  # no kiosk of this hall has a printer that works
    expect(page.locator("#ticket-printed")).to_have_attribute("data-kind", "refusal")
    expect(page.locator("#ticket-words")).to_contain_text(other.number)
    camera.keep("one-ticket")
    page.locator("#ticket-cancel").click()
    camera.keep("cancel")
    page.locator("#ticket-keep").click()
    expect(page.locator("#one-ticket")).to_be_hidden()
    expect(line).to_be_visible()
    line.click()
    page.locator("#ticket-cancel").dblclick()  # a double click is not the confirmation
    expect(page.locator("#one-ticket")).to_be_hidden()
    expect(line).to_be_visible()
    line.click()
    page.locator("#ticket-cancel").click()
    page.locator("#ticket-sure").click()
    expect(page.locator("#one-ticket")).to_be_hidden()
    expect(line).to_have_count(0)


def given_up_by_number(lead: Camera, given: TicketGiven) -> None:
    """The lead finds a ticket by its number, keeps it once, then gives it up."""
    page = lead.page
    page.locator("#look-up-number").fill(given.number)
    page.locator("#look-up-number").press("Enter")
    page.locator("#give-up").click()
    expect(page.locator("#cancel-title")).to_contain_text(given.number)
    lead.keep("give-up")
    page.keyboard.press("Enter")  # the safe answer has the focus
    expect(page.locator("#cancel")).to_be_hidden()
    page.locator("#give-up").click()
    page.locator("#cancel button[value=cancel]").click()
    expect(page.locator("#look-up-words")).to_contain_text(re.compile("大厅负责人（chen）取消|by a hall lead"))
    expect(page.locator("#give-up")).to_be_hidden()


def the_day_ends(lead: Camera, given: TicketGiven) -> None:
    """The lead looks a number up, then ends the waiting."""
    page = lead.page
    page.locator("#look-up-number").fill("A-1")
    page.locator("#look-up button").click()
    expect(page.locator("#look-up-words")).to_have_attribute("data-kind", "refusal")
    page.locator("#look-up-number").fill(f" {given.number.lower()}")
    page.locator("#look-up-number").press("Enter")
    expect(page.locator("#look-up-words")).to_contain_text(given.number)
    expect(page.locator("#look-up-words")).to_have_attribute("data-kind", "")
    lead.keep("look-up")
    waiting = page.locator("[data-figure=waiting]")
    expect(waiting).not_to_have_text("0")
    page.locator("#end-waiting").click()
    lead.keep("end-waiting")
    page.keyboard.press("Enter")  # the safe answer has the focus
    expect(page.locator("#end")).to_be_hidden()
    expect(page.locator("#closing-words")).to_be_empty()
    page.locator("#end-waiting").click()
    page.locator("#end button[value=end]").click()
    expect(page.locator("#closing-words")).not_to_be_empty()
    expect(waiting).to_have_text("0")


@pytest.mark.parametrize("language", LANGUAGES)
def test_hold_call_back_send_on_and_give_up(
    browser: Browser, hall: RunningHall, parts: ExitStack, language: str
) -> None:
    camera = Camera(browser, hall, SIZES[0], language, parts, SIZES[1:])
    camera.sign_in("wang-li", COUNTER)
    camera.open()
    first = hall.take(TicketClass.PRIORITY)
    given = [hall.take(service=service) for service in ("school-enrolment", "teacher-qualification", "private-school")]
    expect(camera.page.locator("#waiting li")).to_have_count(4)
    on_hold_and_back(camera, first)
    sent_on(camera)
    given_up(camera, given[2])
    lead = Camera(browser, hall, SIZES[0], language, parts, SIZES[1:])
    lead.sign_in("chen", "")
    the_day_ends(lead, given[1])
    expect(camera.page.locator("#waiting li")).to_have_count(0)
    assert camera.troubles + lead.troubles == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_clerks_morning(browser: Browser, hall: RunningHall, parts: ExitStack, language: str) -> None:
    camera = Camera(browser, hall, SIZES[0], language, parts, SIZES[1:])
    camera.sign_in("wang-li", COUNTER)
    first_visitor(camera, hall)
    hall.kiosk.feels("k1-printer", "ticket_printer", Trouble.PAPER_OUT, "")
    hall.kiosk.feels("k1-id", "card_reader", Trouble.PORT_GONE, "/dev/ttyUSB0 cannot be opened: no such file")
    hall.kiosk.feels("k1-card", "card_reader", Trouble.NONE, "")
    lead = Camera(browser, hall, SIZES[0], language, parts, SIZES[1:])
    lead.sign_in("chen", "")
    expect(lead.page.locator("#counters li")).to_have_count(1)
    expect(lead.page.locator("[data-figure=served]")).to_have_text("1")
    expect(lead.page.locator("#devices")).to_contain_text(words_in(Language(language))["trouble_paper_out"])
    expect(lead.page.locator("#devices .detail")).to_have_text("/dev/ttyUSB0 cannot be opened: no such file")
    lead.keep("overview")
    given_up_by_number(lead, hall.take(service="private-school"))
    with_keys_alone(camera)
    assert camera.troubles + lead.troubles == []


def test_two_presses_are_one_call(browser: Browser, hall: RunningHall, parts: ExitStack) -> None:
    camera = Camera(browser, hall, SIZES[0], "zh", parts)
    camera.sign_in("wang-li", COUNTER)
    camera.open()
    for _ in range(3):
        hall.take()
    asked: list[str] = []
    camera.page.on("request", lambda request: asked.append(request.url) if "call-next" in request.url else None)
    expect(camera.page.locator("#do-call-next")).to_have_attribute("aria-disabled", "false")
    camera.page.locator("#do-call-next").dblclick()
    expect(camera.page.locator("#waiting li")).to_have_count(2)
    camera.expect_possible(*AT_CALL)
    assert len(asked) == 1


def test_a_lost_answer_is_asked_for_with_the_same_id(browser: Browser, hall: RunningHall, parts: ExitStack) -> None:
    camera = Camera(browser, hall, SIZES[0], "zh", parts)
    camera.sign_in("wang-li", COUNTER)
    bodies: list[str] = []
    camera.page.on("request", lambda r: bodies.append(r.post_data or "") if r.url.endswith("/open") else None)
    camera.expect_possible("open")  # a route laid while the page is still coming may miss its requests
    camera.page.route("**/api/requests/open", lambda route: route.abort(), times=2)
    camera.open()
    expect(camera.page.locator("#answer")).to_contain_text("没有得到答复")
    camera.keep("no-answer")
    camera.open()
    expect(camera.page.locator("#state")).to_have_attribute("data-state", "open")
    assert len(bodies) == 3
    assert len(set(bodies)) == 1


def test_a_refusal_is_shown_in_the_servers_words(browser: Browser, hall: RunningHall, parts: ExitStack) -> None:
    for name in ("li-na", "zhou-min"):
        add_account(hall.settings, name, PASSWORD)
    camera = Camera(browser, hall, SIZES[0], "zh", parts)
    camera.sign_in("li-na", COUNTER)
    camera.open()
    expect(camera.page.locator("#state")).to_have_attribute("data-state", "open")
    other = Camera(browser, hall, SIZES[0], "zh", parts)
    other.sign_in("li-na", "z02")
    other.press("open")
    expect(other.page.locator("#answer")).to_contain_text("已在其他窗口")
    other.keep("refusal")
    expect(other.page.locator("#move")).to_be_visible()
    third = Camera(browser, hall, SIZES[0], "zh", parts)
    third.sign_in("zhou-min", "z02")
    third.press("open")
    expect(other.page.locator("#state")).to_have_attribute("data-state", "open")
    expect(other.page.locator("#answer")).to_have_text("")
    expect(other.page.locator("#move")).to_be_hidden()


def test_server_and_console_go_and_come_back(browser: Browser, hall: RunningHall, parts: ExitStack) -> None:
    camera = Camera(browser, hall, SIZES[0], "zh", parts)
    camera.sign_in("wang-li", COUNTER)
    camera.open()
    hall.take()
    camera.expect_possible("call-next", "pause", "close")
    assert hall.server.stop() == 0
    expect(camera.page.locator("#banner")).to_be_visible()
    camera.expect_possible()
    camera.keep("away")
    hall.restart_server(parts)
    expect(camera.page.locator("#banner")).to_be_hidden(timeout=20_000)
    camera.expect_possible("call-next", "pause", "close")
    assert hall.console.stop() == 0, hall.console.lines
    expect(camera.page.locator("#banner")).to_be_visible()
    camera.expect_possible()
    console = parts.enter_context(running(console_arguments(hall.settings)))
    expect(camera.page.locator("#banner")).to_be_hidden(timeout=20_000)
    camera.press("call-next")
    expect(camera.page.locator("#ticket")).to_be_visible()
    assert not any("Traceback" in line or "wang-li" in line for line in hall.console.lines + console.lines)
