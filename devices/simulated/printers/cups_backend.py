"""The program that cupsd runs for one job of the twin's queue: ``backend JOB USER TITLE COPIES OPTIONS`` [FILE].

Standard library only: it starts anew for each job. For the device ``socket:`` it does as CUPS' own of that name: it
sends, and tells no more than whether it is connected. For ``twin:`` it does as a maker's own: it asks the printer,
waits while that can't, and tells. What it tells on stderr follows CUPS' "Filter and Backend
Programming": ``STATE: +reason`` and ``STATE: -reason``.
"""

import os
import signal
import socket
import sys
import time
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

DLE_EOT: Final = bytes.fromhex("1004")
ASKS: Final = (1, 2, 3, 4)
ANSWER_S: Final = 0.5
AGAIN_S: Final = 0.1
FILE_AT: Final = 6
FAILED: Final = 1
REASONS: Final = (
    (2, 0x04, "cover-open-error"),
    (4, 0x60, "media-empty-error"),
    (4, 0x0C, "media-low-warning"),
    (3, 0x04, "media-jam-error"),
    (3, 0x08, "cutter-error"),
    (3, 0x60, "other-error"),
    (1, 0x08, "offline-report"),
)
SILENT: Final = "timed-out-report"
BLOCKING: Final = {name for _, _, name in REASONS} - {"media-low-warning"}


def main() -> int:
    """Send the job; 0 when all of it went out, else the scheduler tries again."""
    if len(sys.argv) == 1:  # the scheduler asks what there is
        return 0
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    data = Path(sys.argv[FILE_AT]).read_bytes() if len(sys.argv) > FILE_AT else sys.stdin.buffer.read()
    where = urlsplit(os.environ["DEVICE_URI"])
    _tell("+connecting-to-device")
    try:
        with socket.create_connection((where.hostname or "", where.port or 0), ANSWER_S) as printer:
            _tell("-connecting-to-device")
            if where.scheme == "socket":
                printer.sendall(data)
                return 0
            return _printed(printer, data)
    except OSError:
        return FAILED


def _printed(printer: socket.socket, data: bytes) -> int:
    """Wait until it can, send, and look once more."""
    while (found := _reasons(printer)) & BLOCKING:
        time.sleep(AGAIN_S)
    printer.sendall(data)
    if SILENT not in found:
        _reasons(printer)
    return 0


def _reasons(printer: socket.socket) -> set[str]:
    """Ask everything and tell what is true; of a printer that is silent only that."""
    answers = {}
    for what in ASKS:
        answer = _asked(printer, what)
        if answer is None:
            _tell("+" + SILENT)
            return {SILENT}
        answers[what] = answer
    true = {name for what, mask, name in REASONS if answers[what] & mask}
    if "media-empty-error" in true:
        true -= {"media-low-warning", "offline-report"}
    _tell("-" + SILENT, *(("+" if name in true else "-") + name for _, _, name in REASONS))
    return true


def _asked(printer: socket.socket, what: int) -> int | None:
    """The answer's bits; None when none comes in time, or only noise."""
    until = time.monotonic() + ANSWER_S
    printer.sendall(DLE_EOT + bytes([what]))
    while (left := until - time.monotonic()) > 0:
        printer.settimeout(left)
        try:
            came = printer.recv(1)
        except TimeoutError:
            return None
        if not came:
            raise ConnectionAbortedError
        if came[0] & 0x93 == 0x12:
            return came[0]
    return None


def _tell(*changes: str) -> None:
    """In one piece, lest somebody asks the scheduler in between."""
    sys.stderr.write("".join(f"STATE: {change}\n" for change in changes))
    sys.stderr.flush()
