"""Who may sign in: ``<hall_var>/accounts.json`` (mode 600), passwords as argon2 hashes. No account exists by default.

python -m queue_server.console.accounts add NAME --password-stdin [--role hall_lead] [--counters w01,w02]
python -m queue_server.console.accounts list | remove NAME
"""

import argparse
import logging
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final

from argon2 import PasswordHasher
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from config.settings.load import load_settings
from config.settings.plan_files import load_hall
from config.settings.private_files import one_writer, write_private
from config.settings.problems import FilesWrong
from config.wire.message import Name

log = logging.getLogger(__name__)

FILE: Final = "accounts.json"
PASSWORD_MIN: Final = 8
PASSWORD_MAX: Final = 128
ACCOUNTS_MAX: Final = 2_000
DisplayName = Annotated[str, StringConstraints(min_length=1, max_length=40)]


class AccountRole(StrEnum):
    """A clerk works at one counter; a hall lead also sees all of them."""

    CLERK = "clerk"
    HALL_LEAD = "hall_lead"


class Account(BaseModel):
    """One person. ``counters`` None: any counter. ``by`` of the requests is the name."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Name
    display_name: DisplayName
    role: AccountRole = AccountRole.CLERK
    counters: tuple[Name, ...] | None = None
    password_hash: str = Field(repr=False)

    def may_work_at(self, counter: str) -> bool:
        """Whether this person may sign in at that counter."""
        return self.counters is None or counter in self.counters


class AccountsFile(BaseModel):
    """The whole file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    accounts: Annotated[tuple[Account, ...], Field(max_length=ACCOUNTS_MAX)] = ()


class AccountsWrong(Exception):
    """The accounts file can't be used."""


class Accounts:
    """The accounts of one hall, read again when the file changes."""

    def __init__(self, hall_var: Path) -> None:
        self._file = hall_var / FILE
        self._stamp: tuple[int, int] | None = None
        self._by_name: dict[str, Account] = {}

    def find(self, name: str) -> Account | None:
        """The account of that name, as the file stands now; a file that became unreadable changes nothing."""
        stamp = _stamp(self._file)
        if stamp != self._stamp:
            self._stamp = stamp
            try:
                self._by_name = {account.name: account for account in self.read()}
            except AccountsWrong as wrong:
                log.error("accounts stay as they were: %s", wrong)
        return self._by_name.get(name)

    def display_names(self) -> dict[str, str]:
        """How people are called, by account, as the file was read last."""
        return {account.name: account.display_name for account in self._by_name.values()}

    def read(self) -> tuple[Account, ...]:
        """All accounts. Raises AccountsWrong."""
        try:
            return AccountsFile.model_validate_json(self._file.read_bytes()).accounts
        except FileNotFoundError:
            return ()
        except ValidationError as error:
            first = error.errors(include_input=False, include_url=False)[0]
            place = ".".join(map(str, first["loc"])) or "(file)"
            raise AccountsWrong(f"{self._file}: {place}: {first['msg']}") from error

    def put(self, account: Account) -> None:
        """Add an account, or replace the one of the same name."""
        with one_writer(self._file.parent):
            others = [old for old in self.read() if old.name != account.name]
            self._write((*others, account))

    def remove(self, name: str) -> bool:
        """Take an account away; False when there is none."""
        with one_writer(self._file.parent):
            before = self.read()
            after = tuple(account for account in before if account.name != name)
            self._write(after)
        return len(after) < len(before)

    def _write(self, accounts: tuple[Account, ...]) -> None:
        write_private(self._file, AccountsFile(accounts=accounts).model_dump_json(indent=2) + "\n")


def hash_of(password: str) -> str:
    """An argon2id hash, as it stands in the file."""
    return PasswordHasher().hash(password)


def _stamp(file: Path) -> tuple[int, int] | None:
    try:
        found = file.stat()
    except FileNotFoundError:
        return None
    return found.st_mtime_ns, found.st_ino


def main(arguments: list[str]) -> int:
    """The command line; exit 1 with a reason when something is wrong."""
    asked = _parser().parse_args(arguments)
    try:
        settings = load_settings(asked.settings)
        accounts = Accounts(settings.hall_var)
        match asked.what:
            case "add":
                known = {counter.id for counter in load_hall(settings.plan_dir).plan.counters}
                accounts.put(_new_account(asked, frozenset(known)))
            case "remove":
                if not accounts.remove(asked.name):
                    raise AccountsWrong(f"no account {asked.name!r}")
            case _:
                for account in accounts.read():
                    counters = "all" if account.counters is None else ",".join(account.counters)
                    print(f"{account.name}\t{account.role}\t{counters}\t{account.display_name}")
    except (AccountsWrong, FilesWrong) as wrong:
        print(wrong, file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m queue_server.console.accounts")
    parser.add_argument("--settings", type=Path)
    commands = parser.add_subparsers(dest="what", required=True)
    add = commands.add_parser("add", help="add an account, or give it a new password")
    add.add_argument("name")
    add.add_argument("--password-stdin", action="store_true", required=True, help="the password is read from stdin")
    add.add_argument("--role", choices=[role.value for role in AccountRole], default=AccountRole.CLERK.value)
    add.add_argument("--display-name", help="how the person is called on the pages (default: NAME)")
    add.add_argument("--counters", help="comma-separated ids (default: any counter)")
    commands.add_parser("remove").add_argument("name")
    commands.add_parser("list")
    return parser


def _new_account(asked: argparse.Namespace, known: frozenset[str]) -> Account:
    password = sys.stdin.read().rstrip("\r\n")
    if not PASSWORD_MIN <= len(password) <= PASSWORD_MAX:
        raise AccountsWrong(f"a password has {PASSWORD_MIN} to {PASSWORD_MAX} characters")
    counters = tuple(asked.counters.split(",")) if asked.counters else None
    if unknown := sorted(set(counters or ()) - known):
        raise AccountsWrong(f"no such counter: {', '.join(unknown)}")
    try:
        return Account(
            name=asked.name,
            display_name=asked.display_name or asked.name,
            role=AccountRole(asked.role),
            counters=counters,
            password_hash=hash_of(password),
        )
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        raise AccountsWrong(f"{'.'.join(map(str, first['loc']))}: {first['msg']}") from error


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
