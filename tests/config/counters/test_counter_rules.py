"""What counters.toml may say of a counter's use, and what is refused."""

from datetime import time
from pathlib import Path

import pytest

from config.rules.counters import Crowd, Tide
from config.rules.opening import Span
from config.rules.preference import Preference
from config.settings.plan_files import load_hall
from config.settings.problems import FilesWrong
from config.vocabulary import CounterId, ServiceId, TicketClass
from tests.config.plan_folder import RIGHT, plan_folder


def with_rules(folder: Path, one: str, two: str) -> Path:
    """A hall whose two counters have these lines more."""
    first, second = RIGHT["counters.toml"].strip().split('services = ["department')
    text = first.replace('id = "1"', f'id = "1"\n{one}') + f'{two}\nservices = ["department{second}'
    return plan_folder(folder, {"counters.toml": text})


def problems(folder: Path) -> list[tuple[str, str]]:
    """Key and reason of each."""
    with pytest.raises(FilesWrong) as wrong:
        load_hall(folder)
    return [(problem.key, problem.reason.en) for problem in wrong.value.problems]


def test_a_counter_may_call_only_some_classes(tmp_path: Path) -> None:
    plan = load_hall(with_rules(tmp_path, 'classes = ["priority", "booked"]', "")).plan
    one, two = plan.counters
    assert one.rules.classes == (TicketClass.PRIORITY, TicketClass.BOOKED)
    assert two.rules.classes == ()
    assert one.can_take(ServiceId("identity"), TicketClass.BOOKED)
    assert not one.can_take(ServiceId("identity"), TicketClass.ORDINARY)
    assert plan.counter_by_id[CounterId("2")].can_take(ServiceId("permits"), TicketClass.ORDINARY)


def test_each_class_of_each_service_has_a_counter(tmp_path: Path) -> None:
    wrong = with_rules(tmp_path, 'classes = ["priority"]', 'classes = ["ordinary"]')
    reason = "no counter can do this service for booked tickets"
    assert problems(wrong) == [("identity", reason), ("permits", reason)]


def test_a_class_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    ((key, _),) = problems(with_rules(tmp_path, 'classes = ["urgent"]', ""))
    assert key == "counter[1].classes[1]"


def test_a_counter_may_open_by_tide_or_for_a_crowd(tmp_path: Path) -> None:
    tide = 'tide = { months = [7, 8], weekdays = ["monday"], hours = ["09:00-11:30"] }'
    one, _ = load_hall(with_rules(tmp_path / "tide", tide, "")).plan.counters
    _, two = load_hall(with_rules(tmp_path / "crowd", "", "crowd = { waiting = 10 }")).plan.counters
    assert one.rules.tide == Tide((7, 8), (0,), (Span(time(9), time(11, 30)),))
    assert two.rules.crowd == Crowd(waiting=10)


def test_a_tide_and_a_crowd_must_say_something(tmp_path: Path) -> None:
    assert [key for key, _ in problems(with_rules(tmp_path, "tide = {}", ""))] == ["1.tide"]
    assert [key for key, _ in problems(with_rules(tmp_path, "", "crowd = {}"))] == ["2.crowd"]
    backwards = with_rules(tmp_path, 'tide = { hours = ["12:00-09:00"] }', "")
    assert problems(backwards) == [("1.tide.hours", "must begin before they end, in order, without overlap")]


ALL_YEAR = 'tide = { months = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], weekdays = ["monday"] }'


@pytest.mark.parametrize(
    ("one", "two", "alone"),
    [
        ("tide = { months = [7] }", "tide = { months = [7, 8] }", True),
        ("tide = { months = [7] }", "crowd = { waiting = 3 }", True),
        (ALL_YEAR, "tide = { months = [7] }", True),
        ('classes = ["booked"]', "tide = { months = [7] }", True),
        ("tide = { months = [1, 2, 3, 4, 5, 6] }", "tide = { months = [7, 8, 9, 10, 11, 12] }", False),
        ("tide = { months = [7] }", "", False),
    ],
)
def test_a_service_is_never_left_to_counters_that_stay_closed(tmp_path: Path, one: str, two: str, alone: bool) -> None:
    folder = with_rules(tmp_path, one, two)
    if alone:
        assert {key for key, _ in problems(folder)} == {"identity", "permits"}
    else:
        load_hall(folder)


def test_a_tide_lies_within_the_halls_hours(tmp_path: Path) -> None:
    hall = RIGHT["hall.toml"] + '[opening.hours]\nmonday = ["09:00-12:00", "13:00-17:00"]\nfriday = ["09:00-12:00"]\n'
    tides = {
        'weekdays = ["monday", "sunday"]': ["1.tide.weekdays"],
        'hours = ["02:00-03:00"]': ["1.tide.hours"],
        'weekdays = ["friday"], hours = ["13:00-15:00"]': ["1.tide.hours"],
        'hours = ["09:00-11:00", "10:00-12:00"]': ["1.tide.hours"],
        'weekdays = ["monday"], hours = ["11:00-17:00"]': [],
    }
    for place, (tide, keys) in enumerate(tides.items()):
        folder = with_rules(tmp_path / str(place), f"tide = {{ {tide} }}", "")
        (folder / "hall.toml").write_text(hall, "utf-8")
        assert [key for key, _ in (problems(folder) if keys else [])] == keys
    load_hall(folder)


def test_one_counter_takes_whose_matter_came_to_nothing(tmp_path: Path) -> None:
    plan = load_hall(with_rules(tmp_path, "appeals = true", "")).plan
    assert plan.appeal_service == "identity"
    assert {key for key, _ in problems(with_rules(tmp_path, "appeals = true", "appeals = true"))} == {
        "1.appeals",
        "2.appeals",
        "2.services",
    }


def test_a_counter_may_prefer_some(tmp_path: Path) -> None:
    prefers = 'prefers = { classes = ["priority"], services = ["identity"] }'
    one, two = load_hall(with_rules(tmp_path, prefers, "")).plan.counters
    assert one.rules.prefers == Preference((TicketClass.PRIORITY,), (ServiceId("identity"),))
    assert one.preferred_queues == (((ServiceId("identity"), TicketClass.PRIORITY),), ())
    assert two.rules.prefers is None


def test_a_preference_names_what_the_counter_calls(tmp_path: Path) -> None:
    services = 'prefers = { services = ["fishing"] }'
    classes = 'classes = ["ordinary"]\nprefers = { classes = ["booked"] }'
    found = {key for key, _ in problems(with_rules(tmp_path, services, classes))}
    assert {"1.prefers.services", "2.prefers.classes"} <= found
    assert ("2.prefers", "must name classes or services") in problems(with_rules(tmp_path, "", "prefers = {}"))
