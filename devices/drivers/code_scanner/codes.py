"""What both sorts of scanners share: their options, and telling a code that stays under the scanner only once.

A code that is an electronic card becomes what any other card becomes: a token. What such codes look like is published
nowhere, so the hall says it.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Final

from pydantic import Field, field_validator

from config.counted import Counted
from config.vocabulary import DeviceState
from devices.drivers.card_reader.visitor import card_seen
from devices.drivers.options import Options
from devices.frames.cards.citizen_number import number_right
from devices.frames.cards.holder import Holder, Serial, Sex
from devices.frames.scanners.lines import CodeReader, Ending
from devices.kinds.card_reader import CardSeen, CardType
from devices.kinds.code_scanner import CodeScanned
from devices.kinds.driver import Feeling

WATCH_S: Final = 0.2
"""How long a step listens; as much silence ends a code of a scanner that marks no end."""
CODE_PREFIX: Final = b"code:"
"""Keeps a code from ever giving the same token as a card's serial."""
SILENCES_MAX: Final = 5
"""After as many silent steps nobody ends a half code any more."""


class ScannerOptions(Options):
    """How the scanner was set up."""

    ends_with: Ending = Ending.LINE
    prefix: str = Field("", max_length=8)
    same_code_quiet_s: float = Field(2.0, ge=0, le=60)
    electronic_card: str = Field("", max_length=200)
    """A regular expression for the whole code; its group, if any, is the card's number. Empty: there are none."""

    @field_validator("electronic_card")
    @classmethod
    def _can_be_used(cls, pattern: str) -> str:
        """Raises ValueError."""
        try:
            groups = re.compile(pattern).groups
        except re.error as error:
            raise ValueError(str(error)) from None
        if groups > 1:
            raise ValueError("it has more than one group")
        return pattern


class Codes:
    """Bytes of one scanner become events."""

    def __init__(
        self, scanner: str, options: ScannerOptions, encoding: str, site_key: bytes, clock: Callable[[], float]
    ) -> None:
        self._scanner = scanner
        self._options = options
        self._site_key = site_key
        self._card = re.compile(options.electronic_card) if options.electronic_card else None
        self._clock = clock
        self._reader = CodeReader(options.ends_with, encoding)
        self._last = ""
        self._last_s = 0.0
        self._silences = 0
        self._counters: Counter[Counted] = Counter()

    def forget(self) -> None:
        """The scanner was plugged in anew."""
        self._reader.forget()
        self._last = ""

    def came(self, data: bytes) -> Sequence[CodeScanned | CardSeen]:
        """The codes that are complete with these bytes; no bytes mean that the scanner is silent."""
        self._silences = 0 if data else self._silences + 1
        if not data and self.midway and self._silences < SILENCES_MAX:
            return []
        codes = self._reader.feed(data) if data else self._reader.silence()
        return [self._event(code) for code in map(self._bare, codes) if code and self._new(code)]

    @property
    def midway(self) -> bool:
        """A code has begun, and its end mark is still to come."""
        return self._options.ends_with is not Ending.SILENCE and self._reader.holds

    def feeling(self) -> Feeling:
        """Ok: a scanner that reads nothing says nothing."""
        return Feeling(DeviceState.OK, counters={**self._counters, **self._reader.dropped})

    def _event(self, code: str) -> CodeScanned | CardSeen:
        """A citizen's number gives the token of that citizen's other cards, any other one of its own."""
        found = self._card.fullmatch(code) if self._card else None
        if found is None:
            return CodeScanned(code, self._scanner)
        self._counters[Counted.CARDS] += 1
        number = (found[found.re.groups] or code).upper()
        if number_right(number):
            return card_seen(self._site_key, Holder(CardType.ELECTRONIC, "", Sex.UNKNOWN, number), self._scanner)
        return card_seen(self._site_key, Serial(CODE_PREFIX + number.encode()), self._scanner)

    def _bare(self, code: str) -> str:
        return code.removeprefix(self._options.prefix)

    def _new(self, code: str) -> bool:
        """The same code again, before it was away for a while, was never taken away."""
        now = self._clock()
        stays = code == self._last and now - self._last_s < self._options.same_code_quiet_s
        self._last, self._last_s = code, now
        self._counters[Counted.REPEATED if stays else Counted.CODES] += 1
        return not stays
