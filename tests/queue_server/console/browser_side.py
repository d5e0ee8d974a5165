"""The hall around a browser's test: devices on the wire, the processes, and a page that keeps its pictures."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, Page, ViewportSize, expect

from config.settings.load import load_settings
from config.settings.secrets import load_secrets
from config.vocabulary import DeviceState, TicketClass, Trouble
from config.wire.link import Address, Link
from config.wire.presence import Health
from config.wire.replies import Reply, TicketGiven
from config.wire.requests import Request, TakeTicket
from tests.queue_server.console.child_processes import CHECKOUT, Child, running, server_arguments

PICTURES: Final = CHECKOUT / "var" / "pictures" / "console"
PASSWORD: Final = "correct horse battery"
COUNTER: Final = "z01"
LANGUAGES: Final = ("zh", "en")
WITH_TICKET: Final = ("hold", "transfer", "add-service", "outcome", "pause", "close")
AT_CALL: Final = ("call-again", "start", "finish", "no-show", *WITH_TICKET)
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


class Camera:
    """A page in one size and language, and its pictures; in ``more`` sizes too, where the page takes it."""

    def __init__(
        self,
        browser: Browser,
        hall: RunningHall,
        size: ViewportSize,
        language: str,
        parts: ExitStack,
        more: Sequence[ViewportSize] = (),
    ) -> None:
        context = browser.new_context(viewport=size)
        parts.callback(context.close)
        self.page: Page = context.new_page()
        self.troubles: list[str] = []
        self.page.on("pageerror", lambda error: self.troubles.append(str(error)))
        self._name = f"{size['width']}x{size['height']}-{language}"
        self._more = {f"{each['width']}x{each['height']}-{language}": each for each in more}
        self._size = size
        self._hall = hall
        self.page.goto(hall.address)
        if language == "en":
            self.page.get_by_role("button", name="English").click()

    def keep(self, name: str) -> None:
        """The page as it is now."""
        PICTURES.mkdir(parents=True, exist_ok=True)
        for size in self._each_size():
            self.page.screenshot(path=PICTURES / f"{name}-{size}.png", animations="disabled")

    def _each_size(self) -> Iterator[str]:
        """The page in one size after another, by name; in its own again at the end."""
        yield self._name
        for name, size in self._more.items():
            self.page.set_viewport_size(size)
            yield name
        if self._more:
            self.page.set_viewport_size(self._size)

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

    def open(self, post: str = "A") -> None:
        """Open the counter, at one of its posts."""
        self.press("open")
        self.page.locator(f"#post button[value={post}]").click()

    def expect_whole(self) -> None:
        """In no size need the page be scrolled, and every key stands in its row."""
        high = "document.documentElement.scrollHeight <= innerHeight"
        wide = "[...document.querySelectorAll('.actions')].every((row) => row.scrollWidth <= row.clientWidth)"
        for size in self._each_size():
            assert self.page.evaluate(high), f"{size}: the page has to be scrolled"
            assert self.page.evaluate(wide), f"{size}: a key stands outside its row"

    def expect_possible(self, *names: str) -> None:
        """These buttons and no others can be pressed."""
        buttons = self.page.locator("[data-ask][aria-disabled=false]")
        expect(buttons).to_have_count(len(names))
        assert {button.get_attribute("data-ask") for button in buttons.all()} == set(names)
