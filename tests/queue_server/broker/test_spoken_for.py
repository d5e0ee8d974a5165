"""Who spoke for counters is known at the next start; a file that can't be read keeps nobody from starting."""

import logging
from dataclasses import replace
from pathlib import Path

import pytest

from config.settings.users import User
from config.vocabulary import Role
from queue_server.broker.spoken_for import FILE, keep_users, kept_users
from tests.queue_server.broker.longli import USERS


def test_those_who_speak_for_counters_are_kept(tmp_path: Path) -> None:
    assert kept_users(tmp_path) == []
    keep_users(tmp_path, USERS)
    assert kept_users(tmp_path) == [replace(user, topics=()) for user in USERS if user.counters]
    assert (tmp_path / FILE).stat().st_mode & 0o777 == 0o600
    one = User("evaluator-z01", Role.EVALUATOR, ("z01",))
    keep_users(tmp_path, [one, User("kiosk-1", Role.KIOSK)])
    assert kept_users(tmp_path) == [one]


@pytest.mark.parametrize("text", ["", "{", "[1]", '[["a", "nobody", []]]', '[["a", "evaluator"]]'])
def test_a_broken_file_is_told_and_left_out(tmp_path: Path, text: str, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / FILE).write_text(text)
    with caplog.at_level(logging.WARNING):
        assert kept_users(tmp_path) == []
    assert FILE in caplog.text
