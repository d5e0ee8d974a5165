"""The end of a program that a twin has started."""

import subprocess
from typing import Any, Final

STOP_TIMEOUT_S: Final = 3.0


def end(process: subprocess.Popen[Any] | None, timeout_s: float = STOP_TIMEOUT_S) -> None:
    """Ask it to end, and make it when it does not in time; None: there is none."""
    if process is None:
        return
    process.terminate()
    try:
        process.wait(timeout_s)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
