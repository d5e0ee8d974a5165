"""The hall's own mosquitto. It outlives a crash of the server, so that devices stay connected and requests are kept;
the next server takes it over when its files are unchanged, and only an ordered stop ends it. While the server lives it
is watched: one that ends by itself is started again."""

import hashlib
import logging
import os
import shutil
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Final

log = logging.getLogger(__name__)

START_TIMEOUT_S: Final = 5.0
STOP_TIMEOUT_S: Final = 3.0
POLL_S: Final = 0.01
WATCH_S: Final = 0.25
PACKET_MAX_BYTES: Final = 1_100_000
QUEUED_MAX: Final = 10_000
INFLIGHT_MAX: Final = 1_000
SYSTEM_FOLDERS: Final = "/usr/sbin:/usr/local/sbin"


class BrokerFault(Exception):
    """The broker can't be started or does not answer."""


class Mosquitto:
    """One mosquitto process for one hall's folder."""

    def __init__(self, folder: Path, listen: str, port: int, access_list: str, passwords: Mapping[str, str]) -> None:
        self._folder = folder
        self._listen = listen
        self._port = port
        self._access_list = access_list
        self._passwords = passwords
        self._child: subprocess.Popen[bytes] | None = None
        self._stopping = threading.Event()
        self._watch = threading.Thread(target=self._start_again, name="broker-watch", daemon=True)

    def start(self) -> None:
        """Take over a running one with the same files, or start one and wait until it answers. Raises BrokerFault.

        From then on it is watched until ``stop``.
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        fresh = self._write_files()
        running = self._running()
        if running is None or fresh or not self._answers():
            if running is not None:
                _end(running)
            self._launch()
        self._watch.start()

    def renew(self, access_list: str, passwords: Mapping[str, str]) -> None:
        """Other users and rights: the running broker reads its files again and sends nobody away."""
        self._access_list, self._passwords = access_list, passwords
        if self._write_files() and (running := self._running()) is not None:
            os.kill(running, signal.SIGHUP)

    def stop(self) -> None:
        """End it, if it runs."""
        self._stopping.set()
        if self._watch.is_alive():
            self._watch.join()
        if (running := self._running()) is not None:
            _end(running)
        self._collect()
        self._pid.unlink(missing_ok=True)

    def _launch(self) -> None:
        if self._answers():
            raise BrokerFault(f"port {self._port} is taken by another program: set broker.port")
        command = [_program("mosquitto"), "-c", str(self._conf)]
        with (self._folder / "mosquitto.log").open("ab") as output:
            self._child = subprocess.Popen(command, stdout=output, stderr=output, start_new_session=True)
        self._pid.write_text(str(self._child.pid))
        self._wait(self._child)

    def _start_again(self) -> None:
        """The watch: a broker that ended by itself is started again, until we stop."""
        while not self._stopping.wait(WATCH_S):
            if self._running() is None:
                self._collect()
                log.error("mosquitto ended by itself and is started again")
                try:
                    self._launch()
                except BrokerFault as fault:
                    log.error("%s", fault)

    def _collect(self) -> None:
        if self._child is not None:
            self._child.poll()

    @property
    def _conf(self) -> Path:
        return self._folder / "mosquitto.conf"

    @property
    def _pid(self) -> Path:
        return self._folder / "mosquitto.pid"

    def _write_files(self) -> bool:
        """Write what changed; whether anything did. The password file is made anew only for new passwords."""
        plain = "".join(f"{user}:{password}\n" for user, password in sorted(self._passwords.items()))
        stamp = self._folder / "passwords.stamp"
        digest = hashlib.sha256(plain.encode()).hexdigest()
        changed = _write(self._conf, self._configuration()) | _write(self._folder / "access.list", self._access_list)
        if not stamp.exists() or stamp.read_text() != digest or not (self._folder / "passwords").exists():
            _write(self._folder / "passwords", plain)
            subprocess.run([_program("mosquitto_passwd"), "-U", str(self._folder / "passwords")], check=True)
            _write(stamp, digest)
            changed = True
        return changed

    def _configuration(self) -> str:
        return "\n".join(
            (
                f"listener {self._port} {self._listen}",
                "allow_anonymous false",
                "use_username_as_clientid true",  # or any user could take another's session over
                f"password_file {self._folder / 'passwords'}",
                f"acl_file {self._folder / 'access.list'}",
                "persistence true",
                f"persistence_location {self._folder}/",
                "autosave_interval 60",
                "set_tcp_nodelay true",
                f"max_packet_size {PACKET_MAX_BYTES}",
                f"max_queued_messages {QUEUED_MAX}",
                f"max_inflight_messages {INFLIGHT_MAX}",
                "persistent_client_expiration 1d",
                "log_type warning",
                "log_type error",
                "log_dest stderr",
                *(("user root",) if os.geteuid() == 0 else ()),
                "",
            )
        )

    def _running(self) -> int | None:
        """The process number of this folder's mosquitto, if it runs."""
        try:
            pid = int(self._pid.read_text())
            words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
        except (OSError, ValueError):
            return None
        return pid if str(self._conf).encode() in words else None

    def _answers(self) -> bool:
        host = "127.0.0.1" if self._listen == "0.0.0.0" else self._listen
        with socket.socket() as probe:
            return probe.connect_ex((host, self._port)) == 0

    def _wait(self, process: subprocess.Popen[bytes]) -> None:
        deadline = time.monotonic() + START_TIMEOUT_S
        while not self._answers():
            if process.poll() is not None:
                raise BrokerFault(f"mosquitto ended at once; see {self._folder / 'mosquitto.log'}")
            if time.monotonic() > deadline:
                raise BrokerFault(f"mosquitto does not answer on port {self._port}")
            time.sleep(POLL_S)


def _write(file: Path, text: str) -> bool:
    if file.exists() and file.read_text() == text:
        return False
    file.touch(mode=0o600)
    file.write_text(text)
    return True


def _program(name: str) -> str:
    found = shutil.which(name) or shutil.which(name, path=SYSTEM_FOLDERS)
    if found is None:
        raise BrokerFault(f"{name} is not installed (Debian's package mosquitto)")
    return found


def _end(pid: int) -> None:
    """Ask a process to end, then make it."""
    for order in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.kill(pid, order)
        except ProcessLookupError:
            return
        deadline = time.monotonic() + STOP_TIMEOUT_S
        while time.monotonic() < deadline:
            if not _alive(pid):
                return
            time.sleep(POLL_S)


def _alive(pid: int) -> bool:
    """Whether a process runs; an ended child of ours is collected."""
    try:
        if os.waitpid(pid, os.WNOHANG)[0] == pid:
            return False
    except ChildProcessError:
        pass
    try:
        return "State:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return False
