"""Pictures, news and links as the queue server would send them, made by hand. Every moment is near ``AT``."""

from datetime import UTC, datetime, timedelta
from typing import Final

from config.plan import Counter, Department, Plan, Service, Text
from config.vocabulary import (
    CounterAdvice,
    CounterId,
    CounterState,
    DepartmentId,
    DeviceState,
    HallId,
    Level,
    Role,
    ServiceId,
    TicketClass,
    TicketState,
    Trouble,
)
from config.wire.link import Connection, Inbound, Received
from config.wire.message import Message, Words2
from config.wire.news import CallNews, MarkNews
from config.wire.pictures import (
    CallLine,
    CallsPicture,
    CounterOnWall,
    CounterPicture,
    EvaluationOpen,
    HeldLine,
    MarkOnWall,
    ServiceOnWall,
    TicketAtCounter,
    WallPicture,
)
from config.wire.presence import Health, Presence
from hall_display import board as boards
from hall_display.board import Board
from hall_display.moment import Now

PATH: Final = "/dev/ttyUSB0 is gone: no such file or directory"
"""A technician's detail, which no screen may show."""
AT: Final = datetime(2026, 11, 21, 2, 5, 30, tzinfo=UTC)
"""10:05:30 in the hall, a Saturday."""
ZONE: Final = "Asia/Shanghai"
HALL: Final = Words2(zh="龙里县政务服务中心", en="Longli County Government Service Center")
LONG_HALL: Final = Words2(
    zh="黔南布依族苗族自治州龙里县人民政府政务服务中心综合办事大厅",
    en="Longli County People's Government Services Hall, Qiannan",
)
LONG_COUNTER: Final = Words2(
    zh="人力资源和社会保障局及医疗保障局联合综合受理第12号窗口",
    en="Human Resources, Social Security and Health Care 12",
)
COUNTER: Final = Counter(CounterId("z01"), Text("综合1号窗口", "Comprehensive 1"), (ServiceId("s"),))
PLAN: Final = Plan(
    HallId("longli"),
    Text(HALL.zh, HALL.en),
    ZONE,
    (Department(DepartmentId("d"), Text("教育局", "Education")),),
    (Service(ServiceId("s"), DepartmentId("d"), Text("学籍", "School register"), "A"),),
    (COUNTER,),
)
STALE_AFTER_S: Final = 10.0
SERVICES: Final = (
    ("企业开办注册登记", "Business registration"),
    ("不动产登记", "Real estate registration"),
    ("社会保险关系转移接续", "Transfer of social insurance"),
    ("户口迁移", "Household register"),
    ("道路运输从业资格", "Commercial driver certificate"),
    ("医疗机构执业登记", "Medical institution registration"),
)


def now(after_s: float = 0.0) -> Now:
    """Both clocks, so many seconds after ``AT``."""
    return Now(1000.0 + after_s, AT + timedelta(seconds=after_s))


def name_of(index: int) -> Words2:
    """The name of a counter."""
    return Words2(zh=f"综合{index}号窗口", en=f"Comprehensive {index}")


def call(index: int, state: TicketState = TicketState.CALLED, times: int = 1, name: Words2 | None = None) -> CallLine:
    """The call of ticket number ``index``, ``index`` half-minutes before ``AT``."""
    return CallLine(
        ticket=f"20261121-A{index:03d}",
        number=f"A{index:03d}",
        counter=f"z{index:02d}",
        counter_name=name or name_of(index),
        service_name=Words2(zh=SERVICES[0][0], en=SERVICES[0][1]),
        called_at=AT - timedelta(seconds=30 * index),
        times_called=times,
        state=state,
    )


def calls(*lines: CallLine, at: datetime = AT, hall: Words2 = HALL, waiting: int = 27) -> CallsPicture:
    """The call screen's picture."""
    return CallsPicture(at=at, hall_name=hall, time_zone=ZONE, calls=lines, waiting_total=waiting)


