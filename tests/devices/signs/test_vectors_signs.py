"""The published bytes of strips and signs: what our drivers send, and what a sign does with it.

The twins also understand what no driver sends, where a sign would.
"""

import pytest

from devices.frames.signs import cd5220, modbus
from devices.frames.signs import onbon_commands as commands
from devices.frames.signs.alpha import COLOURS, AlphaMode, AlphaText, even_parity
from devices.frames.signs.checks import CHECKS
from devices.frames.signs.onbon import PC, OnbonFrame, OnbonReader
from devices.frames.signs.strip_template import strip_template
from devices.simulated.signs.alpha_twin import AlphaTwin
from devices.simulated.signs.cd5220_twin import PoleTwin
from devices.simulated.signs.onbon_twin import OnbonTwin
from devices.simulated.signs.sign_twin import Shown
from devices.simulated.signs.template_twin import TemplateTwin
from tests.devices.wire import Wire

Z01 = {1: "z01"}
PING = "A5A5A5A5A5A5A5A5 01000080 000000000000 FE02 0500 A20001 0000 68F8 5A"
AREA = (
    "A5A5A5A5A5A5A5A5 01000080000000000000FE023100 A30601000000012800 000000000008001000000000000000000A010101000004"
    "0D000000 5C43315C464F30303041303031 1365 5A"
)
VENDOR_SAMPLE = (
    "A5A5A5A5A5A5A5A5 01000080000000000000 5102 3200 A30601000000012900 0000000000C080208000000000000000000202020000"
    "04 0E000000 3031323334355152535454562742 A87D 5A"
)
"""192×32 pixels, many lines."""
CLEAR = "A5A5A5A5A5A5A5A5 01000080 000000000000 FE02 0500 A310010000 51F8 5A"
STATUS = "A5A5A5A5A5A5A5A5 01000080 000000000000 FE02 0500 A102010000 2D40 5A"
ERRORS = (
    *("group", "command", "busy", "memory", "checksum", "no file", "flash", "download", "name", "type"),
    *("file checksum", "font missing", "firmware type", "date", "exists", "block"),
)
"""From 1 on."""


def hexed(frame: bytes) -> str:
    return frame.hex().upper()


def plain(text: str) -> str:
    return text.replace(" ", "")


@pytest.mark.parametrize(
    ("data", "framed"),
    [
        (commands.PING, PING),
        (bytes.fromhex("A102010000"), STATUS),
        (commands.CLEAR, CLEAR),
        (commands.show_area(commands.Area(rb"\C1\FO000A001", 64, 16)), AREA),
    ],
)
def test_onbon_vectors_both_ways(data: bytes, framed: str) -> None:
    frame = OnbonFrame(1, PC, data)
    assert hexed(frame.to_bytes()) == plain(framed)
    assert OnbonReader().feed(bytes.fromhex(framed)) == [frame]


def test_the_makers_own_onbon_sample_is_read() -> None:
    (frame,) = OnbonReader().feed(bytes.fromhex(VENDOR_SAMPLE))
    assert (frame.device_type, frame.data[-14:]) == (0x51, b"012345QRSTTV'B")


def test_onbon_escapes_in_one_pass_after_the_checksum() -> None:
    frame = OnbonFrame(1, PC, bytes.fromhex("A5A65A5BA602"))
    assert b"\xa6\x02\xa6\x01\x5b\x02\x5b\x01\xa6\x01\x02" in frame.to_bytes()
    assert OnbonReader().feed(frame.to_bytes()) == [frame]


def test_onbon_counts_odd_widths_in_pixels() -> None:
    assert commands.Area(b"", 60, 16).to_bytes()[5:9] == bytes.fromhex("3C801000")


def test_onbon_brightness_and_answers() -> None:
    assert commands.brightness(16) == bytes.fromhex("A3020100000110") + b"\x01" * 48
    assert commands.error_of(bytes.fromhex("A206000000")) == ""
    assert commands.error_of(bytes.fromhex("A206030000")) == "busy"
    assert commands.error_of(bytes.fromhex("A206770000")) == "error 119"
    assert commands.error_of(b"\xa2") == "short answer"


def test_every_onbon_error_has_its_words() -> None:
    assert tuple(commands.error_of(bytes([0xA3, 6, number, 0, 0])) for number in range(1, 17)) == ERRORS


def framed(data: str, to: int = 1, sender: int = PC) -> str:
    """A command or an answer in its frame."""
    return hexed(OnbonFrame(to, sender, bytes.fromhex(data)).to_bytes())


