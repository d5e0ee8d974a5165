"""Papers from layout files: the ticket's bytes, what is left out, hanging lists, and the previews."""

import hashlib
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from config.paper.fields import Content, PaperName, numbered
from config.paper.layout import Layout
from config.paper.load import shipped_papers
from config.vocabulary import Language
from devices.frames.paper.layout import lay_out
from devices.frames.paper.lines import Cut, Feed, PaperLine, TextLine
from devices.frames.paper.paper_bytes import Paper, paper_bytes
from devices.frames.printers.escpos_text import Align, columns, normalise
from devices.kinds.slip import TicketSlip
from devices.simulated.paper.__main__ import main
from devices.simulated.paper.previews import WIDTHS, sample_bytes
from devices.simulated.paper.samples import sample
from tests.devices.printers.test_printers import SLIP

LAYOUTS = shipped_papers().layouts
TICKET_BYTES_MAX = 2048
ENGLISH = TicketSlip(
    hall="Longli County Government Service Center",
    number="GB007",
    service="Medical insurance registration",
    department="Medical Insurance Bureau",
    people_ahead=0,
    counted_from="09:10",
    taken_at="2026-11-21 09:20",
    wait="About 20-35 min",
    counters="Comprehensive 1-3, 5, Medical insurance 1-3, Natural resources",
    language=Language.ENGLISH,
    qr="20261121-GB007-ABCDEFGH",
    notes=("Please watch the screens for your number",),
)
AWAY = TicketSlip("厅", "A1", "事", "局", None, "", "2026-11-21 09:20")


def laid_out(text: str, texts: dict[str, str], entries: tuple[str, ...] = (), room: int = 20) -> list[PaperLine]:
    """One line of a ticket's layout, without the cut."""
    layout = Layout.model_validate(tomllib.loads(f"line = [ {text} ]"))
    content = Content(PaperName.TICKET, Language.CHINESE, texts, {"notes": numbered(entries)})
    *lines, last = lay_out(content, {PaperName.TICKET: layout}, room)
    assert isinstance(last, Cut)
    return lines


@pytest.mark.parametrize(
    ("slip", "width_dots", "digest"),
    [
        (SLIP, 576, "b329f2d708cda972"),
        (SLIP, 384, "8afa758f8375ab89"),
        (ENGLISH, 576, "f6985b8eb0560ae1"),
        (ENGLISH, 384, "c91fdaef67938748"),
        (AWAY, 576, "b30545ddf008fdc4"),
        (AWAY, 384, "a8807e6bb756a676"),
    ],
)
def test_the_ticket_s_bytes_are_what_they_were(slip: TicketSlip, width_dots: int, digest: str) -> None:
    """Before there were layout files. Whoever changes the ticket on purpose writes the new digests here."""
    paper = Paper(width_dots=width_dots)
    data = paper_bytes(lay_out(slip, LAYOUTS, paper.columns), paper)
    assert hashlib.sha256(data).hexdigest()[:16] == digest


@pytest.mark.parametrize("width_mm", WIDTHS)
@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("paper", PaperName)
def test_each_paper_fits_and_a_ticket_has_two_kilobytes_at_most(
    paper: PaperName, language: Language, width_mm: int
) -> None:
    if paper is PaperName.TICKET:
        assert len(sample_bytes(LAYOUTS, paper, language, width_mm)) <= TICKET_BYTES_MAX
    room = WIDTHS[width_mm] // 12
    texts = [line for line in lay_out(sample(paper, language), LAYOUTS, room) if isinstance(line, TextLine)]
    assert all(columns(normalise(line.text)) * line.width <= room for line in texts)


@pytest.mark.parametrize("width_mm", WIDTHS)
@pytest.mark.parametrize("language", Language)
def test_a_ticket_with_the_longest_texts_has_two_kilobytes_at_most(language: Language, width_mm: int) -> None:
    long = "不动产登记和建设工程" * 5 if language is Language.CHINESE else "Registration of works " * 5
    slip = TicketSlip(long, "GAX999999", long, long, 9999, "09:10", "2026-11-21 09:20", long, long, language)
    slip = replace(slip, qr=f"http://10.10.10.10:18080/visit/{'A' * 40}", notes=(long,) * 4)
    paper = Paper(width_dots=WIDTHS[width_mm])
    assert len(paper_bytes(lay_out(slip, LAYOUTS, paper.columns), paper)) <= TICKET_BYTES_MAX


def test_a_line_without_its_field_is_left_out() -> None:
    texts = {"number": "A1", "wait": ""}
    assert laid_out('{ text = "{number} {wait}", below = 9 }', texts) == []
    assert laid_out('{ text = "{number}", when = "wait" }', texts) == []
    assert laid_out('{ rule = true, when = "notes" }', texts) == []
    assert laid_out('{ text = "{number}", above = 4, below = 9 }', texts) == [Feed(4), TextLine("A1"), Feed(9)]


def test_only_the_language_that_is_printed_counts() -> None:
    line = '{ text = { zh = "{number}", en = "{wait}" } }'
    assert laid_out(line, {"number": "A1"}) == [TextLine("A1")]


def test_a_list_hangs_behind_its_marks() -> None:
    printed = laid_out('{ each = "notes", mark = "{place}.", text = "{item}" }', {}, ("one two three four", "five"), 14)
    texts = [line.text for line in printed if isinstance(line, TextLine)]
    assert texts == ["1. one two", "   three four", "2. five"]


def test_a_label_and_its_value_share_a_row_or_not() -> None:
    line = '{ label = "{service}", text = "{number:4}" }'
    assert laid_out(line, {"service": "窗口", "number": "7"}) == [TextLine("窗口" + " " * 15 + "7", align=Align.LEFT)]
    long = laid_out(line, {"service": "a long name of a service", "number": "7"})
    assert [row.align for row in long if isinstance(row, TextLine)] == [Align.LEFT, Align.LEFT, Align.RIGHT]


def test_a_text_that_fits_keeps_its_height() -> None:
    (line,) = laid_out('{ text = "{number}", size = 4, fit = true }', {"number": "1234567890"})
    assert line == TextLine("1234567890", 2, 4, may_be_dots=True)


def test_pictures_from_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """All are drawn, a paper whose file is wrong by the product's own layout."""
    settings = tmp_path / "settings.toml"
    settings.write_text(f'[folders]\nhalls = "{tmp_path}"\n', "utf-8")
    (tmp_path / "longli" / "paper").mkdir(parents=True)
    (tmp_path / "longli" / "paper" / "daily.toml").write_text("line = []", "utf-8")
    assert main([str(tmp_path / "drawn"), "--settings", str(settings)]) == 1
    told = capsys.readouterr()
    assert "paper/daily.toml: line:" in told.err
    files = [Path(line) for line in told.out.split()]
    assert len(files) == len(PaperName) * len(Language) * len(WIDTHS)
    assert all(file.read_bytes().startswith(b"\x89PNG") for file in files)
