"""A hall's plan is read whole or not at all; every problem stands on its own line with file and key."""

import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import time
from pathlib import Path

import pytest

from config.rules.numbers import NumberRules, Reset, ServiceNumbers
from config.settings.load import CHECKOUT, load_settings
from config.settings.plan_files import load_hall
from config.settings.problems import FilesWrong
from config.settings.secrets import FILE, Secrets, load_secrets
from config.settings.users import users_of
from config.vocabulary import Role, Weekday
from tests.config.plan_folder import RIGHT, plan_folder, problems_in

ODD = {
    "hall.toml": RIGHT["hall.toml"].replace("own_first_min = 10", "own_first_min = -1\ncolour = 1"),
    "services.toml": RIGHT["services.toml"].replace('prefix = "B"', 'prefix = "b1"\nfirst_number = "x"'),
    "counters.toml": RIGHT["counters.toml"].replace('services = ["identity"]', "services = []"),
    "devices.toml": RIGHT["devices.toml"].replace('name = "pad"', 'name = "The Pad"'),
}
ODD_KEYS = {
    ("hall.toml", "own_first_min"),
    ("hall.toml", "colour"),
    ("services.toml", "department[police].service[permits].prefix"),
    ("services.toml", "department[police].service[permits].first_number"),
    ("counters.toml", "counter[1].services"),
    ("devices.toml", "device[The Pad].name"),
}
UNRULY = {
    "hall.toml": RIGHT["hall.toml"].replace("Asia/Shanghai", "Asia/Nowhere"),
    "services.toml": RIGHT["services.toml"].replace('prefix = "B"', 'prefix = "A"\ndigits = 1')
    + '[[department.service]]\nid = "fishing"\nzh = "渔"\nen = "Fishing"\nprefix = "C"\n',
    "counters.toml": RIGHT["counters.toml"]
    .replace('["permits"]', '["identity", "gone"]')
    .replace('id = "2"', 'id = "1"')
    .replace("department:police", "permits"),
    "devices.toml": RIGHT["devices.toml"].replace('2 = "2"', '2 = "9"').replace('"printer"', '"pad"'),
}
UNRULY_KEYS = {
    ("hall.toml", "time_zone"),
    ("services.toml", "department.service.prefix"),
    ("services.toml", "permits.last_number"),
    ("services.toml", "fishing"),
    ("counters.toml", "counter.id"),
    ("counters.toml", "1.services"),
    ("counters.toml", "1.second_services"),
    ("devices.toml", "device.name"),
    ("devices.toml", "pad.options.counters"),
}


def test_a_right_plan(tmp_path: Path) -> None:
    files = load_hall(plan_folder(tmp_path))
    assert [service.id for service in files.plan.services] == ["identity", "permits"]
    first, second = files.plan.counters
    assert (first.services, first.second_services) == (("identity",), ("permits",))
    assert second.services == ("identity", "permits")
    assert files.devices[0].counters == ("1", "2")


@pytest.mark.parametrize("hall", sorted(path.name for path in load_settings().folders.halls.iterdir() if path.is_dir()))
def test_every_hall_in_the_checkout_is_right(hall: str) -> None:
    assert load_hall(load_settings().folders.halls / hall).plan.hall == hall


def test_every_odd_key_of_every_file_is_listed(tmp_path: Path) -> None:
    assert problems_in(plan_folder(tmp_path, ODD)) == ODD_KEYS


def test_every_breach_of_a_rule_is_listed(tmp_path: Path) -> None:
    assert problems_in(plan_folder(tmp_path, UNRULY)) == UNRULY_KEYS


def test_blocks_are_for_kiosks_that_are_there_and_leave_half_of_each_range(tmp_path: Path) -> None:
    blocks = '\n[kiosk_blocks]\nnumbers = 20\nkiosks = ["kiosk-1"]\n'
    folder = plan_folder(tmp_path, {"hall.toml": RIGHT["hall.toml"] + blocks})
    rule = load_hall(folder).plan.kiosk_blocks
    assert rule is not None
    assert (rule.numbers, rule.kiosks, rule.in_all) == (20, ("kiosk-1",), 20)
    wrong = blocks.replace("20", "100").replace('["kiosk-1"]', '["kiosk-1", "kiosk-1", "k2", "k3", "k4"]')
    folder = plan_folder(tmp_path, {"hall.toml": RIGHT["hall.toml"] + wrong})
    assert problems_in(folder) == {("hall.toml", "kiosk_blocks.kiosks"), ("hall.toml", "kiosk_blocks.numbers")}


