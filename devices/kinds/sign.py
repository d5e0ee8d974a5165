"""A sign: an LED strip, a pole display or digits over a counter."""

from typing import Never, Protocol, runtime_checkable

from config.vocabulary import CounterId
from devices.kinds.driver import Driver
from devices.kinds.sign_face import SignFace as SignFace
from devices.kinds.sign_face import SignMode as SignMode


@runtime_checkable
class Sign(Driver[Never], Protocol):
    """Shows; most makes never answer. What it was told stands until it is told something else."""

    counters: frozenset[CounterId]
    """The counters whose signs are on this port."""

    def show_face(self, counter: CounterId, face: SignFace) -> None:
        """Have this stand on the counter's sign with the next steps; the newest face wins, an empty text blanks it."""
