"""``python -m queue_server.console [--settings FILE]``: the start table of the console; stops on SIGTERM and Ctrl-C."""

import argparse
import logging
import signal
import socket
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import uvicorn

from config.settings.installation import Installation, log_to_stderr, read_installation
from config.settings.problems import FilesWrong
from config.settings.user_names import CONSOLE
from config.wire.link import Link
from queue_server.console.accounts import Accounts, AccountsWrong
from queue_server.console.app import create_app
from queue_server.console.doorkeeper import Doorkeeper
from queue_server.console.mirror import Mirror
from queue_server.console.parts import Parts
from queue_server.console.wire import Wire, filters

log = logging.getLogger("queue_server.console")

SOCKET_FRAME_MAX_BYTES: Final = 4_096
SOCKET_QUEUE_MAX: Final = 4
CONNECTIONS_MAX: Final = 1_000
CLOSING_MAX_S: Final = 3


def now() -> datetime:
    """The wall clock; nobody else reads it."""
    return datetime.now(UTC)


def build(installation: Installation) -> Parts:
    """All parts, nothing started. Raises AccountsWrong."""
    settings = installation.settings
    console = settings.console
    accounts = Accounts(settings.hall_var)
    accounts.read()
    link = Link(settings.hall, installation.address(CONSOLE), filters(settings.hall))
    return Parts(
        settings=console,
        plan=installation.hall.plan,
        language=settings.language,
        doorkeeper=Doorkeeper(accounts, console.login_tries_max, console.login_rest_s, now),
        wire=Wire(link, Mirror(), console.reply_timeout_s, console.reply_tries_max),
        clock=now,
        session_key=installation.secrets.session_key,
        site_key=installation.secrets.site_key,
        system_tokens=installation.system_tokens,
    )


def listening_socket(host: str, port: int) -> socket.socket:
    """The port, taken before anything starts. Raises OSError when somebody else has it."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.create_server((host, port), family=family)
    # Connections inherit it: without it an answer's body waits 40 ms for the browser to confirm its head.
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listening


def server_of(parts: Parts) -> uvicorn.Server:
    """The HTTP server; it is given its socket when it runs."""
    config = uvicorn.Config(
        create_app(parts),
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        ws="websockets-sansio",
        ws_max_size=SOCKET_FRAME_MAX_BYTES,
        ws_max_queue=SOCKET_QUEUE_MAX,
        limit_concurrency=CONNECTIONS_MAX,
        timeout_graceful_shutdown=CLOSING_MAX_S,
    )
    return uvicorn.Server(config)


def main(arguments: list[str]) -> int:
    """Start, run until told to stop, stop in reverse."""
    parser = argparse.ArgumentParser(prog="python -m queue_server.console")
    parser.add_argument("--settings", type=Path)
    # The web server's own lines name the addresses of browsers.
    logging.getLogger("uvicorn").setLevel(logging.WARNING)
    log_to_stderr()
    try:
        parts = build(read_installation(parser.parse_args(arguments).settings))
        listening = listening_socket(parts.settings.host, parts.settings.port)
    except (FilesWrong, AccountsWrong, OSError) as wrong:
        print(wrong, file=sys.stderr)
        return 1
    # The server raises the signal once more when it has closed; by then there is nothing left to do.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: None)
    server = server_of(parts)
    parts.wire.start()
    try:
        log.info("pages at http://%s:%s/", parts.settings.host, parts.settings.port)
        server.run([listening])
    finally:
        parts.wire.stop()
        listening.close()
    return 0 if server.started else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
