"""Calls joined from recorded clips: a voice of the hall's own, in any language, or its dialect.

Device: a sound card, or whatever ALSA plays to, with loudspeakers.
Settings: port = "sound:default" or another of ALSA's names (`aplay -L` lists them).
Options: packs = ["/srv/hall/voice/putonghua", "/srv/hall/voice/dialect"], folders; a call is said from each in
    its turn; names = {z01 = {zh = "综合一号窗口"}}; times, only_counters, waiting_max, wait_max_s as for `espeak_ng`;
    gap_ms = 40 between two clips.
Pack: a folder of WAV files, each named by what it says: 请.wav, A.wav … Z.wav, 零.wav, 幺.wav, 二.wav … 九.wav, 十.wav,
    号到.wav, 综合.wav, 号窗口.wav. The longest clip that fits is taken: 号窗口 before 号. All have the same channels,
    width and rate. Its pack.toml, which may be empty, says how it reads: language = "zh" (whose numbers and names),
    text = "请{number}号到{counter}", one, zero, two, counter_numbers as for `espeak_ng`; letters = "ABCQ", those that
    tickets have (else all); needed = ["综合", "号窗口"], further clips that must be there;
    files = {"号窗口" = "window.wav"} where a file has another name than its word.
Missing: a clip that is needed and not there is named when the driver opens. A call that lacks one is not said from that
    pack, and counted: half a number would call somebody else.
Bytes: WAV in, WAV out; aplay plays it, as a program of its own.
Document: aplay(1).
Tried: clips made by espeak-ng, with a sound device of the bench (devices/simulated/speakers/sound_twin.py).
"""

import time
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final

from pydantic import Field, StringConstraints

from config.settings.plan_files import DeviceSettings
from config.vocabulary import DeviceState, Language, Trouble
from devices.drivers.options import Site, read_options
from devices.drivers.speaker.sounds import SoundSpeaker
from devices.drivers.speaker.speaking import CounterName, SpeakerOptions
from devices.drivers.speaker.wording import TEXTS, NumberOptions, Text, counter_name
from devices.faults import SettingsWrong
from devices.frames.speakers.clip_words import clips_of
from devices.frames.speakers.sound import Sound, joined, read_wav
from devices.frames.speakers.wording import Reading, call_pieces, number_words
from devices.kinds.speaker import CallToSay

PACK_FILE: Final = "pack.toml"
PACKS_MAX: Final = 4
CLIPS_MAX: Final = 500
CLIP_MAX_BYTES: Final = 2_000_000
NAMED_MAX: Final = 12
"""So many missing clips are named."""
MS: Final = 1_000
LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
FileName = Annotated[str, StringConstraints(pattern=r"^[^/.][^/]{0,99}$")]


class PackFile(NumberOptions):
    """``pack.toml``."""

    language: Language = Language.CHINESE
    text: Text | None = None
    letters: Annotated[str, StringConstraints(pattern=r"^[A-Z]{0,26}$")] = LETTERS
    needed: tuple[str, ...] = ()
    files: dict[str, FileName] = Field(default_factory=dict)


class ClipOptions(SpeakerOptions):
    """The packs, and what counters are called in them."""

    packs: Annotated[
        tuple[Annotated[str, StringConstraints(pattern="^/")], ...], Field(min_length=1, max_length=PACKS_MAX)
    ]
    names: dict[CounterName, dict[Language, str]] = Field(default_factory=dict)
    gap_ms: Annotated[int, Field(ge=0, le=1_000)] = 40


@dataclass(frozen=True)
class Pack:
    """One voice."""

    reading: Reading
    clips: Mapping[str, Sound]
    missing: tuple[str, ...]


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
        self._packs: list[Pack] = []
        self._lacked: dict[str, None] = {}

    def _ready(self) -> None:
        self._packs = [read_pack(Path(folder)) for folder in self._options.packs]
        self._lacked = {word: None for pack in self._packs for word in pack.missing}

    def _parts_of(self, call: CallToSay) -> Sequence[Joined]:
        parts: list[Joined] = []
        for pack in self._packs:
            counter = counter_name(call, pack.reading.language, self._options.names)
            found = clips_of(call_pieces(pack.reading, call.number, counter), pack.clips.keys())
            if found.missing or not found.words:
                self._counts["lacking"] += 1
                self._lacked |= dict.fromkeys(found.missing[:NAMED_MAX])
            else:
                parts.append(Joined(pack, found.words))
        return parts

    def _sound(self, part: Joined) -> tuple[Sound, str]:
        clips = [part.pack.clips[word] for word in part.words]
        return joined(clips, self._options.gap_ms / MS), " ".join(part.words)

    def _worry(self) -> tuple[DeviceState, Trouble, str]:
        if not self._lacked:
            return DeviceState.OK, Trouble.NONE, ""
        named = ", ".join(list(self._lacked)[:NAMED_MAX])
        more = f" and {len(self._lacked) - NAMED_MAX} more" if len(self._lacked) > NAMED_MAX else ""
        return DeviceState.WARNING, Trouble.CLIPS_MISSING, named + more


def read_pack(folder: Path) -> Pack:
    """All clips of a folder. Raises SettingsWrong for a file that can't be used."""
    file = _pack_file(folder)
    reading = file.reading(file.language, file.text or TEXTS[file.language])
    names = {path.stem: path for path in sorted(folder.glob("*.wav"))}
    names |= {word: folder / name for word, name in file.files.items()}
    if len(names) > CLIPS_MAX:
        raise SettingsWrong(f"{folder}: {len(names)} clips, at most {CLIPS_MAX}")
    clips = {word: _clip(path) for word, path in names.items() if path.exists()}
    if len({clip.form for clip in clips.values()}) > 1:
        raise SettingsWrong(f"{folder}: the clips differ in channels, width or rate")
    fixed = call_pieces(reading, "", "")
    wanted = [*fixed, *sorted(number_words(reading)), *file.letters, *file.needed]
    return Pack(reading, clips, clips_of(wanted, clips.keys()).missing)


def _pack_file(folder: Path) -> PackFile:
    try:
        options = tomllib.loads((folder / PACK_FILE).read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise SettingsWrong(f"{folder / PACK_FILE}: {error}") from None
    return read_options(PackFile, options)


def _clip(path: Path) -> Sound:
    try:
        if path.stat().st_size > CLIP_MAX_BYTES:
            raise ValueError(f"more than {CLIP_MAX_BYTES} bytes")
        return read_wav(path.read_bytes())
    except (OSError, ValueError) as error:
        raise SettingsWrong(f"{path}: {error}") from None