def controller() -> tuple[OnbonTwin, Wire]:
    """The one with the address 1."""
    wire = Wire()
    return OnbonTwin(wire.to, Z01), wire


@pytest.mark.parametrize("asked", ["A200010000", "A102010000", "A310010000"])
def test_an_onbon_controller_answers_with_group_command_and_error(asked: str) -> None:
    _, wire = controller()
    answer = framed(asked[:4] + "000000", PC, 1).lower()
    assert [wire.hears(framed(asked, to)) for to in (1, 0xFFFE, 2)] == [answer, answer, ""]
    assert wire.hears(framed(asked[:4] + "020000")) == "", "it was told not to"


def shown_by(*frames: str) -> Shown:
    """What stands on an Onbon controller after these frames."""
    twin, wire = controller()
    for frame in frames:
        wire.hears(frame)
    return twin.shown("z01")


def test_what_the_published_frames_show() -> None:
    assert shown_by(AREA) == Shown(("A001",), "red", scrolling=False)
    assert shown_by(VENDOR_SAMPLE).lines == ("012345QRSTTV'B",)
    assert shown_by(AREA, CLEAR) == Shown()


@pytest.mark.parametrize(
    ("deleted", "shown"), [("00", ("A001",)), ("FF", ("A001",)), ("020007", ("A001",))], ids=["none", "all", "two"]
)
def test_areas_are_found_behind_those_that_are_deleted(deleted: str, shown: tuple[str, ...]) -> None:
    area = commands.Area(rb"\C1\FO000A001", 64, 16).to_bytes()
    record = len(area).to_bytes(2, "little").hex() + area.hex()
    assert shown_by(framed("A306010100" + deleted + "01" + record)).lines == shown


def test_all_areas_are_deleted_and_half_an_area_is_refused() -> None:
    assert shown_by(AREA, framed("A306010000FF00")) == Shown()
    _, wire = controller()
    assert wire.hears(framed("A3060100000001280000")) == framed("A306020000", PC, 1).lower()


@pytest.mark.parametrize(
    ("name", "text", "frame"),
    [
        ("a1", "A001", "AA01BB 5154 0B01050000 41303031 7F FF"),
        ("a2", "A001", "AA01BB5154 CE 0100990063 41303031 FF"),
        ("c", "A1", "A09001A5 0004 4100 3100 D0"),
    ],
)
def test_led_family_vectors(name: str, text: str, frame: str) -> None:
    assert hexed(strip_template(name, {}).to_bytes(1, 0, text, "red")) == plain(frame)


def test_family_d_is_what_its_source_says() -> None:
    frame = strip_template("d", {}).to_bytes(3, 7, "请A001", "")
    body = bytes.fromhex("03FE 0C 07 863C000500 C7EB 41303031 00")
    assert frame == body + CHECKS["crc16_xmodem_hi_lo"].to_bytes(body)


@pytest.mark.parametrize(
    ("name", "frame", "shown"),
    [
        ("a1", "AA01BB 5154 0B01050000 41303031 7F FF", Shown(("A001",), "red")),
        ("a2", "AA01BB5154 CE 0100990063 41303031 FF", Shown(("A001",))),
        ("c", "A09001A5 0004 4100 3100 D0", Shown(("A1",))),
    ],
)
def test_what_led_families_show(name: str, frame: str, shown: Shown) -> None:
    wire = Wire()
    twin = TemplateTwin(wire.to, Z01, strip_template(name, {}))
    assert wire.hears(frame) == ("1b" if name == "a1" else "")
    assert twin.shown("z01") == shown


def test_what_a_hall_changes_in_a_family() -> None:
    """A1 that stores its text, the summary board of A2."""
    values = {"effect": 11, "speed": 1, "delay": 5, "colour": 0}
    stored = strip_template(
        "", {"frame": "AA {address} BB 51 44 ( {effect} {speed} {delay} {colour} {text} ) {xor} FF", "values": values}
    )
    assert hexed(stored.to_bytes(1, 0, "A001", "")) == "AA01BB51440B010500413030317FFF"
    board = strip_template("a2", {"values": {"board": 8, "part": 2}}).to_bytes(1, 0, "A001", "")
    counted = bytes.fromhex("0802990063" + "41303031" + "FF")
    assert board == bytes.fromhex("AA01BB5154") + bytes([sum(counted) % 256]) + counted


