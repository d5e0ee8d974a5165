"""The plan's files, read anew while the hall is open, and the broker that follows: it lets in whom a new plan brings.

Whoever speaks for a counter that left the plan is let in until it has finished, also over a restart. A kiosk that left
may have numbers to tell: it is let in until the next start.
"""

from collections.abc import Iterable
from pathlib import Path

from config.plan import Plan
from config.settings.installation import Installation, read_installation
from config.settings.users import User, joined, narrowed
from config.vocabulary import CounterId
from queue_server.broker.access import access_list
from queue_server.broker.mosquitto import Mosquitto
from queue_server.broker.spoken_for import keep_users, kept_users


def users_at_start(installation: Installation) -> list[User]:
    """Everybody of the files, and who spoke for counters before: nobody knows yet which of them have finished."""
    known = installation.secrets.passwords
    before = [user for user in kept_users(broker_folder(installation)) if user.name in known]
    return joined(before, installation.users)


def broker_folder(installation: Installation) -> Path:
    """Where the hall's own broker has its files."""
    return installation.settings.hall_var / "broker"


class PlanFiles:
    """Gives the plan as its files are now. ``broker`` None: somebody else keeps it, and its access list."""

    def __init__(self, installation: Installation, settings_file: Path | None, broker: Mosquitto | None) -> None:
        self._installation, self._users = installation, users_at_start(installation)
        self._settings_file = settings_file
        self._broker = broker

    def __call__(self) -> Plan:
        """Read and check everything. Raises FilesWrong with every problem."""
        found = read_installation(self._settings_file)
        self._installation, self._users = found, joined(self._users, found.users)
        self._renew()
        return found.hall.plan

    def let_in(self, counters: Iterable[CounterId]) -> None:
        """From now on only these counters are spoken for."""
        self._users = narrowed(self._users, frozenset(counters))
        self._renew()

    def _renew(self) -> None:
        if self._broker is not None:
            known = self._installation.secrets.passwords
            rights = access_list(self._installation.settings.hall, self._users)
            keep_users(broker_folder(self._installation), self._users)
            self._broker.renew(rights, {user.name: known[user.name] for user in self._users})
