"""One driver of every make with its twin on a real port, as the contract and the makes' own tests use them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from config.counted import Counted
from config.vocabulary import CounterId
from devices.kinds.sign import SignFace, SignMode
from devices.registry import build_driver
from devices.simulated.lines.pty_line import PtyLine
from devices.simulated.lines.tcp_line import TcpLine
from devices.simulated.signs.maker import sign_twin
from devices.simulated.signs.sign_twin import SignTwin
from tests.devices.rig import device, site, watch_until

Z01 = CounterId("z01")
CALLED = SignFace(SignMode.CALLED, "A012", "综合1号窗口", "General 1", times_called=1)
SERVING = SignFace(SignMode.SERVING, "A012", "综合1号窗口", "General 1", times_called=1)
PAUSED = SignFace(SignMode.PAUSED, counter_zh="综合1号窗口", counter_en="General 1", reason="用餐休息")
CLOSED = SignFace(SignMode.CLOSED, counter_zh="综合1号窗口", counter_en="General 1")
FREE = SignFace(SignMode.FREE, counter_zh="综合1号窗口", counter_en="General 1")
OWN_STRIP: Final = {
    "frame": "7E < {address} {length8} ( [ {text} ] ) {crc16_modbus_lo_hi} > 7F",
    "charset": "gb2312",
    "columns": 12,
    "pad": "left",
    "escapes": {"7E": "7D 01", "7F": "7D 02", "7D": "7D 03"},
}


@dataclass(frozen=True)
class SignMake:
    """A make and what is special about it."""

    driver: str
    called: tuple[str, ...]
    paused: tuple[str, ...]
    options: dict[str, Any] = field(default_factory=dict)
    address: str = "1"
    tcp: bool = False
    colour: str = ""
    answers: bool = False
    latin: bool = False


WORDS: dict[str, Any] = {"called": ("请A012到综合1号窗口",), "paused": ("暂停服务 用餐休息",)}
LATIN: dict[str, Any] = {"called": ("A012",), "paused": ("PAUSED",), "latin": True}
DIGITS: dict[str, Any] = {"called": ("012",), "paused": (), "latin": True}
MAKES: Final[dict[str, SignMake]] = {
    "a1": SignMake("template", options={"template": "a1"}, colour="red", **WORDS),
    "a1-asked": SignMake("template", options={"template": "a1", "asked": True}, colour="red", answers=True, **WORDS),
    "a2": SignMake("template", options={"template": "a2"}, **WORDS),
    "a2-tcp": SignMake("template", options={"template": "a2"}, tcp=True, **WORDS),
    "c": SignMake("template", options={"template": "c"}, **WORDS),
    "d": SignMake("template", options={"template": "d"}, **WORDS),
    "own": SignMake("template", options={"strip": OWN_STRIP}, address="126", called=("A012",), paused=("暂停服务",)),
    "onbon": SignMake("onbon", colour="red", answers=True, **WORDS),
    "onbon-tcp": SignMake("onbon", tcp=True, colour="red", answers=True, **WORDS),
    "alpha": SignMake("alpha", **LATIN),
    "alpha-7e1": SignMake("alpha", options={"parity": "even", "checksum": True}, **LATIN),
    "cd5220": SignMake("cd5220", called=("A012", "General 1"), paused=("PAUSED",), latin=True),
    "number": SignMake("modbus_digits", ("12",), (), {"register": 1, "blank": 0xFFFF}, answers=True, latin=True),
    "digits": SignMake(
        "modbus_digits", options={"register": 16, "blank": 10, "form": "digits"}, answers=True, **DIGITS
    ),
}


@dataclass
class SignBench:
    """A driver with its twin."""

    driver: Any
    twin: SignTwin
    make: SignMake

    def show(self, face: SignFace, counter: CounterId = Z01) -> None:
        """Order a face and let the driver work until it stands there."""
        self.driver.show_face(counter, face)
        shown = self.driver.feeling().counters.get(Counted.SHOWN, 0)
        self.until(lambda: self.driver.feeling().counters.get(Counted.SHOWN, 0) > shown, "the face to be told")

    def until(self, true: Callable[[], bool], what: str) -> None:
        """Let the driver work until it is so."""

        def worked() -> bool:
            self.driver.step()
            return true()

        watch_until(worked, what)

    def stands(self, *lines: str, counter: str = "z01") -> None:
        """Wait until just this stands on the sign."""
        self.until(lambda: self.twin.shown(counter).lines == lines, f"{lines} instead of {self.twin.shown(counter)}")


@contextmanager
def signs(make: SignMake, ports: Path, **more: Any) -> Iterator[SignBench]:
    """The make's twin plugged in, its driver open."""
    options = {"counters": {make.address: "z01"}} | make.options | more
    settings = device("strip", "sign", make.driver, "serial:strip", **options)
    line: list[TcpLine] = []

    def tcp(hear: Callable[[bytes], None]) -> TcpLine:
        line.append(TcpLine(0, hear))
        return line[0]

    twin = sign_twin(settings, tcp if make.tcp else lambda hear: PtyLine(ports / "strip", hear))
    twin.start()
    if make.tcp:
        settings = settings.model_copy(update={"port": f"tcp:127.0.0.1:{line[0].port}"})
    driver = build_driver(settings, site(ports))
    driver.open()
    try:
        yield SignBench(driver, twin, make)
    finally:
        driver.close()
        twin.stop()
