"""A real PostgreSQL of our own: Debian's binaries, a private folder, a unix socket in it, full sync as delivered."""

import os
import shutil
import subprocess
import tempfile
from itertools import count
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

import psycopg
import pytest

BINARIES: Final = "/usr/lib/postgresql"
ACCOUNT: Final = "postgres"
"""PostgreSQL refuses to run as root; this account comes with its package."""
START_TIMEOUT_S: Final = 30


class Cluster:
    """One PostgreSQL, used through any number of schemas: each test has its own."""

    def __init__(self) -> None:
        self._binaries = _binaries()
        self._folder = Path(tempfile.mkdtemp(prefix="hall-pg-"))
        self._numbers = count(1)

    def __enter__(self) -> Self:
        if os.geteuid() == 0:
            shutil.chown(self._folder, ACCOUNT, ACCOUNT)
        self._run("initdb", "-U", ACCOUNT, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop("immediate")
        shutil.rmtree(self._folder)

    def start(self) -> None:
        """Start and wait until it answers."""
        options = f"-k {self._folder} -c listen_addresses=''"
        self._run(
            "pg_ctl", "-w", "-s", "-t", str(START_TIMEOUT_S), "-l", str(self._folder / "log"), "-o", options, "start"
        )

    def stop(self, how: str = "fast") -> None:
        """Stop, by one of PostgreSQL's own ways."""
        self._run("pg_ctl", "-w", "-s", "-m", how, "stop")

    def new_url(self) -> str:
        """The URL of a fresh and empty place for a journal."""
        schema = f"hall{next(self._numbers)}"
        with psycopg.connect(host=str(self._folder), user=ACCOUNT, dbname=ACCOUNT, autocommit=True) as connection:
            connection.execute(f"create schema {schema}".encode())
        return f"postgresql+psycopg://{ACCOUNT}@/{ACCOUNT}?host={self._folder}&options=-csearch_path%3D{schema}"

    def _run(self, program: str, *arguments: str) -> None:
        identity: dict[str, Any] = {}
        if os.geteuid() == 0:
            identity = {"user": ACCOUNT, "group": ACCOUNT, "extra_groups": []}
        command = [str(self._binaries / program), "-D", str(self._folder / "data"), *arguments]
        with (self._folder / "output").open("ab") as output:
            subprocess.run(command, cwd=self._folder, stdout=output, stderr=output, check=True, **identity)


def _binaries() -> Path:
    found = sorted(Path(BINARIES).glob("*/bin/initdb"))
    if not found:
        pytest.fail(f"no PostgreSQL under {BINARIES}: install the package postgresql")
    return found[-1].parent
