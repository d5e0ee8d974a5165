"""Plans that would run and serve nobody, or send people to the wrong place: each is refused by file and key."""

import re
from pathlib import Path
from typing import Final

import pytest

from config.settings.plan_files import load_hall
from config.settings.problems import FilesWrong
from tests.config.plan_folder import RIGHT, plan_folder

DAY: Final = '["09:00-12:00", "13:00-17:00"]'
WEEK: Final = "\n".join(f"{day} = {DAY}" for day in ("monday", "tuesday", "wednesday", "thursday", "friday"))
OPEN: Final = {
    "hall.toml": f"""calls_max = 3
auto_call = false
{RIGHT["hall.toml"]}
[numbers]
afternoon_from = "12:00"
[appointments]
systems = ["city"]
[appointments.hours]
monday = ["09:00-12:00"]
[evaluation]
listed_days = 30
[opening]
last_issue_min = 30
[opening.hours]
{WEEK}
saturday = ["09:00-11:00"]
""",
    "services.toml": RIGHT["services.toml"].replace('prefix = "A"', 'prefix = "A"\nslots = { capacity = 1 }')
    + """
[[department]]
id = "one-thing"
zh = "一件事"
en = "One thing"
chain = [{ id = "moving", zh = "搬家", en = "Moving", steps = ["permits", "identity"] }]
""",
    "calendar.toml": """
[[holiday]]
first = 2027-05-01
last = 2027-05-05
zh = "劳动节"
en = "Labour Day"
[[workday]]
day = 2027-05-08
works_as = "friday"
zh = "调休"
en = "Make-up day"
""",
}
HALL, SERVICES, COUNTERS, CALENDAR = "hall.toml", "services.toml", "counters.toml", "calendar.toml"
SECOND_HOLIDAY: Final = '[[holiday]]\nfirst = 2027-05-05\nzh = "端午"\nen = "Dragon Boat"\n[[workday]]'
REASONS: Final = 'pause_reasons = [{ zh = "吃饭", en = "Meal" }, { zh = "吃饭", en = "Eating" }]'

WRONG: Final = [
    (HALL, "calls_max = 3", 'calls_max = "3"', "calls_max", 'must be a whole number, is "3"'),
    (HALL, "calls_max = 3", "calls_max = true", "calls_max", "must be a whole number, is true"),
    (HALL, "calls_max = 3", "calls_max = 3.0", "calls_max", "must be a whole number, is 3.0"),
    (HALL, "auto_call = false", 'auto_call = "yes"', "auto_call", 'must be true or false, is "yes"'),
    (HALL, '"12:00"', "43200", "numbers.afternoon_from", 'must be a time such as "12:00", is 43200'),
    (HALL, '"12:00"', '"07:00"', "numbers.afternoon_from", "must lie within the hall's hours, 09:00-17:00, is 07:00"),
    (HALL, "min = 30", "min = 300", "opening.last_issue_min", "Monday, Tuesday, .* Saturday: leaves no numbers"),
    (HALL, "min = 30", "min = 120", "opening.last_issue_min", "^Saturday: leaves no numbers on these days"),
    (HALL, 'monday = ["09:00-12:00"]', 'monday = ["08:00-09:00"]', "appointments.hours.monday", r"\(09:00-12:00, 13"),
    (HALL, 'monday = ["09:00-12:00"]', 'sunday = ["09:00-10:00"]', "appointments.hours.sunday", "the hall is closed"),
    (HALL, '["city"]', '["city", "city"]', "appointments.systems", "'city' stands 2 times"),
    (
        HALL,
        "listed_days = 30",
        "listed_days = 14",
        "evaluation.listed_days",
        r"put_right_days \(15 days\), is 14",
    ),
    (HALL, "listed_days = 30", "again_days = 31", "evaluation.listed_days", r"again_days \(31 days\), is 30"),
    (HALL, "calls_max = 3", REASONS, "pause_reasons.zh", "'吃饭' is the name of 1, 2"),
    (SERVICES, 'prefix = "B"', 'prefix = "B"\nlast_issue_min = 400', "permits.last_issue_min", "leaves no numbers"),
    (SERVICES, 'prefix = "B"', 'prefix = "B"\nhours = { monday = [] }', "permits.hours", "is open on no day"),
    (
        SERVICES,
        'prefix = "B"',
        'prefix = "B"\nhours = { friday = ["09:00-09:30"] }',
        "permits.hours",
        "^Friday: ",
    ),
    (SERVICES, "= 1 }", '= 1, hours = { monday = ["16:00-18:00"] } }', "identity.slots.hours.monday", "not within"),
    (SERVICES, "= 1 }", '= 1, hours = { sunday = ["09:00-12:00"] } }', "identity.slots.hours.sunday", "is closed"),
    (SERVICES, 'zh = "许可"', 'zh = "身份证"', "department.service.zh", "'身份证' is the name of identity, permits"),
    (SERVICES, 'en = "Permits"', 'en = "Moving"', "department.service.en", "the name of permits, moving"),
    (SERVICES, 'zh = "许可"', 'zh = " \u3000"', "department[police].service[permits].zh", "must not be blank"),
    (SERVICES, 'id = "moving"', 'id = "police"', "department.chain.id", "is a service's, a department's or another"),
    (COUNTERS, 'zh = "2号窗口"', 'zh = "1号窗口"', "counter.zh", "'1号窗口' is the name of 1, 2; each needs its own"),
    (COUNTERS, 'id = "1"', 'id = "1"\nposts = ["A", "A"]', "1.posts", "'A' stands 2 times"),
    (
        CALENDAR,
        "last = 2027-05-05",
        "last = 2027-04-05",
        "holiday[2027-05-01].last",
        "before the first day, 2027",
    ),
    (CALENDAR, "last = 2027-05-05", "last = 2027-08-05", "holiday[2027-05-01].last", "within 60 days after the first"),
    (CALENDAR, "[[workday]]", SECOND_HOLIDAY, "holiday[2027-05-05].first", "overlaps with Labour Day, .* 2027-05-05"),
    (CALENDAR, "2027-05-08", "2027-05-12", "workday[2027-05-12].day", "is a Wednesday, on which the hall works anyway"),
]


