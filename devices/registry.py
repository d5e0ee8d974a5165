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
from devices.drivers.ticket_printer import cups_queue, escpos
from devices.faults import SettingsWrong
from devices.kinds.driver import Driver
from devices.meanings.bus import BusMeaning
from devices.meanings.codes import KeyCodes, LineCodes
from devices.meanings.escpos import EscposMeaning
from devices.meanings.evaluators import FramesMeaning, GwqMeaning, KeypadMeaning, PadFramesMeaning, UsbPadMeaning
from devices.meanings.modbus import ModbusMeaning
from devices.meanings.onbon import OnbonMeaning
from devices.meanings.pcsc import ApduMeaning
from devices.meanings.piece import Explainer, Unexplained
from devices.meanings.plain_signs import AlphaMeaning, PoleMeaning
from devices.meanings.queues import QueueMeaning
from devices.meanings.sam_v import SamVMeaning
from devices.meanings.speakers import ModuleMeaning, SoundMeaning
from devices.meanings.template import TemplateMeaning
from devices.meanings.topics import TopicsMeaning


@dataclass(frozen=True)
class Make:
    """One driver: its kind, its file, how it is built."""

    kind: str
    module: ModuleType
    build: Callable[[DeviceSettings, Site], Driver[Any]]
    explain: Callable[[DeviceSettings], Explainer] = Unexplained
    """What its bytes mean, for a technician who listens. Nothing personal may come out of it."""


MAKES: Final[Mapping[str, Make]] = {
    "sam_v": Make("card_reader", sam_v, sam_v.SamVReader, SamVMeaning),
    "pcsc": Make("card_reader", pcsc, pcsc.PcscReader, ApduMeaning),
    "serial_scanner": Make("code_scanner", serial_scanner, serial_scanner.SerialScanner, LineCodes),
    "keyboard_scanner": Make("code_scanner", keyboard_scanner, keyboard_scanner.KeyboardScanner, KeyCodes),
    "escpos": Make("ticket_printer", escpos, escpos.EscposPrinter, EscposMeaning),
    "cups_queue": Make("ticket_printer", cups_queue, cups_queue.CupsPrinter, QueueMeaning),
    "onbon": Make("sign", onbon, onbon.OnbonSigns, OnbonMeaning),
    "template": Make("sign", template, template.TemplateStrips, TemplateMeaning),
    "alpha": Make("sign", alpha, alpha.AlphaSigns, AlphaMeaning),
    "cd5220": Make("sign", cd5220, cd5220.PoleDisplay, PoleMeaning),
    "modbus_digits": Make("sign", modbus_digits, modbus_digits.ModbusDigits, ModbusMeaning),
    "espeak_ng": Make("speaker", espeak_ng, espeak_ng.EspeakNg, SoundMeaning),
    "clips": Make("speaker", clips, clips.ClipSpeaker, SoundMeaning),
    "xf_s4240": Make("speaker", xf_s4240, xf_s4240.XfS4240, ModuleMeaning),
    "syn6288": Make("speaker", syn6288, syn6288.Syn6288, ModuleMeaning),
    "serial_frames": Make("evaluator", serial_frames, serial_frames.SerialFrames, FramesMeaning),
    "keypad": Make("evaluator", keypad, keypad.Keypad, KeypadMeaning),
    "gwq": Make("evaluator", gwq, gwq.Gwq, GwqMeaning),
    "mqtt_buttons": Make("evaluator", mqtt_buttons, mqtt_buttons.MqttButtons, TopicsMeaning),
    "ff68_bus": Make("call_pad", ff68_bus, ff68_bus.Ff68Bus, BusMeaning),
    "serial_pad": Make("call_pad", serial_pad, serial_pad.SerialPad, PadFramesMeaning),
    "usb_pad": Make("call_pad", usb_pad, usb_pad.UsbPad, UsbPadMeaning),
    "mqtt_pad": Make("call_pad", mqtt_pad, mqtt_pad.MqttPad, TopicsMeaning),
}


ENTRY_POINTS: Final = "service_hall.devices"


def explainer_of(settings: DeviceSettings) -> Explainer:
    """What a device's bytes mean; with settings that can't be used, nothing does."""
    try:
        return _make_of(settings).explain(settings)
    except (SettingsWrong, ValueError):
        return Unexplained(settings)


def build_driver(settings: DeviceSettings, site: Site) -> Driver[Any]:
    """The driver, closed. Raises SettingsWrong."""
    make = _make_of(settings)
    if make.kind != settings.kind:
        raise SettingsWrong(f"driver {settings.driver!r} drives a {make.kind}, not a {settings.kind}")
    return make.build(settings, site)


def _make_of(settings: DeviceSettings) -> Make:
    """Raises SettingsWrong."""
    return MAKES.get(settings.driver) or _of_another_package(settings.driver, settings.kind)


def _of_another_package(name: str, kind: str) -> Make:
    """Raises SettingsWrong when there is none, or when it can't be used."""
    found = entry_points(group=ENTRY_POINTS)
    if name not in found.names:
        fitting = [make for make, its in MAKES.items() if its.kind == kind] or list(MAKES)
        raise SettingsWrong(
            f"no driver {name!r}; there are {', '.join([*fitting, *sorted(found.names - MAKES.keys())])}"
        )
    try:
        make = found[name].load()
    except (ImportError, AttributeError) as error:
        raise SettingsWrong(f"driver {name!r} of {found[name].value} can't be loaded: {error}") from error
    if not isinstance(make, Make):
        raise SettingsWrong(f"driver {name!r}: {found[name].value} is no Make")
    return make
