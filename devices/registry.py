"""Which driver a device's settings mean. To add a make: write its file under drivers/, then one line here.

Another package adds one without touching this file: an entry point of the group ``service_hall.devices``, named as the
driver is named in devices.toml, that leads to a ``Make``. A name of ours can't be taken that way.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.metadata import entry_points
from types import ModuleType
from typing import Any, Final

from config.settings.plan_files import DeviceSettings
from devices.drivers.call_pad import ff68_bus, mqtt_pad, serial_pad, usb_pad
from devices.drivers.card_reader import pcsc, sam_v
from devices.drivers.code_scanner import keyboard_scanner, serial_scanner
from devices.drivers.evaluator import gwq, keypad, mqtt_buttons, serial_frames
from devices.drivers.options import Site
from devices.drivers.sign import alpha, cd5220, modbus_digits, onbon, template
from devices.drivers.speaker import clips, espeak_ng, syn6288, xf_s4240
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
    "serial_scanner": Make("code_scanner", serial_scanner, serial_scanner.SerialScanner),
    "keyboard_scanner": Make("code_scanner", keyboard_scanner, keyboard_scanner.KeyboardScanner),
    "escpos": Make("ticket_printer", escpos, escpos.EscposPrinter),
    "onbon": Make("sign", onbon, onbon.OnbonSigns),
    "template": Make("sign", template, template.TemplateStrips),
    "alpha": Make("sign", alpha, alpha.AlphaSigns),
    "cd5220": Make("sign", cd5220, cd5220.PoleDisplay),
    "modbus_digits": Make("sign", modbus_digits, modbus_digits.ModbusDigits),
    "espeak_ng": Make("speaker", espeak_ng, espeak_ng.EspeakNg),
    "clips": Make("speaker", clips, clips.ClipSpeaker),
    "xf_s4240": Make("speaker", xf_s4240, xf_s4240.XfS4240),
    "syn6288": Make("speaker", syn6288, syn6288.Syn6288),
    "serial_frames": Make("evaluator", serial_frames, serial_frames.SerialFrames),
    "keypad": Make("evaluator", keypad, keypad.Keypad),
    "gwq": Make("evaluator", gwq, gwq.Gwq),
    "mqtt_buttons": Make("evaluator", mqtt_buttons, mqtt_buttons.MqttButtons),
    "ff68_bus": Make("call_pad", ff68_bus, ff68_bus.Ff68Bus),
    "serial_pad": Make("call_pad", serial_pad, serial_pad.SerialPad),
    "usb_pad": Make("call_pad", usb_pad, usb_pad.UsbPad),
    "mqtt_pad": Make("call_pad", mqtt_pad, mqtt_pad.MqttPad),
}


ENTRY_POINTS: Final = "service_hall.devices"


def build_driver(settings: DeviceSettings, site: Site) -> Driver[Any]:
    """The driver, closed. Raises SettingsWrong."""
    make = MAKES.get(settings.driver) or _of_another_package(settings.driver)
    if make.kind != settings.kind:
        raise SettingsWrong(f"driver {settings.driver!r} drives a {make.kind}, not a {settings.kind}")
    return make.build(settings, site)


def _of_another_package(name: str) -> Make:
    """Raises SettingsWrong when there is none, or when it can't be used."""
    found = entry_points(group=ENTRY_POINTS)
    if name not in found.names:
        raise SettingsWrong(f"no driver {name!r}; there are {', '.join([*MAKES, *sorted(found.names - MAKES.keys())])}")
    try:
        make = found[name].load()
    except (ImportError, AttributeError) as error:
        raise SettingsWrong(f"driver {name!r} of {found[name].value} can't be loaded: {error}") from error
    if not isinstance(make, Make):
        raise SettingsWrong(f"driver {name!r}: {found[name].value} is no Make")
    return make
