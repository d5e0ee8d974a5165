"""A hall's plan from its five files, checked whole: every problem is listed with file and key.

``hall.toml`` the hall and its rules · ``services.toml`` departments and services · ``counters.toml`` windows and what
they can do · ``devices.toml`` what is plugged in where · ``calendar.toml``, if there is one, holidays.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Final, Self

from pydantic import AfterValidator, Field, model_validator

from config.plan import (
    COUNTERS_MAX,
    PAUSE_REASONS,
    REPRINTS_MAX,
    SERVICES_MAX,
    Counter,
    Department,
    Plan,
    Service,
    Text,
)
from config.rules.posts import name_at_post
from config.settings.entries import FileRead, read_entries
from config.settings.model import Section
from config.settings.plan_rules import rule_problems
from config.settings.problems import FilesWrong, Problem
from config.settings.rules.appointments import AppointmentsSection, SlotsSection, rules_of, slots_of
from config.settings.rules.buttons import hall_topic
from config.settings.rules.calendar import FILE as CALENDAR
from config.settings.rules.calendar import CalendarFile
from config.settings.rules.chains import ChainEntry, chain_of
from config.settings.rules.counters import NO_COUNTER, CounterRulesEntry
from config.settings.rules.evaluation import EvaluationTable
from config.settings.rules.kiosk_blocks import KioskBlocksSection
from config.settings.rules.numbers import NumbersSection, ServiceNumbersSection
from config.settings.rules.opening import NO_OPENING, OpeningTable, WeekTable, opening_of, service_hours
from config.settings.rules.order import ClassLimitsSection, OrderSection
from config.settings.rules.posts import PostTable, counters_of_posts, post_of
from config.settings.rules.tides import AT_TIMES
from config.settings.values.reasons import Wrong
from config.settings.values.shapes import Minutes, NameText, Prefix, Shown
from config.vocabulary import CounterId, DepartmentId, HallId, ServiceId, TicketClass


class Words(Section):
    """A text in both languages."""

    zh: Shown
    en: Shown


class HallFile(Section):
    """``hall.toml``."""

    id: NameText
    zh: Shown
    en: Shown
    time_zone: str
    head_start_min: dict[TicketClass, Minutes]
    own_first_min: Minutes
    late_booking_min: Minutes
    evaluation_window_s: Annotated[int, Field(ge=10, le=86_400)]
    no_show_returns_behind: Annotated[int, Field(ge=0, le=20)] = 3
    calls_max: Annotated[int, Field(ge=0, le=20)] = 0
    auto_call: bool = False
    call_pause_s: Annotated[int, Field(ge=0, le=600)] = 0
    reprints_max: Annotated[int, Field(ge=0, le=REPRINTS_MAX)] = 2
    person_live_max: Annotated[int, Field(ge=0, le=20)] = 0
    person_daily_max: Annotated[int, Field(ge=0, le=100)] = 0
    pause_reasons: Annotated[tuple[Words, ...], Field(max_length=9)] = tuple(
        Words(zh=t.zh, en=t.en) for t in PAUSE_REASONS
    )
    numbers: NumbersSection = NumbersSection()
    order: OrderSection = OrderSection()
    class_limits: ClassLimitsSection = ClassLimitsSection()
    opening: OpeningTable | None = None
    appointments: AppointmentsSection = AppointmentsSection()
    kiosk_blocks: KioskBlocksSection | None = None
    evaluation: EvaluationTable = EvaluationTable()
    carry_over: bool = False


class ServiceEntry(Section):
    """One ``[[department.service]]``."""

    id: NameText
    zh: Shown
    en: Shown
    prefix: Prefix
    first_number: Annotated[int, Field(ge=0)] = 1
    last_number: Annotated[int, Field(ge=1, le=999_999)] = 999
    digits: Annotated[int, Field(ge=1, le=6)] = 3
    mean_min: Annotated[int, Field(ge=1, le=240)] = 10
    numbers: ServiceNumbersSection = ServiceNumbersSection()
    class_limits: ClassLimitsSection = ClassLimitsSection()
    hours: WeekTable = Field(default_factory=dict)
    last_issue_min: Minutes | None = None
    slots: SlotsSection | None = None
    carry_over: bool | None = None


class DepartmentEntry(Section):
    """One ``[[department]]``; also a group for chains alone."""

    id: NameText
    zh: Shown
    en: Shown
    service: list[ServiceEntry] = Field(default_factory=list)
    chain: list[ChainEntry] = Field(default_factory=list)

    @model_validator(mode="after")
    def offers_something(self) -> Self:
        """Raises ValueError for an entry that a visitor would find empty."""
        if not self.service and not self.chain:
            raise Wrong(Text("必须有业务或一件事", "must have a service or a chain"))
        return self


class ServicesFile(Section):
    """``services.toml``."""

    department: Annotated[list[DepartmentEntry], Field(min_length=1)]


class CounterEntry(CounterRulesEntry):
    """One ``[[counter]]``. A service may be named, or all of a department by ``department:<id>``."""

    id: NameText
    zh: Shown
    en: Shown
    services: Annotated[list[str], Field(min_length=1)]
    second_services: tuple[str, ...] = ()
    posts: tuple[Shown, ...] = ()
    post: PostTable | None = None


class CountersFile(Section):
    """``counters.toml``."""

    counter: Annotated[list[CounterEntry], Field(min_length=1, max_length=COUNTERS_MAX)]


def _counters_named(options: dict[str, Any]) -> dict[str, Any]:
    """Only the options that the whole hall reads are checked here; the others belong to the driver."""
    counters = options.get("counters", {})
    if not isinstance(counters, dict) or not all(isinstance(counter, str) for counter in counters.values()):
        raise Wrong(Text("选项 counters 应为表：地址 = 窗口", "option counters must be a table: address = counter"))
    only = options.get("only_counters", [])
    if not isinstance(only, list) or not all(isinstance(counter, str) for counter in only):
        raise Wrong(Text("选项 only_counters 应为窗口的列表", "option only_counters must be a list of counters"))
    to = options.get("transfer_to", {})
    if not isinstance(to, dict) or not all(isinstance(service, str) for service in to.values()):
        raise Wrong(
            Text("选项 transfer_to 应为表：窗口 = 业务", "option transfer_to must be a table: counter = service")
        )
    if not isinstance(options.get("names", {}), dict):
        raise Wrong(Text("选项 names 应为表：窗口 = 名称", "option names must be a table: counter = name"))
    return options


class DeviceSettings(Section):
    """One ``[[device]]``: its name, kind, driver, host (``at``), port and the driver's own options."""

    name: NameText
    kind: str
    driver: str
    at: NameText
    port: str
    asset: Annotated[str, Field(max_length=40)] = ""
    """The hall's own number for the unit, as it stands on its label."""
    options: Annotated[dict[str, Any], AfterValidator(_counters_named)] = Field(default_factory=dict)

    @property
    def counters(self) -> tuple[str, ...]:
        """The counters that this device speaks for: option ``counters`` = {address = counter}."""
        return tuple(self.options.get("counters", {}).values())

    @property
    def topics(self) -> tuple[str, ...]:
        """Of buttons on the hall's own broker: where they tell what was pressed, and whether they are there."""
        said = hall_topic(self.port)
        there = (self.options.get("availability"), self.options.get("gateway"))
        return (said, *(topic for topic in there if isinstance(topic, str) and topic)) if said else ()

    @property
    def transfer_to(self) -> dict[str, str]:
        """Where a pad's key sends visitors on, by counter: option ``transfer_to`` = {counter = service}."""
        return dict(self.options.get("transfer_to", {}))

    @property
    def only_counters(self) -> tuple[str, ...]:
        """The counters to which this device keeps without speaking for them: option ``only_counters``."""
        return tuple(self.options.get("only_counters", ()))

    @property
    def named_counters(self) -> tuple[str, ...]:
        """The counters that this device calls by a name of its own: option ``names``."""
        return tuple(self.options.get("names", {}))


