"""Which driver a device's settings mean. To add a make: write its file under drivers/, then one line here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import ModuleType
from typing import Any, Final

from config.settings.plan_files import DeviceSettings
from devices.drivers.call_pad import ff68_bus
from devices.drivers.card_reader import pcsc, sam_v
from devices.drivers.options import Site
from devices.drivers.ticket_printer import escpos
from devices.faults import SettingsWrong
from devices.kinds.driver import Driver


@dataclass(frozen=True)
class Make:
    """One driver: its kind, its file, how it is built."""

    kind: str
    module: ModuleType
    build: Callable[[DeviceSettings, Site], Driver[Any]]


MAKES: Final[Mapping[str, Make]] = {
    "sam_v": Make("card_reader", sam_v, sam_v.SamVReader),
    "pcsc": Make("card_reader", pcsc, pcsc.PcscReader),
    "escpos": Make("ticket_printer", escpos, escpos.EscposPrinter),
    "ff68_bus": Make("call_pad", ff68_bus, ff68_bus.Ff68Bus),
}


def build_driver(settings: DeviceSettings, site: Site) -> Driver[Any]:
    """The driver, closed. Raises SettingsWrong."""
    make = MAKES.get(settings.driver)
    if make is None:
        raise SettingsWrong(f"no driver {settings.driver!r}; there are {', '.join(MAKES)}")
    if make.kind != settings.kind:
        raise SettingsWrong(f"driver {settings.driver!r} drives a {make.kind}, not a {settings.kind}")
    return make.build(settings, site)
