"""Which unit it is: the hall's number from the settings, name and firmware as the unit itself says, on the wire."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.counted import Counted
from config.wire.message import WORDS_MAX
from config.wire.presence import Health
from devices.checking import check
from devices.frames.printers.escpos_status import Name, Named, StatusByte, StatusReader, ask_name
from devices.host import Host
from devices.simulated.stage import Stage
from tests.devices.fuzz import EXAMPLES, split
from tests.devices.host.hosting import hosting
from tests.devices.rig import SITE_KEY, device, watch_until

PRINTER = device("printer", "ticket_printer", "escpos", "serial:printer", profile="epson_tm").model_copy(
    update={"asset": "ZC-0042"}
)
ODD = device("odd", "card_reader", "nobodys", "serial:odd").model_copy(update={"asset": "ZC-0043"})


@pytest.fixture
def stage(ports: Path) -> Iterator[Stage]:
    """A printer that says who it is."""
    stage = Stage(ports)
    stage.build([PRINTER])
    stage.start()
    yield stage
    stage.stop()


def told(host: Host) -> Health:
    """The printer's line of health as it goes over the wire."""
    return next(each for each in host.health() if each.name == "printer").on_wire("kiosk-1")


def test_a_printer_says_its_firmware_and_keeps_it_when_it_goes(stage: Stage, ports: Path) -> None:
    running = hosting((PRINTER, ODD), ports)
    watch_until(lambda: told(running.host).firmware != "", "the printer's own words")
    line = told(running.host)
    assert (line.asset, line.identity, line.firmware) == ("ZC-0042", "EPSON TM-T82II TWIN000042", "1.01 ESC/POS")
    stage.twins["printer"].switch("unplugged", True)
    watch_until(lambda: told(running.host).state == "down", "the printer is gone")
    assert told(running.host).firmware == "1.01 ESC/POS"
    assert running.host.health()[1].asset == "ZC-0043", "also of one that cannot be driven"
    running.host.stop()


def test_a_printer_without_paper_is_asked_when_it_can_answer(stage: Stage, ports: Path) -> None:
    stage.twins["printer"].switch("paper_out", True)
    running = hosting((PRINTER,), ports)
    watch_until(lambda: told(running.host).trouble == "paper_out", "no paper")
    assert told(running.host).firmware == ""
    stage.twins["printer"].switch("paper_out", False)
    watch_until(lambda: told(running.host).firmware != "", "the printer's own words")
    running.host.stop()


@pytest.mark.usefixtures("stage")
def test_the_check_names_the_unit(ports: Path) -> None:
    table, _ = check(Host([PRINTER], SITE_KEY, ports), [PRINTER])
    assert "ZC-0042" in table
    assert table.splitlines()[0].split()[7:9] == ["asset", "firmware"]
    assert "1.01 ESC/POS" in table, "it says its name a little after its state"


@given(
    noise=st.binary(max_size=40),
    cuts=st.lists(st.integers(0, 120), max_size=6),
    text=st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), max_size=80),
)
@settings(max_examples=EXAMPLES, deadline=None)
def test_a_name_is_found_after_any_noise(noise: bytes, cuts: list[int], text: str) -> None:
    """Noise that is a name's head itself could hold what follows: a control byte ends it."""
    reader = StatusReader(names=True)
    said = noise + b"\x01\x01\x01\x01\x01\x01\x01" + b"\x5f" + text.encode() + b"\0\x12"
    found = [each for piece in split(said, cuts) for each in reader.feed(piece)]
    assert found[-2:] == [Named(text), StatusByte(0x12)]


def test_a_name_without_end_is_given_up() -> None:
    reader = StatusReader(names=True)
    assert reader.feed(b"\x5f" + b"A" * 200) == []
    assert reader.dropped[Counted.NOISE] > WORDS_MAX / 2
    assert ask_name(Name.FIRMWARE) == bytes.fromhex("1D4941")
