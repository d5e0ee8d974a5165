"""What each switch of each twin must lead to: a state and its reason on the health line, or no fault at all, and why.

A new switch needs a row here, a new make of twin a table.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from config.vocabulary import DeviceState, Trouble
from devices.simulated.cards.sam_v_twin import SamVTwin
from devices.simulated.cards.slot_twin import CardSlotTwin
from devices.simulated.evaluators.button_twin import ButtonTwin
from devices.simulated.evaluators.ff68_twin import Ff68Twin
from devices.simulated.evaluators.gwq_twin import GwqTwin
from devices.simulated.evaluators.press_twin import PressTwin
from devices.simulated.printers.printer_twin import PrinterTwin
from devices.simulated.scanners.scanner_twin import ScannerTwin
from devices.simulated.signs.alpha_twin import AlphaTwin
from devices.simulated.signs.cd5220_twin import PoleTwin
from devices.simulated.signs.modbus_twin import ModbusTwin
from devices.simulated.signs.onbon_twin import OnbonTwin
from devices.simulated.signs.template_twin import TemplateTwin
from devices.simulated.speakers.module_twin import ModuleTwin
from devices.simulated.speakers.sound_twin import SoundTwin
from devices.simulated.twin import Twin
from tests.devices.drill.clerks import PRESS_PATIENCE_S


@dataclass(frozen=True)
class Told:
    """A fault that the health line names."""

    state: DeviceState
    trouble: Trouble
    on_use: bool = False
    """It can only be noticed, and noticed to be gone, when somebody uses the device: the seconds count from then."""
    while_speaking: bool = False
    """It begins while a sentence sounds, and can only be known from when that should have ended."""
    sure_after_s: float = 0.0
    """So long it may be none."""
    ends_with: str = ""
    """It turns into this switch, which has to be put back too."""


@dataclass(frozen=True)
class Quiet:
    """No fault: what is done about it instead, and whether the device goes on working all the while."""

    why: str
    works: bool = True
    may: Trouble = Trouble.NONE
    """What may be told all the same, depending on what it was doing."""


Row = Told | Quiet
Table = dict[str, Row]

LOST: Final = Quiet("what came is dropped and counted, the visitor tries again", works=False)
SKIPPED: Final = Quiet("noise is skipped")
ONCE: Final = Quiet("the second one is the same and counts once")
NO_KEY: Final = Quiet("no key can be heard, the visitor or clerk tries again", works=False)
LATE: Final = Quiet("nobody waits for it")
NEVER_HEARD: Final = Quiet("it never answers, so nobody misses the answer")
NOBODY_ASKS: Final = Quiet("nobody asks for it here")
ANSWERED_TO_VISITOR: Final = Quiet("the kiosk asks for the card again")
UNREAD: Final = Quiet("the kiosk says that the card can't be read, and gives a number without", works=False)
WITHOUT_CARD: Final = Quiet("the visitor goes on without the card", works=False)
GONE: Final = Told(DeviceState.DOWN, Trouble.PORT_GONE)
ANSWERS_LATE: Final = Told(DeviceState.WARNING, Trouble.ANSWERS_LATE)
NO_ANSWER: Final = Told(DeviceState.WARNING, Trouble.NO_ANSWER)
NOT_LET_GO: Final = Told(DeviceState.WARNING, Trouble.NO_ANSWER, on_use=True, sure_after_s=PRESS_PATIENCE_S)
"""That the visitor does not press is no fault; that it is not even let go is one."""
SIGN_SILENT: Final = Told(DeviceState.DOWN, Trouble.NO_ANSWER)
SIGN_REFUSES: Final = Told(DeviceState.WARNING, Trouble.SIGN_REFUSES)
PAPER_OUT: Final = Told(DeviceState.DOWN, Trouble.PAPER_OUT)
MOUTH: Final = Told(DeviceState.WARNING, Trouble.TICKET_IN_MOUTH, sure_after_s=10.0)
PLAIN_PRINTER: Final[Table] = {
    "paper_out": PAPER_OUT,
    "paper_near_end": Told(DeviceState.WARNING, Trouble.PAPER_NEAR_END),
    "runs_out_in_slip": Told(DeviceState.DOWN, Trouble.PAPER_OUT, on_use=True, ends_with="paper_out"),
    "cover_open": Told(DeviceState.DOWN, Trouble.COVER_OPEN),
    "jam": Told(DeviceState.DOWN, Trouble.PRINTER_ERROR),
    "cutter_error": Told(DeviceState.DOWN, Trouble.CUTTER_ERROR),
    "half_frame": NO_ANSWER,
    "noise_before": SKIPPED,
    "ticket_in_mouth": Quiet("it has no presenter"),
    "offline": Told(DeviceState.DOWN, Trouble.PRINTER_OFFLINE),
    "error": Told(DeviceState.DOWN, Trouble.PRINTER_ERROR),
    "late": NO_ANSWER,
    "busy": NO_ANSWER,
    "silent": NO_ANSWER,
    "garbled": NO_ANSWER,
    "no_printed_answer": NOBODY_ASKS,
    "unplugged": GONE,
}
JAM: Final = Told(DeviceState.DOWN, Trouble.PAPER_JAM)
SIGN_THAT_ANSWERS: Final[Table] = {
    "unplugged": GONE,
    "power_lost": SIGN_SILENT,
    "silent": SIGN_SILENT,
    "late": SIGN_SILENT,
    "garbled": SIGN_SILENT,
    "half_frame": SIGN_SILENT,
    "noise_before": SKIPPED,
    "wrong_checksum": SIGN_SILENT,
    "busy": SIGN_REFUSES,
}
SIGN_THAT_ONLY_LISTENS: Final[Table] = {
    **dict.fromkeys(SIGN_THAT_ANSWERS, NEVER_HEARD),
    "unplugged": GONE,
    "power_lost": Quiet("it never answers; it is told again from time to time", works=False),
}
PRESSES: Final[Table] = {
    "late": LATE,
    "garbled": LOST,
    "half_frame": LOST,
    "noise_before": SKIPPED,
    "wrong_checksum": LOST,
    "pressed_twice": ONCE,
    "busy": NO_KEY,
    "unplugged": GONE,
}
SPEAKER_STUCK: Final = Told(DeviceState.WARNING, Trouble.SPEAKER_REFUSES, while_speaking=True)
KEYPAD: Final[Table] = PRESSES | {"wrong_checksum": Quiet("keys have none")}
OF_TWIN: Final[Mapping[type[Twin], Table]] = {
    SamVTwin: {
        "read_fails_once": ANSWERED_TO_VISITOR,
        "pulled_mid_read": ANSWERED_TO_VISITOR,
        "late": ANSWERS_LATE,
        "garbled": ANSWERS_LATE,
        "half_frame": ANSWERS_LATE,
        "noise_before": SKIPPED,
        "wrong_checksum": ANSWERS_LATE,
        "silent": ANSWERS_LATE,
        "busy": ANSWERS_LATE,
        "finds_lying_card": Quiet("a card that stays is told once"),
        "self_test_failed": Told(DeviceState.DOWN, Trouble.SELF_TEST_FAILED),
        "unplugged": GONE,
    },
    CardSlotTwin: {
        "read_fails_once": ANSWERED_TO_VISITOR,
        "late": WITHOUT_CARD,
        "garbled": UNREAD,
        "half_frame": UNREAD,
        "pulled_mid_read": UNREAD,
        "busy": WITHOUT_CARD,
        "select_p1_00_only": Quiet("the other form is tried"),
        "records_by_index_only": Quiet("the other form is tried"),
        "needs_master_first": Quiet("the master file is selected first"),
        "holder_closed": Quiet("the file beside it is read"),
        "selects_by_path_only": Quiet("another card's way"),
        "pace_only": Quiet("another card's way"),
        "speaks_t1": Quiet("both protocols are spoken"),
    },
    ScannerTwin: {
        "late": LATE,
        "garbled": LOST,
        "half_frame": LOST,
        "noise_before": SKIPPED,
        "too_long": LOST,
        "busy": NO_KEY,
        "scanned_twice": ONCE,
        "unplugged": GONE,
    },
    PrinterTwin: PLAIN_PRINTER,
    Ff68Twin: {
        "garbled": LOST,
        "half_frame": LOST,
        "noise_before": SKIPPED,
        "wrong_checksum": LOST,
        "late": LATE,
        "pressed_twice": ONCE,
        "busy": NO_KEY,
        "unplugged": GONE,
    },
    PressTwin: PRESSES,
    GwqTwin: {
        "late": LATE,
        "garbled": LOST,
        "half_frame": LOST,
        "noise_before": SKIPPED,
        "pressed_twice": ONCE,
        "error": Told(DeviceState.WARNING, Trouble.NO_ANSWER, on_use=True),
        "silent": NOT_LET_GO,
        "busy": NOT_LET_GO,
        "unplugged": GONE,
    },
    OnbonTwin: SIGN_THAT_ANSWERS,
    ModbusTwin: SIGN_THAT_ANSWERS,
    TemplateTwin: SIGN_THAT_ANSWERS | {"busy": Quiet("its family has no such answer")},
    AlphaTwin: SIGN_THAT_ONLY_LISTENS,
    ButtonTwin: {
        "late": LATE,
        "garbled": LOST,
        "half_frame": LOST,
        "noise_before": SKIPPED,
        "pressed_twice": ONCE,
        "retained": Quiet("it is kept for nobody, and counts once"),
        "offline": NO_ANSWER,
        "busy": NO_KEY,
        "unplugged": GONE,
    },
    SoundTwin: {
        "late": Quiet("a sound may be a little late"),
        "busy": SPEAKER_STUCK,
        "unplugged": GONE,
    },
    ModuleTwin: {
        "late": Told(DeviceState.DOWN, Trouble.ANSWERS_LATE),
        "garbled": SIGN_SILENT,
        "noise_before": SKIPPED,
        "silent": SIGN_SILENT,
        "refuses": Told(DeviceState.WARNING, Trouble.SPEAKER_REFUSES),
        "no_idle_byte": Quiet("it is asked whether it is idle"),
        "busy": SPEAKER_STUCK,
        "power_lost": SIGN_SILENT,
        "unplugged": GONE,
    },
    PoleTwin: SIGN_THAT_ONLY_LISTENS,
}
OF_PRINTER: Final[Mapping[str, Table]] = {
    "generic_80": PLAIN_PRINTER,
    "generic_58": PLAIN_PRINTER,
    "epson_tm": PLAIN_PRINTER,
    "custom_vkp80": PLAIN_PRINTER
    | {"ticket_in_mouth": Quiet("the next slip lets it fall"), "jam": JAM, "offline": NOBODY_ASKS},
    "snbc": PLAIN_PRINTER | {"jam": JAM},
    "citizen_ppu700": PLAIN_PRINTER | {"ticket_in_mouth": MOUTH, "jam": JAM},
    "queue_beside": PLAIN_PRINTER | {"unplugged": NO_ANSWER},
    "queue_told": PLAIN_PRINTER
    | {"jam": JAM, "cutter_error": Told(DeviceState.DOWN, Trouble.PRINTER_ERROR), "unplugged": NO_ANSWER},
}
"""By profile, or by how the printer of a queue is known: asked beside it, or told by a maker's backend."""
OF_DEVICE: Final[Mapping[str, Table]] = {
    "k4-printer": OF_PRINTER["custom_vkp80"],
    "k5-printer": OF_PRINTER["snbc"],
    "k6-printer": OF_PRINTER["citizen_ppu700"],
    "k7-printer": OF_PRINTER["snbc"] | {"no_printed_answer": Quiet("each paper is told to be unsure", works=False)},
    "k8-printer": OF_PRINTER["queue_told"],
    "k9-printer": OF_PRINTER["queue_beside"],
    "pad-4": KEYPAD,
    "keys-4": KEYPAD,
    "sign-3": SIGN_THAT_ONLY_LISTENS,
}
"""Devices of ``hall/devices.toml`` whose make is special in something."""


def table_of(device: str, twin: Twin) -> Table:
    """A row for each switch. Raises AssertionError that says which is missing."""
    table = OF_DEVICE.get(device) or OF_TWIN.get(type(twin))
    here = "tests/devices/drill/table.py"
    assert table is not None, f"{type(twin).__name__}, the twin of {device}, has no table: add one to {here}"
    missing = [name for name in twin.switches() if name not in table]
    assert not missing, f"{type(twin).__name__} has new switches: {', '.join(missing)}: add a row for each to {here}"
    return table
