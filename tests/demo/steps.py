"""Steps of a walk: each is named, timed, printed as it ends, and fails the walk when it does not come true in time."""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from tests.demo.children import wait_until

STEP_TIMEOUT_S: Final = 20.0
LOOK_S: Final = 0.002


class StepFailed(Exception):
    """Something that a person would have waited for in vain."""


@dataclass
class Steps:
    """What was done so far, with its milliseconds."""

    folder: Path
    tell: Callable[[str], None]
    took_ms: dict[str, float] = field(default_factory=dict)

    def until(self, name: str, ready: Callable[[], object], *, since: float | None = None) -> float:
        """Wait for something; its time counts from ``since`` (monotonic), or from now. Returns milliseconds."""
        began = time.monotonic() if since is None else since
        try:
            wait_until(name, ready, STEP_TIMEOUT_S, LOOK_S)
        except TimeoutError as late:
            self.tell(f"  ✗ {name}: not within {STEP_TIMEOUT_S:g} s")
            raise StepFailed(str(late)) from late
        return self.note(name, (time.monotonic() - began) * 1000)

    def note(self, name: str, milliseconds: float) -> float:
        """Keep and print a time that was measured elsewhere."""
        self.took_ms[name] = milliseconds
        self.tell(f"  ✓ {name:<72} {milliseconds:8.1f} ms")
        return milliseconds

    def require(self, name: str, truth: object) -> None:
        """Something that must be so already."""
        if not truth:
            self.tell(f"  ✗ {name}")
            raise StepFailed(name)
        self.tell(f"  ✓ {name}")

    def write(self) -> None:
        """The times, for programs."""
        (self.folder / "steps.json").write_text(json.dumps(self.took_ms, indent=2, ensure_ascii=False), "utf-8")
