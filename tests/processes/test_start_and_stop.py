"""How the server starts and stops: files that are wrong are all named, an order to stop leaves nothing behind."""

import socket
import subprocess
import sys
from pathlib import Path

from config.settings.load import CHECKOUT
from config.vocabulary import RefusalCode
from config.wire.replies import Refused, TicketGiven
from config.wire.requests import TakeTicket
from tests.ports import LOOPBACK
from tests.processes.server import HallServer, ask_until


def processes_of(folder: Path) -> list[bytes]:
    """Command lines that name the hall's folder."""
    lines = []
    for file in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            lines.append(file.read_bytes())
        except OSError:
            continue
    return [line for line in lines if str(folder).encode() in line]


def refuses_connections(port: int) -> bool:
    """Whether nobody listens there."""
    with socket.socket() as probe:
        return probe.connect_ex((LOOPBACK, port)) != 0


def test_an_order_to_stop_leaves_nothing_behind(tmp_path: Path) -> None:
    with HallServer(tmp_path) as server:
        ask_until(server.link("kiosk-1"), TakeTicket(request_id="one-ticket", kiosk="kiosk-1", service="pension"))
        assert len(processes_of(tmp_path)) == 2, "the server and its broker"
        assert server.stop() == 0
        assert processes_of(tmp_path) == []
        assert refuses_connections(server.settings.broker.port)


def test_an_order_to_stop_is_heard_before_the_hall_is_served(tmp_path: Path) -> None:
    server = HallServer(tmp_path)
    server.spawn()
    server.wait_for_line("begins")
    assert server.stop() == 0
    assert processes_of(tmp_path) == []


def test_what_was_stopped_goes_on_when_started_again(tmp_path: Path) -> None:
    request = TakeTicket(request_id="one-ticket", kiosk="kiosk-1", service="pension")
    with HallServer(tmp_path) as server:
        kiosk = server.link("kiosk-1")
        given = ask_until(kiosk, request)
        server.stop()
        server.start()
        assert isinstance(given, TicketGiven)
        assert ask_until(kiosk, request) == given
        other = ask_until(kiosk, request.model_copy(update={"service": "employment"}))
        assert isinstance(other, Refused)
        assert other.code is RefusalCode.REQUEST_ID_REUSED


def test_a_taken_port_is_named(tmp_path: Path) -> None:
    server = HallServer(tmp_path)
    with socket.create_server((LOOPBACK, server.settings.broker.port)):
        server.spawn()
        server.wait_for_line(f"port {server.settings.broker.port} is taken by another program: set broker.port")
        assert server.ended() == 1
    assert processes_of(tmp_path) == []


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """The server's program with other words, to its end."""
    command = [sys.executable, "-m", "queue_server", *arguments]
    return subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, timeout=60, check=False)


def test_every_problem_of_the_plan_s_files_is_named(tmp_path: Path) -> None:
    server = HallServer(tmp_path)
    plan = server.settings.plan_dir
    for name, old, new in (
        ("hall.toml", "own_first_min = 10", "own_first_min = -1"),
        ("services.toml", 'prefix = "B"', 'prefix = "b"'),
        ("counters.toml", 'id = "z01"', 'id = "Z 01"'),
    ):
        text = (plan / name).read_text()
        assert old in text
        (plan / name).write_text(text.replace(old, new, 1))
    (plan / "devices.toml").write_text("[[device]\n")
    ended = run("--settings", str(server.file))
    assert ended.returncode == 1
    for words in (
        "hall.toml: own_first_min:",
        "services.toml: department[human-resources].service[social-insurance].prefix:",
        "counters.toml: counter[Z 01].id:",
        "devices.toml: (file): 不是 TOML",
    ):
        assert words in ended.stderr
    assert "Traceback" not in ended.stderr
    assert processes_of(tmp_path) == []


def test_what_does_not_fit_together_is_named(tmp_path: Path) -> None:
    server = HallServer(tmp_path)
    with (server.settings.plan_dir / "counters.toml").open("a") as counters:
        counters.write(
            '\n[[counter]]\nid = "z01"\nzh = "又"\nen = "Again"\nservices = ["fishing", "department:none"]\n'
        )
    ended = run("--settings", str(server.file))
    assert ended.returncode == 1
    for words in ("'z01' stands 2 times", "no such service: 'fishing'", "no such service: 'department:none'"):
        assert words in ended.stderr


def test_the_access_list_is_printed_for_another_broker_s_keeper(tmp_path: Path) -> None:
    server = HallServer(tmp_path)
    ended = run("--access", "--settings", str(server.file))
    assert ended.returncode == 0
    assert "user evaluator-z01\n" in ended.stdout
