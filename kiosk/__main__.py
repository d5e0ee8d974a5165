"""Start one kiosk: settings → station → link → devices → window; stop in reverse. ``./hall kiosk [--name kiosk-1]``."""

import argparse
import logging
import signal
import sys
import threading
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from config import fonts
from config.settings.installation import Installation, log_to_stderr, read_installation
from config.settings.problems import FilesWrong
from config.theme import Scale
from config.wire.link import Link
from devices.host import Host
from devices.spying.door import Door
from kiosk import window
from kiosk.away.block import Block
from kiosk.pending import PendingWish
from kiosk.peripherals import Peripherals
from kiosk.station import Station, listens_to

log = logging.getLogger(__name__)

BROKEN = 70
"""Exit code when a thread ended by a broken invariant: the supervisor starts the kiosk again."""


def main(arguments: list[str]) -> int:
    """Run until SIGTERM or SIGINT, then exit 0. Exit 1 when files are wrong."""
    parser = argparse.ArgumentParser(prog="./hall kiosk")
    parser.add_argument("--settings", type=Path)
    parser.add_argument("--name", default="kiosk-1", help="this kiosk's name in devices.toml (`at`)")
    asked = parser.parse_args(arguments)
    log_to_stderr()
    try:
        installation = read_installation(asked.settings)
        fonts.regular(), fonts.bold()  # made now when they are missing
    except (FilesWrong, fonts.FontMissing) as wrong:
        print(wrong, file=sys.stderr)
        return 1
    if asked.name not in {user.name for user in installation.users}:
        print(f"devices.toml: device.at: no device stands at {asked.name!r}", file=sys.stderr)
        return 1
    return run(asked.name, installation)


def run(name: str, installation: Installation) -> int:
    """The start table."""
    settings, plan = installation.settings, installation.hall.plan
    window.prepare(settings.kiosk.size, settings.kiosk.full_screen, settings.hall_var / name / "kivy")
    from kivy.core.window import Window

    from kiosk.app import KioskApp

    scale, site_key = Scale(*Window.size), installation.secrets.site_key
    rules = window.rules(name, plan, installation.materials, settings, scale, site_key)
    link = Link(plan.hall, installation.address(name), listens_to(plan.hall, name))
    mine = [device for device in installation.hall.devices if device.at == name]
    host = Host(mine, site_key, settings.devices.ports_dir, papers=installation.papers)
    peripherals = Peripherals(host, mine, link)
    pending = PendingWish(settings.hall_var / name / "wish.json")
    block = Block(settings.hall_var / name / "block.json", plan)
    station = Station(rules, link, pending, block, peripherals, settings.kiosk.reply_timeout_s, _now)
    app = KioskApp(station, rules, plan.name, _now)
    station.changed = app.state_changed
    failed = _stop_on(app.stop_soon)
    station.start()
    link.start()
    peripherals.start(station.happened)
    try:
        with Door(host, settings.hall_var / name):
            app.run()
    finally:
        peripherals.stop()
        link.stop()
        station.stop()
    return BROKEN if failed.is_set() else 0


def _stop_on(stop: Callable[[], None]) -> threading.Event:
    """Stop at a signal, and when a thread dies of something that cannot be; the event says that one did."""
    failed = threading.Event()

    def thread_died(what: threading.ExceptHookArgs) -> None:
        places = "".join(traceback.format_tb(what.exc_traceback))  # without the message: it may hold a visitor's data
        log.critical("a thread died of %s\n%s", what.exc_type.__name__, places)
        failed.set()
        stop()

    def told_to_stop(_number: int, _frame: Any) -> None:
        stop()

    threading.excepthook = thread_died
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, told_to_stop)
    return failed


def _now() -> datetime:
    """The wall clock's only reader in this room."""
    return datetime.now(UTC)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
