"""A hall to show and to walk through: the real plan's names with invented queues, and what its server answers."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from config.paper.materials import Materials
from config.plan import Plan, Text
from config.settings.load import CHECKOUT
from config.settings.plan_files import load_hall
from config.vocabulary import AppointmentState, Language, Level, RefusalCode, TicketClass, TicketState
from config.wire.appointments import AppointmentLine
from config.wire.lead import ClassOfDay, DailyShown, ServiceOfDay
from config.wire.message import Words2
from config.wire.papers.orders import PrintDaily, PrintReceipt, PrintSlip
from config.wire.pictures import ChainLine, DepartmentLine, GroupLine, ServiceLine, ServicesPicture
from config.wire.replies import (
    AppointmentToday,
    EvaluationStanding,
    JudgeableLine,
    PersonStanding,
    Refused,
    TicketGiven,
    VisitLine,
    VisitShown,
)
from config.wire.requests import TakeTicket
from kiosk.flow import states as s
from kiosk.guides import guides

NOW: Final = datetime(2026, 11, 21, 1, 20, tzinfo=UTC)
"""09:20 in the hall."""
PLAN: Final[Plan] = load_hall(CHECKOUT / "config" / "halls" / "longli").plan
WIDEST: Final = Text("黔南州住房公积金管理中心龙里管理部", "Prefecture Ecology and Environment Bureau, Longli Branch")


def words(text: Text) -> Words2:
    """A plan's text as it goes over the wire."""
    return Words2(zh=text.zh, en=text.en)


def picture() -> ServicesPicture:
    """The real plan with queues of 0 to 128 people and 0 to 6 counters."""
    lines = tuple(
        ServiceLine(
            id=service.id,
            department=service.department,
            name=words(service.name),
            prefix=service.prefix,
            waiting=(place * 7) % 19 if place % 11 else 128,
            open_counters=place % 7 if place % 3 else 0,
        )
        for place, service in enumerate(PLAN.services)
    )
    departments = tuple(DepartmentLine(id=d.id, name=words(d.name)) for d in PLAN.departments)
    return ServicesPicture(
        at=NOW, hall_name=words(PLAN.name), time_zone=PLAN.time_zone, departments=departments, services=lines
    )


PICTURE: Final = picture()
SERVICE: Final = max(PLAN.services, key=lambda service: len(service.name.en))
MATERIALS: Final = (Text("居民身份证原件", "Identity card"), Text("居民户口簿原件", "The household register"))
RULES: Final = s.Rules(
    kiosk="kiosk-1",
    language=Language.CHINESE,
    time_zone="Asia/Shanghai",
    idle_return_s=60,
    still_there_s=15,
    number_shown_s=12,
    reply_tries_max=5,
    departments_per_page=10,
    services_per_page=6,
    guides=guides(PLAN, Materials({SERVICE.id: MATERIALS})),
)
WIDE_DEPARTMENT: Final = max(
    PLAN.departments, key=lambda d: (sum(x.department == d.id for x in PLAN.services), len(d.name.en))
)


def request(request_id: str = "request-0001") -> TakeTicket:
    """One wish."""
    return TakeTicket(request_id=request_id, kiosk="kiosk-1", service=SERVICE.id, card="c" * 32, masked_name="张*")


def ticket(request_id: str = "request-0001", people_ahead: int = 12, **changes: object) -> TicketGiven:
    """A given number."""
    given = TicketGiven(
        request_id=request_id,
        ticket="20261121-A012",
        number="A012",
        service=SERVICE.id,
        service_name=words(SERVICE.name),
        department_name=words(WIDEST),
        hall_name=words(PLAN.name),
        ticket_class=TicketClass.ORDINARY,
        people_ahead=people_ahead,
        taken_at=NOW,
        wait_low_min=20,
        wait_high_min=35,
        counted_from=datetime(2026, 11, 21, 1, 10, tzinfo=UTC),
        counter_names=tuple(Words2(zh=f"综合{n}号窗口", en=f"Comprehensive {n}") for n in (1, 2, 3, 5)),
    )
    return given.model_copy(update=changes)


def with_counters(open_counters: int) -> ServicesPicture:
    """The picture with so many counters open for the service that ``ticket`` is for."""
    lines = tuple(
        line.model_copy(update={"open_counters": open_counters}) if line.id == SERVICE.id else line
        for line in PICTURE.services
    )
    return PICTURE.model_copy(update={"services": lines})


