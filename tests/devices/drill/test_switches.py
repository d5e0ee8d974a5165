"""The table of twins and switches: every twin has every switch that makes sense for it, and the drill a row for each.

What a twin can't have stands here with the reason, and in few words in the twin's own header.
"""

import inspect
from collections.abc import Iterator, Mapping
from enum import StrEnum
from importlib import import_module
from pkgutil import walk_packages
from typing import Final, get_args

import pytest

from devices import simulated
from devices.simulated.cards.slot_twin import CardSlotTwin
from devices.simulated.evaluators.button_twin import ButtonTwin
from devices.simulated.evaluators.gwq_twin import GwqTwin
from devices.simulated.printers import switches as printer_switches
from devices.simulated.printers.printer_twin import PrinterTwin
from devices.simulated.scanners.scanner_twin import ScannerTwin
from devices.simulated.speakers.module_twin import ModuleTwin
from devices.simulated.speakers.sound_twin import SoundTwin
from devices.simulated.twin import SwitchedTwin, Twin
from tests.devices.drill.table import OF_DEVICE, OF_TWIN

ALL: Final = frozenset({"late", "garbled", "half_frame", "noise_before", "wrong_checksum", "unplugged", "busy"})
OF_KIND: Final[Mapping[str, frozenset[str]]] = {
    "cards": frozenset({"pulled_mid_read"}),
    "evaluators": frozenset({"pressed_twice"}),
    "printers": frozenset({"paper_out", "paper_near_end", "jam", "cover_open"}),
    "scanners": frozenset({"scanned_twice"}),
    "signs": frozenset(),
    "speakers": frozenset(),
}
NO_CHECKSUM: Final = {"wrong_checksum": "no checksum"}
WHOLE: Final = "hands over whole answers"
ONE_BYTE: Final = "an answer is one byte"
NO_ANSWER: Final = "answers nothing"
EXCEPTIONS: Final[Mapping[type, Mapping[str, str]]] = {
    CardSlotTwin: {"noise_before": WHOLE, "wrong_checksum": WHOLE, "unplugged": "the reader is pcscd's own"},
    ScannerTwin: NO_CHECKSUM,
    PrinterTwin: NO_CHECKSUM,
    GwqTwin: {"wrong_checksum": "JSON texts without a checksum"},
    ButtonTwin: NO_CHECKSUM,
    SoundTwin: dict.fromkeys(("garbled", "half_frame", "noise_before", "wrong_checksum"), NO_ANSWER),
    ModuleTwin: {"half_frame": ONE_BYTE, "wrong_checksum": ONE_BYTE},
}


def switches_of(twin: type) -> set[str]:
    """The closed list that its class names."""
    bases = (base for each in twin.__mro__ for base in getattr(each, "__orig_bases__", ()))
    lists = (kind for base in bases for kind in get_args(base) if isinstance(kind, type) and issubclass(kind, StrEnum))
    return {switch.value for switch in next(lists)}


def header_of(twin: type) -> str:
    """What its file, or that of its switches, says of itself, as one line."""
    modules = [inspect.getmodule(twin), printer_switches] if twin is PrinterTwin else [inspect.getmodule(twin)]
    return " ".join(" ".join((module.__doc__ or "").split()) for module in modules if module)


def twins() -> Iterator[type]:
    """Every class that can be plugged in."""
    for found in walk_packages(simulated.__path__, "devices.simulated."):
        if found.name.endswith("__main__"):
            continue
        for each in vars(import_module(found.name)).values():
            if inspect.isclass(each) and issubclass(each, SwitchedTwin) and each.__module__ == found.name:
                yield each


def test_no_twin_is_left_out() -> None:
    complete = {each for each in twins() if not inspect.isabstract(each) and hasattr(each, "start")}
    generic = {each for each in complete if getattr(each, "__parameters__", ())}
    assert complete - generic == set(OF_TWIN)


@pytest.mark.parametrize("twin", OF_TWIN, ids=lambda twin: twin.__name__)
def test_every_twin_has_every_switch_that_makes_sense_for_it(twin: type[Twin]) -> None:
    wanted = ALL | OF_KIND[twin.__module__.split(".")[2]]
    excepted = EXCEPTIONS.get(twin, {})
    assert wanted - switches_of(twin) == set(excepted), "a switch is missing, or is an exception no more"
    for switch, why in excepted.items():
        assert switch in header_of(twin)
        assert why in header_of(twin)


@pytest.mark.parametrize("twin", OF_TWIN, ids=lambda twin: twin.__name__)
def test_the_drill_has_a_row_for_every_switch_and_for_none_besides(twin: type[Twin]) -> None:
    assert set(OF_TWIN[twin]) == switches_of(twin)


def test_the_rows_of_single_devices_are_those_of_their_twins() -> None:
    tables = [set(table) for table in OF_TWIN.values()]
    assert [device for device, table in OF_DEVICE.items() if set(table) not in tables] == []
