"""A running hall takes a new plan: the files are compared, refused with all problems, adopted without a restart."""

import subprocess
import sys
from concurrent.futures import CancelledError
from getpass import getuser
from pathlib import Path

import pytest

from config.settings.load import CHECKOUT
from config.settings.secrets import load_secrets
from config.vocabulary import Level, RefusalCode
from config.wire.pictures import CounterPicture
from config.wire.replies import Done, Refused
from config.wire.requests import CloseCounter, GiveEvaluation, OpenCounter, TakeTicket
from queue_server.desk.desk import FIRST_PLAN
from tests.processes.server import HallServer, ask_until

NEW_COUNTER = """
[[counter]]
id = "new-1"
zh = "新增窗口"
en = "New counter"
services = ["pension"]
"""
ADOPT = ("--adopt", "--by", "王丽", "--why", "退休高峰")


def plan(server: HallServer, *arguments: str) -> subprocess.CompletedProcess[str]:
    """``./hall plan`` for this hall."""
    command = [sys.executable, "-m", "queue_server.planning", "--settings", str(server.file), *arguments]
    return subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=False)


def change(server: HallServer, name: str, old: str, new: str) -> None:
    """Another text in one of the plan's files."""
    file = server.settings.plan_dir / name
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def test_a_running_hall_takes_a_new_plan(tmp_path: Path) -> None:
    with HallServer(tmp_path) as server:
        ask_until(server.link("kiosk-1"), TakeTicket(request_id="one-ticket", kiosk="kiosk-1", service="pension"))
        assert plan(server, "--diff").stdout.splitlines()[1:] == ["the files say the same"]
        change(server, "hall.toml", "own_first_min = 10", "own_first_min = 15")
        with (server.settings.plan_dir / "counters.toml").open("a", encoding="utf-8") as counters:
            counters.write(NEW_COUNTER)
        told = plan(server, "--diff").stdout.splitlines()
        assert f"by {getuser()}: {FIRST_PLAN}" in told[0]
        assert told[1:] == [
            "窗口 新增窗口（new-1）：新增，本窗口业务 养老待遇申领",
            "    counter New counter (new-1): added, own services Pension claim",
            "大厅：本窗口业务优先（分钟）：10 → 15",
            "    hall: own services first (minutes): 10 → 15",
        ]
        adopted = plan(server, *ADOPT)
        assert (adopted.returncode, adopted.stderr) == (0, "")
        first, second = plan(server, "--diff").stdout.splitlines()
        assert "by 王丽: 退休高峰" in first
        assert second == "the files say the same"
        assert "already" in plan(server, *ADOPT).stderr

        server.passwords = load_secrets(server.settings.hall_var, []).passwords
        console = server.link("console", [CounterPicture])
        opened = ask_until(console, OpenCounter(request_id="open-0001", counter="new-1", by="lan"))
        assert isinstance(opened, Done)
        assert server.link("evaluator-new-1").connected.is_set(), "the broker lets the new user in"


def test_a_counters_device_is_let_out_when_the_counter_has_finished(tmp_path: Path) -> None:
    with HallServer(tmp_path) as server:
        file = server.settings.plan_dir / "counters.toml"
        before = file.read_text("utf-8")
        file.write_text(before + NEW_COUNTER, "utf-8")
        assert plan(server, *ADOPT).returncode == 0
        server.passwords = load_secrets(server.settings.hall_var, []).passwords
        evaluator, console = server.link("evaluator-new-1"), server.link("console")
        opened = ask_until(console, OpenCounter(request_id="open-0001", counter="new-1", by="lan"))
        assert isinstance(opened, Done)
        file.write_text(before, "utf-8")
        assert plan(server, *ADOPT).returncode == 0
        access = server.settings.hall_var / "broker" / "access.list"
        assert "user evaluator-new-1\n" in access.read_text()
        assert evaluator.connected.is_set(), "it may have to finish"
        server.stop()
        server.start()
        assert "user evaluator-new-1\n" in access.read_text(), "a restart takes nothing from it"
        closed = ask_until(console, CloseCounter(request_id="close-001", counter="new-1", by="lan"))
        assert isinstance(closed, Done)
        mark = GiveEvaluation(request_id="mark-0001", counter="new-1", ticket="20261120-A001", level=Level.SATISFIED)
        with pytest.raises((TimeoutError, CancelledError)):
            evaluator.ask(mark).result(3)
        assert "user evaluator-new-1\n" not in access.read_text()
        assert "user evaluator-z01\n" in access.read_text()
        assert console.connected.is_set(), "nobody else is sent away"


def test_a_wrong_plan_is_refused_by_name(tmp_path: Path) -> None:
    with HallServer(tmp_path) as server:
        change(server, "hall.toml", 'time_zone = "', 'time_zone = "Nowhere')
        change(server, "services.toml", 'prefix = "GA"', 'prefix = "GB"')
        for arguments in (("--check",), ("--diff",), ADOPT):
            ended = plan(server, *arguments)
            assert ended.returncode == 1
            assert "hall.toml: time_zone" in ended.stderr
            assert "services.toml: department.service.prefix" in ended.stderr
        given = ask_until(
            server.link("kiosk-1"), TakeTicket(request_id="two-ticket", kiosk="kiosk-1", service="nothing")
        )
        assert isinstance(given, Refused)
        assert given.code is RefusalCode.UNKNOWN_SERVICE


def test_the_command_says_what_it_needs(tmp_path: Path) -> None:
    def told(*arguments: str) -> str:
        command = [sys.executable, "-m", "queue_server.planning", *arguments]
        ended = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=False)
        return ended.stdout + ended.stderr

    assert told("--help").startswith("usage: ./hall plan ")
    assert "--by NAME" in told("--adopt", "--by", "lan")
    settings = tmp_path / "settings.toml"
    settings.write_text(f'[folders]\nvar = "{tmp_path}"\n', "utf-8")
    assert told("--diff", "--settings", str(settings)) == "no plan is in force yet\n"
