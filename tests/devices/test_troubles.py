"""The closed lists of troubles and counts: each is given by code somewhere, the rarer ones where they should be."""

import errno
import re
import socket
from datetime import UTC, datetime
from pathlib import Path
from socket import TCP_KEEPCNT as KEEPCNT
from socket import TCP_KEEPIDLE as KEEPIDLE
from socket import TCP_KEEPINTVL as KEEPINTVL

import pytest
import serial
from smartcard import scard

from config.counted import Counted
from config.vocabulary import PrintState, Trouble
from devices import orders
from devices.events import DeviceEvent, PrintFinished, PrintSlip
from devices.faults import DeviceFault, PortGone, why
from devices.keeper import Keeper
from devices.ports.address import InputAddress, PcscAddress, SerialAddress, TcpAddress
from devices.ports.escpos_port import EscposPort
from devices.ports.input_port import InputPort
from devices.ports.pcsc_slot import PcscSlot
from devices.ports.serial_port import SerialPort
from devices.ports.tcp_port import TcpPort
from devices.simulated.lines.pty_line import PtyLine
from tests.devices.printers.test_printers import SLIP
from tests.devices.rig import device, site

ROOM = Path(__file__).parents[2] / "devices"
GIVEN = re.compile(r"\bTrouble\.([A-Z_]+)\b")
COUNTED = re.compile(r"\bCounted\.([A-Z_]+)\b")


def test_every_trouble_is_given_by_code_and_no_other_is_known() -> None:
    files = [file for file in ROOM.rglob("*.py") if "simulated" not in file.parts]
    given = {name for file in files for name in GIVEN.findall(file.read_text("utf-8"))}
    assert given == {trouble.name for trouble in Trouble}


def test_everything_that_has_a_name_is_counted_by_code() -> None:
    files = [file for file in ROOM.rglob("*.py") if "simulated" not in file.parts]
    assert {name for file in files for name in COUNTED.findall(file.read_text("utf-8"))} == set(Counted.__members__)


def test_a_reader_that_polkit_keeps_from_us_is_forbidden() -> None:
    """Said by pcscd where it is built with polkit, which it is not here."""
    fault = PcscSlot(PcscAddress("any"))._fault(scard.SCARD_W_SECURITY_VIOLATION)
    assert fault.trouble is Trouble.PORT_FORBIDDEN


def test_every_fault_has_its_trouble() -> None:
    assert all(family().trouble is not Trouble.NONE for family in DeviceFault.__subclasses__())


def test_a_line_that_another_program_has_is_busy_not_gone(ports: Path) -> None:
    line = PtyLine(ports / "shared", lambda _: None)
    line.start()
    first, second = (SerialPort(SerialAddress(ports / "shared", None), 9_600) for _ in range(2))
    first.open()
    with pytest.raises(PortGone) as fault:
        second.open()
    first.close()
    line.stop()
    assert fault.value.trouble is Trouble.PORT_BUSY
    assert "another program has it open" in str(fault.value)


def test_a_port_that_cannot_be_used_says_why_in_words(tmp_path: Path) -> None:
    (tmp_path / "plain").touch()
    with socket.create_server(("127.0.0.1", 0)) as server:
        closed = server.getsockname()[1]
    for port, words in (
        (SerialPort(SerialAddress(tmp_path / "plain", None), 9_600), "plain cannot be opened: it is no serial port"),
        (SerialPort(SerialAddress(tmp_path / "none", None), 9_600), "none cannot be opened: No such file or directory"),
        (TcpPort(TcpAddress("127.0.0.1", closed)), "cannot be reached: Connection refused"),
        (EscposPort(TcpAddress("127.0.0.1", closed), 0), "cannot be reached: Connection refused"),
    ):
        with pytest.raises(PortGone, match=words):
            port.open()
    assert why(TimeoutError("timed out")) == "nobody answers there"
    assert why(socket.gaierror(socket.EAI_NONAME, "Name or service not known")) == "Name or service not known"


def test_a_web_server_at_a_printers_address_is_no_printer_without_paper() -> None:
    """Letters of its answer have the bits of a printer's status."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = EscposPort(TcpAddress("127.0.0.1", server.getsockname()[1]), 0)
        port.open()
        far, _ = server.accept()
        far.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        with pytest.raises(PortGone, match="a web server answers at"):
            port.read(20)
        port.close()
        far.close()


def test_a_port_that_may_not_be_opened_is_forbidden_not_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    """As an ordinary user sees it; root, as whom the tests may run, opens everything."""

    def forbidden(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(serial, "Serial", forbidden)
    monkeypatch.setattr("devices.ports.input_port.os.open", forbidden)
    for port in (SerialPort(SerialAddress(Path("/dev/ttyUSB0"), None), 9_600), InputPort(InputAddress(Path("/dev/x")))):
        with pytest.raises(PortGone) as fault:
            port.open()
        assert fault.value.trouble is Trouble.PORT_FORBIDDEN


def test_a_line_to_a_serial_server_is_watched_by_the_system() -> None:
    """Nobody closes it when the far end loses its power."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = TcpPort(TcpAddress("127.0.0.1", server.getsockname()[1]))
        port.open()
        assert port._socket is not None
        assert port._socket.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE)
        asks = [port._socket.getsockopt(socket.IPPROTO_TCP, option) for option in (KEEPIDLE, KEEPINTVL, KEEPCNT)]
        port.close()
    assert asks[0] + asks[1] * asks[2] <= 3, "seconds until it is known"


def test_too_many_orders_are_refused_with_their_own_trouble(ports: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(orders, "ORDERS_MAX", 1)
    told: list[DeviceEvent] = []

    def tell(event: DeviceEvent) -> bool:
        told.append(event)
        return True

    printer = device("printer", "ticket_printer", "escpos", "tcp:127.0.0.1:9")
    kept = Keeper(printer, site(ports), tell, lambda: datetime(2026, 11, 21, tzinfo=UTC))
    for job in ("first", "second"):
        kept.order(PrintSlip(job, SLIP))
    (finished,) = told
    assert isinstance(finished, PrintFinished)
    assert (finished.job_id, finished.outcome.state) == ("second", PrintState.FAILED)
    assert finished.outcome.trouble is Trouble.ORDERS_FULL