class DevicesFile(Section):
    """``devices.toml``."""

    device: tuple[DeviceSettings, ...] = ()


@dataclass(frozen=True)
class HallFiles:
    """A hall's plan and its devices, checked."""

    plan: Plan
    devices: tuple[DeviceSettings, ...]


UNKNOWN_HALL: Final = HallFile(
    id="unknown",
    zh="?",
    en="?",
    time_zone="UTC",
    head_start_min={},
    own_first_min=0,
    late_booking_min=0,
    evaluation_window_s=60,
)
"""Stands in for a hall.toml that can't be read, so that the other files' breaches are listed all the same."""


def load_hall(folder: Path) -> HallFiles:
    """Read and check a hall's folder. Raises FilesWrong with every problem found."""
    hall = read_entries(folder / "hall.toml", HallFile)
    services = read_entries(folder / "services.toml", ServicesFile)
    counters = read_entries(folder / "counters.toml", CountersFile)
    devices = read_entries(folder / "devices.toml", DevicesFile)
    calendar = _calendar(folder / "calendar.toml")
    problems = [*hall.problems, *services.problems, *counters.problems, *devices.problems, *calendar.problems]
    if services.content is None or counters.content is None:
        raise FilesWrong(problems)
    plan = _plan(hall.content or UNKNOWN_HALL, services.content, counters.content, calendar.content or CalendarFile())
    files = HallFiles(plan, (devices.content or DevicesFile()).device)
    booking = (hall.content or UNKNOWN_HALL).appointments
    for problem in rule_problems(plan, files.devices, booking):
        of_hall = hall.content is None and problem.reason == NO_OPENING
        of_calendar = bool(calendar.problems) and problem.file == CALENDAR
        if not (of_hall or of_calendar or _follows(problem, services.left_out, counters.left_out)):
            problems.append(problem)
    if problems:
        raise FilesWrong(problems)
    return files


