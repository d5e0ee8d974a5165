"""What every value of a plan is called when people compare plans. A test holds that none is missing."""

from collections.abc import Mapping
from typing import Final

from config.plan import Counter, Department, Plan, Service
from config.rules.appointments import AppointmentRules, Slots
from config.rules.chains import Chain
from config.rules.counters import CounterRules, Crowd, Tide
from config.rules.evaluation import EvaluationRules
from config.rules.kiosk_blocks import KioskBlocks
from config.rules.numbers import NumberRules, Reset, ServiceNumbers
from config.rules.opening import Calendar, Holiday, Opening, ServiceHours, Workday
from config.rules.order import CallOrder, ClassLimits, Order, PriorityGroup
from config.rules.posts import Post
from config.rules.preference import Preference
from config.text import Text

NUMBERS: Final = Text("号码", "numbers")
NAME: Final = Text("名称", "name")
ID: Final = Text("编号", "id")
DEPARTMENT: Final = Text("部门", "department")
HOURS: Final = Text("办事时间", "hours")
LAST_ISSUE: Final = Text("提前停止取号（分钟）", "last number before closing (minutes)")
LIMITS: Final = Text("号别限制", "limits of classes")
CARRY_OVER: Final = Text("顺延到下一工作日", "carried over to the next working day")

