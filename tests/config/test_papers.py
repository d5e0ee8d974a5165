"""Layouts of papers: the product's own can be used, a hall's own goes over them, a wrong one is named and not used."""

import re
from pathlib import Path

import pytest

from config.paper.fields import FIELDS, PaperName
from config.paper.layout import Line
from config.paper.load import OWN, SHIPPED, read_papers, shipped_papers
from config.settings.load import CHECKOUT, load_settings
from queue_server.planning.__main__ import main as plan_main
from tests.config.plan_folder import plan_folder

OWN_TICKET = """
line = [
    { text = "{number}", size = 8, fit = true },
    { text = { zh = "祝您办事顺利", en = "Good luck" } },
]
"""


def own(folder: Path, name: str, text: str) -> Path:
    """A hall's folder with a layout of its own."""
    (folder / OWN).mkdir(parents=True, exist_ok=True)
    (folder / OWN / name).write_text(text, "utf-8")
    return folder


def problems(folder: Path, text: str) -> set[tuple[str, str]]:
    """File and key of everything wrong with this ticket."""
    return {(problem.file, problem.key) for problem in read_papers(own(folder, "ticket.toml", text)).problems}


def test_every_paper_has_a_layout_that_can_be_used() -> None:
    papers = shipped_papers()
    assert set(papers.layouts) == set(PaperName) == set(FIELDS)
    assert {file.stem for file in SHIPPED.glob("*.toml")} == set(PaperName)
    assert not papers.problems


def test_the_product_s_layouts_use_every_field() -> None:
    """What a paper can carry is on it, so that an editor finds an example."""
    for paper, layout in shipped_papers().layouts.items():
        written = "".join(text for line in layout.line for _, text in line.texts())
        asked = {line.when for line in layout.line} | {line.each for line in layout.line}
        for name in FIELDS[paper].texts | FIELDS[paper].lists.keys():
            assert f"{{{name}}}" in written or name in asked, f"{paper}: {name}"


def test_a_hall_s_own_goes_over_the_product_s(tmp_path: Path) -> None:
    papers = read_papers(own(tmp_path, "ticket.toml", OWN_TICKET))
    assert not papers.problems
    assert len(papers.layouts[PaperName.TICKET].line) == 2
    assert papers.layouts[PaperName.DAILY] == shipped_papers().layouts[PaperName.DAILY]


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ('{ text = "{numer}" }', "line[2].text.zh"),
        ('{ text = { zh = "a" } }', "line[2].text.en"),
        ('{ text = "{number" }', "line[2].text.zh"),
        ('{ text = "a", size = 9 }', "line[2].size"),
        ('{ text = "a", colour = "red" }', "line[2].colour"),
        ('{ text = "a", align = "middle" }', "line[2].align"),
        ('{ text = "a", when = "rain" }', "line[2].when"),
        ('{ text = "a", feed = 3 }', "line[2]"),
        ('{ each = "notes" }', "line[2]"),
        ('{ each = "stones", text = "{number}" }', "line[2].each"),
        ('{ text = "{item}" }', "line[2].text.zh"),
        ('{ qr = "{code:5} {nothing}" }', "line[2].qr"),
        ("{ feed = 300 }", "line[2].feed"),
    ],
)
def test_what_is_wrong_is_named_by_file_and_key(tmp_path: Path, line: str, key: str) -> None:
    found = problems(tmp_path, f'line = [ {{ text = "{{number}}" }}, {line} ]')
    assert ("paper/ticket.toml", key) in found


def test_a_ticket_without_its_number_is_of_no_use(tmp_path: Path) -> None:
    assert problems(tmp_path, 'line = [ { text = "hello" } ]') == {("paper/ticket.toml", "line")}


def test_a_wrong_file_is_not_used_and_no_other_suffers(tmp_path: Path) -> None:
    own(tmp_path, "ticket.toml", "line = [ oh")
    own(tmp_path, "poster.toml", OWN_TICKET)
    papers = read_papers(own(tmp_path, "notice.toml", 'line = [ { text = "{service}" } ]'))
    assert papers.layouts[PaperName.TICKET] == shipped_papers().layouts[PaperName.TICKET]
    assert len(papers.layouts[PaperName.NOTICE].line) == 1
    assert {problem.file for problem in papers.problems} == {"paper/ticket.toml", "paper/poster.toml"}


def test_the_plan_s_check_lists_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings = tmp_path / "settings.toml"
    settings.write_text(f'hall = "small"\n[folders]\nhalls = "{tmp_path}"\nvar = "{tmp_path}/var"\n', "utf-8")
    (tmp_path / "small").mkdir()
    plan_folder(tmp_path / "small")
    own(load_settings(settings).plan_dir, "ticket.toml", 'line = [ { text = "{numer}" } ]')
    assert plan_main(["--settings", str(settings), "--check"]) == 1
    told = capsys.readouterr().err
    assert "paper/ticket.toml: line[1].text.zh: 没有字段 {numer}" in told
    assert "there is no field {numer}" in told


def test_the_docs_name_every_field_and_key() -> None:
    text = (CHECKOUT / "docs" / "paper.md").read_text("utf-8")
    for paper, fields in FIELDS.items():
        (row,) = [line for line in text.splitlines() if line.startswith(f"| `{paper}` |")]
        names = fields.texts | fields.lists.keys() | {name for entry in fields.lists.values() for name in entry}
        assert set(re.findall(r"`([a-z_]+)`", row)) == {paper, *names}
    keys = text.partition("## A layout file")[2].partition("## Fields")[0]
    assert all(f"`{key}`" in keys for key in Line.model_fields)
