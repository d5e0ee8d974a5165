"""``python -m hall_display calls|wall|counter``: one public screen. Ends with exit code 0 on SIGTERM and SIGINT."""

import argparse
import signal
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from config.plan import Counter, Plan
from config.settings.installation import Installation, log_to_stderr, read_installation
from config.settings.problems import FilesWrong
from config.vocabulary import CounterId
from config.wire.link import Link
from hall_display import window
from hall_display.moment import Now

if TYPE_CHECKING:
    from hall_display.screens import Screen


def main(arguments: list[str]) -> int:
    """Exit code 0 after a signal, 1 with every problem on a line when settings or plan can't be used."""
    asked = _parse(arguments)
    log_to_stderr()
    try:
        installation = read_installation(asked.settings)
        counter = _counter(installation.hall.plan, asked.counter) if asked.screen == "counter" else None
    except FilesWrong as wrong:
        print(wrong, file=sys.stderr)
        return 1
    except KeyError:
        print(f"--counter: no such counter: {asked.counter!r}", file=sys.stderr)
        return 1
    _run(asked, installation, counter)
    return 0


def _run(asked: argparse.Namespace, installation: Installation, counter: Counter | None) -> None:
    settings = installation.settings
    window.prepare(settings.folders.var, asked.size or settings.display.size, full_screen=settings.display.full_screen)
    from kivy.base import runTouchApp, stopTouchApp  # only now: Kivy reads its settings at import

    from hall_display.station import Station

    window.load_looks()
    screen = _screen(asked.screen, installation, counter)
    link = Link(settings.hall, installation.address(screen.user), screen.listen)
    station = Station(link, _now, screen.draw, screen.urgent)
    window.open_window(screen.widget)
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stopTouchApp())
    station.start()
    try:
        runTouchApp()
    finally:
        station.stop()


def _screen(kind: str, installation: Installation, counter: Counter | None) -> "Screen":
    from hall_display import screens

    settings, plan = installation.settings, installation.hall.plan
    if counter is not None:
        return screens.counter_screen(settings, plan, counter)
    if kind == "wall":
        return screens.wall_screen(settings, plan, {user.name: user.role for user in installation.users})
    return screens.calls_screen(settings, plan)


def _counter(plan: Plan, name: str | None) -> Counter:
    """The counter of this name; the plan's first when none is named. Raises KeyError."""
    return plan.counters[0] if name is None else plan.counter_by_id[CounterId(name)]


def _now() -> Now:
    return Now(time.monotonic(), datetime.now(UTC))


def _parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./hall display", description="One public screen of the hall.")
    parser.add_argument("screen", choices=["calls", "wall", "counter"])
    parser.add_argument("--settings", type=Path, help="a settings file over the defaults")
    parser.add_argument("--counter", help="the counter that the screen hangs over; default: the plan's first")
    parser.add_argument("--size", type=_size, help="WIDTHxHEIGHT in pixels")
    return parser.parse_args(arguments)


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.partition("x")
    return int(width), int(height)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