def test_a1_asks_and_runs_where_the_text_is_too_wide() -> None:
    strip = strip_template("a1", {"columns": 8})
    assert strip.ask_form.to_bytes(strip.values | {"address": 9}) == bytes.fromhex("AA0955")
    assert strip.to_bytes(1, 0, "请A001到3号窗口", "yellow")[5] == 1
    assert strip.to_bytes(1, 0, "请A001", "yellow")[5:9] == bytes.fromhex("0B010502")


@pytest.mark.parametrize(
    ("check", "value"),
    [("crc16_modbus_lo_hi", "374B"), ("crc16_arc_lo_hi", "3DBB"), ("crc16_xmodem_hi_lo", "31C3"), ("sum8", "DD")],
)
def test_checksums_of_123456789(check: str, value: str) -> None:
    assert hexed(CHECKS[check].to_bytes(b"123456789")) == value


def test_modbus_frames() -> None:
    assert hexed(modbus.write_one(1, 1, 3)) == "01060001 0003980B".replace(" ", "")
    assert hexed(modbus.write_several(1, 1, [10, 258])) == "011000010002 04 000A0102 9230".replace(" ", "")


def test_alpha_frames() -> None:
    assert AlphaText(0, b"A001").to_bytes() == bytes(5) + b"\x01Z00\x02AA\x1b bA001\x04"
    summed = AlphaText(255, b"A", AlphaMode.ROTATE, "green", b"^", b"0", summed=True).to_bytes()
    packet = b"\x02A0\x1b a\x1c2A\x03"
    assert summed == bytes(5) + b"\x01^FF" + packet + b"%04X" % sum(packet) + b"\x04"
    assert even_parity(b"AC\x00") == b"A\xc3\x00"


def test_cd5220_frames() -> None:
    assert cd5220.picture((b"A001", b"Counter 3"), 4) == b"\x0c\x1b*\x04\x1bQAA001\r\x1bQBCounter 3\r"
    assert cd5220.picture((b"A001 please go to counter 3",), None) == b"\x0c\x1bQDA001 please go to counter 3\r"
    assert cd5220.picture((b"",), None) == b"\x0c"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("1B2062" + "41303031", Shown(("A001",))),
        ("1B2661" + "41303031", Shown(("A001",), scrolling=True)),
        ("1B3074" + "41303031", Shown(("A001",), scrolling=True)),
        ("1B306E30" + "41303031", Shown(("A001",))),
        ("1B2262" + "1C32" + "41303031", Shown(("A001",), "green")),
    ],
    ids=["hold", "rotate", "narrow", "twinkle", "green"],
)
@pytest.mark.parametrize("head", ["015A303002", "015E303102", "015A303102"])
def test_what_an_alpha_sign_shows(head: str, text: str, shown: Shown) -> None:
    """To all or to one, of any type, at any place of the sign."""
    wire = Wire()
    twin = AlphaTwin(wire.to, Z01, parity=False)
    wire.hears("0000000000" + head + "4141" + text + "04")
    assert twin.shown("z01") == shown


def test_alpha_colours() -> None:
    assert COLOURS == {"red": b"1", "green": b"2", "amber": b"3", "rainbow": b"9"}


@pytest.mark.parametrize(
    ("sent", "lines"),
    [
        (b"\x1bQAA001\r\x1bQBB\r", ("A001", "B")),
        (b"\x1bQDA001\r", ("A001",)),
        (b"A001", ("A001",)),
        (b"\x1bl\x03\x02A001", ("  A001",)),
        (b"A001\x1bl\x02\x01B", ("AB01",)),
        (b"x" * 20 + b"A001", ("x" * 20, "A001")),
        (b"A001\x0c", ()),
        (b"A001\x18B", (" " * 4 + "B",)),
        (b"A001\x1b@", ()),
        (b"\x1b*\x02\x1b_\x00\x1b=\x02A001", ("A001",)),
        (b"\x1bQAA001\rB\x1bl\x01\x02B", ("A001",)),
        (b"\x1bQAA001\r\x18\x1bl\x01\x02B", ("A001", "B")),
    ],
)
def test_what_a_pole_display_shows(sent: bytes, lines: tuple[str, ...]) -> None:
    """Lines as strings, or signs at the cursor; in strings only CLR and CAN are heard."""
    wire = Wire()
    twin = PoleTwin(wire.to, Z01)
    wire.hears(sent.hex())
    assert twin.shown("z01").lines == lines
