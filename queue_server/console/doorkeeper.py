"""Checks names and passwords. After some wrong ones a name rests; an unknown name takes as long as a wrong password."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from queue_server.console.accounts import PASSWORD_MAX, Account, Accounts, hash_of
from queue_server.console.problems import ProblemCode, TurnedAway

CHECKS_MAX: Final = 2
"""Passwords checked at once; each check holds 64 MiB while it runs."""
CHECKS_WAITING_MAX: Final = 20
STRANGERS_MAX: Final = 1_000
"""Names without an account whose wrong tries are remembered; the oldest is forgotten first."""

Clock = Callable[[], datetime]


@dataclass(frozen=True)
class Tries:
    """Wrong passwords in a row, and until when the name rests."""

    wrong: int = 0
    rests_until: datetime | None = None


class Doorkeeper:
    """Lets people in. One per process; its methods run on the event loop."""

    def __init__(self, accounts: Accounts, tries_max: int, rest_s: float, clock: Clock) -> None:
        self.accounts = accounts
        self._tries_max = tries_max
        self._rest = timedelta(seconds=rest_s)
        self._clock = clock
        self._known: dict[str, Tries] = {}
        self._strangers: OrderedDict[str, Tries] = OrderedDict()
        self._nobody = hash_of("nobody has this password")
        self._checks = asyncio.Semaphore(CHECKS_MAX)
        self._waiting = 0

    async def let_in(self, name: str, password: str) -> Account:
        """The account, when the password is right. Raises TurnedAway."""
        account = self.accounts.find(name)
        if self._waiting >= CHECKS_WAITING_MAX:
            raise TurnedAway(ProblemCode.TOO_BUSY)
        self._waiting += 1
        try:
            async with self._checks:
                self._turn_away_resting(name, account)
                right = await asyncio.to_thread(_verify, account.password_hash if account else self._nobody, password)
                if account is None or not right:
                    self._count_wrong(name, account)
                    raise TurnedAway(ProblemCode.WRONG_PASSWORD)
        finally:
            self._waiting -= 1
        self._known.pop(name, None)
        return account

    def _book(self, account: Account | None) -> dict[str, Tries]:
        return self._strangers if account is None else self._known

    def _turn_away_resting(self, name: str, account: Account | None) -> None:
        tries = self._book(account).get(name, Tries())
        if tries.rests_until is None:
            return
        if self._clock() < tries.rests_until:
            raise TurnedAway(ProblemCode.RESTING)
        self._book(account).pop(name)

    def _count_wrong(self, name: str, account: Account | None) -> None:
        book = self._book(account)
        wrong = book.get(name, Tries()).wrong + 1
        book[name] = Tries(wrong, self._clock() + self._rest if wrong >= self._tries_max else None)
        while len(self._strangers) > STRANGERS_MAX:
            self._strangers.popitem(last=False)


def _verify(password_hash: str, password: str) -> bool:
    """Whether the password is right; a too long one is cut, so that it takes no longer than others."""
    try:
        return PasswordHasher().verify(password_hash, password[: PASSWORD_MAX + 1])
    except (VerificationError, InvalidHashError):
        return False
