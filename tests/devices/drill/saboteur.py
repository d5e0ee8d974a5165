"""Throws every switch of one twin, one after the other, and measures how soon its health line says so."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Final

from config.vocabulary import DeviceState, Trouble
from devices.simulated.speakers.heard import SpeakerTwin
from devices.simulated.twin import Twin
from tests.devices.drill.hour import Felt, Hour
from tests.devices.drill.table import Quiet, Told, table_of

log = logging.getLogger("drill")
NAMED_S: Final = 3.0
"""How soon a fault has to be named, and gone after it ended."""
PATIENCE_S: Final = 30.0
"""How long anything else may take on a busy machine."""
TRIES: Final = 2
"""A machine that is busy with something else may miss it once."""


@dataclass(frozen=True)
class Measured:
    """One switch: how long it took to be named and gone; None: never. ``wrong`` is empty when all is well."""

    device: str
    switch: str
    named_s: float | None = None
    gone_s: float | None = None
    wrong: str = ""


class Saboteur:
    """One device's twin."""

    def __init__(self, device: str, twin: Twin, hour: Hour) -> None:
        self._device, self._twin, self._hour = device, twin, hour
        self._table = table_of(device, twin)

    def run(self, chance: Random) -> list[Measured]:
        """Every switch, in an order of its own; after them all it has to work once more."""
        names = list(self._twin.switches())
        chance.shuffle(names)
        measured = [self._tried(name) for name in names]
        work = self._hour.work[self._device]
        if not self._hour.is_true(lambda: self._hour.work[self._device] > work, PATIENCE_S):
            measured.append(Measured(self._device, "all were off", wrong="it did not work any more"))
        return measured

    def _tried(self, switch: str) -> Measured:
        for _ in range(TRIES):
            found = self._thrown(switch)
            log.info("%s", found)
            if not found.wrong:
                break
        return found

    def _thrown(self, switch: str) -> Measured:
        if self._health(lambda felt: felt.state is DeviceState.OK, 0.0, PATIENCE_S) is None:
            return Measured(self._device, switch, wrong=f"not well before: {self._newest()}")
        row = self._table[switch]
        if isinstance(row, Quiet):
            return self._quiet(switch, row)
        return self._told(switch, row)

    def _told(self, switch: str, row: Told) -> Measured:
        if row.while_speaking:
            self._hour.is_true(lambda: self._words_end_s() > time.monotonic(), PATIENCE_S)
        on_s = time.monotonic()
        self._twin.switch(switch, True)
        sure_after_s = max(self._words_end_s() - on_s, 0.0) if row.while_speaking else row.sure_after_s
        named = self._measure(
            on_s, row, sure_after_s, lambda felt: (felt.state, felt.trouble) == (row.state, row.trouble)
        )
        off_s = time.monotonic()
        for name in (switch, row.ends_with):
            if name:
                self._twin.switch(name, False)
        gone = self._measure(off_s, row, 0.0, lambda felt: felt.state is DeviceState.OK)
        wrong = ""
        if named is None or gone is None:
            wrong = f"{row.trouble} was never {'named' if named is None else 'gone'}; {self._since(on_s)}"
        elif max(named, gone) > NAMED_S:
            wrong = f"took longer than {NAMED_S:g} s"
        return Measured(self._device, switch, named, gone, wrong)

    def _measure(self, since_s: float, row: Told, late_s: float, wanted: Callable[[Felt], bool]) -> float | None:
        """Seconds from the throw, or from the next use where only that can tell, to the word; None: never."""
        found = self._health(wanted, since_s, PATIENCE_S + late_s)
        if found is None:
            return None
        uses = [at for at in self._hour.uses[self._device] if since_s < at <= found.at] if row.on_use else []
        return max(found.at - (uses[-1] if uses else since_s) - late_s, 0.0)

    def _quiet(self, switch: str, row: Quiet) -> Measured:
        began_s = time.monotonic()
        uses, work = len(self._hour.uses[self._device]), self._hour.work[self._device]
        self._twin.switch(switch, True)
        if row.works:
            done = self._hour.is_true(lambda: self._hour.work[self._device] > work, PATIENCE_S)
        else:
            done = self._hour.is_true(lambda: len(self._hour.uses[self._device]) > uses + 1, PATIENCE_S)
        self._twin.switch(switch, False)
        if done and not row.works:
            work = self._hour.work[self._device]
            done = self._hour.is_true(lambda: self._hour.work[self._device] > work, PATIENCE_S)
        known = (Trouble.NONE, row.may)
        faults = [f for f in self._hour.felt[self._device] if f.at > began_s and f.trouble not in known]
        wrong = f"named, though {row.why}: {faults[0].trouble}" if faults else ""
        if not done:
            wrong = "it did not work while it was on" if row.works else "it did not work afterwards"
        return Measured(self._device, switch, wrong=wrong)

    def _health(self, wanted: Callable[[Felt], bool], since_s: float, limit_s: float) -> Felt | None:
        """The first word after ``since_s`` that is wanted; with 0 the newest of all."""

        def look() -> Felt | None:
            felt = self._hour.felt[self._device]
            fresh = felt[-1:] if not since_s else [each for each in felt if each.at > since_s]
            return next((each for each in fresh if wanted(each)), None)

        return self._hour.until(look, limit_s)

    def _words_end_s(self) -> float:
        """When the sentence that sounds should end; monotonic."""
        assert isinstance(self._twin, SpeakerTwin)
        sounding = [each for each in self._twin.ear.heard if each.to_its_end is None]
        return max((each.began_s + each.seconds for each in sounding), default=0.0)

    def _newest(self) -> Felt | None:
        return next(reversed(self._hour.felt[self._device]), None)

    def _since(self, since_s: float) -> str:
        told = [
            f"{f.state} {f.trouble} at {f.at - since_s:.1f} s" for f in self._hour.felt[self._device] if f.at > since_s
        ]
        return ", ".join(told) or "nothing was told"
