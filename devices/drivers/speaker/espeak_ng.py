"""Calls in a synthetic voice, by the program espeak-ng on the hall's own computer; no internet.

Device: a sound card, or whatever ALSA plays to, with loudspeakers.
Settings: port = "sound:default" or another of ALSA's names, such as "sound:plughw:1,0" (`aplay -L` lists them); at =
    a computer behind the counters, for calls are not sent to kiosks. Its user must be in the group audio. Speakers that
    share a sound device take turns, a whole call each.
Options: languages = ["zh"], or both, each said in its turn; texts = {zh = "请{number}号到{counter}", en = "Number
    {number}, please go to {counter}"}; names = {z01 = {zh = "综合一号窗口"}} where a counter is to be called otherwise;
    one = "幺" or "一", zero = "零" or "〇", two = "二" or "两" (of a counter with this one digit), counter_numbers =
    "whole" (十二) or "digits" (幺二); times = 1, how often a call is said; only_counters = ["z01", …] where a hall has
    several speakers; waiting_max = 12 calls and wait_max_s = 30 since the call, beyond which the oldest is left
    out and counted (one that is over is not said at all);
    voices = {zh = "cmn-latn-pinyin", en = "en-gb"} (`espeak-ng --voices`; "yue" is Cantonese); words_per_minute = 175;
    volume = 100 of 200; gap_ms = 20 (tens) between two words.
Example: kind = "speaker", driver = "espeak_ng", port = "sound:default", [device.options] languages = ["zh", "en"], one
    = "一".
Bytes: none of its own: espeak-ng writes a sound to its output, aplay plays it. Both run as programs of their own.
Document: espeak-ng(1), aplay(1).
Tried: espeak-ng 1.51 and aplay 1.2.8 with a sound device of the bench (devices/simulated/speakers/sound_twin.py); no
    real loudspeaker.
"""

import shutil
import subprocess
import time
from collections.abc import Callable, Sequence
from typing import Annotated, Final, Self

from pydantic import Field, StringConstraints, model_validator

from config.settings.plan_files import DeviceSettings
from config.vocabulary import Language
from devices.drivers.options import Site, read_options
from devices.drivers.speaker.sounds import SoundSpeaker
from devices.drivers.speaker.wording import Spoken, VoiceOptions, said_only
from devices.faults import OutOfOrder, ProgramMissing, SettingsWrong
from devices.frames.speakers.sound import Sound, read_wav
from devices.kinds.speaker import CallToSay

PROGRAM: Final = "espeak-ng"
TIMEOUT_S: Final = 5.0
"""A sentence takes some hundredths of a second."""
CALL_REST_S: Final = 0.5
VOICES: Final = {Language.CHINESE: "cmn-latn-pinyin", Language.ENGLISH: "en-gb"}
"""Not "cmn": in version 1.51 it reads the pinyin of its own dictionary as English."""
LETTER_A: Final = {"A": "Eigh"}
"""An English voice takes a single A for the article."""
GAP_UNIT_MS: Final = 10
TRIAL: Final = "1"
Voice = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9+_-]{0,39}$")]


class EspeakOptions(VoiceOptions):
    """The voices and how they speak."""

    voices: dict[Language, Voice] = Field(default_factory=dict)
    words_per_minute: Annotated[int, Field(ge=80, le=450)] = 175
    volume: Annotated[int, Field(ge=0, le=200)] = 100
    gap_ms: Annotated[int, Field(ge=0, le=500, multiple_of=GAP_UNIT_MS)] = 20

    @model_validator(mode="after")
    def _voices_speak(self) -> Self:
        """Raises ValueError."""
        said_only("voices", self.voices, self.languages)
        return self


class EspeakNg(SoundSpeaker[Spoken]):
    """One voice for each language."""

    call_max_s = TIMEOUT_S + CALL_REST_S

    def __init__(self, settings: DeviceSettings, site: Site, clock: Callable[[], float] = time.monotonic) -> None:
        self._options = read_options(EspeakOptions, settings.options)
        super().__init__(settings, site, self._options, clock)

    def _parts_of(self, call: CallToSay) -> Sequence[Spoken]:
        return self._options.spoken(call)

    def _ready(self) -> None:
        for language in self._options.languages:
            self._sound(Spoken(language, TRIAL))

    def _sound(self, part: Spoken) -> tuple[Sound, str]:
        program = shutil.which(PROGRAM)
        if program is None:
            raise ProgramMissing(f"{PROGRAM} is not installed")
        text = part.text
        if part.language is Language.ENGLISH:
            text = " ".join(LETTER_A.get(word, word) for word in text.split())
        try:
            done = subprocess.run(
                [program, *self._arguments(part.language)],
                input=text.encode(),
                capture_output=True,
                timeout=TIMEOUT_S,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise OutOfOrder(f"{PROGRAM} made no sound in {TIMEOUT_S:.0f} s") from None
        if done.returncode:
            raise SettingsWrong(f"{PROGRAM}: {done.stderr.decode(errors='replace').strip()}")
        try:
            return read_wav(done.stdout), part.text
        except ValueError as wrong:
            raise OutOfOrder(f"{PROGRAM}: {wrong}") from None

    def _arguments(self, language: Language) -> list[str]:
        options = self._options
        voice = options.voices.get(language, VOICES[language])
        gap = str(options.gap_ms // GAP_UNIT_MS)
        speaking = ["-s", str(options.words_per_minute), "-a", str(options.volume), "-g", gap]
        return ["-v", voice, *speaking, "-b", "1", "--stdin", "--stdout"]
