"""The whole walk, lived unattended by real input: cards on the readers, touches in the kiosk's window, key frames on
the counters' bus, clicks on the clerk's page; read back from the printer's port, the wire, the screens, the journal.
"""

import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Final

import httpx
from PIL import Image
from playwright.sync_api import Error as BrowserError

from config.vocabulary import CounterState, Language, Level, TicketState
from devices.frames.speakers.wording import Reading, number_pieces, sentence
from tests.demo.children import Children
from tests.demo.clerk_hand import ClerkHand, clerk_hand
from tests.demo.hall import FOLDER, DemoHall
from tests.demo.poster import hang
from tests.demo.screens import Display
from tests.demo.steps import StepFailed, Steps
from tests.demo.visitor import PRINTER, Visitor, last_moment
from tests.demo.watcher import Watcher

COUNTER: Final = "rs01"
SPEAKER: Final = "voice-1"
READING: Final = Reading(Language.CHINESE, "{number}")
SCREENS: Final = ("queue-server", "kiosk-1", "calls-1", "wall-1", "console", "counters-1")
ON_THE_BOARD: Final = r"call on the board number={} counter=\S+ times=\d+ monotonic_s=([0-9.]+)"
"""What the call screen writes into its log: the machine's monotonic seconds."""


class Walk:
    """One visit after another, and what is seen of each."""

    def __init__(self, hall: DemoHall, children: Children, watcher: Watcher, clerk: ClerkHand, steps: Steps) -> None:
        self._hall = hall
        self._children = children
        self._watcher = watcher
        self._clerk = clerk
        self._steps = steps
        self.visitor = Visitor(hall, steps)
        self._seen: dict[str, Image.Image] = {}

    def open(self) -> None:
        """Everybody is there; the clerk opens the counter."""
        steps, watcher = self._steps, self._watcher
        steps.until("every program is on the wire", lambda: all(watcher.online.get(name) for name in SCREENS))
        steps.until("every device of the kiosk is well", self._devices_are_well)
        self._screens("open", show_news=False)
        began = time.monotonic()
        hall = self._hall
        self._clerk.sign_in(hall.addresses["console"], hall.clerk, hall.password, COUNTER)
        steps.note("the clerk signs in", (time.monotonic() - began) * 1000)
        self._clerk.picture("console-closed")
        began = time.monotonic()
        self._clerk.press("open")
        steps.until("the counter is open", lambda: self._state() is CounterState.OPEN, since=began)
        steps.until("the kiosk welcomes", lambda: self.visitor.kiosk.screen == "welcome")
        self.visitor.picture("welcome")

    def call_by_pad(self, number: str) -> None:
        """A key frame on the bus; the call screen shows the number."""
        began = time.monotonic()
        self._hall.twins.pad(COUNTER, "call_next")
        self._called(number, "call pad's key", began)
        spoken, twins = sentence(Language.CHINESE, number_pieces(READING, number)), self._hall.twins
        self._steps.until(f"{spoken} is said aloud", lambda: any(spoken in words for words in twins.said(SPEAKER)))

    def call_by_page(self, number: str) -> None:
        """The clerk's button."""
        began = time.monotonic()
        self._clerk.press("call-next")
        self._called(number, "clerk's button", began)

    def serve_by_pad(self, key: str, level: Level) -> None:
        """The pad asks for the evaluation; the visitor presses a key."""
        self._hall.twins.pad(COUNTER, "ask_evaluation")
        self._judged(key, level)

    def serve_by_page(self, key: str, level: Level) -> None:
        """The clerk starts and ends on the page; the visitor presses a key."""
        self._clerk.press("start")
        self._steps.until("the service has started", lambda: self._ticket_state() is TicketState.SERVING)
        self._clerk.picture("console-serving")
        self._clerk.press("finish")
        self._judged(key, level)

    def paper_out(self) -> None:
        """Without paper the number stays on the screen; with paper the kiosk is well again."""
        steps, twins, kiosk = self._steps, self._hall.twins, self.visitor.kiosk
        twins.switch(PRINTER, "paper_out", on=True)
        steps.until("paper out is known", lambda: self._watcher.health[PRINTER].state != "ok")
        kiosk.go("done", "welcome")
        self.visitor.picture("paper-out-welcome")
        self.visitor.without_card()
        steps.until("without paper the number stays on the screen", lambda: kiosk.can_touch("done"))
        self.visitor.picture("paper-out-number")
        twins.switch(PRINTER, "paper_out", on=False)
        steps.until("the printer is well again", lambda: self._watcher.health[PRINTER].state == "ok")
        kiosk.go("done", "welcome")

    def server_killed(self) -> None:
        """kill -9 of the server: it is back by itself, and the kiosk gives numbers again."""
        began, starts = time.monotonic(), self._server_starts()
        self._children.kill("server")
        self._steps.until("killed server serves again", lambda: self._server_starts() > starts, since=began)
        self.visitor.without_card()
        self._steps.until("paper after the crash", lambda: self._hall.twins.papers(PRINTER) > len(self.visitor.numbers))
        self.visitor.newest_number()

    def look_around(self) -> None:
        """Pictures of what is left, and the journal's own check."""
        hall = self._hall
        self._screens("end", show_news=False)
        self._clerk.picture("console-end")
        self._clerk.look_at(hall.addresses["console"] + "overview", "console-overview", "main")
        self._clerk.look_at(hall.addresses["bench"], "bench", ".paper img")
        self._clerk.look_at(hall.twins.phone_address(PRINTER), "phone", "#service:not(:empty)")
        verify = [sys.executable, "-m", "queue_server.journal", "verify", "--settings", str(hall.file)]
        found = subprocess.run(verify, capture_output=True, text=True)
        self._steps.require(f"the journal: {found.stdout.strip()}", found.returncode == 0)

    def _called(self, number: str, by: str, began: float) -> None:
        steps = self._steps
        steps.until(f"{by} → call on the wire", lambda: self._watcher.called_at.get(number, 0) > began, since=began)
        steps.until("the call screen has it", lambda: self._on_the_board(number) > began)
        steps.note(f"{by} → {number} on the call screen", (self._on_the_board(number) - began) * 1000)
        self._clerk.wait_for_number(number)
        steps.require(f"the page says why: {self._clerk.why()}", number in self._clerk.why())
        self._screens(f"called-{number}")
        self._clerk.picture(f"console-called-{number}")

    def _judged(self, key: str, level: Level) -> None:
        steps, watcher = self._steps, self._watcher
        steps.until("the evaluation is open", lambda: watcher.picture is not None and watcher.picture.evaluation)
        began = time.monotonic()
        self._hall.twins.evaluator(COUNTER, key)
        given = f"evaluator's key {key} → {level.value} is on the wire"
        steps.until(given, lambda: watcher.picture is not None and watcher.picture.last_mark is level, since=began)
        self._screens(f"mark-{level.value}")

    def _shows_news(self, display: Display) -> bool:
        return display.picture() != self._seen.get(display.name)

    def _on_the_board(self, number: str) -> float:
        """The monotonic moment at which the call screen took this call; 0 when it has not."""
        return last_moment(self._hall, "calls", ON_THE_BOARD.format(re.escape(number)))

    def _server_starts(self) -> int:
        """How often the server has begun to serve."""
        return (self._hall.logs / "server.log").read_text("utf-8").count("is served on port")

    def _devices_are_well(self) -> bool:
        health = self._watcher.health
        return {"k1-id", "k1-card", PRINTER} <= health.keys() and all(h.state == "ok" for h in health.values())

    def _state(self) -> CounterState | None:
        return self._watcher.picture.state if self._watcher.picture else None

    def _ticket_state(self) -> TicketState | None:
        picture = self._watcher.picture
        return picture.ticket.state if picture and picture.ticket else None

    def _screens(self, moment: str, *, show_news: bool = True) -> None:
        """Keep what the public screens show, once they show something new and have come to rest."""
        for display in (self._hall.calls, self._hall.wall):
            if show_news:
                self._steps.until(f"{display.name}: the picture changes", partial(self._shows_news, display))
            self._seen[display.name] = display.picture_at_rest()
            self._seen[display.name].save(FOLDER / f"{display.name}-{moment}.png")


