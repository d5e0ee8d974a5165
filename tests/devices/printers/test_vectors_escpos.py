"""The published bytes of ESC/POS: what our driver sends, and what a printer does with it.

The twin understands all of them, also those that the driver never sends: a paper drawn from bytes has to be right.
"""

from collections.abc import Sequence

import pytest

from devices.frames.paper.paper_bytes import Paper, paper_bytes
from devices.frames.printers import escpos_status, escpos_text
from devices.frames.printers.escpos_commands import Command, EscposParser, Plain
from devices.frames.printers.profile import profile
from devices.simulated.paper.lettering import Cell
from devices.simulated.paper.picture import row_image
from devices.simulated.paper.sheet import RUBBISH, DotsRow, Gap, QrRow, Row, TextRow, text_of
from tests.devices.printers.bare import Printer, rows_of

CHINESE = "1C26"
WORDS = "A字".encode("gbk").hex()
QR_FORM = "1D286B040031413200" + "1D286B0300314306"
"""Model 2, six dots a module."""
QR_OF_A1 = "1D286B0500315030" + "4131" + "1D286B0300315130"


def drawn(data: str) -> tuple[Row, ...]:
    """What is on the paper."""
    return rows_of(bytes.fromhex(data))


def cells_of(commands: str) -> tuple[Cell, ...]:
    """An A and a 字 after these commands."""
    (row,) = drawn(CHINESE + commands + WORDS)
    assert isinstance(row, TextRow)
    assert [cell.sign for cell in row.cells] == ["A", "字"]
    return row.cells


@pytest.mark.parametrize(
    ("ours", "published"),
    [
        (escpos_text.INITIALISE, "1B40"),
        (escpos_text.CHINESE_MODE, "1C26"),
        (escpos_text.size(1, 1), "1D2100"),
        (escpos_text.size(2, 3), "1D2112"),
        (escpos_text.size(8, 8), "1D2177"),
        (escpos_text.CUT, "1D564200"),
        (bytes.fromhex(profile("custom_vkp80").cut), "1B64061D5600"),
        (escpos_text.raster(2, 2, b"\xff" * 4), "1D76300002000200FFFFFFFF"),
        (
            escpos_text.graphics(16, 2, b"\xff" * 4),
            "1D284C0E0030703001013110000200FFFFFFFF" + "1D284C02003032",
        ),
        (
            escpos_text.qr("A1", 6),
            QR_FORM + "1D286B0300314531" + QR_OF_A1,
        ),
        (escpos_text.buzz(3), "1B420302"),
        *((escpos_status.ask(what), f"1004{what:02X}") for what in (1, 2, 3, 4, 5, 0x14)),
        (escpos_status.ask_printed(b"ABCD"), "1D28480600303041424344"),
        (escpos_status.ask_name(escpos_status.Name.MAKER), "1D4942"),
        (bytes.fromhex(profile("epson_tm").pushes), "1D61FF"),
        (bytes.fromhex(profile("custom_vkp80").eject), "1D6505"),
        (bytes.fromhex(profile("custom_vkp80").present), "1D6503"),
        (escpos_text.text_line(escpos_text.normalise("¥")), "A3A40A"),
    ],
)
def test_what_the_driver_sends(ours: bytes, published: str) -> None:
    assert ours.hex().upper() == published.upper()


def test_every_paper_begins_with_initialise_and_chinese_mode() -> None:
    assert paper_bytes([], Paper()).startswith(bytes.fromhex("1B40" + "1C26"))


@pytest.mark.parametrize(
    ("commands", "latin", "chinese"),
    [
        ("", (1, 1), (1, 1)),
        ("1D2112", (2, 3), (2, 3)),
        ("1D2177", (8, 8), (8, 8)),
        ("1B2130", (2, 2), (1, 1)),
        ("1B2110", (1, 2), (1, 1)),
        ("1C2104", (1, 1), (2, 1)),
        ("1C2108", (1, 1), (1, 2)),
        ("1C210C", (1, 1), (2, 2)),
        ("1C5701", (1, 1), (2, 2)),
        ("1C5701" + "1C5700", (1, 1), (1, 1)),
        ("1D2111" + "1C2100", (2, 2), (1, 1)),
        ("1C210C" + "1D2100", (1, 1), (1, 1)),
        ("1D2111" + "1B40" + CHINESE, (1, 1), (1, 1)),
        ("1B7400", (1, 1), (1, 1)),
        ("1C4301", (1, 1), (1, 1)),
    ],
)
def test_sizes(commands: str, latin: tuple[int, int], chinese: tuple[int, int]) -> None:
    """ESC ! is for one-byte signs alone, FS ! and FS W for Chinese ones, GS ! for both; the last one counts."""
    assert [(cell.width, cell.height) for cell in cells_of(commands)] == [latin, chinese]


