"""The layout of the paper, whatever stands on the ticket."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.paper.load import shipped_papers
from config.vocabulary import Language
from devices.frames.paper import layout
from devices.frames.paper.layout import COLUMNS
from devices.frames.paper.lines import Cut, PaperLine, QrLine, TextLine
from devices.frames.paper.paper_bytes import Paper, paper_bytes
from devices.frames.paper.rows import wrap
from devices.frames.printers.escpos_text import columns, normalise
from devices.kinds.slip import TicketSlip
from devices.simulated.paper.picture import MARGIN_DOTS, picture
from devices.simulated.paper.sheet import PAPER_DOTS, QrRow, TextRow, text_of
from tests.devices.printers.bare import rows_of
from tests.devices.printers.test_printers import SLIP

EXAMPLES = 60
WORDS = st.text(st.sampled_from("县政务服务中心大厅ABC abc 123，。（）¥㐂é\n\t"), max_size=80)
NUMBERS = st.from_regex(r"[A-Z]{1,3}[0-9]{1,6}", fullmatch=True)


LAYOUTS = shipped_papers().layouts


def lay_out(slip: TicketSlip) -> list[PaperLine]:
    """By the product's own layout, on paper of 80 mm."""
    return layout.lay_out(slip, LAYOUTS)


@given(
    hall=WORDS,
    number=NUMBERS,
    service=WORDS,
    ahead=st.integers(0, 9999),
    wait=WORDS,
    counters=WORDS,
    qr=st.text("https:/.abc123", max_size=120),
    language=st.sampled_from(Language),
)
@settings(max_examples=EXAMPLES, deadline=None)
def test_no_line_is_wider_than_the_paper(
    hall: str, number: str, service: str, ahead: int, wait: str, counters: str, qr: str, language: Language
) -> None:
    slip = TicketSlip(hall, number, service, "局", ahead, "09:10", "2026-11-21 09:20", wait, counters, language, qr)
    lines = lay_out(slip)
    assert all(columns(normalise(line.text)) * line.width <= COLUMNS for line in lines if isinstance(line, TextLine))
    assert isinstance(lines[-1], Cut)
    rows = rows_of(paper_bytes(lines, Paper()))
    texts = [row for row in rows if isinstance(row, TextRow)]
    assert all(sum(cell.dots for cell in row.cells) <= PAPER_DOTS for row in texts)
    assert number in text_of(rows)


def test_the_number_is_the_biggest_thing_on_the_paper() -> None:
    biggest = max((line for line in lay_out(SLIP) if isinstance(line, TextLine)), key=lambda line: line.height)
    assert (biggest.text, biggest.height) == (SLIP.number, 8)


def test_a_number_printed_as_a_picture_still_stands_in_letters_below_the_code() -> None:
    rows = rows_of(paper_bytes(lay_out(SLIP), Paper(smooth_number=True)))
    code = next(at for at, row in enumerate(rows) if isinstance(row, QrRow))
    assert SLIP.number not in text_of(rows[:code])
    assert SLIP.number in text_of(rows[code:]).splitlines()


def test_the_wait_stands_large_below_the_people_ahead_or_not_at_all() -> None:
    texts = [line for line in lay_out(SLIP) if isinstance(line, TextLine)]
    ahead = next(at for at, line in enumerate(texts) if line.text == "前面还有 12 人")
    assert (texts[ahead + 1].text, texts[ahead + 1].width) == ("预计等候 20-35 分钟", 2)
    untold = lay_out(replace(SLIP, wait=""))
    assert [line for line in untold if isinstance(line, TextLine)] == [*texts[: ahead + 1], *texts[ahead + 2 :]]


def test_an_address_is_offered_for_scanning_anything_else_is_kept() -> None:
    assert "扫一扫" in text_of(rows_of(paper_bytes(lay_out(SLIP), Paper())))
    plain = TicketSlip("厅", "A1", "事", "局", 0, "09:10", "09:20", qr="20261121-A001")
    printed = text_of(rows_of(paper_bytes(lay_out(plain), Paper())))
    assert "扫一扫" not in printed
    assert any(isinstance(line, QrLine) for line in lay_out(plain))


def test_the_picture_is_as_wide_as_the_paper() -> None:
    image = picture(rows_of(paper_bytes(lay_out(SLIP), Paper(smooth_number=True))))
    assert image.width == PAPER_DOTS + 2 * MARGIN_DOTS
    assert image.getextrema() == (0, 255)


def test_the_code_on_the_paper_is_the_code_of_the_slip() -> None:
    (code,) = [row for row in rows_of(paper_bytes(lay_out(SLIP), Paper())) if isinstance(row, QrRow)]
    assert code.text == SLIP.qr


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("龙里县政务服务中心", ["龙里县政务", "服务中心"]),
        ("Transfer of land", ["Transfer", "of land"]),
        ("", []),
        ("Antidisestablishment", ["Antidisest", "ablishment"]),
    ],
)
def test_text_wraps_at_spaces_or_between_hanzi(text: str, rows: list[str]) -> None:
    assert wrap(text, 10, longest=96) == rows
