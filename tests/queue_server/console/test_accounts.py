"""The accounts file, its command line, and passwords."""

import io
import stat
from pathlib import Path

import pytest

from queue_server.console.accounts import FILE, Account, Accounts, AccountsWrong, hash_of, main
from tests.queue_server.console.child_processes import settings_file


def run(settings: Path, monkeypatch: pytest.MonkeyPatch, *arguments: str, password: str = "") -> int:
    """The command line, with a password on standard input."""
    monkeypatch.setattr("sys.stdin", io.StringIO(password + "\n"))
    return main(["--settings", str(settings), *arguments])


@pytest.fixture(name="settings")
def _settings(tmp_path: Path) -> Path:
    return settings_file(tmp_path, 1, 2)


def test_add_list_remove(
    settings: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    add = ("add", "wang-li", "--password-stdin", "--display-name", "王丽", "--counters", "z01,z02")
    assert run(settings, monkeypatch, *add, password="a long secret") == 0
    assert (
        run(settings, monkeypatch, "add", "lead", "--password-stdin", "--role", "hall_lead", password="another one")
        == 0
    )
    assert run(settings, monkeypatch, "list") == 0
    assert capsys.readouterr().out == "wang-li\tclerk\tz01,z02\t王丽\nlead\thall_lead\tall\tlead\n"
    file = tmp_path / "var" / "longli" / FILE
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert "a long secret" not in file.read_text()
    assert run(settings, monkeypatch, "remove", "wang-li") == 0
    assert [account.name for account in Accounts(file.parent).read()] == ["lead"]


@pytest.mark.parametrize(
    ("arguments", "password", "reason"),
    [
        (("add", "wang", "--password-stdin"), "short", "8 to 128 characters"),
        (("add", "Wang Li", "--password-stdin"), "long enough", "name:"),
        (("add", "wang", "--password-stdin", "--counters", "nowhere"), "long enough", "no such counter: nowhere"),
        (("remove", "nobody"), "", "no account 'nobody'"),
    ],
)
def test_what_is_wrong_is_said(
    settings: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    password: str,
    reason: str,
) -> None:
    assert run(settings, monkeypatch, *arguments, password=password) == 1
    assert reason in capsys.readouterr().err


def test_a_file_that_breaks_changes_nothing_and_refuses_to_start(tmp_path: Path) -> None:
    accounts = Accounts(tmp_path)
    accounts.put(Account(name="clerk", display_name="王丽", password_hash=hash_of("some password")))
    assert accounts.find("clerk") is not None
    (tmp_path / FILE).write_text('{"accounts": [{"name": "clerk"}]}')
    assert accounts.find("clerk") is not None
    with pytest.raises(AccountsWrong, match=r"accounts\.0\.display_name"):
        accounts.read()


def test_no_account_exists_by_default(tmp_path: Path) -> None:
    assert Accounts(tmp_path).read() == ()
