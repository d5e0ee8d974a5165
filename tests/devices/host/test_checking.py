"""``./hall devices --check`` names each device's state, and why the bad ones are bad."""

from pathlib import Path

import pytest

from devices.__main__ import main
from devices.checking import check
from devices.host import Host
from devices.simulated.stage import Stage
from tests.devices.host.hosting import DEVICES
from tests.devices.rig import SITE_KEY, device
from tests.queue_server.console.child_processes import settings_file


def lines_of(table: str) -> dict[str, list[str]]:
    """The rows by device, in words."""
    return {line.split()[0]: line.split() for line in table.splitlines()[1:]}


@pytest.mark.usefixtures("stage")
def test_devices_that_work_are_told_with_what_they_say_of_themselves(ports: Path) -> None:
    table, all_work = check(Host(DEVICES, SITE_KEY, ports), DEVICES)
    rows = lines_of(table)
    assert all_work, table
    assert [rows[name][4] for name in ("id", "printer", "bus")] == ["ok", "ok", "ok"]
    assert rows["id"][6].isdigit(), "how long the greeting took, in ms"
    assert "05.03" in table, "the reader's own number"


def test_a_device_that_fails_is_told_with_the_reason(stage: Stage, ports: Path) -> None:
    stage.twins["id"].stop()
    devices = (*DEVICES, device("odd", "card_reader", "nobodys", "serial:odd"))
    table, all_work = check(Host(devices, SITE_KEY, ports), devices)
    rows = lines_of(table)
    assert not all_work
    assert rows["id"][4:6] == ["down", "port_gone"]
    assert rows["odd"][4:6] == ["down", "settings_wrong"]
    assert rows["printer"][4] == "ok"
    assert "there are sam_v, pcsc" in table
    assert "escpos, " not in table, "only those of its kind"


def test_who_may_not_read_the_halls_secrets_is_told_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings = settings_file(tmp_path, 1, 2)
    secrets = tmp_path / "var" / "longli" / "secrets.toml"
    secrets.mkdir(parents=True)
    assert main(["--check", "--settings", str(settings)]) == 1
    assert "secrets.toml" in (said := capsys.readouterr().err)
    assert "as the user of the hall's programs" in said


def test_a_device_that_is_not_there_is_answered_with_those_that_are(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--spy", "k1-printr", "--settings", str(settings_file(tmp_path, 1, 2))]) == 1
    assert "k1-printer" in capsys.readouterr().err
