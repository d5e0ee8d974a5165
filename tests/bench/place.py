"""A hall to measure in: Longli's plan on any morning, eight kiosks, a folder of its own, the server a real process."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import uuid
from pathlib import Path
from typing import Final

from config.plan import Plan
from config.settings.load import load_settings
from config.settings.model import Settings
from config.settings.plan_files import load_hall
from config.settings.secrets import load_secrets
from config.settings.users import users_of
from config.wire.link import Address, Link
from config.wire.replies import TicketGiven
from config.wire.requests import TakeTicket
from tests.demo.children import end_group, wait_until
from tests.open_plan import copy_morning_plan
from tests.ports import LOOPBACK, free_port

KIOSKS: Final = 8
READY_TIMEOUT_S: Final = 30.0
POLL_S: Final = 0.005
ASK_AGAIN_S: Final = 0.1


class BenchHall:
    """One hall's files and its server process."""

    def __init__(self, folder: Path) -> None:
        shutil.rmtree(folder, ignore_errors=True)
        (folder / "halls").mkdir(parents=True)
        plan = folder / "halls" / "longli"
        copy_morning_plan(plan)
        with (plan / "devices.toml").open("a") as devices:
            for number in range(2, KIOSKS + 1):
                devices.write(_kiosk_entry(number))
        self.file = folder / "settings.toml"
        self.file.write_text(
            f'[folders]\nvar = "{folder}"\nhalls = "{folder / "halls"}"\n[broker]\nport = {free_port()}\n'
        )
        self.settings: Settings = load_settings(self.file)
        files = load_hall(self.settings.plan_dir)
        self.plan: Plan = files.plan
        names = [user.name for user in users_of(files.plan, files.devices)]
        self._passwords = load_secrets(self.settings.hall_var, names).passwords
        self._log = folder / "server.log"
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        """The server's process number. Raises RuntimeError when it does not run."""
        if self.process is None:
            raise RuntimeError("the server does not run")
        return self.process.pid

    def start(self) -> float:
        """Start the server; returns the seconds until a ticket could be taken."""
        began = time.monotonic()
        self.spawn()
        wait_until("the broker's port", self._port_is_open, READY_TIMEOUT_S, POLL_S)
        kiosk = self.link("kiosk-8")
        try:
            self.take(kiosk)
        finally:
            kiosk.stop()
        return time.monotonic() - began

    def spawn(self) -> None:
        """Start the server and wait for nothing."""
        with self._log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "queue_server", "--settings", str(self.file)], stdout=log, stderr=log
            )

    def take(self, kiosk: Link) -> TicketGiven:
        """One ticket, asked for again and again with one id until somebody answers, as a kiosk does."""
        request = TakeTicket(request_id=uuid.uuid4().hex, kiosk=kiosk.address.user, service=self.plan.services[0].id)
        deadline = time.monotonic() + READY_TIMEOUT_S
        while time.monotonic() < deadline:
            try:
                reply = kiosk.ask(request).result(ASK_AGAIN_S)
            except TimeoutError:
                continue
            if isinstance(reply, TicketGiven):
                return reply
            raise RuntimeError(f"the ticket was refused: {reply}")
        raise TimeoutError("no ticket")

    def _port_is_open(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex((LOOPBACK, self.settings.broker.port)) == 0

    def kill(self) -> None:
        """kill -9, and nothing else."""
        os.kill(self.pid, signal.SIGKILL)
        assert self.process is not None
        self.process.wait()

    def stop(self) -> None:
        """An ordered stop, which also ends the broker."""
        if self.process is not None:
            end_group(self.process)
            self.process = None

    def link(self, user: str, listen: list[str] | None = None) -> Link:
        """A started link of one of the hall's users."""
        address = Address(LOOPBACK, self.settings.broker.port, user, self._passwords[user])
        made = Link(self.settings.hall, address, listen or [])
        made.start()
        return made


def _kiosk_entry(number: int) -> str:
    return (
        f'\n[[device]]\nname = "k{number}-printer"\nkind = "ticket_printer"\ndriver = "escpos"\n'
        f'at = "kiosk-{number}"\nport = "tcp:127.0.0.1:{19100 + number}"\n'
    )
