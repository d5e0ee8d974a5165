"""The console in a thread of the test, on a real port, and a browser's side of it without a browser."""

import json
import re
import socket
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Final

import httpx
import uvicorn
from websockets.sync.client import ClientConnection, connect

from config.plan import Plan
from config.settings.load import CHECKOUT, load_settings
from config.settings.plan_files import load_hall
from config.settings.user_names import CONSOLE
from config.vocabulary import Language
from config.wire.link import Address, Link
from queue_server.console.accounts import Account, AccountRole, Accounts, hash_of
from queue_server.console.app import create_app
from queue_server.console.doorkeeper import Doorkeeper
from queue_server.console.mirror import Mirror
from queue_server.console.parts import Parts
from queue_server.console.wire import Wire, filters

PASSWORD: Final = "correct horse battery"
MINE: Final = "z01"
CITY_TOKEN: Final = "the token of the city"
OTHER: Final = "z02"
PHONES: Final = "http://10.0.0.5:18080"
WAIT_MAX_S: Final = 10.0
FRAMES_MAX: Final = 200


class HandClock:
    """Time that moves when the test says so."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 11, 21, 1, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.moment

    def forward(self, step: timedelta) -> None:
        """Later."""
        self.moment += step


@cache
def _password_hash() -> str:
    """Made once: it takes long by intent."""
    return hash_of(PASSWORD)


@cache
def _plan() -> Plan:
    """Read once: nobody changes it."""
    return load_hall(CHECKOUT / "config" / "halls" / "longli").plan


def make_accounts(folder: Path) -> Accounts:
    """A clerk of one counter and a hall lead, with one password."""
    accounts = Accounts(folder)
    password_hash = _password_hash()
    accounts.put(Account(name="clerk", display_name="王丽", counters=(MINE,), password_hash=password_hash))
    accounts.put(Account(name="lead", display_name="陈", role=AccountRole.HALL_LEAD, password_hash=password_hash))
    return accounts


def make_parts(folder: Path, broker_port: int, clock: HandClock, reply_timeout_s: float) -> Parts:
    """The real parts, on this broker."""
    settings = load_settings()
    mine = {"login_tries_max": 3, "reply_timeout_s": reply_timeout_s, "phone_address": PHONES, "phone_tries_max": 5}
    console = settings.console.model_copy(update=mine | {"tablet_edition": 2})
    link = Link("longli", Address("127.0.0.1", broker_port, CONSOLE, "any"), filters("longli"))
    return Parts(
        settings=console,
        plan=_plan(),
        language=Language.CHINESE,
        doorkeeper=Doorkeeper(make_accounts(folder), console.login_tries_max, console.login_rest_s, clock),
        wire=Wire(link, Mirror(), console.reply_timeout_s, console.reply_tries_max),
        clock=clock,
        session_key="0" * 64,
        site_key=b"site",
        system_tokens={"city": CITY_TOKEN},
    )


class ConsoleThread:
    """The real web server in a thread."""

    def __init__(self, parts: Parts) -> None:
        self.parts = parts
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._socket.getsockname()[1])
        config = uvicorn.Config(create_app(parts), log_config=None, ws="websockets-sansio", timeout_graceful_shutdown=1)
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, args=([self._socket],), daemon=True)

    @property
    def address(self) -> str:
        """Host and port."""
        return f"127.0.0.1:{self.port}"

    def start(self) -> None:
        """Connections wait until it listens."""
        self.parts.wire.start()
        self._thread.start()

    def stop(self) -> None:
        """In reverse."""
        self._server.should_exit = True
        self._thread.join(WAIT_MAX_S)
        self.parts.wire.stop()
        self._socket.close()


class Visit:
    """One browser's requests: cookies kept, token and origin sent."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.http = httpx.Client(base_url=f"http://{address}", timeout=WAIT_MAX_S)
        self.token = ""

    def close(self) -> None:
        """Hang up."""
        self.http.close()

    def read_token(self, path: str = "/sign-in") -> str:
        """The token that stands in a page."""
        found = re.search(r'name="token" content="([^"]+)"', self.http.get(path, follow_redirects=True).text)
        assert found, "no token in the page"
        self.token = found[1]
        return self.token

    def sign_in(self, name: str, password: str = PASSWORD, counter: str = "") -> httpx.Response:
        """By the form; the answer of the POST."""
        form = {"token": self.read_token(), "name": name, "password": password, "counter": counter}
        answer = self.http.post("/sign-in", data=form)
        if answer.status_code == httpx.codes.SEE_OTHER:
            self.read_token("/")
        return answer

    def ask(self, name: str, body: Any, **headers: str) -> httpx.Response:
        """One request for the counter."""
        return self.post(f"requests/{name}", body, **headers)

    def post(self, path: str, body: Any, **headers: str) -> httpx.Response:
        """One request of the API, by its path."""
        return self.http.post(f"/api/{path}", json=body, headers={"X-CSRF-Token": self.token} | headers)

    def socket(self, view: str, origin: str | None = None) -> ClientConnection:
        """The page's web socket."""
        cookie = "; ".join(f"{name}={value}" for name, value in self.http.cookies.items())
        return connect(
            f"ws://{self.address}/ws?view={view}",
            additional_headers={"Cookie": cookie, "Origin": origin or f"http://{self.address}"},
            open_timeout=WAIT_MAX_S,
        )


def read_until(talk: ClientConnection, wanted: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
    """Frames until one that is wanted."""
    for _ in range(FRAMES_MAX):
        frame: dict[str, Any] = json.loads(talk.recv(timeout=WAIT_MAX_S))
        if wanted(frame):
            return frame
    raise AssertionError("the frame never came")


def read_until_live(talk: ClientConnection) -> None:
    """Until broker and server are there."""
    read_until(talk, lambda f: f["kind"] == "link" and f["message"]["broker"] and f["message"]["server"])