def live_the_walk(hall: DemoHall, children: Children) -> int:
    """Every step in order; 0 when all came true."""
    steps = Steps(FOLDER, partial(print, flush=True))
    try:
        with _watching(hall) as watcher, clerk_hand(FOLDER) as clerk:
            walk = Walk(hall, children, watcher, clerk, steps)
            walk.open()
            first = walk.visitor.visit_with("k1-card", "zhang-social", "social security card")
            walk.call_by_pad(first.number)
            walk.serve_by_pad("1", Level.VERY_SATISFIED)
            second = walk.visitor.visit_with("k1-id", "wang", "identity card")
            walk.call_by_page(second.number)
            walk.serve_by_page("4", Level.DISSATISFIED)
            walk.paper_out()
            walk.server_killed()
            walk.look_around()
    except StepFailed:
        return 1
    except (BrowserError, httpx.HTTPError) as failed:
        print(f"  ✗ {failed}", flush=True)
        return 1
    finally:
        steps.write()
    print(f"hall: the whole walk came true; pictures are in {FOLDER}, all in one: {hang(FOLDER)}")
    return 0


@contextmanager
def _watching(hall: DemoHall) -> Iterator[Watcher]:
    watcher = Watcher(hall.settings, COUNTER)
    watcher.start()
    try:
        yield watcher
    finally:
        watcher.stop()
