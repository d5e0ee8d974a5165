"""One running hall for each test that asks, with pages or without; a browser; a PostgreSQL."""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.demo.clerk_hand import ARGUMENTS, CHROMIUM
from tests.ports import free_port
from tests.processes.server import HallServer
from tests.queue_server.console.browser_side import COUNTER, PASSWORD, Asker, RunningHall
from tests.queue_server.console.child_processes import (
    add_account,
    console_arguments,
    running,
    server_arguments,
    settings_file,
)
from tests.queue_server.journal.postgres import Cluster


@pytest.fixture
def server(tmp_path: Path) -> Iterator[HallServer]:
    """A hall that is served."""
    with HallServer(tmp_path) as running:
        yield running


@pytest.fixture(scope="session")
def postgres() -> Iterator[Cluster]:
    """A real PostgreSQL."""
    with Cluster() as cluster:
        yield cluster


@pytest.fixture(name="parts")
def _parts() -> Iterator[ExitStack]:
    with ExitStack() as parts:
        yield parts


@pytest.fixture(name="port")
def _port() -> int:
    """Where the console listens."""
    return free_port()


@pytest.fixture(name="settings")
def _settings(tmp_path: Path, port: int) -> Path:
    return settings_file(tmp_path, free_port(), port)


@pytest.fixture(name="hall")
def _hall(settings: Path, port: int, parts: ExitStack) -> RunningHall:
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
