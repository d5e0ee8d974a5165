"""What stands for a port where only the bytes matter: a twin hears hex and says hex."""

from collections.abc import Callable


class Wire:
    """A port without anything between: what comes back is kept."""

    def __init__(self) -> None:
        self.said = b""
        self._twins: list[Callable[[bytes], None]] = []

    def to(self, hear: Callable[[bytes], None]) -> "Wire":
        """Plug in a twin."""
        self._twins.append(hear)
        return self

    def hears(self, data: str) -> str:
        """Send it; what is answered at once, in hex."""
        self.said = b""
        for hear in self._twins:
            hear(bytes.fromhex(data))
        return self.said.hex()

    def start(self) -> None:
        """It is there already."""

    def stop(self) -> None:
        """It stays."""

    plug_in, unplug = start, stop

    def send(self, data: bytes, delay_s: float = 0.0) -> None:
        """Keep it."""
        del delay_s
        self.said += data
