"""IPP messages, as much as a print queue is asked with: RFC 8010 (encoding), RFC 8011 (operations, states, reasons)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from devices.kinds.lists.printer_condition import PrinterCondition

VERSION: Final = bytes.fromhex("0101")
OPERATION_ATTRIBUTES, END = 0x01, 0x03
DELIMITERS_END: Final = 0x10
INTEGERS: Final = frozenset({0x21, 0x23})
TEXTS: Final = range(0x41, 0x4A)
INTEGER, BOOLEAN, NAME, KEYWORD, URI, CHARSET, LANGUAGE, MIME = 0x21, 0x22, 0x42, 0x44, 0x45, 0x47, 0x48, 0x49
HEAD_BYTES: Final = 8
OK_BELOW: Final = 0x0100
NOT_FOUND: Final = 0x0406
NO_REASON: Final = "none"
CONNECTING: Final = "connecting-to-device"
SEVERITIES: Final = ("-error", "-warning", "-report")
CONDITIONS: Final[Mapping[str, PrinterCondition]] = {
    "media-empty": PrinterCondition.PAPER_OUT,
    "media-needed": PrinterCondition.PAPER_OUT,
    "media-low": PrinterCondition.PAPER_NEAR_END,
    "media-jam": PrinterCondition.JAM,
    "cover-open": PrinterCondition.COVER_OPEN,
    "door-open": PrinterCondition.COVER_OPEN,
    "interlock-open": PrinterCondition.COVER_OPEN,
    "paused": PrinterCondition.OFFLINE,
    "moving-to-paused": PrinterCondition.OFFLINE,
    "offline": PrinterCondition.OFFLINE,
    "shutdown": PrinterCondition.OFFLINE,
    CONNECTING: PrinterCondition.NO_ANSWER,
    "timed-out": PrinterCondition.NO_ANSWER,
}


Attribute = tuple[int, str, int | str]
"""Tag, name and value; the name is empty for one value more."""


class Operation(IntEnum):
    """What is asked."""

    PRINT_JOB = 0x0002
    CANCEL_JOB = 0x0008
    GET_JOB_ATTRIBUTES = 0x0009
    GET_PRINTER_ATTRIBUTES = 0x000B


class JobState(IntEnum):
    """How far a job is."""

    PENDING = 3
    HELD = 4
    PROCESSING = 5
    STOPPED = 6
    CANCELED = 7
    ABORTED = 8
    COMPLETED = 9

    @property
    def waits(self) -> bool:
        """Whether its turn is still to come, or to come again."""
        return self in (JobState.PENDING, JobState.HELD)

    @property
    def ended(self) -> bool:
        """Whether nothing more comes of it."""
        return self >= JobState.CANCELED


@dataclass(frozen=True)
class IppAnswer:
    """A response: its status, and the values of each attribute of all groups."""

    status: int
    request_id: int
    values: Mapping[str, tuple[int | str, ...]]

    @property
    def carried_out(self) -> bool:
        """Whether it was done."""
        return self.status < OK_BELOW


def request(operation: Operation, request_id: int, attributes: Sequence[Attribute]) -> bytes:
    """A request without its document."""
    head = VERSION + operation.to_bytes(2) + request_id.to_bytes(4) + bytes([OPERATION_ATTRIBUTES])
    common = [(CHARSET, "attributes-charset", "utf-8"), (LANGUAGE, "attributes-natural-language", "en")]
    return head + b"".join(_attribute(*each) for each in (*common, *attributes)) + bytes([END])


def answer(data: bytes) -> IppAnswer:
    """Read a response. Raises ValueError when it is none."""
    if len(data) < HEAD_BYTES or data[0] not in (1, 2):
        raise ValueError("not an IPP response")
    values: dict[str, list[int | str]] = {}
    name, at = "", HEAD_BYTES
    while at < len(data) and (tag := data[at]) != END:
        at += 1
        if tag >= DELIMITERS_END:
            said, at = _field(data, at)
            value, at = _field(data, at)
            name = said.decode("utf-8", "replace") or name
            values.setdefault(name, []).extend(_value(tag, value))
    if at >= len(data):
        raise ValueError("an IPP response without its end")
    return IppAnswer(
        int.from_bytes(data[2:4]), int.from_bytes(data[4:8]), {each: tuple(found) for each, found in values.items()}
    )


def conditions(reasons: Sequence[int | str]) -> set[PrinterCondition]:
    """What a queue's state reasons mean; an error with another name is an error, anything else says nothing."""
    found = set()
    for reason in map(str, reasons):
        name = next((reason.removesuffix(each) for each in SEVERITIES if reason.endswith(each)), reason)
        if name in CONDITIONS:
            found.add(CONDITIONS[name])
        elif reason.endswith("-error"):
            found.add(PrinterCondition.ERROR)
    return found


def _attribute(tag: int, name: str, value: int | str) -> bytes:
    data = value.encode() if isinstance(value, str) else value.to_bytes(1 if tag == BOOLEAN else 4)
    return bytes([tag]) + len(name.encode()).to_bytes(2) + name.encode() + len(data).to_bytes(2) + data


def _field(data: bytes, at: int) -> tuple[bytes, int]:
    """What stands behind its length."""
    end = at + 2 + int.from_bytes(data[at : at + 2])
    if len(data) < end:
        raise ValueError("an IPP response that is cut off")
    return data[at + 2 : end], end


def _value(tag: int, value: bytes) -> list[int | str]:
    """A number or a text; the few other kinds are not asked for."""
    if tag in INTEGERS:
        return [int.from_bytes(value, signed=True)]
    return [value.decode("utf-8", "replace")] if tag in TEXTS else []
