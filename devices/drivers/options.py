"""Reading a device's options: every wrong one is named, unknown ones are refused."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from config.paper.load import Papers, shipped_papers
from config.settings.plan_files import DeviceSettings
from config.settings.user_names import LISTENER_OF
from config.tls import Tls
from config.wire.link import Address
from devices.faults import SettingsWrong
from devices.frames.speakers.hall_calls import HallCalls
from devices.ports.address import MqttAddress, PortAddress, parse_address
from devices.ports.sound_port import SoundTurns
from devices.ports.tap import Tap

UNKNOWN: Final = "this driver has no such option"


class Options(BaseModel):
    """Base of a driver's options: frozen, nothing unknown."""

    model_config = ConfigDict(frozen=True, extra="forbid")


Some = TypeVar("Some", bound=Options)


@dataclass(frozen=True, repr=False)
class Site:
    """What drivers need to know about where they are. Holds the site's key, so it never shows itself."""

    site_key: bytes
    ports_dir: Path
    papers: Papers = field(default_factory=shipped_papers)
    hall_broker: Callable[[str], Address] | None = None
    """The hall's own broker for a user of it. Raises KeyError for one that it does not know."""
    taps: Mapping[str, Tap] = field(default_factory=dict)
    """By device: where somebody may listen."""
    sound_turns: SoundTurns = field(default_factory=SoundTurns)
    """For speakers that share a sound device."""
    calls: HallCalls = field(default_factory=HallCalls)
    """For speakers whose words are recorded."""
    device_password: Callable[[str], str] = lambda _: ""
    """By device: the password that others gave for it; empty for none."""

    def __repr__(self) -> str:
        return f"Site({self.ports_dir})"

    def address(self, settings: DeviceSettings) -> PortAddress:
        """The device's port. Raises SettingsWrong."""
        address = parse_address(settings.port, self.ports_dir)
        tap = self.taps.get(settings.name)
        return address if tap is None else replace(address, tap=tap)

    def note(self, device: str, words: str) -> None:
        """Tell whoever listens to a device."""
        if device in self.taps:
            self.taps[device].note(words)

    def broker(self, settings: DeviceSettings, address: MqttAddress, user: str, tls: Tls | None) -> Address:
        """Where a device's topics are, and who may read them there. Raises SettingsWrong."""
        if address.host:
            return Address(address.host, address.port, user, self.device_password(settings.name), tls)
        try:
            if self.hall_broker is not None:
                return self.hall_broker(LISTENER_OF + settings.name)
        except KeyError:
            pass
        raise SettingsWrong("the hall's own broker does not know this device")


def read_options(model: type[Some], options: Mapping[str, object]) -> Some:
    """The driver's options, checked. Raises SettingsWrong naming each wrong key."""
    try:
        return model.model_validate(dict(options))
    except ValidationError as error:
        raise SettingsWrong("options: " + wrong_keys(error, model)) from None


def wrong_keys(error: ValidationError, model: type[BaseModel]) -> str:
    """Each wrong key and why; those that there are, where one is not known."""
    known = ", ".join(sorted(field.alias or name for name, field in model.model_fields.items())) or "none"
    wrong = [_wrong_key(each["loc"], each["type"], each["msg"]) for each in error.errors(include_input=False)]
    return "; ".join(wrong) + (f" (there are: {known})" if any(UNKNOWN in each for each in wrong) else "")


def _wrong_key(place: tuple[int | str, ...], kind: str, words: str) -> str:
    key = ".".join(map(str, place))
    if kind == "extra_forbidden":
        return f"{key}: {UNKNOWN}"
    return f"{key}: {words.removeprefix('Value error, ')}".removeprefix(": ")


def refuse_unused(options: Options, names: Iterable[str], why: str) -> None:
    """A driver takes no option that does nothing. Raises SettingsWrong when one of these was given."""
    if given := sorted(options.model_fields_set & set(names)):
        raise SettingsWrong(f"options: {', '.join(given)}: {why}")