def test_a_block_is_measured_by_the_numbers_that_can_be_given(tmp_path: Path) -> None:
    rules = f"\n[kiosk_blocks]\nnumbers = 20\nkiosks = ['kiosk-1']\n[numbers]\nskip_digits = {list('12345678')}\n"
    folder = plan_folder(tmp_path, {"hall.toml": RIGHT["hall.toml"] + rules})
    assert problems_in(folder) == {("hall.toml", "kiosk_blocks.numbers")}


def test_the_end_of_a_range_is_what_comes_last_when_all_are_counted() -> None:
    for skip, endings in ((("4",), ("13",)), (("9", "1"), ()), ((), ("0",)), ((), ())):
        rules = NumberRules(skip_digits=skip, skip_endings=endings)
        every = [number for number in range(5, 1204) if rules.from_here(number, number, 4) is not None]
        for most in (0, 1, 20, 2_000):
            assert rules.last_of(5, 1203, 4, most) == tuple(every[len(every) - min(most, len(every)) :])


def test_missing_files_are_listed(tmp_path: Path) -> None:
    folder = plan_folder(tmp_path, dict.fromkeys(("hall.toml", "devices.toml"), ""))
    assert problems_in(folder) == {("hall.toml", "(file)"), ("devices.toml", "(file)")}


@pytest.mark.parametrize(("changed", "keys"), [(ODD, ODD_KEYS), (UNRULY, UNRULY_KEYS), ({}, set())])
def test_the_command_lists_them_and_ends_with_1(
    changed: dict[str, str], keys: set[tuple[str, str]], tmp_path: Path
) -> None:
    plan_folder(tmp_path / "small", changed)
    settings = tmp_path / "settings.toml"
    settings.write_text(f'hall = "small"\n[folders]\nhalls = "{tmp_path}"\n', "utf-8")
    command = [sys.executable, "-m", "queue_server.planning", "--check", "--settings", str(settings)]
    ended = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=False)
    told = {(line.split(": ")[0], line.split(": ")[1]) for line in ended.stderr.splitlines()}
    assert (ended.returncode, told) == (int(bool(keys)), keys)
    assert ("no problem found" in ended.stdout) == (not keys)


def test_rules_of_numbers(tmp_path: Path) -> None:
    weekly = '[numbers]\nreset = "weekly"\nweek_begins = "sunday"\nafternoon_from = "12:30"\nskip_endings = ["4"]\n'
    right = {
        "hall.toml": RIGHT["hall.toml"].replace("[head_start_min]", weekly + "[head_start_min]"),
        "services.toml": RIGHT["services.toml"] + "numbers = { wrap = true, morning_max = 40 }\n",
    }
    plan = load_hall(plan_folder(tmp_path / "right", right)).plan
    assert plan.numbers == NumberRules(Reset.WEEKLY, Weekday.SUNDAY, time(12, 30), skip_endings=("4",))
    assert plan.services[1].numbers == ServiceNumbers(wrap=True, morning_max=40)
    wrong = {
        "hall.toml": right["hall.toml"].replace('"weekly"', '"daily"').replace('["4"]', '["1", "4"]'),
        "services.toml": right["services.toml"].replace('"A"', '"A"\nfirst_number = 1\nlast_number = 1'),
    }
    assert problems_in(plan_folder(tmp_path / "wrong", wrong)) == {
        ("hall.toml", "numbers"),
        ("services.toml", "permits.numbers.wrap"),
    }


def test_users_of_a_hall(tmp_path: Path) -> None:
    files = load_hall(plan_folder(tmp_path))
    users = {user.name: (user.role, user.counters) for user in users_of(files.plan, files.devices)}
    assert users == {
        "queue-server": (Role.SERVER, ("1", "2")),
        "console": (Role.CONSOLE, ("1", "2")),
        "planner": (Role.PLANNER, ()),
        "calls-1": (Role.CALL_SCREEN, ()),
        "wall-1": (Role.WALL, ()),
        "counters-1": (Role.COUNTER_DEVICES, ("1", "2")),
        "kiosk-1": (Role.KIOSK, ()),
        "evaluator-1": (Role.EVALUATOR, ("1",)),
        "evaluator-2": (Role.EVALUATOR, ("2",)),
        "counter-screen-1": (Role.COUNTER_SCREEN, ("1",)),
        "counter-screen-2": (Role.COUNTER_SCREEN, ("2",)),
    }


