"""What the speakers over a sound device share: one sound after the other; while idle, the device is tried.

Several speakers may have one device: each has its turn for a whole call.
"""

import time
from abc import abstractmethod
from collections.abc import Callable
from typing import Final

from config.settings.plan_files import DeviceSettings
from config.vocabulary import DeviceState, Trouble
from devices.drivers.options import Site
from devices.drivers.speaker.speaking import Part, SpeakerOptions, Speaking
from devices.faults import PortGone, SettingsWrong
from devices.frames.speakers.sound import NOTHING, Sound
from devices.kinds.driver import Feeling
from devices.ports.address import SoundAddress
from devices.ports.sound_port import SoundPort

TRY_EVERY_S: Final = 1.5
"""How often an idle device is opened, for no sound at all: so it shows that it is there."""
OPEN_WAIT_S: Final = 2.0
"""How long a device that is opened may take for no sound; whether it is there is mostly known at once."""
LATE_S: Final = 1.5
"""A sound that lasts so much longer than it is long is held up."""
STUCK_S: Final = 15.0
"""And after so much the player is ended."""


class SoundSpeaker(Speaking[Part]):
    """One sound device."""

    def __init__(
        self,
        settings: DeviceSettings,
        site: Site,
        options: SpeakerOptions,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(options, clock)
        address = site.address(settings)
        if not isinstance(address, SoundAddress):
            raise SettingsWrong("this driver needs a sound: port")
        self._port = SoundPort(address, site.sound_turns)
        self._identity = address.device
        self._tried_s = self._over_s = 0.0
        self._held_up = self._under_way = self._tried = False

    def open(self) -> None:
        """Look whether everything is there, and try the device. Raises PortGone, ProgramMissing, SettingsWrong."""
        self._forget()
        self._held_up = self._under_way = self._tried = False
        self._ready()
        if self._port.my_turn(OPEN_WAIT_S):
            self._play(NOTHING, "")
            self._port.wait(OPEN_WAIT_S)
            self._sounding()

    def feeling(self) -> Feeling:
        """Ok once the device took a sound, or none, to its end."""
        return Feeling(*self._state(), self._identity, dict(self._counts))

    def close(self) -> None:
        """Be quiet."""
        self._port.close()

    @abstractmethod
    def _ready(self) -> None:
        """Check what sounds are made from. Raises ProgramMissing, SettingsWrong."""

    @abstractmethod
    def _sound(self, part: Part) -> tuple[Sound, str]:
        """The part's sound, and its words."""

    def _worry(self) -> tuple[DeviceState, Trouble, str]:
        """What is wrong with what sounds are made from."""
        return DeviceState.OK, Trouble.NONE, ""

    def _begin(self, part: Part) -> None:
        sound, words = self._sound(part)
        self._play(sound, words)

    def _sounding(self) -> bool:
        now = self._clock()
        if self._port.playing():
            self._held_up = now > self._over_s + LATE_S
            if now > self._over_s + STUCK_S:
                raise PortGone(f"sound device {self._identity} does not come to an end")
            return True
        if self._under_way:
            self._under_way, self._held_up, self._tried, self._tried_s = False, False, True, now
            if self._saying is not None:
                self._said()
            if not self._parts:
                self._port.leave()
        return self._occupied(now)

    def _occupied(self, now: float) -> bool:
        """Nothing of one's own sounds: whether another one's does, or the idle device is tried again."""
        wanted = bool(self._waiting or self._parts)
        if not wanted and now - self._tried_s < TRY_EVERY_S:
            self._port.leave()
            return False
        if not self._port.my_turn():
            return True
        if not wanted:
            self._play(NOTHING, "")
        return not wanted

    def _play(self, sound: Sound, words: str) -> None:
        self._tried_s = self._clock()
        self._over_s = self._tried_s + sound.seconds
        self._under_way = True
        self._port.play(sound.wav(), words)

    def _state(self) -> tuple[DeviceState, Trouble, str]:
        if self._held_up:
            return DeviceState.WARNING, Trouble.SPEAKER_REFUSES, "a sound does not come to its end"
        if not self._tried:
            return DeviceState.DOWN, Trouble.STARTING, ""
        return self._worry()