def refused(request_id: str = "request-0001") -> Refused:
    """A refusal in the server's words."""
    return Refused(
        request_id=request_id,
        code=RefusalCode.NUMBERS_USED_UP,
        words=Words2(
            zh="该事项今日号码已取完，请明日再来或到咨询台询问", en="All numbers for this service have been taken today"
        ),
    )


def crowded() -> ServicesPicture:
    """One department with more services than fit on a page, all with the longest names that a plan may hold."""
    department = PICTURE.departments[0].id
    name = Words2(
        zh="建设项目环境影响评价文件审批及排污许可证核发变更延续注销一件事联办（含告知承诺）",
        en="Environmental impact approval and pollutant discharge permit",
    )
    lines = tuple(
        line.model_copy(update={"department": department, "name": name, "waiting": 128})
        for line in PICTURE.services[:40]
    )
    long_name = Words2(zh="黔南布依族苗族自治州住房公积金管理中心龙里县管理部", en=WIDEST.en)
    departments = tuple(line.model_copy(update={"name": long_name}) for line in PICTURE.departments)
    return PICTURE.model_copy(update={"services": lines, "departments": departments})


PRINTED_TOO_OFTEN: Final = Words2(
    zh="小票补打次数已满，请记下号码或到咨询台",
    en="The ticket was printed as often as allowed; please note your number or ask at the desk",
)
SHUT_WORDS: Final = Words2(
    zh="今天休息（国庆节、中秋节），10月10日（星期六）上午9:00开始",
    en="Closed today (National Day and Mid-Autumn Festival); from 9:00 on Wednesday, 10 September",
)


def shut(every: int = 1) -> ServicesPicture:
    """The hall gives no numbers, or every second service does not."""
    lines = tuple(
        line if place % every else line.model_copy(update={"closed": SHUT_WORDS})
        for place, line in enumerate(PICTURE.services)
    )
    hours = Words2(zh="今天休息（国庆节、中秋节）", en="Closed today (National Day and Mid-Autumn Festival)")
    halls = {"closed": SHUT_WORDS if every == 1 else None, "hours_today": hours}
    return PICTURE.model_copy(update={"services": lines, **halls})


OPEN: Final = s.Hall(PICTURE, link_up=True, server_up=True, reader_ok=True)
CROWDED: Final = s.Hall(crowded(), link_up=True, server_up=True, reader_ok=True)
ONE_READER: Final = s.Hall(PICTURE, link_up=True, server_up=True, reader_ok=True, every_reader_ok=False)
NO_DEVICES: Final = s.Hall(PICTURE, link_up=True, server_up=True, reader_ok=False, printer_ok=False)
NO_COUNTER: Final = s.Hall(with_counters(0), link_up=True, server_up=True, reader_ok=True)
ONE_COUNTER: Final = s.Hall(with_counters(1), link_up=True, server_up=True, reader_ok=True)
SHUT: Final = s.Hall(shut(), link_up=True, server_up=True, reader_ok=True)
SOME_SHUT: Final = s.Hall(shut(every=2), link_up=True, server_up=True, reader_ok=True)


def own(services: int | None = None) -> ServicesPicture:
    """What a kiosk can give by itself: so many services, without queues."""
    lines = tuple(line.model_copy(update={"waiting": 0, "open_counters": 0}) for line in PICTURE.services[:services])
    used = {line.department for line in lines}
    departments = tuple(line for line in PICTURE.departments if line.id in used)
    return PICTURE.model_copy(update={"services": lines, "departments": departments})


GROUPS: Final = (
    GroupLine(
        id="military",
        name=Words2(zh="军人、退役军人、烈属、因公牺牲军人遗属", en="soldiers, veterans, their families"),
        shows=Words2(zh="军人证、优待证或者烈属证明材料原件", en="military or veteran's card"),
    ),
    GroupLine(id="old", name=Words2(zh="70岁以上老人", en="over 70"), shows=None),
    *(
        GroupLine(
            id=f"group-{n}",
            name=Words2(zh=f"优先类别{n}", en=f"group {n}"),
            shows=Words2(zh="残疾人证", en="disability card"),
        )
        for n in range(7)
    ),
)
ALL_WAYS: Final = PICTURE.model_copy(update={"groups": GROUPS, "bookable": True, "judging": True})
FULL: Final = s.Hall(ALL_WAYS, link_up=True, server_up=True, reader_ok=True)
"""A plan with everything: groups, appointments, marks at the kiosk."""
FULL_NO_READER: Final = s.Hall(ALL_WAYS, link_up=True, server_up=True, reader_ok=False)
KEY: Final = "20261121-A012-abcdefghijklmnop"
"""As this hall would have made it for the given ticket."""


