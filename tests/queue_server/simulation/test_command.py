"""``./hall day``: its pages, and what it answers to wrong words."""

import subprocess
from pathlib import Path

import pytest

from config.settings.load import CHECKOUT
from queue_server.simulation.__main__ import main


def test_the_command_prints_the_day() -> None:
    ran = subprocess.run(
        [CHECKOUT / "hall", "day", "--seed", "7", "--tickets", "60"], capture_output=True, text=True, check=True
    )
    assert "Monday, 23 November 2026 · open 09:00-12:00, 13:00-17:00 · 60 tickets · seed 7" in ran.stdout
    assert "2026-11-23" in ran.stdout
    assert ran.stderr == ""


def test_days_are_told_one_by_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--days", "3", "--tickets", "30"]) == 0
    assert capsys.readouterr().out.count("sha256") == 3


def test_a_date_is_lived_as_it_is_or_the_next_open_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--date", "2026-07-11", "--tickets", "30"]) == 0
    assert "Monday, 13 July 2026" in capsys.readouterr().out


def test_the_comparison_is_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--compare", "--days", "1", "--tickets", "100"]) == 0
    told = capsys.readouterr().out
    assert "1 identical days, about 100 tickets each, seed 7" in told
    assert "strict P > A > N" in told


@pytest.mark.parametrize(
    "words", [["--tickets", "0"], ["--tickets", "many"], ["--days", "1001"], ["--seed", "x"], ["--date", "July"]]
)
def test_wrong_words_are_refused(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 2
    assert words[0] in capsys.readouterr().err


def test_wrong_files_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--settings", str(tmp_path / "gone.toml")]) == 1
    assert "gone.toml" in capsys.readouterr().err
