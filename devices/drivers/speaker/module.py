"""What the drivers of serial speech modules share: a sentence goes out only to a module that says it is idle.

A new frame cuts off what a module is saying. So nothing is sent before it answers that it has nothing to say; what it
did not say that it took is not sent again, unless it refused it. A module that answers too late is asked more slowly,
so that no late answer is taken for a later question's.
"""

import time
from collections import deque
from collections.abc import Callable, Sequence
from enum import Enum, auto
from typing import Annotated, Final

from pydantic import StringConstraints

from config.counted import Counted
from config.settings.plan_files import DeviceSettings
from config.vocabulary import DeviceState, Trouble
from devices.drivers.options import Site, read_options
from devices.drivers.speaker.speaking import Speaking
from devices.drivers.speaker.wording import Spoken, VoiceOptions
from devices.frames.speakers.modules import Answer, AnswerReader, Command, ModuleForm
from devices.kinds.driver import Feeling
from devices.kinds.speaker import CallToSay
from devices.ports.address import SerialAddress
from devices.ports.byte_port import BytePort, byte_port

BAUD_DEFAULT: Final = 9_600
ANSWER_S: Final = 1.0
"""How long an answer is waited for."""
WIRE_S: Final = 0.3
"""So long the longest sentence goes down the line."""
TRIES: Final = 2
"""What was refused is told once more."""
ASK_EVERY_S: Final = 1.0
"""How often the module is asked how it is, also while it speaks: its word that it is idle may be lost."""
LATE_ASK_EVERY_S: Final = 2.5
"""The same while it answers late or not at all."""
LISTEN_S: Final = 0.02
BITS_PER_BYTE: Final = 10
BYTE_S: Final = 0.15
"""So long may one byte of a text sound while nobody knows how quickly this module speaks."""
PACES_KEPT: Final = 8
PACES_MIN: Final = 2
"""After so many sentences its own pace counts, the slowest of the last ones."""
UNEVEN: Final = 1.1
"""A sentence may last so many times as long as that."""
BUSY_MAX_S: Final = 1.5
"""A module that was told nothing, or has said everything, and is still busy after this is stuck."""
TO_SAY: Final = frozenset({Answer.TAKEN, Answer.REFUSED})
TO_ASK: Final = frozenset({Answer.IDLE, Answer.BUSY, Answer.REFUSED})


class Mood(Enum):
    """What is known of the module."""

    UNHEARD = auto()
    IDLE = auto()
    BUSY = auto()
    SILENT = auto()
    LATE = auto()


NOT_IN_TIME: Final = frozenset({Mood.SILENT, Mood.LATE})


class ModuleOptions(VoiceOptions):
    """``marks`` stand before every text and are the module's own: ``[v8]`` is a volume."""

    marks: Annotated[str, StringConstraints(pattern=r"^(\[[a-z][0-9]{1,2}\]){0,6}$")] = ""