def news(line: CallLine, at: datetime = AT) -> CallNews:
    """The news of a call."""
    return CallNews(
        at=at,
        ticket=line.ticket,
        number=line.number,
        counter=line.counter,
        counter_name=line.counter_name,
        times_called=line.times_called,
    )


def at_counter(state: TicketState, number: str = "A001", times: int = 1) -> TicketAtCounter:
    """A ticket at a counter."""
    return TicketAtCounter(
        ticket=f"20261121-{number}",
        number=number,
        service_name=Words2(zh=SERVICES[0][0], en=SERVICES[0][1]),
        ticket_class=TicketClass.ORDINARY,
        state=state,
        taken_at=AT - timedelta(minutes=12),
        called_at=AT,
        times_called=times,
        started_at=None,
        masked_name=None,
        why=Words2(zh="先到", en="first come"),
    )


def held(number: str = "A009") -> HeldLine:
    """A ticket on hold, whose visitor's name is known."""
    service = Words2(zh=SERVICES[0][0], en=SERVICES[0][1])
    return HeldLine(ticket=f"20261121-{number}", number=number, service_name=service, masked_name="张*")


def counter(
    state: CounterState = CounterState.OPEN,
    ticket: TicketAtCounter | None = None,
    *,
    name: Words2 | None = None,
    evaluation: str | None = None,
    pause_reason: str | None = None,
    held: tuple[HeldLine, ...] = (),
) -> CounterPicture:
    """A counter's picture; ``evaluation`` is the number whose mark may be given for two minutes."""
    opened = evaluation and EvaluationOpen(
        ticket=f"20261121-{evaluation}", number=evaluation, until=AT + timedelta(seconds=120)
    )
    return CounterPicture(
        at=AT,
        counter="z01",
        name=name or name_of(1),
        state=state,
        clerk="wang",
        pause_reason=pause_reason,
        ticket=ticket,
        evaluation=opened or None,
        last_mark=None,
        waiting_total=3,
        served_today=14,
        held=held,
    )


def wall(counters: int = 48, name: Words2 | None = None, hall: Words2 = HALL) -> WallPicture:
    """A busy day's wall."""
    states = (CounterState.OPEN, CounterState.OPEN, CounterState.PAUSED, CounterState.OPEN, CounterState.CLOSED)
    cells = tuple(
        CounterOnWall(
            counter=f"z{index:02d}",
            name=name or name_of(index),
            state=states[index % 5],
            number=f"A{index:03d}" if index % 5 in (0, 3) else None,
            since=AT - timedelta(minutes=index),
        )
        for index in range(1, counters + 1)
    )
    marks = tuple(
        MarkOnWall(counter_name=name or name_of(i), number=f"B{i:03d}", level=level, at=AT - timedelta(minutes=i))
        for i, level in enumerate((*Level, *Level), start=1)
    )
    busiest = tuple(
        ServiceOnWall(
            name=Words2(zh=zh, en=en), waiting=18 - 3 * i, longest_wait_since=AT - timedelta(minutes=41 - 6 * i)
        )
        for i, (zh, en) in enumerate(SERVICES)
    )
    return WallPicture(
        at=AT,
        day="2026-11-21",
        hall_name=hall,
        time_zone=ZONE,
        taken=1284,
        waiting=87,
        at_counters=19,
        served=1139,
        no_show=39,
        mean_wait_s=412,
        longest_wait_s=3190,
        marks=dict(zip(Level, (612, 201, 37, 9, 4), strict=True)),
        no_review=276,
        counters=cells,
        busiest=busiest,
        last_marks=marks,
    )


