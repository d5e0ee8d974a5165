"""``./hall devices --at counters-1``: the devices of one computer behind the counters, on the wire.

``./hall devices --check [--at PLACE]`` tries each configured device and prints how it is, a line each;
``./hall devices --spy NAME`` prints what goes to and from one device, whether or not a program drives it just now.

Starts: settings → link → host → loop; stops in reverse. A kiosk has its devices in its own process.
"""

import argparse
import logging
import signal
import sys
import threading
import time
from contextlib import ExitStack
from pathlib import Path

from config.settings.installation import Installation, log_to_stderr, read_installation
from config.settings.problems import FilesWrong
from config.settings.users import SPEAKER, pictures_followed
from config.wire.link import Link
from config.wire.news import CallNews
from config.wire.topics import filter_of
from devices.asking import Asking, new_id
from devices.bridge import Bridge
from devices.checking import check
from devices.counters import CountersLoop
from devices.host import host_of
from devices.spying.door import Door
from devices.spying.watching import HELP, lines_of

log = logging.getLogger("devices")


def main(arguments: list[str]) -> int:
    """Exit 0 after an ordered stop; 1 for wrong settings, no device there, or one that fails its check."""
    parser = argparse.ArgumentParser(prog="./hall devices")
    parser.add_argument("--settings", type=Path)
    parser.add_argument("--at", help="the computer, as `at` in devices.toml")
    parser.add_argument("--check", action="store_true", help="try each device and print how it is")
    parser.add_argument("--spy", metavar="NAME", help=HELP)
    asked = parser.parse_args(arguments)
    if not asked.check and not asked.spy and asked.at is None:
        parser.error("--at says which computer's devices to drive")
    log_to_stderr()
    try:
        installation = read_installation(asked.settings)
    except FilesWrong as wrong:
        print(wrong, file=sys.stderr)
        return 1
    if not _may_read_secrets(installation):
        return 1
    places = sorted({device.at for device in installation.hall.devices})
    if asked.at is not None and asked.at not in places:
        print(f"no device stands at {asked.at!r}; there are: {', '.join(places)}", file=sys.stderr)
        return 1
    if asked.check:
        return _check(installation, asked.at)
    stopping = threading.Event()
    for signal_number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(signal_number, lambda *_: stopping.set())
    if asked.spy:
        return _spy(installation, asked.spy, stopping)
    _run(installation, asked.at, stopping)
    return 0


def _may_read_secrets(installation: Installation) -> bool:
    """Every command here needs them; they are the hall's user's own."""
    try:
        return bool(installation.secrets.site_key)
    except (FilesWrong, PermissionError) as wrong:
        print(f"{wrong}\n(run this as the user of the hall's programs)", file=sys.stderr)
        return False


def _check(installation: Installation, at: str | None) -> int:
    logging.getLogger().setLevel(logging.WARNING)
    devices = [device for device in installation.hall.devices if at is None or device.at == at]
    host = host_of(installation, devices)
    table, all_work = check(host, devices)
    print(table)
    return 0 if all_work else 1


def _spy(installation: Installation, name: str, stopping: threading.Event) -> int:
    found = {device.name: device for device in installation.hall.devices}
    if name not in found:
        print(f"there is no device {name!r} in devices.toml; there are: {', '.join(found)}", file=sys.stderr)
        return 1
    folder = installation.settings.hall_var / found[name].at
    for line in lines_of(name, folder, host_of(installation, [found[name]]), stopping.is_set):
        print(line, flush=True)
    return 0


def _run(installation: Installation, at: str, stopping: threading.Event) -> None:
    settings = installation.settings
    mine = [device for device in installation.hall.devices if device.at == at]
    listen = pictures_followed(settings.hall, mine)
    if any(device.kind == SPEAKER for device in mine):
        listen.append(filter_of(settings.hall, CallNews))
    link = Link(settings.hall, installation.address(at), listen)
    host = host_of(installation, mine)
    asking = Asking(link.ask, link.connected.is_set, settings.devices.reply_timeout_s)
    loop = CountersLoop(host, link, Bridge(new_id), asking)
    with ExitStack() as parts:
        link.start()
        parts.callback(link.stop)
        host.start()
        parts.callback(loop.stop)
        parts.enter_context(Door(host, settings.hall_var / at))
        log.info("%d devices at %s", len(mine), at)
        while not stopping.is_set():
            loop.turn(time.monotonic())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
