"""The start table's last resort: a thread that dies of what cannot be ends the process, without a visitor's data."""

import logging
import signal
import threading
from collections.abc import Iterator

import pytest

from kiosk.__main__ import _stop_on


@pytest.fixture
def _as_before() -> Iterator[None]:
    hook = threading.excepthook
    handlers = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    yield
    threading.excepthook = hook
    for number, handler in handlers.items():
        signal.signal(number, handler)


@pytest.mark.usefixtures("_as_before")
def test_a_dead_thread_stops_the_kiosk(caplog: pytest.LogCaptureFixture) -> None:
    def die() -> None:
        raise ValueError("李四 110105194912310021")

    stopped = threading.Event()
    failed = _stop_on(stopped.set)
    with caplog.at_level(logging.CRITICAL):
        thread = threading.Thread(target=die)
        thread.start()
        thread.join()
    assert stopped.is_set()
    assert failed.is_set()
    assert "ValueError" in caplog.text
    assert "李四" not in caplog.text.replace('raise ValueError("李四 110105194912310021")', "")


@pytest.mark.usefixtures("_as_before")
def test_a_signal_is_an_ordered_stop() -> None:
    stopped = threading.Event()
    failed = _stop_on(stopped.set)
    signal.raise_signal(signal.SIGTERM)
    assert stopped.is_set()
    assert not failed.is_set()
