"""Packs of recorded clips: what is in one, and what of a hall's calls it can't say."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from string import ascii_uppercase
from typing import Annotated, Final, Self

from pydantic import Field, StringConstraints, model_validator

from config.vocabulary import Language
from devices.drivers.options import read_options
from devices.drivers.speaker.wording import TEXTS, NumberOptions, Text
from devices.faults import SettingsWrong
from devices.frames.speakers.clip_words import Clips, clips_of
from devices.frames.speakers.sound import Sound, read_wav
from devices.frames.speakers.wording import (
    ASCII_DIGITS,
    Reading,
    call_pieces,
    counter_pieces,
    digit_word,
    number_pieces,
    number_words,
)

PACK_FILE: Final = "pack.toml"
CLIPS_MAX: Final = 500
CLIP_MAX_BYTES: Final = 2_000_000
FileName = Annotated[str, StringConstraints(pattern=r"^[^/.][^/]{0,99}$")]


class PackFile(NumberOptions):
    """``pack.toml``."""

    language: Language = Language.CHINESE
    text: Text | None = None
    letters: Annotated[str, StringConstraints(pattern=r"^[A-Z]{0,26}$")] | None = None
    needed: tuple[str, ...] = ()
    files: dict[str, FileName] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _is_read(self) -> Self:
        """Raises ValueError."""
        self.read_in(self.language)
        return self


@dataclass(frozen=True)
class Gaps:
    """What a pack lacks: words without a clip, in how many counters' names, and in how many services' prefixes."""

    words: tuple[str, ...]
    counters: int = 0
    prefixes: int = 0
    speaks: bool = True
    """Whether a number can be said at all."""


@dataclass(frozen=True)
class Pack:
    """One voice. ``letters`` None: those of the plan's prefixes, or all."""

    reading: Reading
    clips: Mapping[str, Sound]
    letters: str | None = None
    needed: tuple[str, ...] = ()

    def say(self, number: str, counter: str) -> Clips:
        """The whole call, or as much of it as there are clips for: without the counter, or the number alone.

        ``missing`` is what the whole one lacks; no words: not even the number can be said.
        """
        whole = self._clips(call_pieces(self.reading, number, counter))
        if not whole.missing:
            return whole
        for pieces in (call_pieces(self.reading, number, ""), tuple(number_pieces(self.reading, number))):
            found = self._clips(pieces)
            if not found.missing:
                return Clips(found.words, whole.missing)
        return Clips((), whole.missing)

    def gaps(self, prefixes: Sequence[str], counters: Sequence[str]) -> Gaps:
        """What is missing for these services' prefixes and counters' names; for any hall's, where there are none."""
        lacking = [self._clips(tuple(counter_pieces(self.reading, name))).missing for name in counters]
        unsaid = [prefix for prefix in prefixes if self._clips(prefix).missing]
        words = dict.fromkeys(self._clips(tuple(self._always(prefixes, counters))).missing)
        words |= dict.fromkeys(word for each in lacking for word in each)
        digits = any(digit_word(self.reading, digit) in self.clips for digit in ASCII_DIGITS)
        speaks = digits and (not prefixes or len(unsaid) < len(prefixes))
        return Gaps(tuple(words), sum(map(bool, lacking)), len(unsaid), speaks)

    def _clips(self, pieces: Sequence[str]) -> Clips:
        return clips_of(pieces, self.clips.keys())

    def _always(self, prefixes: Sequence[str], counters: Sequence[str]) -> Iterator[str]:
        """What every hall of this plan needs besides its counters' names."""
        yield from call_pieces(self.reading, "", "")
        yield from (digit_word(self.reading, digit) for digit in ASCII_DIGITS)
        if not counters:
            yield from sorted(number_words(self.reading))
        letters = sorted(set("".join(prefixes))) or ascii_uppercase
        yield from letters if self.letters is None else self.letters
        yield from self.needed


def read_pack(folder: Path) -> Pack:
    """All clips of a folder. Raises SettingsWrong for a file that can't be used."""
    file = _pack_file(folder)
    names = {path.stem: path for path in sorted(folder.glob("*.wav"))}
    names |= {word: folder / name for word, name in file.files.items()}
    if len(names) > CLIPS_MAX:
        raise SettingsWrong(f"{folder}: {len(names)} clips, at most {CLIPS_MAX}")
    clips = {word: _clip(path) for word, path in names.items() if path.exists()}
    if len({clip.form for clip in clips.values()}) > 1:
        raise SettingsWrong(f"{folder}: the clips differ in channels, width or rate")
    reading = file.reading(file.language, file.text or TEXTS[file.language])
    return Pack(reading, clips, file.letters, file.needed)


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
