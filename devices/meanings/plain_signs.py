"""What goes to signs that take lines of ASCII: Alpha signs and pole displays. Neither ever answers."""

import re
from collections.abc import Sequence
from typing import Final

from config.settings.plan_files import DeviceSettings
from devices.frames.signs import alpha, cd5220
from devices.frames.signs.alpha import SEVEN_BITS, AlphaMode
from devices.meanings.piece import Piece
from devices.ports.tap import Way

ALPHA: Final = re.compile(
    rb"\0*\x01(?P<type>.)(?P<address>[0-9A-F]{2})\x02A(?P<label>.)\x1b.(?P<mode>.)(?:\x1c(?P<colour>.))?"
    rb"(?P<text>[^\x03\x04]*)(?:\x03[0-9A-F]{4})?\x04",
    re.DOTALL,
)
POLE: Final = re.compile(
    rb"(?P<clear>\x0c)|(?P<begin>\x1b@)|\x1b\*(?P<bright>.)|\x1bQ(?P<row>[ABD])(?P<text>[^\r]*)\r", re.DOTALL
)
ROWS: Final = {b"A": "upper line", b"B": "lower line", b"D": "running line"}
ANSWER: Final = "such signs do not answer: noise"


class AlphaMeaning:
    """Texts by sign."""

    def __init__(self, settings: DeviceSettings) -> None:
        del settings  # parity bits are left aside

    def explain(self, way: Way, data: bytes) -> Sequence[Piece]:
        """Each text is one write."""
        if way is Way.FROM_DEVICE:
            return [Piece(ANSWER, data)]
        found = ALPHA.fullmatch(bytes(byte & SEVEN_BITS for byte in data))
        if found is None:
            return [Piece("no text", data)]
        how = "runs" if found["mode"] == AlphaMode.ROTATE.encode() else "stands"
        colour = next((name for name, code in alpha.COLOURS.items() if code == found["colour"]), "its own colour")
        return [Piece(f"sign {int(found['address'], 16)}: show {_words(found['text'])}, {how}, {colour}", data)]


class PoleMeaning:
    """The commands of one picture."""

    def __init__(self, settings: DeviceSettings) -> None:
        del settings  # one display, one port

    def explain(self, way: Way, data: bytes) -> Sequence[Piece]:
        """Each picture is one write."""
        if way is Way.FROM_DEVICE:
            return [Piece(ANSWER, data)]
        words = [_pole(found) for found in POLE.finditer(data)]
        return [Piece("; ".join(words) or "not a command of this driver", data)]


def _pole(found: re.Match[bytes]) -> str:
    if found["clear"]:
        return "clear"
    if found["begin"]:
        return "begin anew"
    if found["bright"]:
        return f"brightness {found['bright'][0]} of {cd5220.BRIGHTNESS_MAX}"
    return f"{ROWS[found['row']]}: {_words(found['text'])}"


def _words(text: bytes) -> str:
    return text.decode("ascii", "replace")
