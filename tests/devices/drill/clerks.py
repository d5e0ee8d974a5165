"""One counter at work: a clerk with a pad or a page, a visitor who judges, whoever looks up at the sign or listens."""

import itertools
import time
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Final

from config.vocabulary import CounterState
from config.wire.link import Link
from config.wire.pictures import CounterPicture
from config.wire.requests import CallNext, FinishService, OpenCounter, PauseCounter, Request
from devices.kinds.call_pad import PadKey
from devices.simulated.evaluators.gwq_twin import GwqTwin
from devices.simulated.speakers.heard import Heard, SpeakerTwin
from devices.simulated.stage import Stage
from tests.devices.drill.hour import Hour
from tests.processes.server import ask_until

PRESS_PATIENCE_S: Final = 1.5
SAME_KEY_S: Final = 0.6
"""Sooner it would be the same press."""
PRESSES_MAX: Final = 2
KEYS: Final = (1, 2)
SIGN_PATIENCE_S: Final = 2.0
CALL_PATIENCE_S: Final = 2.0
FIRST_PICTURE_S: Final = 30.0


@dataclass(frozen=True)
class Seen:
    """What of a counter's picture follows from a press."""

    state: CounterState
    ticket: str
    evaluation: str


class CounterInDrill:
    """One counter; what it lacks is done on the page."""

    def __init__(self, counter: str, stage: Stage, console: Link, hour: Hour) -> None:
        self._counter, self._console, self._hour = counter, console, hour
        self._pad = next(iter(stage.pads.get(counter, {}).values()), None)
        self._evaluator = next(iter(stage.evaluators.get(counter, {}).values()), None)
        signs = [twin for twin in stage.signs.values() if counter in twin.counters]
        self._sign = signs[0] if signs else None
        self._stage = stage
        self._ids = (f"clerk-{counter}-{count:06}" for count in itertools.count())
        self._pressed_s: dict[PadKey, float] = {}

    def live(self, chance: Random) -> None:
        """Visitor after visitor until the hour is over."""
        self._hour.is_true(lambda: self._counter in self._hour.pictures, FIRST_PICTURE_S)
        self._ask(OpenCounter)
        while not self._hour.over.is_set():
            if self._picture.waiting_total:
                self._do(PadKey.CALL_NEXT, CallNext)
                self._look_up()
                self._do(PadKey.ASK_EVALUATION, FinishService)
                self._judge(chance)
            else:
                self._pause()

    @property
    def _picture(self) -> CounterPicture:
        return self._hour.pictures[self._counter]

    @property
    def _seen(self) -> Seen:
        picture = self._picture
        ticket, evaluation = picture.ticket, picture.evaluation
        return Seen(picture.state, ticket.ticket if ticket else "", evaluation.ticket if evaluation else "")

    def _do(self, key: PadKey, request: type[CallNext | FinishService]) -> None:
        """On the pad; on the page when nothing comes of it."""
        if self._pad is None or not self._press(key):
            before = self._seen
            self._ask(request)
            self._hour.is_true(lambda: self._seen != before, PRESS_PATIENCE_S)

    def _press(self, key: PadKey) -> bool:
        assert self._pad is not None
        before, device = self._seen, self._stage.name_of(self._pad)
        self._hour.over.wait(max(self._pressed_s.get(key, 0.0) + SAME_KEY_S - time.monotonic(), 0.0))
        self._pressed_s[key] = time.monotonic()
        self._hour.used(device)
        self._pad.press(self._counter, key.value)
        return self._works(device, lambda: self._seen != before, PRESS_PATIENCE_S)

    def _pause(self) -> None:
        """Nobody waits."""
        before = self._seen
        self._ask(lambda **more: PauseCounter(reason="drill", **more))
        self._hour.is_true(lambda: self._seen != before, PRESS_PATIENCE_S)
        self._ask(OpenCounter)
        self._hour.is_true(lambda: self._picture.waiting_total > 0, PRESS_PATIENCE_S)

    def _ask(self, make: Callable[..., Request]) -> None:
        ask_until(
            self._console, make(request_id=next(self._ids), counter=self._counter, by=f"clerk at {self._counter}")
        )

    def _look_up(self) -> None:
        sign, ticket = self._sign, self._picture.ticket
        if sign is None or ticket is None:
            return
        device, digits = self._stage.name_of(sign), ticket.number[1:]
        self._hour.used(device)
        self._works(device, lambda: any(digits in line for line in sign.shown(self._counter).lines), SIGN_PATIENCE_S)

    def _judge(self, chance: Random) -> None:
        """The visitor presses; once more when nothing comes of it."""
        evaluator, key = self._evaluator, chance.choice(KEYS)
        if evaluator is None or (judged := self._seen.evaluation) == "":
            return
        device = self._stage.name_of(evaluator)
        self._hour.used(device)
        for _ in range(PRESSES_MAX):
            if isinstance(evaluator, GwqTwin) and not self._hour.is_true(
                lambda: evaluator.asked is not None, PRESS_PATIENCE_S
            ):
                return
            self._hour.used(device)
            evaluator.judge(self._counter, key)
            if self._works(device, lambda: self._seen.evaluation != judged, PRESS_PATIENCE_S):
                return

    def _works(self, device: str, true: Callable[[], bool], limit_s: float) -> bool:
        done = self._hour.is_true(true, limit_s)
        if done:
            self._hour.worked(device)
        return done


class Listener:
    """Somebody in the hall who waits for each call of one speaker."""

    def __init__(self, device: str, speaker: SpeakerTwin, hour: Hour) -> None:
        self._device, self._ear, self._hour = device, speaker.ear, hour

    def live(self, chance: Random) -> None:
        """Hear until the hour is over."""
        del chance
        before = 0.0
        while not self._hour.over.is_set():
            self._hour.used(self._device)
            heard = self._hour.until(lambda after=before: self._whole(after), CALL_PATIENCE_S)  # type: ignore[misc]
            if heard is not None:
                before = heard.began_s
                self._hour.worked(self._device)

    def _whole(self, after_s: float) -> Heard | None:
        """The next sentence that came to its end."""
        return next((each for each in self._ear.heard if each.began_s > after_s and each.to_its_end), None)
