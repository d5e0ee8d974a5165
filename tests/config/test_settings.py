"""Settings are checked whole: every wrong key is named with its file, all at once."""

import json
from pathlib import Path

import pytest

from config.settings.__main__ import main
from config.settings.installation import read_installation
from config.settings.load import CHECKOUT, DEFAULTS, SETTINGS_VARIABLE, broker_tls, load_settings, read_toml
from config.settings.model import Settings
from config.settings.problems import FilesWrong
from tests.certificates import Authority
from tests.config.plan_folder import plan_folder


@pytest.fixture(autouse=True)
def _no_settings_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(SETTINGS_VARIABLE, raising=False)


def written(folder: Path, text: str) -> Path:
    """A settings file."""
    file = folder / "hall.toml"
    file.write_text(text, "utf-8")
    return file


def keys_of(file: Path) -> set[tuple[str, str]]:
    """File and key of every problem."""
    with pytest.raises(FilesWrong) as wrong:
        load_settings(file)
    assert all(problem.reason for problem in wrong.value.problems)
    return {(problem.file, problem.key) for problem in wrong.value.problems}


def test_the_defaults_are_settings_and_nothing_more() -> None:
    settings = load_settings()
    assert settings.folders.var == CHECKOUT / "var"
    assert settings.plan_dir == CHECKOUT / "config" / "halls" / settings.hall
    assert settings.journal_url == f"sqlite:///{CHECKOUT / 'var' / settings.hall / 'journal.sqlite3'}"
    assert read_toml(DEFAULTS).keys() == Settings.model_fields.keys()


def test_a_file_changes_single_keys(tmp_path: Path) -> None:
    settings = load_settings(written(tmp_path, '[broker]\nport = 1883\n[journal]\nurl = "sqlite://"\n'))
    assert (settings.broker.port, settings.broker.host) == (1883, load_settings().broker.host)
    assert settings.journal_url == "sqlite://"


def test_a_hall_is_named_as_its_folder(tmp_path: Path) -> None:
    plan_folder(tmp_path / "other")
    settings = written(tmp_path, f'hall = "other"\n[folders]\nhalls = "{tmp_path}"\n')
    with pytest.raises(FilesWrong, match=r"hall.toml: id: .* is 'small'; it must be the folder's name, 'other'"):
        read_installation(settings)


def test_everybody_of_a_hall_has_a_way_to_the_broker(tmp_path: Path) -> None:
    plan_folder(tmp_path / "small")
    folders = f'[folders]\nhalls = "{tmp_path}"\nvar = "{tmp_path / "var"}"\n'
    file = written(tmp_path, f'hall = "small"\n{folders}[broker]\nport = 1883\n')
    installation = read_installation(file)
    assert not installation.settings.hall_var.exists()
    ways = [installation.address(user.name) for user in installation.users]
    assert ways == [read_installation(file).address(user.name) for user in installation.users]
    assert {(way.host, way.port) for way in ways} == {("127.0.0.1", 1883)}
    with pytest.raises(KeyError):
        installation.address("nobody")


def test_the_environment_names_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SETTINGS_VARIABLE, str(written(tmp_path, 'hall = "other"\n')))
    assert load_settings().hall == "other"


def test_all_problems_are_told_at_once(tmp_path: Path) -> None:
    text = """
        hall = "No Hall"
        language = "fr"
        colour = "red"
        kiosk = 3
        [broker]
        port = 70000
        prot = 1
        [display]
        size = [1920]
        stale_after_s = 0
    """
    keys = {
        "hall",
        "language",
        "colour",
        "kiosk",
        "broker.port",
        "broker.prot",
        "display.size.1",
        "display.stale_after_s",
    }
    assert keys_of(written(tmp_path, text)) == {("hall.toml", key) for key in keys}


@pytest.mark.parametrize(
    ("section", "key"),
    [(section, key) for section, keys in read_toml(DEFAULTS).items() if isinstance(keys, dict) for key in keys],
)
def test_every_key_refuses_what_it_can_not_be(section: str, key: str, tmp_path: Path) -> None:
    assert ("hall.toml", f"{section}.{key}") in keys_of(written(tmp_path, f"[{section}]\n{key} = {{ a = 1 }}\n"))


@pytest.mark.parametrize("text", ["hall =", "\x00", "hall = 'a'\nhall = 'b'\n"])
def test_no_toml_is_a_problem_of_the_file(text: str, tmp_path: Path) -> None:
    file = written(tmp_path, text)
    assert keys_of(file) == {(str(file), "(file)")}


def test_a_missing_file_is_a_problem(tmp_path: Path) -> None:
    assert keys_of(tmp_path / "none.toml") == {(str(tmp_path / "none.toml"), "(file)")}


def test_settings_are_shown_whole(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    assert json.loads(capsys.readouterr().out).keys() == Settings.model_fields.keys()


def test_wrong_settings_are_told_and_end_with_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--settings", str(written(tmp_path, "[broker]\nport = 0\nhots = 1\n"))]) == 1
    told = capsys.readouterr().err.splitlines()
    assert [line.split(": ")[:2] for line in told] == [["hall.toml", "broker.port"], ["hall.toml", "broker.hots"]]


def test_an_outside_broker_over_tls(tmp_path: Path) -> None:
    ours = Authority(tmp_path).client()
    lines = f'embedded = false\ntls_ca = "{ours.ca}"\ntls_certificate = "{ours.certificate}"\ntls_key = "{ours.key}"\n'
    assert broker_tls(load_settings(written(tmp_path, f"[broker]\n{lines}")).broker) == ours
    assert broker_tls(load_settings().broker) is None


@pytest.mark.parametrize(
    ("lines", "key"),
    [
        ('tls_ca = "no/such/file.pem"', "broker.tls_ca"),
        ('tls_ca = "config/settings/defaults.toml"', "broker.tls_ca"),
        ('tls_certificate = "ours.pem"', "broker.tls_certificate"),
        ('tls_ca = "{ca}"\ntls_key = "ours.key"', "broker.tls_key"),
        ('tls_ca = "{ca}"\ntls_certificate = "{ca}"', "broker.tls_certificate"),
        ('tls_ca = "{ca}"\nembedded = true', "broker.tls_ca"),
    ],
)
def test_wrong_files_for_tls_are_named(tmp_path: Path, lines: str, key: str) -> None:
    text = lines.replace("{ca}", str(Authority(tmp_path).ca))
    whole = text if "embedded" in text else f"{text}\nembedded = false"
    assert keys_of(written(tmp_path, f"[broker]\n{whole}\n")) == {("hall.toml", key)}
