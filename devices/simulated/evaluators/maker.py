"""The twin of each make of evaluator that hangs on no call pad, made from the same settings as its driver."""

from typing import Final, Protocol, runtime_checkable

from config.settings.plan_files import DeviceSettings
from devices.faults import SettingsWrong
from devices.frames.evaluators.press_frames import press_frames
from devices.ports.address import InputAddress, PortAddress, SerialAddress, TcpAddress
from devices.simulated.evaluators.gwq_twin import GwqTwin
from devices.simulated.evaluators.press_twin import PressTwin, key_events
from devices.simulated.twin import Twin

EVALUATOR_MAKES: Final = frozenset({"serial_frames", "keypad", "gwq"})


@runtime_checkable
class EvaluatorTwin(Twin, Protocol):
    """What the bench needs of each."""

    @property
    def counters(self) -> tuple[str, ...]:
        """The counters whose keys are here."""

    def judge(self, counter: str, key: int) -> None:
        """Press a key, counted from 1."""


def evaluator_twin(settings: DeviceSettings, address: PortAddress) -> EvaluatorTwin:
    """The evaluators of one port. Raises SettingsWrong."""
    try:
        return _made(settings, address)
    except (KeyError, TypeError, ValueError, StopIteration) as wrong:
        raise SettingsWrong(f"options: {wrong}") from None


def _made(settings: DeviceSettings, address: PortAddress) -> EvaluatorTwin:
    options = settings.options
    match settings.driver, address:
        case "serial_frames", SerialAddress(path, _):
            frames: dict[str, list[bytes]] = {name: [] for name in settings.counters}
            for frame, press in press_frames(options["marks"], options["counters"], "").items():
                frames[press.counter].append(frame)
            return PressTwin(path, frames)
        case "keypad", InputAddress(path):
            keys = [key_events(sign, options.get("confirm", False)) for sign in options["levels"]]
            return PressTwin(path, dict.fromkeys(settings.counters, keys))
        case "gwq", TcpAddress(_, port):
            return GwqTwin(port, settings.counters)
        case _:
            raise SettingsWrong(f"there is no twin of {settings.driver} at {settings.port}")
