"""``[appointments]`` and ``slots``: read, defaulted, and wrong ones named."""

from datetime import date, time
from pathlib import Path

import pytest

from config.rules.appointments import AppointmentRules, starts_on
from config.settings.plan_files import load_hall
from config.settings.problems import FilesWrong
from tests.config.plan_folder import RIGHT, plan_folder

MONDAY = date(2026, 11, 23)
SATURDAY = date(2026, 11, 28)
RULES = '[appointments]\nno_shows_max = 2\nsystems = ["city"]\nhours = { monday = ["09:00-10:30", "14:00-15:00"] }\n'


def folder(tmp_path: Path, slots: str, rules: str = RULES) -> Path:
    """Identity cards with these slots."""
    services = RIGHT["services.toml"].replace('prefix = "A"\n', f'prefix = "A"\n{slots}\n')
    return plan_folder(tmp_path, {"hall.toml": RIGHT["hall.toml"] + rules, "services.toml": services})


def test_what_a_service_leaves_out_is_the_halls(tmp_path: Path) -> None:
    plan = load_hall(folder(tmp_path, "slots = { capacity = 4, slot_min = 60 }")).plan
    slots = plan.services[0].slots
    assert slots is not None
    assert (slots.capacity, slots.length_min) == (4, 60)
    assert list(starts_on(slots, None, MONDAY)) == [time(9), time(14)]
    assert list(starts_on(slots, None, SATURDAY)) == []
    assert plan.appointments == AppointmentRules(no_shows_max=2, systems=("city",))
    assert plan.services[1].slots is None


def test_a_hall_that_is_always_open_has_slots_all_day(tmp_path: Path) -> None:
    slots = load_hall(folder(tmp_path, "slots = { capacity = 4, slot_min = 360 }", "")).plan.services[0].slots
    assert slots is not None
    assert list(starts_on(slots, None, SATURDAY)) == [time(0), time(6), time(12)]


def test_a_hall_without_the_section_takes_none(tmp_path: Path) -> None:
    plan = load_hall(plan_folder(tmp_path, {})).plan
    assert plan.appointments == AppointmentRules()
    assert all(service.slots is None for service in plan.services)


@pytest.mark.parametrize(
    ("slots", "rules", "key"),
    [
        ("slots = { capacity = 0 }", RULES, "slots.capacity"),
        ("slots = { capacity = 200 }", RULES, "identity.slots.capacity"),
        ("slots = { capacity = 1, slot_min = 120 }", RULES, "identity.slots"),
        ("slots = { capacity = 1 }", RULES.replace("10:30", "08:30"), "appointments.hours"),
        ("slots = { capacity = 1 }", RULES.replace("14:00", "10:00"), "appointments.hours"),
        ("", RULES.replace("city", "City of"), "appointments.systems"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, slots: str, rules: str, key: str) -> None:
    with pytest.raises(FilesWrong) as wrong:
        load_hall(folder(tmp_path, slots, rules))
    assert any(key in problem.key for problem in wrong.value.problems), wrong.value.problems
