"""A driver takes no option that it has no use for: each is read by its code, told in its header, or refused."""

import ast
import inspect
import re
import sys
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import pytest

from devices.drivers.options import Options, Site
from devices.faults import SettingsWrong
from devices.frames.evaluators.button_form import FORM
from devices.registry import MAKES, build_driver
from tests.devices.rig import device, site

Z01 = {"1": "z01"}
BUTTONS = {"counters": {"button-z01": "z01"}, "levels": {"single": "very_satisfied"}}
OWN_STRIP = {"frame": "AA {address} {text} FF"}
WITHOUT_TRANSFER: list[tuple[str, str, dict[str, Any]]] = [
    ("ff68_bus", "serial:x", {"counters": Z01, "keys": {"transfer": "pause"}}),
    ("serial_pad", "serial:x", {"counters": Z01, "keys": {"AA {address} 0C": "call_next"}}),
    ("usb_pad", "input:x", {"counters": Z01, "keys": {"1": "call_next"}}),
    ("mqtt_pad", "mqtt:h:1/t", {"counters": {"pad-z01": "z01"}, "keys": {"single": "call_next"}}),
]
UNUSED: list[tuple[str, str, str, dict[str, Any], str]] = [
    ("sign", "onbon", "serial:x", {"counters": Z01, "repeat_s": 5}, "repeat_s: this driver has no such option"),
    ("sign", "modbus_digits", "serial:x", {"counters": Z01, "register": 0, "blank": 0, "repeat_s": 5}, "repeat_s"),
    ("sign", "template", "serial:x", {"counters": Z01, "template": "a1", "asked": True, "repeat_s": 5}, "repeat_s"),
    ("sign", "template", "serial:x", {"counters": Z01, "template": "c", "strip": {"pad": "left"}}, "pad: columns"),
    ("sign", "template", "serial:x", {"counters": Z01, "template": "a1", "strip": {"scrolling": {}}}, "scrolling"),
    ("sign", "template", "serial:x", {"counters": Z01, "strip": OWN_STRIP | {"length_adds": 1}}, "no length"),
    ("sign", "template", "serial:x", {"counters": Z01, "strip": OWN_STRIP | {"after_each_what": "byte"}}, "after_each"),
    (
        "sign",
        "template",
        "serial:x",
        {"counters": Z01, "strip": OWN_STRIP | {"colour": 1}},
        "strip: colour: this driver",
    ),
    ("sign", "cd5220", "serial:x", {"counters": Z01, "colours": {"called": "red"}}, "colours"),
    ("sign", "alpha", "serial:x", {"counters": Z01, "names": {"z09": "9"}}, "no sign of z09"),
    ("speaker", "espeak_ng", "sound:x", {"texts": {"en": "{number}"}}, "texts: en is not among languages"),
    ("speaker", "espeak_ng", "sound:x", {"voices": {"en": "en-us"}}, "voices: en is not among languages"),
    ("speaker", "espeak_ng", "sound:x", {"gap_ms": 15}, "multiple of 10"),
    ("speaker", "xf_s4240", "serial:x", {"languages": ["en"], "one": "一"}, "one: nothing is said in Chinese"),
    ("code_scanner", "keyboard_scanner", "input:x", {"encoding": "gb18030"}, "encoding"),
    (
        "call_pad",
        "usb_pad",
        "input:x",
        {"counters": Z01, "confirm": True, "keys": {"enter": "call_next"}},
        "means nothing itself",
    ),
    *(
        ("call_pad", driver, port, options | {"transfer_to": {"z01": "permits"}}, "transfer_to: no key means transfer")
        for driver, port, options in WITHOUT_TRANSFER
    ),
    ("evaluator", "mqtt_buttons", "mqtt:h:1/t", BUTTONS | {"offline": "gone"}, "offline: no topic says it"),
    ("evaluator", "mqtt_buttons", "mqtt:h:1/t", BUTTONS | {"password": "x"}, "secrets.toml"),
    ("evaluator", "mqtt_buttons", "mqtt:hall/t", BUTTONS | {"user": "x"}, "the hall's own broker"),
    ("evaluator", "mqtt_buttons", "mqtt:hall/t", BUTTONS | {"tls_ca": "x"}, "the hall's own broker"),
    ("ticket_printer", "cups_queue", "cups:q", {"beside": "tcp:h:9100", "probe_s": 2}, "probe_s"),
    ("ticket_printer", "cups_queue", "cups:q", {"beside": "none", "settle_s": 1}, "settle_s"),
    ("ticket_printer", "escpos", "serial:x", {"present_steps": 4}, "present_steps"),
]


@pytest.mark.parametrize(("kind", "driver", "port", "options", "why"), UNUSED)
def test_an_option_that_would_do_nothing_is_refused(
    kind: str, driver: str, port: str, options: dict[str, Any], why: str, anywhere: Site
) -> None:
    with pytest.raises(SettingsWrong, match=re.escape(why)):
        build_driver(device("x", kind, driver, port, **options), anywhere)


def test_who_misspells_an_option_is_told_which_there_are(anywhere: Site) -> None:
    with pytest.raises(SettingsWrong) as refused:
        build_driver(device("x", "card_reader", "pcsc", "pcsc:any", card=["thai"]), anywhere)
    assert str(refused.value) == "options: card: this driver has no such option (there are: cards)"


@pytest.mark.parametrize("name", MAKES)
def test_every_option_of_a_driver_is_read_by_its_code_and_told_in_its_header(name: str) -> None:
    """Read: by one of the classes that it and its options are made of. Told: there, or where its header points to."""
    model = options_of(name)
    files = {base.__module__ for made in (MAKES[name].build, model) for base in inspect.getmro(_class(made))}
    read = {attribute for file in files if file.startswith("devices") for attribute in _read(sys.modules[file])}
    assert model.model_fields.keys() - read - set(FORM) == set()  # those of FORM are handed on as one table
    header = MAKES[name].module.__doc__ or ""
    others = [MAKES[other].module.__doc__ or "" for other in MAKES if re.search(rf"\b{other}\b", header)]
    told = {field.alias or option for option, field in model.model_fields.items()}
    assert {option for option in told if not re.search(rf"\b{option}\b", header + "".join(others))} == set()


@pytest.fixture
def anywhere(tmp_path: Any) -> Site:
    """Where no device is."""
    return site(tmp_path)


def options_of(name: str) -> type[Options]:
    """The model with which a driver, or a class that it is made of, reads its options."""
    for base in inspect.getmro(_class(MAKES[name].build)):
        file = sys.modules[base.__module__]
        for called, model in _calls(file):
            if called == "read_options":
                found: type[Options] = getattr(file, model)
                return found
    raise AssertionError(f"{name} reads no options")


def _calls(file: ModuleType) -> Iterator[tuple[str, str]]:
    """What is called by its plain name, and the plain name of what it is given first."""
    if not file.__name__.startswith("devices"):
        return
    for node in ast.walk(ast.parse(inspect.getsource(file))):
        match node:
            case ast.Call(ast.Name(called), [ast.Name(given), *_]):
                yield called, given


def _read(file: ModuleType) -> Iterator[str]:
    """Names that are read of something."""
    for node in ast.walk(ast.parse(inspect.getsource(file))):
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load):
            yield node.attr


def _class(made: object) -> type:
    assert isinstance(made, type)
    return made