def chain() -> ChainLine:
    """One thing that takes two services."""
    first, second = PICTURE.services[:2]
    return ChainLine(
        id="moving",
        department=first.department,
        name=Words2(zh="搬家一件事", en="Moving house"),
        prefix=first.prefix,
        waiting=0,
        open_counters=1,
        first=first.id,
        steps=(first.name, second.name),
    )


CHAIN: Final = chain()
WITH_CHAIN: Final = replace(OPEN, picture=PICTURE.model_copy(update={"chains": (CHAIN,)}))
QUIET: Final = replace(OPEN, picture=own())
"""Nobody waits."""


def judgeable(number: str = "A007", *, again: bool = False) -> JudgeableLine:
    """A visit that may be judged."""
    return JudgeableLine(ticket=f"20261121-{number}", number=number, service_name=words(SERVICE.name), again=again)


def visit(request_id: str = "visit-0001", refusal: RefusalCode | None = None, **changes: object) -> VisitShown:
    """A visit as the server shows it: it waits."""
    closed = Words2(zh="评价时间已过", en="The time for this evaluation is over")
    shown = VisitShown(
        request_id=request_id,
        ticket=ticket().ticket,
        number="A012",
        service_name=words(SERVICE.name),
        state=TicketState.WAITING,
        people_ahead=128,
        wait_low_min=1280,
        wait_high_min=5140,
        mark=EvaluationStanding(refusal=refusal, level=None, again=False, words=closed),
    )
    return shown.model_copy(update=changes)


def person(request_id: str = "person-0001", **changes: object) -> PersonStanding:
    """Somebody with an appointment, a live ticket and two visits to judge."""
    found = PersonStanding(
        request_id=request_id,
        appointment=AppointmentToday(service_name=words(SERVICE.name), starts_at=NOW),
        tickets=(ticket(request_id),),
        live=(VisitLine(ticket=ticket().ticket, number="A012", service_name=words(SERVICE.name)),),
        judgeable=(judgeable(), judgeable("A003", again=True)),
    )
    return found.model_copy(update=changes)


OWN: Final = s.Hall(PICTURE, link_up=True, server_up=False, reader_ok=True, own=own())
AWAY: Final = s.Hall(PICTURE, link_up=False, server_up=False, reader_ok=True)


def daily_order() -> PrintDaily:
    """A hall lead wants the day on paper."""
    counted = ServiceOfDay(name=words(SERVICE.name), taken=12, served=10, no_show=1)
    figures = DailyShown(
        request_id="daily-0001",
        day="2026-11-21",
        taken=12,
        waiting=1,
        served=10,
        no_show=1,
        mean_wait_s=840,
        longest_wait_s=3900,
        marks={Level.SATISFIED: 4},
        reviewed=4,
        no_review=6,
        bad_open=0,
        services=(counted,),
        classes=(ClassOfDay(ticket_class=TicketClass.PRIORITY, taken=2, served=2, no_show=0),),
    )
    return PrintDaily(kiosk="kiosk-1", paper="paper-0001", language=Language.CHINESE, figures=figures)


def slip_order() -> PrintSlip:
    """A clerk orders the paper of a ticket once more."""
    given = ticket("paper-0003", ticket_class=TicketClass.PRIORITY, group="military")
    return PrintSlip(kiosk="kiosk-1", paper="paper-0003", language=Language.CHINESE, given=given, print_no=2)


def receipt_order(service: str = SERVICE.id) -> PrintReceipt:
    """A hall lead booked for somebody at the desk."""
    line = AppointmentLine(
        code="40715926",
        service=service,
        service_name=words(SERVICE.name),
        starts_at=datetime(2026, 11, 24, 1, 30, tzinfo=UTC),
        state=AppointmentState.OPEN,
        masked_name="王*",
        origin=None,
        ticket=None,
    )
    return PrintReceipt(kiosk="kiosk-1", paper="paper-0002", language=Language.ENGLISH, appointment=line)
