"""A clerk's hand on the browser page: Chromium, driven as a person would."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from playwright.sync_api import Page, sync_playwright

CHROMIUM: Final = "/usr/bin/chromium"
ARGUMENTS: Final = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SIZE: Final = {"width": 1366, "height": 768}


class ClerkHand:
    """One clerk's page."""

    def __init__(self, page: Page, folder: Path) -> None:
        self._page = page
        self._folder = folder

    def sign_in(self, address: str, name: str, password: str, counter: str) -> None:
        """Sign in at a counter."""
        self._page.goto(address)
        self.picture("console-sign-in")
        self._page.fill("#name", name)
        self._page.fill("#password", password)
        self._page.select_option("#counter", counter)
        self._page.click("form[action='/sign-in'] button.main")
        self._page.wait_for_selector("#do-open[aria-disabled=false]")

    def press(self, name: str) -> None:
        """Press a button as soon as it may be pressed."""
        self._page.click(f"#do-{name}[aria-disabled=false]")

    def wait_for_number(self, number: str) -> None:
        """Wait until the page shows this number at the counter."""
        self._page.wait_for_function("n => document.querySelector('#number').textContent === n", arg=number)

    def why(self) -> str:
        """The sentence that explains the call."""
        return self._page.inner_text("#why")

    def look_at(self, address: str, name: str, wait_for: str) -> None:
        """Open another page, wait for something on it, and keep its picture."""
        other = self._page.context.new_page()
        other.goto(address)
        other.wait_for_selector(wait_for)
        other.wait_for_function("[...document.images].every(image => image.complete)")
        other.screenshot(path=self._folder / f"{name}.png", full_page=True)
        other.close()

    def picture(self, name: str) -> None:
        """Keep what can be seen."""
        self._page.screenshot(path=self._folder / f"{name}.png")


@contextmanager
def clerk_hand(folder: Path) -> Iterator[ClerkHand]:
    """A browser with one page, closed afterwards."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        page = browser.new_context(viewport=SIZE).new_page()  # type: ignore[arg-type]
        try:
            yield ClerkHand(page, folder)
        finally:
            browser.close()