def advised(counters: int = 48) -> WallPicture:
    """A crowd waits: two flexible counters are to be opened, and one may close."""
    picture = wall(counters)
    closed = [line for line in picture.counters if line.state is CounterState.CLOSED][:2]
    free = [line for line in picture.counters if line.state is CounterState.OPEN and line.number is None][:1]
    advice = dict.fromkeys((line.counter for line in closed), CounterAdvice.OPEN_NOW)
    advice |= dict.fromkeys((line.counter for line in free), CounterAdvice.MAY_CLOSE)
    lines = tuple(line.model_copy(update={"advice": advice.get(line.counter)}) for line in picture.counters)
    return picture.model_copy(update={"counters": lines})


def doubted() -> WallPicture:
    """The server's clock shows a day that can't be."""
    words = Words2(
        zh="服务器时钟显示 2031-05-06，上一工作日却是 2026-11-20；现在不能取号。"
        "请校正时钟；若时钟无误，用 --clock-is-right 重启服务器",
        en="The machine's clock shows 2031-05-06, but the hall's last day was 2026-11-20; no numbers are given. "
        "Set the clock, or if it is right start the server once with --clock-is-right",
    )
    return wall().model_copy(update={"clock_doubt": words})


def mark_news(level: Level = Level.DISSATISFIED) -> MarkNews:
    """A mark that has just been given at counter 3."""
    return MarkNews(at=AT + timedelta(seconds=1), counter="z03", number="C007", level=level)


def machines() -> tuple[Message, ...]:
    """Healths and presences of a hall where three things are wrong."""
    healths = (
        ("kiosk-1", "printer", "ticket_printer", DeviceState.DOWN, Trouble.PAPER_OUT),
        ("kiosk-2", "card-reader", "card_reader", DeviceState.WARNING, Trouble.ANSWERS_LATE),
        ("kiosk-1", "card-reader", "card_reader", DeviceState.OK, Trouble.NONE),
        ("counters", "pad-bus", "call_pad", DeviceState.DOWN, Trouble.PORT_GONE),
        ("counters", "strip-bus", "line_display", DeviceState.OK, Trouble.NONE),
        ("kiosk-2", "printer", "ticket_printer", DeviceState.OK, Trouble.NONE),
    )
    online = {"queue-server": True, "console": True, "kiosk-1": True, "kiosk-2": False, "calls-1": True}
    online |= {"counters": True, "counter-screen-z01": True, "evaluator-z01": True, "evaluator-z02": False}
    return (
        *(Health(user=u, device=d, kind=k, state=s, trouble=t, detail=PATH, since=AT) for u, d, k, s, t in healths),
        *(Presence(user=user, online=here) for user, here in online.items()),
    )


def troubled(*troubles: Trouble) -> tuple[Message, ...]:
    """A printer of a kiosk for each trouble."""
    return tuple(
        Health(user=f"kiosk-{n}", device="printer", kind="x", state=DeviceState.DOWN, trouble=trouble, since=AT)
        for n, trouble in enumerate(troubles, 1)
    )


ROLES: Final = {
    "queue-server": Role.SERVER,
    "console": Role.CONSOLE,
    "kiosk-1": Role.KIOSK,
    "kiosk-2": Role.KIOSK,
    "calls-1": Role.CALL_SCREEN,
    "wall-1": Role.WALL,
    "counters": Role.COUNTER_DEVICES,
    "counter-screen-z01": Role.COUNTER_SCREEN,
    "evaluator-z01": Role.EVALUATOR,
    "evaluator-z02": Role.EVALUATOR,
}
SERVER_HERE: Final = Presence(user="queue-server", online=True)
SERVER_GONE: Final = Presence(user="queue-server", online=False)


def folded(*things: Message | Connection, after_s: float = 0.0, board: Board | None = None) -> Board:
    """The board after these messages and link changes, all at one moment."""
    at = now(after_s)
    result = boards.start(at) if board is None else board
    for thing in things:
        inbound: Inbound = thing if isinstance(thing, Connection) else Received(thing)
        result = boards.fold(result, inbound, at)
    return result


def live(*messages: Message) -> Board:
    """The board of a connected screen whose server is there."""
    return folded(Connection(True), SERVER_HERE, *messages)
