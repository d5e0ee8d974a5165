"""The published answers of ESC/POS printers: status bytes, what is told unasked, blocks, marks; and after an error."""

import pytest

from devices.frames.printers import escpos_status
from devices.frames.printers.escpos_status import Block, Named, PrintedUpTo, Pushed, StatusByte, StatusReader
from devices.frames.printers.profile import profile
from devices.kinds.ticket_printer import PrinterCondition
from tests.devices.printers.bare import Printer

WORDS = "1C26" + "A字".encode("gbk").hex()
CUT = "1D564200"


@pytest.mark.parametrize(
    ("printer", "cause", "paper", "condition"),
    [
        (0x12, 0x12, 0x12, PrinterCondition.READY),
        (0x12, 0x12, 0x1E, PrinterCondition.PAPER_NEAR_END),
        (0x1A, 0x32, 0x7E, PrinterCondition.PAPER_OUT),
        (0x1A, 0x16, 0x12, PrinterCondition.COVER_OPEN),
        (0x1A, 0x12, 0x12, PrinterCondition.OFFLINE),
        (0x1A, 0x52, 0x12, PrinterCondition.ERROR),
    ],
)
def test_status_bytes(printer: int, cause: int, paper: int, condition: PrinterCondition) -> None:
    found = StatusReader().feed(bytes([printer, cause, paper]))
    assert found == [StatusByte(printer), StatusByte(cause), StatusByte(paper)]
    told = {1: printer, 2: cause, 4: paper}.items()
    conditions = set().union(*(profile("generic_80").of_byte(what, bits) for what, bits in told))
    assert escpos_status.worst(conditions) is condition


@pytest.mark.parametrize(
    ("name", "what", "bits", "condition"),
    [
        ("snbc", 3, 0x16, PrinterCondition.JAM),
        ("snbc", 3, 0x1A, PrinterCondition.CUTTER_ERROR),
        ("snbc", 3, 0x32, PrinterCondition.ERROR),
        ("generic_58", 3, 0x16, PrinterCondition.ERROR),
        ("generic_58", 3, 0x1A, PrinterCondition.CUTTER_ERROR),
        ("epson_tm", 3, 0x52, PrinterCondition.ERROR),
        ("epson_tm", 3, 0x32, PrinterCondition.ERROR),
        ("epson_tm", 3, 0x1A, PrinterCondition.CUTTER_ERROR),
        ("citizen_ppu700", 3, 0x1A, PrinterCondition.CUTTER_ERROR),
        ("citizen_ppu700", 5, 0x1A, PrinterCondition.ERROR),
        ("citizen_ppu700", 3, 0x16, PrinterCondition.JAM),
        ("citizen_ppu700", 4, 0x1E, PrinterCondition.PAPER_NEAR_END),
        ("citizen_ppu700", 4, 0x32, PrinterCondition.PAPER_OUT),
        ("citizen_ppu700", 4, 0x52, PrinterCondition.TICKET_IN_MOUTH),
        ("citizen_ppu700", 5, 0x16, PrinterCondition.COVER_OPEN),
    ],
)
def test_what_makes_differ_in(name: str, what: int, bits: int, condition: PrinterCondition) -> None:
    assert profile(name).of_byte(what, bits) == {condition}


@pytest.mark.parametrize(
    ("block", "conditions"),
    [
        ("00000000", set()),
        ("01000000", {PrinterCondition.PAPER_OUT}),
        ("04000000", {PrinterCondition.PAPER_NEAR_END}),
        ("24000000", {PrinterCondition.PAPER_NEAR_END, PrinterCondition.TICKET_IN_MOUTH}),
        ("00010000", {PrinterCondition.COVER_OPEN}),
        ("00004000", {PrinterCondition.JAM}),
        ("00020000", {PrinterCondition.COVER_OPEN}),
        ("00000100", {PrinterCondition.ERROR}),
        ("00000200", {PrinterCondition.ERROR}),
        ("00000800", {PrinterCondition.ERROR}),
        ("00000001", {PrinterCondition.CUTTER_ERROR}),
        ("00000002", {PrinterCondition.CUTTER_ERROR}),
        ("00000004", {PrinterCondition.ERROR}),
        ("00000008", {PrinterCondition.ERROR}),
        ("C0FCA000", set()),
    ],
)
def test_a_custom_printers_block(block: str, conditions: set[PrinterCondition]) -> None:
    (found,) = StatusReader(blocks=True).feed(bytes.fromhex("100F" + block))
    assert isinstance(found, Block)
    assert profile("custom_vkp80").of_block(found) == conditions


@pytest.mark.parametrize(
    ("bits", "conditions"),
    [
        ("10000000", set()),
        ("18000C00", {PrinterCondition.OFFLINE, PrinterCondition.PAPER_OUT}),
        ("10000300", {PrinterCondition.PAPER_NEAR_END}),
        ("38000000", {PrinterCondition.OFFLINE, PrinterCondition.COVER_OPEN}),
        ("18080000", {PrinterCondition.OFFLINE, PrinterCondition.CUTTER_ERROR}),
        ("18040000", {PrinterCondition.OFFLINE, PrinterCondition.ERROR}),
        ("18200000", {PrinterCondition.OFFLINE, PrinterCondition.ERROR}),
        ("18400000", {PrinterCondition.OFFLINE, PrinterCondition.ERROR}),
    ],
)
def test_what_a_printer_tells_by_itself(bits: str, conditions: set[PrinterCondition]) -> None:
    (found,) = StatusReader().feed(bytes.fromhex(bits))
    assert isinstance(found, Pushed)
    assert escpos_status.told_by(found) == conditions


