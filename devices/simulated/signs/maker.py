"""The twin of each make of sign, made from the same settings as its driver."""

from typing import Final

from config.settings.plan_files import DeviceSettings
from devices.faults import SettingsWrong
from devices.frames.signs.strip_template import strip_template
from devices.simulated.signs.alpha_twin import AlphaTwin
from devices.simulated.signs.cd5220_twin import PoleTwin
from devices.simulated.signs.modbus_twin import ModbusTwin, Registers
from devices.simulated.signs.onbon_twin import OnbonTwin
from devices.simulated.signs.sign_twin import LineMaker, SignTwin
from devices.simulated.signs.template_twin import TemplateTwin

SIGN_MAKES: Final = frozenset({"onbon", "template", "alpha", "cd5220", "modbus_digits"})
PLACES_DEFAULT: Final = 3


def sign_twin(settings: DeviceSettings, line: LineMaker) -> SignTwin:
    """The signs of one port. Raises SettingsWrong."""
    try:
        return _made(settings, line)
    except (KeyError, TypeError, ValueError) as wrong:
        raise SettingsWrong(f"options: {wrong}") from None


def _made(settings: DeviceSettings, line: LineMaker) -> SignTwin:
    options = settings.options
    counters = {int(at): name for at, name in options["counters"].items()}
    match settings.driver:
        case "onbon":
            return OnbonTwin(line, counters)
        case "alpha":
            return AlphaTwin(line, counters, options.get("parity") == "even")
        case "cd5220":
            return PoleTwin(line, counters)
        case "modbus_digits":
            registers = Registers(options["register"], options["blank"], options.get("places", PLACES_DEFAULT))
            return ModbusTwin(line, counters, registers)
        case _:
            strip = strip_template(options.get("template", ""), options.get("strip", {}))
            return TemplateTwin(line, counters, strip)
