"""A clerk's morning in the browser: the real console, queue server and broker as processes, Debian's chromium.

Leaves a picture of every page under ``var/pictures/console/``, in each size and language.
"""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect, sync_playwright

from config.settings.load import load_settings
from config.settings.secrets import load_secrets
from config.vocabulary import DeviceState, Language, Level, TicketClass, Trouble
from config.wire.link import Address, Link
from config.wire.presence import Health
from config.wire.replies import Reply, TicketGiven
from config.wire.requests import GiveEvaluation, Request, TakeTicket
from queue_server.console.words import words_in
from tests.demo.clerk_hand import ARGUMENTS, CHROMIUM
from tests.ports import free_port
from tests.queue_server.console.child_processes import (
    CHECKOUT,
    Child,
    add_account,
    console_arguments,
    running,
    server_arguments,
    settings_file,
)

SIZES: Final = (ViewportSize(width=1366, height=768), ViewportSize(width=1920, height=1080))
LANGUAGES: Final = ("zh", "en")
PICTURES: Final = CHECKOUT / "var" / "pictures" / "console"
PASSWORD: Final = "correct horse battery"
COUNTER: Final = "z01"
ANSWER_MAX_S: Final = 10.0


class Asker:
    """One device on the wire that asks: a kiosk, an evaluator."""

    def __init__(self, settings: Path, user: str) -> None:
        read = load_settings(settings)
        password = load_secrets(read.hall_var, [user]).passwords[user]
        self._link = Link(read.hall, Address("127.0.0.1", read.broker.port, user, password))
        self._link.start()
        assert self._link.connected.wait(ANSWER_MAX_S), f"{user} can't reach the broker"

    def ask(self, request: Request) -> Reply:
        """The answer."""
        return self._link.ask(request).result(ANSWER_MAX_S)

    def feels(self, device: str, kind: str, trouble: Trouble, detail: str) -> None:
        """Say how a device of this user is."""
        state = DeviceState.OK if trouble is Trouble.NONE else DeviceState.DOWN
        user, since = self._link.address.user, datetime.now(UTC)
        self._link.send(
            Health(user=user, device=device, kind=kind, state=state, trouble=trouble, detail=detail, since=since)
        )

    def stop(self) -> None:
        """Goodbye."""
        self._link.stop()


@dataclass
class RunningHall:
    """A hall of its own, with its console and a kiosk."""

    settings: Path
    address: str
    server: Child
    console: Child
    kiosk: Asker
    evaluator: Asker
    taken: int = 0

    def take(self, ticket_class: TicketClass = TicketClass.ORDINARY, service: str = "student-loan") -> TicketGiven:
        """Somebody takes a number at the kiosk."""
        self.taken += 1
        request = TakeTicket(
            request_id=f"kiosk-press-{self.taken}",
            kiosk="kiosk-1",
            service=service,
            ticket_class=ticket_class,
            masked_name="欧阳*华",
        )
        given = self.kiosk.ask(request)
        assert isinstance(given, TicketGiven), given
        return given

    def restart_server(self, parts: ExitStack) -> None:
        """The queue server comes back, with its broker."""
        self.server = parts.enter_context(running(server_arguments(self.settings)))


@pytest.fixture(name="parts")
def _parts() -> Iterator[ExitStack]:
    with ExitStack() as parts:
        yield parts


@pytest.fixture(name="hall")
def _hall(tmp_path: Path, parts: ExitStack) -> RunningHall:
    port = free_port()
    settings = settings_file(tmp_path, free_port(), port)
    server = parts.enter_context(running(server_arguments(settings)))
    server.wait_for("broker reached")
    add_account(settings, "wang-li", PASSWORD, "--display-name", "王丽", "--counters", COUNTER)
    add_account(settings, "chen", PASSWORD, "--display-name", "陈主任", "--role", "hall_lead")
    console = parts.enter_context(running(console_arguments(settings)))
    console.wait_for("pages at")
    kiosk, evaluator = Asker(settings, "kiosk-1"), Asker(settings, f"evaluator-{COUNTER}")
    parts.callback(kiosk.stop)
    parts.callback(evaluator.stop)
    return RunningHall(settings, f"http://127.0.0.1:{port}", server, console, kiosk, evaluator)


@pytest.fixture(name="browser", scope="module")
def _browser() -> Iterator[Browser]:
    assert shutil.which(CHROMIUM), f"{CHROMIUM} is missing (apt-get install chromium)"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


class Camera:
    """A page in one size and language, and its pictures."""

    def __init__(
        self, browser: Browser, hall: RunningHall, size: ViewportSize, language: str, parts: ExitStack
    ) -> None:
        context = browser.new_context(viewport=size)
        parts.callback(context.close)
        self.page: Page = context.new_page()
        self.troubles: list[str] = []
        self.page.on("pageerror", lambda error: self.troubles.append(str(error)))
        self._name = f"{size['width']}x{size['height']}-{language}"
        self._hall = hall
        self.page.goto(hall.address)
        if language == "en":
            self.page.get_by_role("button", name="English").click()

    def keep(self, name: str) -> None:
        """The page as it is now."""
        PICTURES.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=PICTURES / f"{name}-{self._name}.png", animations="disabled")

    def sign_in(self, name: str, counter: str) -> None:
        """Name, password, counter."""
        self.page.locator("#name").fill(name)
        self.page.locator("#password").fill(PASSWORD)
        self.page.locator("#counter").select_option(counter)
        self.keep("sign-in")
        self.page.locator("button.main").click()

    def press(self, name: str) -> None:
        """One of the clerk's buttons, when it can be pressed."""
        expect(self.page.locator(f"#do-{name}")).to_have_attribute("aria-disabled", "false")
        self.page.locator(f"#do-{name}").click()

    def expect_possible(self, *names: str) -> None:
        """These buttons and no others can be pressed."""
        buttons = self.page.locator("[data-ask][aria-disabled=false]")
        expect(buttons).to_have_count(len(names))
        assert {button.get_attribute("data-ask") for button in buttons.all()} == set(names)