HALL_WORDS: Final = {
    "hall": ID,
    "name": NAME,
    "time_zone": Text("时区", "time zone"),
    "departments": DEPARTMENT,
    "services": Text("业务", "service"),
    "counters": Text("窗口", "counter"),
    "chains": Text("一件事", "chain"),
    "head_start_min": Text("提前量（分钟）", "head start (minutes)"),
    "own_first_min": Text("本窗口业务优先（分钟）", "own services first (minutes)"),
    "late_booking_min": Text("预约迟到宽限（分钟）", "late booked visitor (minutes)"),
    "evaluation_window_s": Text("窗口评价时限（秒）", "time to judge at the counter (seconds)"),
    "no_show_returns_behind": Text("过号回队排在几人之后", "no-show returns behind"),
    "calls_max": Text("一次最多叫几遍（0 不限）", "calls at most (0: no limit)"),
    "auto_call": Text("自动叫号", "auto-call"),
    "call_pause_s": Text("重呼间隔（秒）", "pause between calls (seconds)"),
    "reprints_max": Text("最多补打次数", "prints again at most"),
    "person_live_max": Text("每人每项业务在办号数（0 不限）", "live tickets of a person (0: no limit)"),
    "person_daily_max": Text("每人每天取号数（0 不限）", "tickets of a person a day (0: no limit)"),
    "pause_reasons": Text("暂停原因", "reasons for a pause"),
    "opening": Text("开放时间", "opening"),
    "numbers": NUMBERS,
    "appointments": Text("预约", "appointments"),
    "kiosk_blocks": Text("取号机备用号段", "blocks of kiosks"),
    "order": Text("叫号顺序", "order of calling"),
    "class_limits": LIMITS,
    "evaluation": Text("评价", "evaluation"),
    "carry_over": CARRY_OVER,
}
SERVICE_WORDS: Final = {
    "id": ID,
    "department": DEPARTMENT,
    "name": NAME,
    "prefix": Text("号码前缀", "prefix"),
    "first_number": Text("起始号", "first number"),
    "last_number": Text("末尾号", "last number"),
    "digits": Text("号码位数", "digits"),
    "mean_min": Text("平均办理（分钟）", "usual time at the counter (minutes)"),
    "hours": Text("自己的办事时间", "hours of its own"),
    "numbers": NUMBERS,
    "slots": Text("预约时段", "slots"),
    "class_limits": LIMITS,
    "carry_over": CARRY_OVER,
}
COUNTER_WORDS: Final = {
    "id": ID,
    "name": NAME,
    "services": Text("本窗口业务", "own services"),
    "second_services": Text("协办业务", "second services"),
    "posts": Text("轮值岗位", "posts in turn"),
    "rules": Text("窗口规则", "rules"),
    "post": Text("岗位", "post"),
}
WORDS: Final[Mapping[type, Mapping[str, Text]]] = {
    Plan: HALL_WORDS,
    Department: {"id": ID, "name": NAME},
    Service: SERVICE_WORDS,
    Counter: COUNTER_WORDS,
    Chain: {"id": ID, "department": DEPARTMENT, "name": NAME, "steps": Text("环节", "steps")},
    CounterRules: {
        "classes": Text("只叫号别", "calls only"),
        "tide": Text("潮汐", "tide"),
        "crowd": Text("弹性开窗", "opens for a crowd"),
        "appeals": Text("办不成事窗口", "appeal counter"),
        "prefers": Text("优先叫", "calls first"),
    },
    Tide: {
        "months": Text("潮汐月份", "tide months"),
        "weekdays": Text("潮汐星期", "tide weekdays"),
        "hours": Text("潮汐时间", "tide hours"),
    },
    Crowd: {
        "waiting": Text("满多少人等候开窗", "opens when so many wait"),
        "longest_wait_min": Text("等候满多久开窗（分钟）", "opens after a wait of (minutes)"),
    },
    Preference: {
        "classes": Text("优先叫的号别", "calls classes first"),
        "services": Text("优先叫的业务", "calls services first"),
    },
    Post: {
        "window": Text("所在窗口", "window"),
        "name": Text("岗位名", "post"),
        "stands_in_for": Text("顶岗", "stands in for"),
    },
    NumberRules: {
        "reset": Text("重新编号", "numbers begin anew"),
        "week_begins": Text("一周从哪天起编号", "week begins"),
        "afternoon_from": Text("下午起点", "afternoon from"),
        "skip_digits": Text("不用的数字", "digits left out"),
        "skip_endings": Text("不用的尾号", "endings left out"),
    },
    ServiceNumbers: {
        "wrap": Text("循环取号", "numbers come round"),
        "morning_max": Text("上午限号（0 不限）", "tickets in the morning (0: no limit)"),
        "afternoon_max": Text("下午限号（0 不限）", "tickets in the afternoon (0: no limit)"),
    },
    Opening: {
        "week": HOURS,
        "last_issue_min": LAST_ISSUE,
        "midday_numbers": Text("午休也取号", "numbers in the midday break"),
        "end_waiting_after_min": Text("关门多久后结束等候（分钟）", "waiting ends after closing (minutes)"),
        "calendar": Text("日历", "calendar"),
    },
    ServiceHours: {"week": HOURS, "last_issue_min": LAST_ISSUE},
    Calendar: {"holidays": Text("节假日", "holiday"), "workdays": Text("调休上班日", "make-up workday")},
    Holiday: {"first": Text("第一天", "first day"), "last": Text("最后一天", "last day"), "name": NAME},
    Workday: {"day": Text("日期", "day"), "works_as": Text("按周几上班", "works as"), "name": NAME},
    Slots: {
        "length_min": Text("每段分钟数", "minutes of a slot"),
        "capacity": Text("每段人数", "visitors of a slot"),
        "week": Text("可约时间", "bookable hours"),
    },
    AppointmentRules: {
        "days_ahead": Text("可约几天内", "days ahead"),
        "early_min": Text("最早提前签到（分钟，0 当天即可）", "check-in before the slot (minutes, 0: that day)"),
        "no_shows_max": Text("爽约几次暂停预约（0 不限）", "no-shows that block (0: none)"),
        "no_show_days": Text("爽约统计天数", "days in which no-shows count"),
        "block_days": Text("暂停预约天数", "days of a block"),
        "systems": Text("其他预约系统", "other systems that book"),
    },
    KioskBlocks: {
        "numbers": Text("每项业务的备用号数", "numbers of a block"),
        "kiosks": Text("有备用号段的取号机", "kiosks with blocks"),
        "counts_back_max_min": Text("补报号最多回溯（分钟）", "late ticket counts back at most (minutes)"),
    },
    CallOrder: {
        "rule": Text("叫号顺序", "order of calling"),
        "classes": Text("号别次序", "order of classes"),
        "groups": Text("优先类别", "group"),
        "last_class_after": Text("叫几个其他号后轮到普通号（0 不轮）", "turn of the last class after (0: never)"),
    },
    PriorityGroup: {"id": ID, "name": NAME, "shows": Text("出示证件", "what they show")},
    ClassLimits: {
        "closed": Text("不发的号别", "classes not given"),
        "daily_max": Text("每天限号", "tickets a day"),
    },
    EvaluationRules: {
        "by_invitation": Text("邀请后才能评价", "judged by invitation"),
        "elsewhere_window_min": Text("手机和自助机评价时限（分钟）", "time to judge elsewhere (minutes)"),
        "put_right_days": Text("整改期限（天）", "days to put right"),
        "again_days": Text("二次评价期限（天）", "days to judge again"),
        "listed_days": Text("差评列出天数", "days on the list"),
    },
}
"""By the class that has the value, and its field."""

ORDERS: Final[Mapping[Order, Text]] = {
    Order.CALL_BY: Text("按视为到达时间", "earliest call-by time"),
    Order.FIRST_COME: Text("先到先叫", "first-come"),
    Order.STRICT: Text("按号别先后", "class by class"),
}
RESETS: Final[Mapping[Reset, Text]] = {Reset.DAILY: Text("每天", "each day"), Reset.WEEKLY: Text("每周", "each week")}
MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
