"""WAV bytes ↔ a sound, and sounds joined to one."""

import io
import wave
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

WAV_MAX_BYTES: Final = 20_000_000
"""Minutes of speech; what is longer is no call."""


@dataclass(frozen=True)
class Sound:
    """PCM: ``frames`` of so many channels, bytes a sample and samples a second."""

    channels: int
    width: int
    rate: int
    frames: bytes

    @property
    def form(self) -> tuple[int, int, int]:
        """What sounds must share to be joined."""
        return self.channels, self.width, self.rate

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return len(self.frames) / (self.channels * self.width * self.rate)

    def wav(self) -> bytes:
        """As a WAV file."""
        file = io.BytesIO()
        with wave.open(file, "wb") as out:
            out.setnchannels(self.channels)
            out.setsampwidth(self.width)
            out.setframerate(self.rate)
            out.writeframes(self.frames)
        return file.getvalue()

    def silence(self, seconds: float) -> "Sound":
        """Nothing to be heard, in the same form."""
        whole = int(seconds * self.rate) * self.channels * self.width
        return Sound(self.channels, self.width, self.rate, bytes(whole))


NOTHING: Final = Sound(1, 2, 22_050, b"")
"""A sound of no length: to try whether a device is there."""


def read_wav(data: bytes) -> Sound:
    """A WAV file, also one whose head does not know its length. Raises ValueError for anything else."""
    if len(data) > WAV_MAX_BYTES:
        raise ValueError(f"a sound has at most {WAV_MAX_BYTES} bytes")
    try:
        with wave.open(io.BytesIO(data)) as file:
            channels, width, rate = file.getnchannels(), file.getsampwidth(), file.getframerate()
            frames = file.readframes(file.getnframes())
    except (wave.Error, EOFError, RuntimeError) as error:
        raise ValueError(f"no WAV file: {error}") from None
    if not channels * width * rate:
        raise ValueError("no WAV file: no channels, no width or no rate")
    return Sound(channels, width, rate, frames[: len(frames) // (channels * width) * channels * width])


def joined(sounds: Sequence[Sound], gap_s: float) -> Sound:
    """One after the other with a gap between two. Raises ValueError when there is none, or when forms differ."""
    if len({sound.form for sound in sounds}) != 1:
        raise ValueError("the sounds differ in channels, width or rate, or there is none")
    gap = sounds[0].silence(gap_s).frames
    first = sounds[0]
    return Sound(first.channels, first.width, first.rate, gap.join(sound.frames for sound in sounds))
