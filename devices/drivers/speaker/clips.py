"""Calls joined from recorded clips: a voice of the hall's own, in any language, or its dialect.

Device: a sound card, or whatever ALSA plays to, with loudspeakers.
Settings: port = "sound:default" or another of ALSA's names (`aplay -L` lists them).
Options: packs = ["/srv/hall/voice/putonghua", "/srv/hall/voice/dialect"], folders; a call is said from each in
    its turn; names = {z01 = {zh = "综合一号窗口"}}; times, only_counters, waiting_max, wait_max_s as for `espeak_ng`;
    gap_ms = 40 between two clips.
Pack: a folder of WAV files, each named by what it says: 请.wav, 号到.wav, A.wav … Z.wav, 零.wav, 幺.wav, 一.wav,
    二.wav, 三.wav, 四.wav, 五.wav, 六.wav, 七.wav, 八.wav, 九.wav, 十.wav, and what counters are called, such as
    综合.wav, 号窗口.wav. The longest clip that fits is taken: 号窗口 before 号. All have the same channels, width and
    rate. Its pack.toml, which may be empty, says how it reads: language = "zh" (whose numbers and names), text =
    "请{number}号到{counter}", one, zero, two, counter_numbers as for `espeak_ng`; letters = "ABCQ", those that must be
    there (else those of the plan's prefixes); needed = ["您好"], further clips that must be; files = {"号窗口" =
    "window.wav"} where a file has another name than its word.
Missing: the plan's counters and prefixes are tried when the driver opens: each clip that lacks is named, with how many
    counters and prefixes it is wanted for; `./hall devices --check` tells it too. A call whose counter can't be named
    is said without it, or as the bare number, and counted as shortened; one whose number lacks a clip is not said, and
    counted as lacking: half a number would call somebody else.
Example: kind = "speaker", driver = "clips", port = "sound:default", [device.options] packs =
    ["/srv/hall/voice/putonghua", "/srv/hall/voice/dialect"].
Bytes: WAV in, WAV out; aplay plays it, as a program of its own.
Document: aplay(1).
Tried: clips made by espeak-ng, with a sound device of the bench (devices/simulated/speakers/sound_twin.py).
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final

from pydantic import Field, StringConstraints

from config.counted import Counted
from config.settings.plan_files import DeviceSettings
from config.vocabulary import DeviceState, Language, Trouble
from devices.drivers.options import Site, read_options
from devices.drivers.speaker.packs import Gaps, Pack, read_pack
from devices.drivers.speaker.sounds import SoundSpeaker
from devices.drivers.speaker.speaking import CounterName, SpeakerOptions
from devices.drivers.speaker.wording import counter_name
from devices.frames.speakers.sound import Sound, joined
from devices.kinds.speaker import CallToSay

PACKS_MAX: Final = 4
NAMED_MAX: Final = 40
"""So many missing clips are named."""
MS: Final = 1_000


class ClipOptions(SpeakerOptions):
    """The packs, and what counters are called in them."""

    packs: Annotated[
        tuple[Annotated[str, StringConstraints(pattern="^/")], ...], Field(min_length=1, max_length=PACKS_MAX)
    ]
    names: dict[CounterName, dict[Language, str]] = Field(default_factory=dict)
    gap_ms: Annotated[int, Field(ge=0, le=1_000)] = 40


@dataclass(frozen=True)
class Joined:
    """One sentence, from the clips of these words."""

    pack: Pack
    words: tuple[str, ...]


class ClipSpeaker(SoundSpeaker[Joined]):
    """All packs of one speaker."""

    def __init__(self, settings: DeviceSettings, site: Site, clock: Callable[[], float] = time.monotonic) -> None:
        self._options = read_options(ClipOptions, settings.options)
        super().__init__(settings, site, self._options, clock)
        self._calls = site.calls
        self._packs: list[Pack] = []
        self._gaps: list[Gaps] = []
        self._lacked: dict[str, None] = {}

    def _ready(self) -> None:
        self._packs = [read_pack(Path(folder)) for folder in self._options.packs]
        self._gaps = [pack.gaps(self._calls.prefixes, self._names(pack)) for pack in self._packs]
        self._lacked = {word: None for gaps in self._gaps for word in gaps.words}

    def _names(self, pack: Pack) -> list[str]:
        """Of the plan's counters whose calls are said here."""
        mine = [call for call in self._calls.counters if not self.only_counters or call.counter in self.only_counters]
        return [counter_name(call, pack.reading.language, self._options.names) for call in mine]

    def _parts_of(self, call: CallToSay) -> Sequence[Joined]:
        parts: list[Joined] = []
        for pack in self._packs:
            said = pack.say(call.number, counter_name(call, pack.reading.language, self._options.names))
            self._lacked |= dict.fromkeys(said.missing[:NAMED_MAX])
            if said.words:
                self._counts[Counted.SHORTENED] += bool(said.missing)
                parts.append(Joined(pack, said.words))
            else:
                self._counts[Counted.LACKING] += 1
        return parts

    def _sound(self, part: Joined) -> tuple[Sound, str]:
        clips = [part.pack.clips[word] for word in part.words]
        return joined(clips, self._options.gap_ms / MS), " ".join(part.words)

    def _worry(self) -> tuple[DeviceState, Trouble, str]:
        if not self._lacked:
            return DeviceState.OK, Trouble.NONE, ""
        named = ", ".join(list(self._lacked)[:NAMED_MAX])
        more = f" and {len(self._lacked) - NAMED_MAX} more" if len(self._lacked) > NAMED_MAX else ""
        state = DeviceState.WARNING if any(gaps.speaks for gaps in self._gaps) else DeviceState.DOWN
        return state, Trouble.CLIPS_MISSING, f"{self._effect()}{named}{more}"

    def _effect(self) -> str:
        """What can't be said of the plan, by the worst pack."""
        worst = [max(counts) for counts in zip(*((gaps.counters, gaps.prefixes) for gaps in self._gaps), strict=True)]
        wholes = len(self._names(self._packs[0])), len(self._calls.prefixes)
        of = zip(worst, wholes, ("counters not named", "prefixes not said"), strict=True)
        told = [f"{count} of {whole} {what}" for count, whole, what in of if count]
        return ", ".join(told) + ": " if told else ""