def problems(folder: Path, file: str, written: str, instead: str) -> list[tuple[str, str, str]]:
    """File, key and English reason of each, with one thing written otherwise."""
    files = {**RIGHT, **OPEN}
    assert written in files[file]
    with pytest.raises(FilesWrong) as wrong:
        load_hall(plan_folder(folder, {**files, file: files[file].replace(written, instead, 1)}))
    assert all(problem.reason.zh != problem.reason.en for problem in wrong.value.problems)
    return [(problem.file, problem.key, problem.reason.en) for problem in wrong.value.problems]


def test_without_the_mistakes_the_plan_is_right(tmp_path: Path) -> None:
    assert load_hall(plan_folder(tmp_path, OPEN)).plan.opening is not None


@pytest.mark.parametrize(("file", "written", "instead", "key", "reason"), WRONG, ids=[row[3] for row in WRONG])
def test_it_is_refused_by_name(tmp_path: Path, file: str, written: str, instead: str, key: str, reason: str) -> None:
    ((of, at, said),) = problems(tmp_path, file, written, instead)
    assert (of, at) == (file, key)
    assert re.search(reason, said), said


def test_a_service_that_is_not_there_is_told_once(tmp_path: Path) -> None:
    found = problems(tmp_path, SERVICES, 'id = "permits"', 'id = "permit"')
    assert found == [(COUNTERS, "1.services", "no such service: 'permits'; also named by moving")]


def test_what_follows_from_a_wrong_entry_is_not_told(tmp_path: Path) -> None:
    def keys(file: str, *changes: tuple[str, str], **others: str) -> list[str]:
        text = {**RIGHT, **OPEN}[file]
        for written, instead in changes:
            assert written in text
            text = text.replace(written, instead, 1)
        with pytest.raises(FilesWrong) as wrong:
            load_hall(plan_folder(tmp_path, {**OPEN, **others, file: text}))
        return [problem.key for problem in wrong.value.problems if problem.file != "devices.toml"]

    hours = OPEN[SERVICES].replace('prefix = "B"', 'prefix = "B"\nhours = { monday = ["09:00-10:00"] }')
    assert keys(HALL, ("calls_max = 3", "calls_max = -1"), **{SERVICES: hours}) == ["calls_max"]
    assert keys(COUNTERS, ('id = "1"', 'id = "1"\ntide = { months = [13] }')) == ["counter[1].tide.months[1]"]
    closing = ('id = "1"', 'id = "1"\ntide = { months = [7] }')
    assert keys(COUNTERS, closing, ('id = "2"', 'id = "Two"')) == ["counter[Two].id"]
    assert keys(CALENDAR, ("first = 2027-05-01", 'first = "May"'), ("2027-05-08", "2027-05-04")) == ["holiday[1].first"]
