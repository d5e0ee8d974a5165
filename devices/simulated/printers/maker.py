"""The twin of each make of printer, made from the same settings as its driver."""

from collections.abc import Callable
from typing import Final

from config.settings.plan_files import DeviceSettings
from devices.faults import SettingsWrong
from devices.frames.printers.profile import profile
from devices.simulated.printers.answers import MAKES
from devices.simulated.printers.printer_twin import PrinterLine, PrinterTwin

USUAL: Final = "generic_80"


def printer_twin(settings: DeviceSettings, line: Callable[[Callable[[bytes], None]], PrinterLine]) -> PrinterTwin:
    """The printer at this line. Raises SettingsWrong."""
    name = settings.options.get("profile", USUAL)
    try:
        width_dots = int(settings.options.get("width_dots", profile(name).width_dots))
        return PrinterTwin(line, MAKES[name], width_dots)
    except (KeyError, TypeError, ValueError) as wrong:
        raise SettingsWrong(f"options: {wrong}") from None
