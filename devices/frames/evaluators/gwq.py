"""Messages of GWQ counter devices: JSON texts, each with a ``type``.

To the device: type 10 asks the visitor for a mark, type 2 takes it back. From it: type 10 with ``ret`` 0 and a level
that counts from 1 (best). A ``ret`` below 0 says why there is none.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from config.vocabulary import Level

EVALUATE: Final = 10
CANCEL: Final = 2
DONE: Final = 0
TIMED_OUT: Final = -2
CANCELLED: Final = -9
TEXT_MAX: Final = 65_536
"""Signs in one message; a mark's answer has fifty."""
LEVEL_OF: Final[Mapping[int, Level]] = {
    1: Level.VERY_SATISFIED,
    2: Level.SATISFIED,
    3: Level.BASICALLY_SATISFIED,
    4: Level.VERY_DISSATISFIED,
}
"""The device has four keys; its third is "average", and it has none for *dissatisfied*."""
NUMBER_OF: Final[Mapping[Level, int]] = {level: number for number, level in LEVEL_OF.items()}
WHY: Final[Mapping[int, str]] = {
    -1: "wrong parameter",
    -2: "time out",
    -3: "device",
    -4: "write",
    -5: "read",
    -6: "file",
    -7: "device error",
    -8: "file read",
    -9: "cancelled",
    -10: "buffer",
}


@dataclass(frozen=True)
class GwqAnswer:
    """What came of asking for a mark; ``level`` is None where ``ret`` is not 0, or for a key that is not known."""

    ret: int
    level: Level | None = None

    @property
    def words(self) -> str:
        """What ``ret`` means, for a technician."""
        return f"ret {self.ret}: {WHY.get(self.ret, 'not documented')}"


def ask_text(teller: str, number: str, timeout_s: int) -> str:
    """Have the visitor judge this clerk."""
    fields = {"type": EVALUATE, "TellerName": teller, "TellerNo": number, "TellerPhoto": "", "Timeout": timeout_s}
    return json.dumps(fields, ensure_ascii=False)


def cancel_text() -> str:
    """Let it be."""
    return json.dumps({"type": CANCEL})


def answer_text(ret: int, level: Level | None = None) -> str:
    """What the device says to type 10. Raises KeyError for a level that it has no key for."""
    fields = {"type": EVALUATE, "ret": ret}
    return json.dumps(fields if level is None else {**fields, "EvaluatorLevel": NUMBER_OF[level]})


def read_answer(text: str | bytes) -> GwqAnswer | None:
    """An answer about a mark; None for another type. Raises ValueError for what is no message."""
    if len(text) > TEXT_MAX:
        raise ValueError("too long")
    try:
        fields = json.loads(text)
    except RecursionError:
        raise ValueError("nested too deep") from None
    if not isinstance(fields, dict) or type(fields.get("type")) is not int:
        raise ValueError("no type")
    if fields["type"] != EVALUATE:
        return None
    ret, number = fields.get("ret"), fields.get("EvaluatorLevel")
    if type(ret) is not int:
        raise ValueError("no ret")
    return GwqAnswer(ret, LEVEL_OF.get(number) if ret == DONE and type(number) is int else None)
