"""A printer's twin without a port: it hears hex and says hex. And its pen alone."""

from devices.frames.printers.escpos_commands import EscposParser
from devices.simulated.paper.sheet import PaperMaker, Row, text_of
from devices.simulated.printers.answers import MAKES
from devices.simulated.printers.printer_twin import PrinterTwin
from tests.devices.wire import Wire


class Printer:
    """A twin and what it hears and says, in hex."""

    def __init__(self, name: str = "generic_80") -> None:
        self.wire = Wire()
        self.twin = PrinterTwin(self.wire.to, MAKES[name])

    def hears(self, data: str) -> str:
        """Send it; what is answered at once."""
        return self.wire.hears(data)

    def words(self) -> list[str]:
        """What stands on each paper."""
        return [text_of(paper.rows) for paper in self.twin.papers]


def rows_of(data: bytes) -> tuple[Row, ...]:
    """What the twin prints."""
    pen = PaperMaker()
    for piece in EscposParser().feed(data):
        pen.take(piece)
    return pen.cut()
