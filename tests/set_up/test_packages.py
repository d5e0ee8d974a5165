"""Missing system packages: named plainly where they cannot be installed, and looked for by program elsewhere."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.house_rules.source import CHECKOUT

LIST = """
# a comment
bash             hall      bash       always there
no-such-package  hall      no-such    never there
no-such-browser  optional  no-browser never there, and not needed
"""


@pytest.fixture
def script(tmp_path: Path) -> Path:
    """The installer beside a list of its own, and a folder of programs in front of the others."""
    shutil.copy(CHECKOUT / "config" / "install-packages.sh", tmp_path)
    (tmp_path / "system-packages.txt").write_text(LIST)
    (tmp_path / "bin").mkdir()
    return tmp_path / "install-packages.sh"


def program(script: Path, name: str, text: str) -> None:
    """Put a program in front of the machine's own."""
    file = script.parent / "bin" / name
    file.write_text(f"#!/bin/sh\n{text}\n")
    file.chmod(0o755)


def install(script: Path, path: str) -> subprocess.CompletedProcess[str]:
    """Run the installer with this search path."""
    return subprocess.run(
        [shutil.which("bash") or "bash", script],
        env={"PATH": path},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )


def test_without_root_or_sudo_the_missing_packages_are_named(script: Path) -> None:
    program(script, "id", "echo 1000")
    program(script, "sudo", "exit 1")
    program(script, "apt-get", "exit 9")
    program(script, "dpkg-query", 'case "$*" in *no-such*) exit 1 ;; *) echo "install ok installed" ;; esac')
    answer = install(script, f"{script.parent / 'bin'}:/usr/bin:/bin")
    assert answer.returncode == 1
    assert answer.stderr.splitlines() == [
        "hall: neither root nor sudo: ask for these packages to be installed, then start again: no-such-package"
    ]


def test_the_newer_name_of_a_library_counts(script: Path) -> None:
    program(script, "apt-get", "exit 9")
    program(
        script, "dpkg-query", 'case "$*" in *t64*) echo "unknown ok not-installed"; echo "install ok installed" ;; esac'
    )
    answer = install(script, f"{script.parent / 'bin'}:/usr/bin:/bin")
    assert answer.returncode == 0


def test_elsewhere_the_programs_are_asked_for(script: Path) -> None:
    for name in ("bash", "dirname", "grep", "id"):
        (script.parent / "bin" / name).symlink_to(shutil.which(name) or "")
    only = str(script.parent / "bin")
    answer = install(script, only)
    assert answer.returncode == 1
    assert "neither Debian nor Ubuntu" in answer.stderr
    assert "no-such-package" in answer.stderr

    program(script, "no-such", "")
    answer = install(script, only)
    assert answer.returncode == 0
    assert "going on without no-such-browser" in answer.stderr


def test_a_failed_installation_is_a_failure(script: Path) -> None:
    program(script, "id", "echo 1000")
    program(script, "sudo", '[ "$1" = -n ] || exit 9')
    program(script, "apt-get", "exit 8")
    program(script, "dpkg-query", "exit 1")
    assert install(script, f"{script.parent / 'bin'}:/usr/bin:/bin").returncode == 9


def test_every_package_has_a_use_and_a_reason() -> None:
    lines = (CHECKOUT / "config" / "system-packages.txt").read_text(encoding="utf-8").splitlines()
    rows = [line.split(None, 3) for line in lines if line and not line.startswith("#")]
    assert all(len(row) == 4 and row[1] in ("hall", "build", "tests", "optional") for row in rows)
    assert len({row[0] for row in rows}) == len(rows)
