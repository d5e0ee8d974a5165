"""The twin of each make of speaker, made from the same settings as its driver."""

import re
from typing import Final

from config.settings.plan_files import DeviceSettings
from devices.faults import SettingsWrong
from devices.frames.speakers.modules import SYN6288, XF_S4240
from devices.ports.address import PortAddress, SerialAddress, SoundAddress
from devices.simulated.speakers.heard import SpeakerTwin
from devices.simulated.speakers.module_twin import ModuleTwin
from devices.simulated.speakers.sound_twin import SoundTwin

PLAIN: Final = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
"""A sound device that ALSA can be told of by its name alone."""
SPEAKER_MAKES: Final = frozenset({"espeak_ng", "clips", "xf_s4240", "syn6288"})


def speaker_twin(settings: DeviceSettings, address: PortAddress, pace: float = 1.0) -> SpeakerTwin:
    """The speaker of one port; ``pace`` below 1 speaks faster. Raises SettingsWrong."""
    match settings.driver, address:
        case "espeak_ng" | "clips", SoundAddress(name, _) if PLAIN.fullmatch(name):
            return SoundTwin(address, pace)
        case "xf_s4240", SerialAddress(path, _):
            return ModuleTwin(path, XF_S4240, pace)
        case "syn6288", SerialAddress(path, _):
            return ModuleTwin(path, SYN6288, pace)
        case _:
            raise SettingsWrong(f"there is no twin of {settings.driver} at {settings.port}")
