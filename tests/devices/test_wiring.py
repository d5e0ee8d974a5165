"""The technicians' page: every trouble has its row, what it names is there, the rules that it ships can be read."""

import re
import subprocess
import tomllib
from pathlib import Path
from typing import get_args

import pytest

from config.settings.plan_files import DeviceSettings
from config.vocabulary import Trouble
from devices.ports.address import PortAddress, parse_address

CHECKOUT = Path(__file__).parents[2]
PAGE = CHECKOUT / "docs" / "wiring.md"
TEXT = PAGE.read_text("utf-8")
UDEV = CHECKOUT / "config" / "udev" / "70-service-hall.rules"
POLKIT = CHECKOUT / "config" / "polkit" / "70-service-hall.rules"
MATCHED = {"SUBSYSTEM", "SUBSYSTEMS", "KERNEL", "KERNELS", "ATTR", "ATTRS", "ENV"}
SET = {"SYMLINK": "+=", "GROUP": "=", "MODE": "="}
TERM = re.compile(r'(?P<key>[A-Z]+)(\{(?P<name>\w+)\})?(?P<does>==|\+=|=)"(?P<value>[^"]+)"')


def rows() -> list[str]:
    """The first words of the last table."""
    return re.findall(r"^\| `(\w+)` \|", TEXT.partition("| you see |")[2], re.MULTILINE)


def test_every_trouble_has_its_row() -> None:
    assert rows() == [trouble for trouble in Trouble if trouble is not Trouble.NONE]


def test_every_sort_of_port_has_its_row() -> None:
    told = set(re.findall(r"`(\w+):`", TEXT.partition("| port | plug |")[2].partition("\n\n")[0]))
    examples = (
        "serial:x",
        "tcp:h:1",
        "pcsc:x",
        "input:x",
        "file:x",
        "usb:04b8:0202",
        "mqtt:h:1/t",
        "sound:x",
        "cups:q",
    )
    assert {type(parse_address(each)) for each in examples} == set(get_args(PortAddress))
    assert told == {each.partition(":")[0] for each in examples}


def test_the_example_is_a_device() -> None:
    (block,) = re.findall(r"```toml\n(.*?)```", TEXT, re.DOTALL)
    (entry,) = tomllib.loads(block)["device"]
    device = DeviceSettings(**entry)
    assert (device.asset, str(parse_address(device.port).path)) == ("ZC-0042", "/dev/hall/reader-1")  # type: ignore[union-attr]


def test_the_commands_that_it_names_are_there() -> None:
    commands = set(re.findall(r"`\./hall (\w+)", TEXT))
    usage = subprocess.run([CHECKOUT / "hall", "help"], capture_output=True, text=True, check=True).stdout
    assert commands == {"plan", "devices"}
    assert all(f"./hall {command} " in usage for command in commands)
    assert all(option in usage for option in ("--spy", "--check", "--at"))


def test_the_files_that_it_names_are_there() -> None:
    links = re.findall(r"\]\(([^)]+)\)", TEXT)
    assert links
    assert [link for link in links if not (PAGE.parent / link).exists()] == []


def test_every_udev_rule_can_be_read() -> None:
    rules = [line for line in UDEV.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    for rule in rules:
        terms = [TERM.fullmatch(term.strip()) for term in rule.split(", ")]
        assert all(terms), rule
        does = {found["key"]: found["does"] for found in terms if found is not None}
        assert does.items() & SET.items(), f"{rule} sets nothing"
        assert all(how == SET.get(key, "==") and key in MATCHED | SET.keys() for key, how in does.items()), rule
    assert len(rules) == 5


@pytest.mark.parametrize("action", ["access_pcsc", "access_card"])
def test_the_rule_for_cards_lets_one_user_in(action: str) -> None:
    rule = "".join(line for line in POLKIT.read_text("utf-8").splitlines() if not line.startswith("//"))
    assert f'"org.debian.pcsc-lite.{action}"' in rule
    assert 'subject.user == "hall"' in rule
    assert all(rule.count(begin) == rule.count(end) for begin, end in ("()", "{}"))
