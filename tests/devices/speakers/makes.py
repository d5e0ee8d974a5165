"""One driver of every make of speaker with its twin on a real port, as the contract and the hosted tests use them."""

import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from config.settings.plan_files import DeviceSettings
from config.vocabulary import CounterId
from devices.frames.speakers.numerals import ZH_DIGITS
from devices.kinds.speaker import CallToSay
from devices.ports.address import parse_address
from devices.registry import build_driver
from devices.simulated.speakers.heard import SpeakerTwin
from devices.simulated.speakers.maker import speaker_twin
from tests.devices.rig import device, site, watch_until

PACE: Final = 0.02
"""Seconds of speech are some hundredths of a second here."""
BETWEEN_STEPS: Final = threading.Event()
"""Never set: the driver has its pause, as under the host, and the twin the processor."""
PAUSE_MAX_S: Final = 0.01
Z01 = CounterId("z01")
CALL = CallToSay("A001", Z01, "综合2号窗口", "General 2")
OTHER = CallToSay("B120", Z01, "综合2号窗口", "General 2")
CLIPS: Final = (*ZH_DIGITS, "幺", "十", "A", "B", "请", "号到", "综合", "号窗口", "号")


@dataclass(frozen=True)
class SpeakerMake:
    """A make and what is special about it."""

    driver: str
    port: str
    apart: str = ""
    """What stands between two words of what was heard."""
    faults: tuple[str, ...] = ()
    """Switches that keep it from speaking."""


SOUND: Final = ("unplugged", "busy")
MODULE: Final = ("unplugged", "busy", "silent", "late", "garbled", "refuses", "power_lost")
MAKES: Final = {
    "espeak_ng": SpeakerMake("espeak_ng", "sound:hall", faults=SOUND),
    "clips": SpeakerMake("clips", "sound:hall", apart=" ", faults=SOUND),
    "xf_s4240": SpeakerMake("xf_s4240", "serial:module", faults=MODULE),
    "syn6288": SpeakerMake("syn6288", "serial:module", faults=MODULE),
}


@dataclass
class SpeakerBench:
    """A driver with its twin."""

    driver: Any
    twin: SpeakerTwin
    make: SpeakerMake
    settings: DeviceSettings

    def until(self, true: Callable[[], bool], what: str) -> None:
        """Let the driver work until it is so."""

        def worked() -> bool:
            self.driver.step()
            BETWEEN_STEPS.wait(min(self.driver.pause_s, PAUSE_MAX_S))
            return true()

        watch_until(worked, what)

    def heard(self) -> list[str]:
        """What was heard to its end, as words in a row."""
        return [each.words.replace(self.make.apart or "\0", "") for each in self.twin.ear.heard if each.to_its_end]

    def hears(self, *sentences: str) -> None:
        """Wait until just this has been heard and the driver knows it."""
        self.until(lambda: self.heard() == list(sentences) and not self.counted("open"), f"{sentences}")

    def counted(self, what: str) -> int:
        """One of the driver's counts; ``open`` is whether it still has something to say."""
        if what == "open":
            return int(self.driver._saying is not None)
        return int(self.driver.feeling().counters.get(what, 0))


def sentence_of(number: str = "A零零幺", counter: str = "综合二号窗口") -> str:
    """What a hall says."""
    return f"请{number}号到{counter}"


def record(folder: Path, words: tuple[str, ...] = CLIPS, pack: str = 'letters = "AB"\n') -> Path:
    """A pack of clips, spoken by espeak-ng."""
    program = shutil.which("espeak-ng")
    assert program is not None, "espeak-ng is not installed"
    folder.mkdir(parents=True)
    for word in words:
        subprocess.run([program, "-z", "-v", "cmn-latn-pinyin", "-w", str(folder / f"{word}.wav"), word], check=True)
    (folder / "pack.toml").write_text(pack, "utf-8")
    return folder


def settings_of(make: SpeakerMake, pack: Path, **more: Any) -> DeviceSettings:
    """The make's settings, with the pack for the one that needs it."""
    packs = {"packs": [str(pack)]} if make.driver == "clips" else {}
    return device("voice", "speaker", make.driver, make.port, **{**packs, **more})


@contextmanager
def speakers(make: SpeakerMake, ports: Path, pack: Path, **more: Any) -> Iterator[SpeakerBench]:
    """The make's twin plugged in, its driver open."""
    settings = settings_of(make, pack, **more)
    twin = speaker_twin(settings, parse_address(settings.port, ports), PACE)
    twin.start()
    driver = build_driver(settings, site(ports))
    driver.open()
    try:
        yield SpeakerBench(driver, twin, make, settings)
    finally:
        driver.close()
        twin.stop()