class ModuleSpeaker(Speaking[Spoken]):
    """One module on a port of its own."""

    call_max_s = TRIES * (ANSWER_S + WIRE_S)

    def __init__(
        self, settings: DeviceSettings, site: Site, form: ModuleForm, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._options = read_options(ModuleOptions, settings.options)
        super().__init__(self._options, clock)
        address = site.address(settings)
        self._baud = address.baud or BAUD_DEFAULT if isinstance(address, SerialAddress) else BAUD_DEFAULT
        self._port: BytePort = byte_port(address, self._baud)
        self._form = form
        self._answers = AnswerReader()
        self._mood = Mood.UNHEARD
        self._refused = False
        self._asked_s = self._began_s = self._over_s = 0.0
        self._busy_since_s: float | None = None
        self._bytes = 0
        """Of what is being said."""
        self._paces: deque[float] = deque(maxlen=PACES_KEPT)
        """Seconds for each byte."""
        self._was_late = False

    def open(self) -> None:
        """Claim the port; the first step asks the module how it is. Raises PortGone."""
        self._forget()
        self._mood, self._refused, self._busy_since_s, self._over_s = Mood.UNHEARD, False, None, 0.0
        self._asked_s = self._clock() - LATE_ASK_EVERY_S
        self._port.open()

    def feeling(self) -> Feeling:
        """Ok while the module answers and takes what it is told."""
        return Feeling(*self._state(), counters={**self._counts, **self._answers.dropped})

    def close(self) -> None:
        """Let go of the port."""
        self._port.close()

    def _parts_of(self, call: CallToSay) -> Sequence[Spoken]:
        return self._options.spoken(call)

    def _begin(self, part: Spoken) -> None:
        marks = self._options.marks.encode("ascii")
        text, left_out = self._form.fitting(part.text, self._form.text_max_bytes - len(marks))
        if left_out:
            self._counts[Counted.UNSAYABLE] += left_out
        frame = self._form.say(marks + text)
        answer = self._exchange(frame, TO_SAY)
        if answer is Answer.REFUSED:
            self._counts[Counted.REFUSED] += 1
            answer = self._exchange(frame, TO_SAY)
        self._refused = answer is Answer.REFUSED
        if self._refused:
            self._unsaid()
            return
        self._busy_since_s = self._asked_s = self._clock()
        self._bytes = len(text)
        pace_s = max(self._paces) * UNEVEN if len(self._paces) >= PACES_MIN else BYTE_S
        self._over_s = self._asked_s + self._bytes * pace_s
        if answer is Answer.TAKEN:
            self._mood = Mood.BUSY

    def _sounding(self) -> bool:
        """Listen, and ask when it is time: only an answer to a question of now says that the module is idle."""
        came = self._hear(LISTEN_S)
        waited_s = self._clock() - self._asked_s
        if self._mood in NOT_IN_TIME:
            self._mood = Mood.LATE if came else self._mood
            due = waited_s >= LATE_ASK_EVERY_S
        else:
            wants = self._mood is Mood.IDLE and bool(self._waiting or self._parts)
            due = waited_s >= ASK_EVERY_S or wants or Answer.IDLE in came or Answer.STARTED in came
        if due:
            self._ask()
        return self._mood is not Mood.IDLE

    def _ask(self) -> None:
        answer = self._exchange(self._form.frame(Command.ASK), TO_ASK)
        self._asked_s = self._clock()
        if answer is None:
            return
        self._refused = answer is Answer.REFUSED
        if answer is not Answer.IDLE:
            self._mood = Mood.BUSY
            self._busy_since_s = self._asked_s if self._busy_since_s is None else self._busy_since_s
            return
        if self._saying is not None:
            self._learn()
            self._said()
        self._mood, self._busy_since_s, self._over_s = Mood.IDLE, None, 0.0

    def _learn(self) -> None:
        """How quickly it speaks; one sentence that ends late was stuck, two in a row are its pace."""
        late, before = self._stays_busy(), self._was_late
        self._was_late = late
        if self._busy_since_s is not None and self._bytes and (before or not late):
            self._paces.append((self._asked_s - self._busy_since_s) / self._bytes)

    def _stays_busy(self) -> bool:
        since_s = self._busy_since_s
        return since_s is not None and self._clock() > max(self._over_s, since_s) + BUSY_MAX_S

    def _exchange(self, frame: bytes, wanted: frozenset[Answer]) -> Answer | None:
        """Send a frame and wait for its answer. None: the module is not heard, and what it was to say is not either."""
        self._port.forget_input()
        self._port.write(frame)
        until = time.monotonic() + ANSWER_S + len(frame) * BITS_PER_BYTE / self._baud
        while (left := until - time.monotonic()) > 0:
            for answer in self._hear(left):
                if answer in wanted:
                    return answer
        self._counts[Counted.NO_ANSWER] += 1
        self._mood = self._mood if self._mood is Mood.LATE else Mood.SILENT
        if self._saying is not None:
            self._unsaid()
        return None

    def _hear(self, wait_s: float) -> list[Answer]:
        came = self._answers.feed(self._port.read(wait_s))
        if Answer.STARTED in came and self._saying is not None:
            self._counts[Counted.RESTARTED] += 1
            self._unsaid()
        return came

    def _state(self) -> tuple[DeviceState, Trouble, str]:
        match self._mood:
            case Mood.UNHEARD:
                return DeviceState.DOWN, Trouble.STARTING, ""
            case Mood.SILENT:
                return DeviceState.DOWN, Trouble.NO_ANSWER, "it does not say whether it is idle"
            case Mood.LATE:
                return DeviceState.DOWN, Trouble.ANSWERS_LATE, ""
        if self._refused:
            return DeviceState.WARNING, Trouble.SPEAKER_REFUSES, "it answers 45 to what it is told"
        if self._stays_busy():
            return DeviceState.WARNING, Trouble.SPEAKER_REFUSES, "it stays busy"
        return DeviceState.OK, Trouble.NONE, ""