def _calendar(file: Path) -> FileRead[CalendarFile]:
    """A hall may have none."""
    return read_entries(file, CalendarFile) if file.exists() else FileRead(CalendarFile())


def _follows(problem: Problem, services: set[str], counters: set[str]) -> bool:
    """Whether a breach only shows because a wrong entry was left out."""
    names = any(repr(name) in problem.reason.en for name in services | counters)
    return names or (bool(counters) and problem.reason.en.startswith((NO_COUNTER.en, AT_TIMES)))


def _plan(hall: HallFile, services: ServicesFile, counters: CountersFile, calendar: CalendarFile) -> Plan:
    of_department = {d.id: [s.id for s in d.service] for d in services.department}
    of_posts = counters_of_posts((entry.id, entry.post) for entry in counters.counter)
    return Plan(
        hall=HallId(hall.id),
        name=Text(hall.zh, hall.en),
        time_zone=hall.time_zone,
        chains=tuple(chain_of(d.id, entry) for d in services.department for entry in d.chain),
        departments=tuple(Department(DepartmentId(d.id), Text(d.zh, d.en)) for d in services.department),
        services=tuple(_service(d, s, hall.appointments) for d in services.department for s in d.service)[
            : SERVICES_MAX + 1
        ],
        counters=tuple(_counter(entry, of_department, of_posts) for entry in counters.counter),
        head_start_min=dict(hall.head_start_min),
        own_first_min=hall.own_first_min,
        late_booking_min=hall.late_booking_min,
        evaluation_window_s=hall.evaluation_window_s,
        no_show_returns_behind=hall.no_show_returns_behind,
        calls_max=hall.calls_max,
        auto_call=hall.auto_call,
        call_pause_s=hall.call_pause_s,
        reprints_max=hall.reprints_max,
        person_live_max=hall.person_live_max,
        person_daily_max=hall.person_daily_max,
        pause_reasons=tuple(Text(reason.zh, reason.en) for reason in hall.pause_reasons),
        numbers=hall.numbers.rules(),
        order=hall.order.order(),
        class_limits=hall.class_limits.limits(),
        opening=opening_of(hall.opening, calendar),
        appointments=rules_of(hall.appointments),
        kiosk_blocks=hall.kiosk_blocks.rule() if hall.kiosk_blocks is not None else None,
        evaluation=hall.evaluation.rules(),
        carry_over=hall.carry_over,
    )


def _service(department: DepartmentEntry, entry: ServiceEntry, booking: AppointmentsSection) -> Service:
    return Service(
        ServiceId(entry.id),
        DepartmentId(department.id),
        Text(entry.zh, entry.en),
        entry.prefix,
        entry.first_number,
        entry.last_number,
        entry.digits,
        entry.mean_min,
        numbers=entry.numbers.rules(),
        class_limits=entry.class_limits.limits(),
        hours=service_hours(entry.hours, entry.last_issue_min),
        slots=slots_of(booking, entry.slots),
        carry_over=entry.carry_over,
    )


def _counter(
    entry: CounterEntry, of_department: dict[str, list[str]], of_posts: dict[tuple[str, str], CounterId]
) -> Counter:
    window = Text(entry.zh, entry.en)
    return Counter(
        CounterId(entry.id),
        window if entry.post is None else name_at_post(window, entry.post.name),
        _named(entry.services, of_department),
        _named(entry.second_services, of_department),
        entry.posts,
        entry.rules(),
        post_of(entry.post, of_posts) if entry.post is not None else None,
    )


def _named(names: Iterable[str], of_department: dict[str, list[str]]) -> tuple[ServiceId, ...]:
    """Services by name, ``department:<id>`` meaning all of its; an unknown name stays, for the rules to find."""
    found: list[ServiceId] = []
    for name in names:
        department = name.removeprefix("department:")
        found += [ServiceId(s) for s in (of_department.get(department, [name]) if department != name else [name])]
    return tuple(dict.fromkeys(found))
