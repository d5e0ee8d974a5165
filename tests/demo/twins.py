"""The hall's simulated devices: the bench's process, and its buttons as calls."""

import json
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Self

import httpx

from tests.demo.children import Children, wait_until
from tests.ports import free_port

BENCH_PORT: Final = 18081
READY_TIMEOUT_S: Final = 30.0
ANSWER_TIMEOUT_S: Final = 10.0
NUMBER_LINE: Final = re.compile(r"^[A-Z]{1,3}[0-9]{1,6}$", re.MULTILINE)
"""A line of a slip that is a ticket's number and nothing else."""


@dataclass(frozen=True)
class Twins:
    """The bench that runs."""

    environment: dict[str, str]
    """What programs need to find the private pcscd."""
    http: httpx.Client
    """One for all calls: to make one takes longer than to lay a card."""

    @classmethod
    def start(cls, children: Children, file: Path) -> Self:
        """Start the bench and wait until every device is plugged in."""
        words = [
            sys.executable,
            "-m",
            "devices.simulated",
            "--settings",
            str(file),
            "--http",
            str(free_port(BENCH_PORT)),
        ]
        child = children.start("bench", words)
        wait_until("the bench's devices", lambda: _ready_line(child.log), READY_TIMEOUT_S)
        ready = _ready_line(child.log)
        twins = cls(ready["environment"], httpx.Client(base_url=ready["http"], timeout=ANSWER_TIMEOUT_S))
        wait_until("the bench's page", twins.answers, READY_TIMEOUT_S)
        return twins

    def answers(self) -> bool:
        """Whether the page can be asked."""
        try:
            return self.http.get("state").is_success
        except httpx.TransportError:
            return False

    def place(self, reader: str, card: str) -> None:
        """Lay a card on a reader."""
        self._post(f"cards/{reader}/place", {"card": card})

    def lift(self, reader: str) -> None:
        """Take the card away."""
        self._post(f"cards/{reader}/lift")

    def pad(self, counter: str, key: str) -> None:
        """A key on the clerk's pad."""
        self._post(f"pads/{counter}/{key}")

    def evaluator(self, counter: str, key: str) -> None:
        """A key on the visitor's evaluator."""
        self._post(f"evaluators/{counter}/{key}")

    def switch(self, device: str, name: str, *, on: bool) -> None:
        """A way to misbehave."""
        self._post(f"switches/{device}/{name}", {"on": on})

    def papers(self, printer: str) -> int:
        """How many slips were cut so far."""
        return int(self._paper(printer)["count"])

    def first_byte_at(self, printer: str) -> float:
        """When the newest slip's first byte came, in monotonic seconds of this machine."""
        return float(self._paper(printer)["first_byte_at"])

    def printed_number(self, printer: str) -> str:
        """The number on the newest slip; empty when there is none."""
        found = NUMBER_LINE.search(self._paper(printer)["text"])
        return found.group() if found else ""

    def phone_address(self, printer: str) -> str:
        """What a phone reads from the newest slip's code."""
        return str(self._paper(printer)["codes"][0][0])

    def paper_picture(self, printer: str) -> bytes:
        """The newest slip as PNG."""
        return self._get(f"paper/{printer}/latest.png").content

    def said(self, speaker: str) -> list[str]:
        """What the speaker says or said, the newest sentence first."""
        return [each["words"] for each in self._get("state").json()["speakers"][speaker]]

    def _paper(self, printer: str) -> dict[str, Any]:
        found: dict[str, Any] = self._get(f"paper/{printer}/state").json()
        return found

    def _get(self, path: str) -> httpx.Response:
        return self.http.get(path).raise_for_status()

    def _post(self, path: str, body: dict[str, Any] | None = None) -> None:
        self.http.post(path, json=body).raise_for_status()


def _ready_line(log: Path) -> dict[str, Any]:
    """The bench's own line; empty as long as it is not there."""
    for line in log.read_text("utf-8").splitlines():
        if line.startswith("{"):
            found: dict[str, Any] = json.loads(line)
            return found
    return {}