def first_visitor(camera: Camera, hall: RunningHall) -> None:
    """Open, call, call again, start, finish, and the mark."""
    page = camera.page
    expect(page.locator("#state")).to_have_attribute("data-state", "closed")
    camera.expect_possible("open")
    camera.keep("closed")
    camera.press("open")
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
    camera.expect_possible("call-again", "start", "finish", "no-show", "pause")
    camera.press("call-again")
    expect(page.locator("#times-called")).to_contain_text("2")
    camera.press("start")
    camera.expect_possible("finish", "pause")
    camera.keep("serving")
    camera.press("finish")
    expect(page.locator("#mark")).to_contain_text(first.number)
    mark = GiveEvaluation(
        request_id=f"mark-{first.ticket}", counter=COUNTER, ticket=first.ticket, level=Level.VERY_SATISFIED
    )
    hall.evaluator.ask(mark)
    expect(page.locator("#mark")).to_have_class("good")
    camera.expect_possible("call-next", "pause", "close")
    camera.keep("marked")


def with_keys_alone(camera: Camera) -> None:
    """No-show and a pause without the mouse."""
    page = camera.page
    page.keyboard.press("n")
    expect(page.locator("#ticket")).to_be_visible()
    camera.expect_possible("call-again", "start", "finish", "no-show", "pause")
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


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", SIZES, ids=lambda size: str(size["width"]))
def test_a_clerks_morning(
    browser: Browser, hall: RunningHall, parts: ExitStack, size: ViewportSize, language: str
) -> None:
    camera = Camera(browser, hall, size, language, parts)
    camera.sign_in("wang-li", COUNTER)
    first_visitor(camera, hall)
    hall.kiosk.feels("k1-printer", "ticket_printer", Trouble.PAPER_OUT, "")
    hall.kiosk.feels("k1-id", "card_reader", Trouble.PORT_GONE, "/dev/ttyUSB0 cannot be opened: no such file")
    hall.kiosk.feels("k1-card", "card_reader", Trouble.NONE, "")
    lead = Camera(browser, hall, size, language, parts)
    lead.sign_in("chen", "")
    expect(lead.page.locator("#counters li")).to_have_count(1)
    expect(lead.page.locator("[data-figure=served]")).to_have_text("1")
    expect(lead.page.locator("#devices")).to_contain_text(words_in(Language(language))["trouble_paper_out"])
    expect(lead.page.locator("#devices .detail")).to_have_text("/dev/ttyUSB0 cannot be opened: no such file")
    lead.keep("overview")
    with_keys_alone(camera)
    assert camera.troubles + lead.troubles == []


def test_two_presses_are_one_call(browser: Browser, hall: RunningHall, parts: ExitStack) -> None:
    camera = Camera(browser, hall, SIZES[0], "zh", parts)
    camera.sign_in("wang-li", COUNTER)
    camera.press("open")
    for _ in range(3):
        hall.take()
    asked: list[str] = []
    camera.page.on("request", lambda request: asked.append(request.url) if "call-next" in request.url else None)
    expect(camera.page.locator("#do-call-next")).to_have_attribute("aria-disabled", "false")
    camera.page.locator("#do-call-next").dblclick()
    expect(camera.page.locator("#waiting li")).to_have_count(2)
    camera.expect_possible("call-again", "start", "finish", "no-show", "pause")
    assert len(asked) == 1


def test_a_lost_answer_is_asked_for_with_the_same_id(browser: Browser, hall: RunningHall, parts: ExitStack) -> None:
    camera = Camera(browser, hall, SIZES[0], "zh", parts)
    camera.sign_in("wang-li", COUNTER)
    bodies: list[str] = []
    camera.page.on("request", lambda r: bodies.append(r.post_data or "") if r.url.endswith("/open") else None)
    camera.page.route("**/api/requests/open", lambda route: route.abort(), times=2)
    camera.press("open")
    expect(camera.page.locator("#answer")).to_contain_text("没有得到答复")
    camera.keep("no-answer")
    camera.press("open")
    expect(camera.page.locator("#state")).to_have_attribute("data-state", "open")
    assert len(bodies) == 3
    assert len(set(bodies)) == 1


def test_a_refusal_is_shown_in_the_servers_words(browser: Browser, hall: RunningHall, parts: ExitStack) -> None:
    add_account(hall.settings, "li-na", PASSWORD)
    camera = Camera(browser, hall, SIZES[0], "zh", parts)
    camera.sign_in("li-na", COUNTER)
    camera.press("open")
    expect(camera.page.locator("#state")).to_have_attribute("data-state", "open")
    other = Camera(browser, hall, SIZES[0], "zh", parts)
    other.sign_in("li-na", "z02")
    other.press("open")
    expect(other.page.locator("#answer")).to_contain_text("已在其他窗口")
    other.keep("refusal")


def test_server_and_console_go_and_come_back(browser: Browser, hall: RunningHall, parts: ExitStack) -> None:
    camera = Camera(browser, hall, SIZES[0], "zh", parts)
    camera.sign_in("wang-li", COUNTER)
    camera.press("open")
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