@pytest.mark.parametrize(
    ("commands", "latin", "chinese"),
    [
        ("1C2180", 0, 1),
        ("1C2D01", 0, 1),
        ("1C2D02", 0, 2),
        ("1C2D32", 0, 2),
        ("1C2D02" + "1C2D00", 0, 0),
        ("1C2D02" + "1C2100", 0, 0),
        ("1C2D02" + "1C2100" + "1C2180", 0, 2),
        ("1B2180", 1, 0),
        ("1B2D02", 2, 0),
    ],
)
def test_underlines(commands: str, latin: int, chinese: int) -> None:
    assert [cell.underline for cell in cells_of(commands)] == [latin, chinese]


@pytest.mark.parametrize(("commands", "dots"), [("1C530206", [12, 24 + 8]), ("1C530206" + "1C2104", [12, 48 + 16])])
def test_space_beside_chinese_signs_grows_with_them(commands: str, dots: Sequence[int]) -> None:
    assert [cell.dots for cell in cells_of(commands)] == dots


def test_underline_and_space_are_drawn() -> None:
    (row,) = drawn(CHINESE + "1C2D02" + "1C530A14" + WORDS)
    image = row_image(row)
    assert image is not None
    assert image.size == (12 + 10 + 24 + 20, 24)
    assert image.crop((12, 22, 66, 24)).getextrema() == (1, 1)
    assert image.crop((0, 22, 12, 24)).getextrema() == (0, 0)
    assert image.crop((12, 0, 22, 22)).getextrema() == image.crop((46, 0, 66, 22)).getextrema() == (0, 0)


def test_without_chinese_mode_there_are_no_chinese_signs() -> None:
    for commands in ("", CHINESE + "1C2E"):
        assert "字" not in text_of(drawn(commands + WORDS))
    assert text_of(drawn("1C2E" + CHINESE + WORDS)) == "A字"


def test_a_four_byte_code_prints_rubbish_and_its_twin_of_two_bytes_does_not() -> None:
    assert "¥".encode("gb18030").hex() == "81308436"
    assert RUBBISH in text_of(drawn(CHINESE + "81308436"))
    assert text_of(drawn(CHINESE + "A3A4")) == "￥"


@pytest.mark.parametrize(
    ("commands", "row"),
    [
        ("1D76300002000200FFFFFFFF", DotsRow(2, b"\xff" * 4, 0)),
        ("1D284C0E0030703001013110000200FFFFFFFF" + "1D284C02003032", DotsRow(2, b"\xff" * 4, 0)),
        (
            QR_FORM + "1D286B0300314530" + QR_OF_A1,
            QrRow("A1", 6, 0),
        ),
        ("1B6406", Gap(180)),
    ],
)
def test_pictures_codes_and_feeds(commands: str, row: Row) -> None:
    assert drawn(commands) == (row,)


@pytest.mark.parametrize("end", ["1B64061D5600", "1D564200"])
def test_both_cuts_end_a_paper(end: str) -> None:
    printer = Printer()
    printer.hears(CHINESE + WORDS + end + "1B420302")
    assert (printer.words(), printer.twin.beeps) == (["A字"], 3)


@pytest.mark.parametrize(
    "command",
    [
        "1D7201",
        "1D4901",
        "1D61FF",
        "1005" + "01",
        "1D6506",
        "1D65030C",
        "1DE001",
        "1DE100",
        "1C501401450A",
        "1C287A02000101",
    ],
)
def test_nothing_of_a_command_is_taken_for_text(command: str) -> None:
    first, text = EscposParser().feed(bytes.fromhex(command + "41"))
    assert isinstance(first, Command)
    assert bytes(first.code) + first.body == bytes.fromhex(command)
    assert text == Plain(b"A")