def test_first_bytes_tell_an_answer_from_a_push() -> None:
    valid = [byte for byte in range(256) if StatusReader().feed(bytes([byte]))]
    assert valid == [byte for byte in range(256) if byte & 0x93 == 0x12]
    fours = [bytes([byte, 0, 0, 0]) for byte in range(256)]
    pushed = [four[0] for four in fours if StatusReader().feed(four) == [Pushed(four)]]
    assert pushed == [byte for byte in range(256) if byte & 0x93 == 0x10]


@pytest.mark.parametrize(
    ("answer", "meant"),
    [
        ("12", StatusByte(0x12)),
        ("10000000", Pushed(bytes.fromhex("10000000"))),
        ("37224142434400", PrintedUpTo(b"ABCD")),
        ("372F4142434400", PrintedUpTo(b"ABCD")),
        ("5F4550534F4E00", Named("EPSON")),
    ],
)
def test_each_shape_of_answer(answer: str, meant: object) -> None:
    assert StatusReader(names=True).feed(bytes.fromhex(answer)) == [meant]


@pytest.mark.parametrize(
    ("fault", "answers"),
    [
        (None, "12 12 12 12"),
        ("offline", "1A 12 12 12"),
        ("cover_open", "1A 16 12 12"),
        ("paper_near_end", "12 12 12 1E"),
        ("paper_out", "1A 32 12 7E"),
        ("cutter_error", "1A 52 1A 12"),
        ("error", "1A 52 32 12"),
    ],
)
def test_the_four_questions(fault: str | None, answers: str) -> None:
    printer = Printer()
    if fault:
        printer.twin.switch(fault, True)
    assert [printer.hears(f"1004{what:02X}") for what in (1, 2, 3, 4)] == answers.lower().split()


@pytest.mark.parametrize(
    ("fault", "told"), [("cover_open", "38000000"), ("paper_near_end", "10000300"), ("cutter_error", "18080000")]
)
def test_a_printer_that_is_told_to_tells_every_change_by_itself(fault: str, told: str) -> None:
    printer = Printer("epson_tm")
    assert printer.hears("1D61FF") == "10000000"
    printer.twin.switch(fault, True)
    assert printer.wire.said.hex() == "10000000" + told
    assert printer.hears("1D6100") == ""


def test_a_custom_printer_tells_its_whole_block() -> None:
    printer = Printer("custom_vkp80")
    assert printer.hears("100414") == "100f00000000"
    printer.hears("1DE001")
    printer.twin.switch("ticket_in_mouth", True)
    assert printer.wire.said.hex() == "100f20000000"
    assert printer.hears("1D6502") == "100f00000000", "drawn in"


@pytest.mark.parametrize(("fault", "answer"), [(None, "00"), ("paper_near_end", "03")])
def test_the_paper_sensors_are_asked(fault: str | None, answer: str) -> None:
    """GS r 1 waits for its turn: a printer without paper answers when there is paper again."""
    printer = Printer()
    if fault:
        printer.twin.switch(fault, True)
    assert printer.hears("1D7201") == answer
    printer.twin.switch("paper_out", True)
    assert printer.hears("1D7201") == ""
    printer.twin.switch("paper_out", False)
    assert printer.wire.said.hex() == answer


@pytest.mark.parametrize(
    ("name", "question", "answer"),
    [
        ("epson_tm", "1D4942", "5f4550534f4e00"),
        ("custom_vkp80", "1D4901", "5d"),
        ("citizen_ppu700", "1D4931", "75"),
        ("generic_80", "1D4901", ""),
    ],
)
def test_who_are_you(name: str, question: str, answer: str) -> None:
    assert Printer(name).hears(question) == answer


def test_all_before_the_mark_is_on_paper() -> None:
    assert Printer().hears(WORDS + CUT + "1D28480600303041424344") == "37224142434400"


@pytest.mark.parametrize(("recover", "words"), [("100501", ["A字"]), ("100502", [])])
@pytest.mark.parametrize("fault", ["jam", "cutter_error"])
def test_after_an_error_it_goes_on_with_what_it_holds_or_without(fault: str, recover: str, words: list[str]) -> None:
    printer = Printer()
    printer.twin.switch(fault, True)
    printer.hears(WORDS + CUT)
    assert printer.words() == []
    printer.hears(recover)
    assert (printer.words(), printer.hears("100401")) == (words, "12")


@pytest.mark.parametrize("fault", ["paper_out", "cover_open", "error"])
def test_what_only_hands_can_put_right_stays(fault: str) -> None:
    printer = Printer()
    printer.twin.switch(fault, True)
    printer.hears(WORDS + CUT + "100501")
    assert (printer.words(), printer.hears("100401")) == ([], "1a")


def test_a_question_in_two_pieces_is_answered_while_nothing_prints() -> None:
    printer = Printer()
    printer.twin.switch("cover_open", True)
    assert (printer.hears("1004"), printer.hears("02")) == ("", "16")
