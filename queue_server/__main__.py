"""``./hall server``: the queue server of one hall. Reads settings, builds the parts, starts and stops them in order.

``--access`` prints the access list for a broker that somebody else keeps.
"""

import argparse
import logging
import signal
import sys
import time
from contextlib import ExitStack
from pathlib import Path

from config.settings.installation import Installation, log_to_stderr, read_installation
from config.settings.model import Settings
from config.settings.problems import FilesWrong
from config.settings.user_names import SERVER
from config.vocabulary import Role
from config.wire.catalogue import REPLY_TOPIC, ROWS
from config.wire.pumped import PumpedLink
from config.wire.topics import filter_of
from queue_server.broker.access import access_list
from queue_server.broker.mosquitto import BrokerFault, Mosquitto
from queue_server.broker.plan_files import PlanFiles, broker_folder, users_at_start
from queue_server.clock import seconds_passed, utc_now
from queue_server.desk.announcer import Announcer
from queue_server.desk.desk import Desk
from queue_server.desk.hall_clock import HallClock
from queue_server.domain.hall import Hall
from queue_server.domain.invariants import BrokenInvariant
from queue_server.journal.faults import JournalConflict, JournalFault
from queue_server.journal.journal import Journal
from queue_server.memory import settle
from queue_server.started_by import add_options

log = logging.getLogger("queue_server")
ORDERS = (signal.SIGTERM, signal.SIGINT)
"""To stop in order."""


def main(arguments: list[str]) -> int:
    """Exit 0 after an ordered stop, 1 when something can't be used, 2 when the hall's state is broken."""
    parser = argparse.ArgumentParser(prog="./hall server")
    parser.add_argument("--settings", type=Path)
    parser.add_argument("--clock-is-right", action="store_true", help="begin the clock's day even after a long gap")
    add_options(parser)
    parser.add_argument("--access", action="store_true", help="print the broker's access list and end")
    asked = parser.parse_args(arguments)
    log_to_stderr()
    logging.getLogger("alembic").setLevel(logging.WARNING)
    try:
        installation = read_installation(asked.settings)
    except FilesWrong as wrong:
        print(wrong, file=sys.stderr)
        return 1
    if asked.access:
        print(access_list(installation.settings.hall, installation.users))
        return 0
    return _serve(installation, asked)


def _serve(installation: Installation, asked: argparse.Namespace) -> int:
    settings = installation.settings
    for order in ORDERS:
        signal.signal(order, lambda *_: sys.exit(0))  # until the desk listens: what was started is stopped all the same
    with ExitStack() as parts:
        try:
            broker = _broker(installation) if settings.broker.embedded else None
            if broker is not None:
                parts.callback(broker.stop)
                broker.start()
            journal = parts.enter_context(Journal(settings.journal_url, settings.hall))
            link = _link(installation)
            desk = _desk(settings, journal, link, PlanFiles(installation, asked.settings, broker))
            plan = installation.hall.plan
            desk.load(plan, by=asked.by, why=asked.why, clock_is_right=asked.clock_is_right)
            settle()
            link.start()
            parts.callback(link.stop)
            for order in ORDERS:
                signal.signal(order, lambda *_: desk.stop())
            log.info("the hall %s is served on port %d", settings.hall, settings.broker.port)
            desk.run()
        except (BrokerFault, JournalFault) as fault:
            log.error("%s", fault)
            return 1
        except (JournalConflict, BrokenInvariant):
            log.exception("the hall's state is broken; start again from the journal")
            return 2
    return 0


def _broker(installation: Installation) -> Mosquitto:
    settings, users = installation.settings, users_at_start(installation)
    wanted = {user.name: installation.secrets.passwords[user.name] for user in users}
    rights = access_list(settings.hall, users)
    return Mosquitto(broker_folder(installation), settings.broker.listen, settings.broker.port, rights, wanted)


def _link(installation: Installation) -> PumpedLink:
    hall = installation.settings.hall
    asked_of_us = [row for row in ROWS if Role.SERVER in row.listeners and row.topic != REPLY_TOPIC]
    listen = [filter_of(hall, row.message) for row in asked_of_us if not row.retained]
    return PumpedLink(hall, installation.address(SERVER), listen, keep_session=True)


def _desk(settings: Settings, journal: Journal, link: PumpedLink, plan_files: PlanFiles) -> Desk:
    hall = Hall()
    pause_s = settings.desk.picture_pause_ms / 1000
    announcer = Announcer(hall, link, time.monotonic, pause_s, settings.desk.wall_pause_s)
    clock = HallClock(utc_now, seconds_passed)
    return Desk(journal, link, announcer, hall, clock, settings.journal.batch_max, plan_files)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
