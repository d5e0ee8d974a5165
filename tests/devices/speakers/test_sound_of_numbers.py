"""What is heard of a number: every letter spelled, and no two services alike; by espeak-ng's phonemes and waves."""

import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from string import ascii_uppercase
from typing import Any, Final

import pytest

from config.settings.plan_files import load_hall
from config.vocabulary import CounterId, Language
from devices.drivers.options import read_options
from devices.drivers.speaker.espeak_ng import VOICES, EspeakNg, EspeakOptions
from devices.kinds.speaker import CallToSay
from tests.devices.rig import device, site

PREFIXES: Final = tuple(each.prefix for each in load_hall(Path("config/halls/longli")).plan.services)
STRESS: Final = re.compile(r"[',| ]")
"""What a place in the sentence changes of a syllable."""


def phonemes(texts: list[str]) -> list[str]:
    """What the Chinese voice makes of these texts, a line each."""
    program = shutil.which("espeak-ng")
    assert program is not None, "espeak-ng is not installed"
    command = [program, "-q", "-x", "-v", VOICES[Language.CHINESE], "--stdin"]
    done = subprocess.run(command, input="\n\n".join(texts).encode(), capture_output=True, check=True)
    lines = [STRESS.sub("", line) for line in done.stdout.decode().splitlines() if line.strip()]
    assert len(lines) == len(texts)
    return lines


def texts_of(prefixes: Sequence[str]) -> list[str]:
    """Just the numbers, as they stand in a sentence."""
    options = read_options(EspeakOptions, {"texts": {"zh": "{number}"}})
    calls = [CallToSay(f"{prefix}00", CounterId("z01"), "", "") for prefix in prefixes]
    return [part.text for call in calls for part in options.spoken(call)]


def test_every_letter_of_a_prefix_is_spelled() -> None:
    (zeros,) = phonemes(["零零"])
    alone = phonemes(texts_of(ascii_uppercase))
    letters = {sign: said.removesuffix(zeros) for sign, said in zip(ascii_uppercase, alone, strict=True)}
    assert len(set(letters.values())) == len(ascii_uppercase)
    expected = ["".join(letters[sign] for sign in prefix) + zeros for prefix in PREFIXES]
    assert phonemes(texts_of(PREFIXES)) == expected


@pytest.mark.parametrize("language", Language)
def test_no_two_services_sound_alike(language: Language, tmp_path: Path) -> None:
    settings = device("voice", "speaker", "espeak_ng", "sound:hall", languages=[language], texts={language: "{number}"})
    driver: Any = EspeakNg(settings, site(tmp_path))
    calls = [CallToSay(f"{prefix}1", CounterId("z01"), "", "") for prefix in PREFIXES]
    sounds = {driver._sound(part)[0].frames for call in calls for part in driver._parts_of(call)}
    assert len(sounds) == len(PREFIXES)
