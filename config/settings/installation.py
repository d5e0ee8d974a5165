"""What every program of a hall starts from: settings, plan, the wire's users, and its own way to the broker."""

import logging
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from config.paper.load import Papers, read_papers
from config.paper.materials import Materials, read_materials
from config.settings.load import broker_tls, load_settings
from config.settings.model import Settings
from config.settings.plan_files import HallFiles, load_hall
from config.settings.problems import FilesWrong, Problem
from config.settings.secrets import Secrets, load_secrets
from config.settings.users import User, users_of
from config.text import Text
from config.wire.link import Address

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Installation:
    """One hall's files, checked. Nothing is made before ``secrets`` are asked for."""

    settings: Settings
    hall: HallFiles

    @cached_property
    def users(self) -> list[User]:
        """Everybody on this hall's wire."""
        return users_of(self.hall.plan, self.hall.devices)

    @cached_property
    def papers(self) -> Papers:
        """The layouts of what printers print; one that is wrong is the product's own instead."""
        papers = read_papers(self.settings.plan_dir)
        for problem in papers.problems:
            log.warning("%s; the product's own is used instead", problem)
        return papers

    @cached_property
    def materials(self) -> Materials:
        """What to bring for each service; an entry that is wrong is left out."""
        materials = read_materials(self.settings.plan_dir, self.hall.plan)
        for problem in materials.problems:
            log.warning("%s; it is left out", problem)
        return materials

    @cached_property
    def secrets(self) -> Secrets:
        """Made at the first start, with a password for each user."""
        return load_secrets(
            self.settings.hall_var, [user.name for user in self.users], self.hall.plan.appointments.systems
        )

    @property
    def system_tokens(self) -> dict[str, str]:
        """Of the other systems that the plan names; a token of one that it no longer names opens nothing."""
        tokens = self.secrets.system_tokens
        return {name: tokens[name] for name in self.hall.plan.appointments.systems}

    def address(self, user: str) -> Address:
        """Where the broker is, with this user's password. Raises KeyError for a user that the hall does not have."""
        broker = self.settings.broker
        return Address(broker.host, broker.port, user, self.secrets.passwords[user], broker_tls(broker))

    def device_password(self, device: str) -> str:
        """For a device at a broker of others, as it stands in the secrets; empty for none."""
        return self.secrets.device_passwords.get(device, "")


def read_installation(settings_file: Path | None) -> Installation:
    """Settings and plan of this machine's hall. Raises FilesWrong with every problem."""
    settings = load_settings(settings_file)
    hall = load_hall(settings.plan_dir)
    if hall.plan.hall != settings.hall:
        is_, must = hall.plan.hall, settings.hall
        wrong = Text(f"现为“{is_}”，应与文件夹同名：“{must}”", f"is {is_!r}; it must be the folder's name, {must!r}")
        raise FilesWrong([Problem("hall.toml", "id", wrong)])
    return Installation(settings, hall)


def log_to_stderr() -> None:
    """How every program writes its log."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
