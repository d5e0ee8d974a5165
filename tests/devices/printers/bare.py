"""A printer's twin without a port: it hears hex and says hex. And its pen alone."""

from collections.abc import Callable

from devices.frames.printers.escpos_commands import EscposParser
from devices.simulated.paper.sheet import PaperMaker, Row, text_of
from devices.simulated.printers.answers import MAKES
from devices.simulated.printers.printer_twin import PrinterTwin


class Wire:
    """A port without anything between: what comes back is kept."""

    def __init__(self) -> None:
        self.said = b""

    def start(self) -> None:
        """It is there already."""

    def stop(self) -> None:
        """It stays."""

    plug_in, unplug = start, stop

    def send(self, data: bytes, delay_s: float = 0.0) -> None:
        """Keep it."""
        del delay_s
        self.said += data


class Printer:
    """A twin and what it hears and says, in hex."""

    def __init__(self, name: str = "generic_80") -> None:
        self.wire, hearing = Wire(), list[Callable[[bytes], None]]()

        def line(hear: Callable[[bytes], None]) -> Wire:
            hearing.append(hear)
            return self.wire

        self.twin = PrinterTwin(line, MAKES[name])
        (self._hear,) = hearing

    def hears(self, data: str) -> str:
        """Send it; what is answered at once."""
        self.wire.said = b""
        self._hear(bytes.fromhex(data))
        return self.wire.said.hex()

    def words(self) -> list[str]:
        """What stands on each paper."""
        return [text_of(paper.rows) for paper in self.twin.papers]


def rows_of(data: bytes) -> tuple[Row, ...]:
    """What the twin prints."""
    pen = PaperMaker()
    for piece in EscposParser().feed(data):
        pen.take(piece)
    return pen.cut()