def test_secrets_are_made_once_for_their_owner_alone(tmp_path: Path) -> None:
    made = load_secrets(tmp_path / "small", ["console", "wall-1"])
    file = tmp_path / "small" / FILE
    assert file.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in file.parent.iterdir()] == [FILE]
    written = file.read_bytes()
    assert load_secrets(tmp_path / "small", ["wall-1", "console"]) == made
    assert file.read_bytes() == written
    assert len({made.site_key.hex(), made.session_key, *made.passwords.values()}) == 4


def test_programs_that_start_together_agree_on_their_secrets(tmp_path: Path) -> None:
    together = threading.Barrier(6)

    def start(folder: Path) -> Secrets:
        together.wait()
        return load_secrets(folder, ["console", "wall-1"])

    with ThreadPoolExecutor(6) as programs:
        for hall in range(10):
            first, *others = programs.map(start, [tmp_path / str(hall)] * 6)
            assert all(other == first for other in others)


def test_a_new_user_gets_a_password_and_the_others_keep_theirs(tmp_path: Path) -> None:
    made = load_secrets(tmp_path, ["console"])
    more = load_secrets(tmp_path, ["kiosk-1"])
    assert more.passwords.keys() == {"console", "kiosk-1"}
    assert more.passwords["console"] == made.passwords["console"]
    assert (more.site_key, more.session_key) == (made.site_key, made.session_key)
    assert (tmp_path / FILE).stat().st_mode & 0o777 == 0o600


def test_what_stands_in_the_secrets_by_hand_stays_there(tmp_path: Path) -> None:
    load_secrets(tmp_path, ["console"])
    with (tmp_path / FILE).open("a") as file:
        file.write('\n[device_passwords]\nbuttons-1 = \'say "密码" \\ twice\'\n"By hand. 1" = "a\\u007F"\n')
    for users in (["console"], ["console", "kiosk-1"], ["console"]):
        given = {"buttons-1": 'say "密码" \\ twice', "By hand. 1": "a\x7f"}
        assert load_secrets(tmp_path, users).device_passwords == given
    assert "密码" not in repr(load_secrets(tmp_path, []))


SPOILED = ("[device_passwords", "device_passwords = 1", "[device_passwords]\na = 1")


@pytest.mark.parametrize(
    "spoiled", [*SPOILED, 'site_key = "xyz"', "site_key = 7", "session_key = 7", 'passwords = "x"']
)
def test_secrets_that_were_spoiled_are_named(tmp_path: Path, spoiled: str) -> None:
    (tmp_path / FILE).write_text(spoiled)
    with pytest.raises(FilesWrong, match=FILE):
        load_secrets(tmp_path, ["console"])


def test_secrets_do_not_show_themselves(tmp_path: Path) -> None:
    made = load_secrets(tmp_path, ["console"])
    assert made.session_key not in repr(made)
    assert made.passwords["console"] not in repr(made)


CHAINS = """
[[department]]
id = "one-thing"
zh = "一件事"
en = "One thing"
chain = [{ id = "moving", zh = "搬家", en = "Moving", steps = ["permits", "identity"] }]
"""


def test_a_chain_stands_in_a_group_of_its_own(tmp_path: Path) -> None:
    plan = load_hall(plan_folder(tmp_path, {"services.toml": RIGHT["services.toml"] + CHAINS})).plan
    (chain,) = plan.chains
    assert (chain.id, chain.department, chain.steps) == ("moving", "one-thing", ("permits", "identity"))
    assert plan.chain_by_id == {"moving": chain}


@pytest.mark.parametrize(
    ("written", "instead", "key"),
    [
        ('"permits", "identity"', '"permits"', "department[one-thing].chain[moving].steps"),
        ('"permits", "identity"', '"permits", "gone"', "moving.steps"),
        ('"permits", "identity"', '"permits", "permits"', "moving.steps"),
        ('id = "moving"', 'id = "identity"', "department.chain.id"),
        ("chain = [", "chains = [", "department[one-thing].chains"),
    ],
)
def test_what_is_wrong_with_a_chain_is_named(tmp_path: Path, written: str, instead: str, key: str) -> None:
    services = RIGHT["services.toml"] + CHAINS.replace(written, instead)
    assert ("services.toml", key) in problems_in(plan_folder(tmp_path, {"services.toml": services}))
