"""The plan's files, read anew while the hall is open: the broker lets in whom a new plan brings.

Whom it no longer has is let in until the next start, because a counter that left the plan may have to finish.
"""

from pathlib import Path

from config.plan import Plan
from config.settings.installation import Installation, read_installation
from config.settings.users import joined
from queue_server.broker.access import access_list
from queue_server.broker.mosquitto import Mosquitto


class PlanFiles:
    """Gives the plan as its files are now. ``broker`` None: somebody else keeps it, and its access list."""

    def __init__(self, installation: Installation, settings_file: Path | None, broker: Mosquitto | None) -> None:
        self._users = installation.users
        self._settings_file = settings_file
        self._broker = broker

    def __call__(self) -> Plan:
        """Read and check everything. Raises FilesWrong with every problem."""
        found = read_installation(self._settings_file)
        if self._broker is not None:
            self._users = joined(self._users, found.users)
            passwords = {user.name: found.secrets.passwords[user.name] for user in self._users}
            self._broker.renew(access_list(found.settings.hall, self._users), passwords)
        return found.hall.plan
