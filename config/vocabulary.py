"""Ids and closed lists that every room speaks. Standard library only.

Words stand in GLOSSARY.md. An id is a plain string with a pattern, so that it can stand in a topic, a key and a URL.
"""

from enum import StrEnum
from typing import Final, NewType

HallId = NewType("HallId", str)
DepartmentId = NewType("DepartmentId", str)
ServiceId = NewType("ServiceId", str)
CounterId = NewType("CounterId", str)
TicketId = NewType("TicketId", str)
"""A day and a number: ``20261121-A001``; unique in its hall for ever."""
AppointmentId = NewType("AppointmentId", str)
"""The day of booking and the code: ``20261121-48392017``; unique in its hall for ever."""
RequestId = NewType("RequestId", str)
"""Made by whoever asks, before asking: asking twice with one id is harmless."""
DeviceName = NewType("DeviceName", str)
IndicatorCode = NewType("IndicatorCode", str)
"""Of a national reason for a mark; the table stands in ``config/indicators.py``."""

NAME_PATTERN: Final = r"^[a-z0-9][a-z0-9-]{0,39}$"
"""Halls, departments, services, counters, devices: safe as one level of a topic."""
REQUEST_ID_PATTERN: Final = r"^[A-Za-z0-9_-]{8,64}$"
TICKET_ID_PATTERN: Final = r"^[0-9]{8}-[A-Z]{1,3}[0-9]{1,6}$"
TICKET_NUMBER_PATTERN: Final = r"^[A-Z]{1,3}[0-9]{1,6}$"
INDICATOR_PATTERN: Final = r"^[1-5][0-9]{2}$"

APPOINTMENT_CODE_PATTERN: Final = r"^[0-9]{8}$"
"""Short enough to type at a kiosk; with 20,000 open ones a guess hits once in 5,000 tries."""


class Language(StrEnum):
    """Languages of screens, paper and sentences."""

    CHINESE = "zh"
    ENGLISH = "en"


class TicketClass(StrEnum):
    """Why a ticket may be counted as having arrived earlier than it was printed."""

    ORDINARY = "ordinary"
    BOOKED = "booked"
    PRIORITY = "priority"


class TicketState(StrEnum):
    """Where a ticket is in its life; the moves stand in ``queue_server/domain/ticket.py``."""

    WAITING = "waiting"
    CALLED = "called"
    SERVING = "serving"
    SERVED = "served"
    HELD = "held"
    CARRIED = "carried"
    NO_SHOW = "no_show"
    CANCELLED = "cancelled"
    ENDED = "ended"


class AppointmentState(StrEnum):
    """Where an appointment is in its life. Lapsed: its day passed without the hall working."""

    OPEN = "open"
    KEPT = "kept"
    CANCELLED = "cancelled"
    MISSED = "missed"
    LAPSED = "lapsed"


class ServiceOutcome(StrEnum):
    """How a service at the counter ended."""

    DONE = "done"
    ACCEPTED = "accepted"
    INCOMPLETE = "incomplete"
    NOT_POSSIBLE = "not_possible"


class CounterState(StrEnum):
    """Whether a counter takes people."""

    CLOSED = "closed"
    OPEN = "open"
    PAUSED = "paused"


class CounterAdvice(StrEnum):
    """What a hall lead may do about a tide counter or a flexible one."""

    OPEN_NOW = "open_now"
    MAY_CLOSE = "may_close"


class Level(StrEnum):
    """The five national satisfaction levels, best first. Kept by name: two standards count opposite ways."""

    VERY_SATISFIED = "very_satisfied"
    SATISFIED = "satisfied"
    BASICALLY_SATISFIED = "basically_satisfied"
    DISSATISFIED = "dissatisfied"
    VERY_DISSATISFIED = "very_dissatisfied"

    @property
    def bad(self) -> bool:
        """The two lowest levels are bad reviews (差评)."""
        return self in (Level.DISSATISFIED, Level.VERY_DISSATISFIED)


class Redress(StrEnum):
    """What came of a bad mark: the matter was put right, only explained, or the reproach has no ground."""

    PUT_RIGHT = "put_right"
    EXPLAINED = "explained"
    UNFOUNDED = "unfounded"


class PrintState(StrEnum):
    """What became of a ticket's paper."""

    PRINTED = "printed"
    UNSURE = "unsure"
    FAILED = "failed"


class DeviceState(StrEnum):
    """One word of health; the trouble stands beside it."""

    OK = "ok"
    WARNING = "warning"
    DOWN = "down"


class Trouble(StrEnum):
    """What is wrong with a device, or why it did not do what it was asked. Each screen has its own words for each."""

    NONE = "none"
    STARTING = "starting"
    STOPPED = "stopped"
    SETTINGS_WRONG = "settings_wrong"
    PORT_GONE = "port_gone"
    PORT_BUSY = "port_busy"
    PORT_FORBIDDEN = "port_forbidden"
    CERTIFICATE_WRONG = "certificate_wrong"
    NO_ANSWER = "no_answer"
    ANSWERS_LATE = "answers_late"
    SELF_TEST_FAILED = "self_test_failed"
    READER_SERVICE_AWAY = "reader_service_away"
    CARD_LOCKED = "card_locked"
    CARD_UNREADABLE = "card_unreadable"
    CARD_KEY_WANTED = "card_key_wanted"
    PAPER_OUT = "paper_out"
    PAPER_NEAR_END = "paper_near_end"
    COVER_OPEN = "cover_open"
    PAPER_JAM = "paper_jam"
    CUTTER_ERROR = "cutter_error"
    TICKET_IN_MOUTH = "ticket_in_mouth"
    PRINTER_OFFLINE = "printer_offline"
    PRINTER_ERROR = "printer_error"
    SLIP_UNPRINTABLE = "slip_unprintable"
    SIGN_REFUSES = "sign_refuses"
    SPEAKER_REFUSES = "speaker_refuses"
    CLIPS_MISSING = "clips_missing"
    PROGRAM_MISSING = "program_missing"
    DRIVER_BROKE = "driver_broke"
    DRIVER_STUCK = "driver_stuck"
    EVENTS_LOST = "events_lost"
    ORDERS_FULL = "orders_full"


class Role(StrEnum):
    """Who a user of the wire is; the access list is made from role and catalogue."""

    SERVER = "server"
    KIOSK = "kiosk"
    CALL_SCREEN = "call-screen"
    COUNTER_SCREEN = "counter-screen"
    WALL = "wall"
    CONSOLE = "console"
    COUNTER_DEVICES = "counter-devices"
    PLANNER = "planner"
    EVALUATOR = "evaluator"
    BUTTONS = "buttons"
    """Of the hall's own broker, but not of the wire: topics of its own, no message of the table."""


class Weekday(StrEnum):
    """In the order of ``date.weekday``."""

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"

    @property
    def place(self) -> int:
        """As ``date.weekday`` counts: Monday is 0."""
        return list(Weekday).index(self)


class RefusalCode(StrEnum):
    """Why a request changed nothing. The words stand in ``queue_server/domain/refusals.py``."""

    UNREADABLE = "unreadable"
    EXPIRED = "expired"
    UNKNOWN_SERVICE = "unknown_service"
    UNKNOWN_COUNTER = "unknown_counter"
    UNKNOWN_TICKET = "unknown_ticket"
    REQUEST_ID_REUSED = "request_id_reused"
    BOOKED_TIME_MISSING = "booked_time_missing"
    BOOKED_TIME_UNEXPECTED = "booked_time_unexpected"
    UNKNOWN_GROUP = "unknown_group"
    CLASS_NOT_ISSUED = "class_not_issued"
    CLASS_USED_UP = "class_used_up"
    NUMBERS_USED_UP = "numbers_used_up"
    MORNING_FULL = "morning_full"
    AFTERNOON_FULL = "afternoon_full"
    NOT_THIS_KIOSKS_NUMBER = "not_this_kiosks_number"
    NUMBER_GIVEN_ALREADY = "number_given_already"
    TICKET_OF_ANOTHER_DAY = "ticket_of_another_day"
    HALL_FULL = "hall_full"
    COUNTER_NOT_OPEN = "counter_not_open"
    COUNTER_ALREADY_OPEN = "counter_already_open"
    COUNTER_ALREADY_CLOSED = "counter_already_closed"
    COUNTER_BUSY = "counter_busy"
    CLERK_ELSEWHERE = "clerk_elsewhere"
    CLERK_BUSY_ELSEWHERE = "clerk_busy_elsewhere"
    UNKNOWN_POST = "unknown_post"
    COUNTER_CLOSING = "counter_closing"
    OUTSIDE_TIDE = "outside_tide"
    NOT_CROWDED = "not_crowded"
    NOBODY_WAITING = "nobody_waiting"
    NOBODY_LEFT = "nobody_left"
    NOBODY_CALLED = "nobody_called"
    ALREADY_STARTED = "already_started"
    CALLED_TOO_OFTEN = "called_too_often"
    CALLED_JUST_NOW = "called_just_now"
    NOT_HELD = "not_held"
    TICKET_OVER = "ticket_over"
    PRINTED_ALREADY = "printed_already"
    PRINTED_TOO_OFTEN = "printed_too_often"
    TICKET_AT_COUNTER = "ticket_at_counter"
    SAME_SERVICE = "same_service"
    SERVICE_ON_TICKET = "service_on_ticket"
    TOO_MANY_STEPS = "too_many_steps"
    NOTHING_FOLLOWS = "nothing_follows"
    NOT_THIS_COUNTERS_SERVICE = "not_this_counters_service"
    PERSON_HAS_TICKET = "person_has_ticket"
    PERSON_DAILY_LIMIT = "person_daily_limit"
    NO_NUMBERS_NOW = "no_numbers_now"
    CLOCK_WRONG = "clock_wrong"
    EVALUATION_NOT_OPEN = "evaluation_not_open"
    EVALUATION_CLOSED = "evaluation_closed"
    EVALUATION_GIVEN = "evaluation_given"
    ALREADY_INVITED = "already_invited"
    REASON_NOT_OF_LEVEL = "reason_not_of_level"
    NO_BAD_MARK = "no_bad_mark"
    ALREADY_PUT_RIGHT = "already_put_right"
    SERVICE_LEAVING = "service_leaving"
    COUNTER_LEAVING = "counter_leaving"
    PLAN_WRONG = "plan_wrong"
    PLAN_CHANGED = "plan_changed"
    PLAN_IN_FORCE = "plan_in_force"
    REASON_MISSING = "reason_missing"
    DAY_BEGAN_ALREADY = "day_began_already"
    NOT_BOOKABLE = "not_bookable"
    NO_SUCH_SLOT = "no_such_slot"
    SLOT_PASSED = "slot_passed"
    SLOT_TOO_FAR = "slot_too_far"
    SLOT_FULL = "slot_full"
    CODE_IN_USE = "code_in_use"
    UNKNOWN_APPOINTMENT = "unknown_appointment"
    APPOINTMENT_KNOWN = "appointment_known"
    APPOINTMENT_OVER = "appointment_over"
    APPOINTMENT_BEGUN = "appointment_begun"
    APPOINTMENT_TOO_LATE = "appointment_too_late"
    APPOINTMENT_OTHER_DAY = "appointment_other_day"
    APPOINTMENT_TOO_EARLY = "appointment_too_early"
    PERSON_HAS_APPOINTMENT = "person_has_appointment"
    PERSON_BLOCKED = "person_blocked"
    NOT_BLOCKED = "not_blocked"


class Canceller(StrEnum):
    """Who cancelled a ticket: its visitor, on a phone or at a kiosk, or somebody else."""

    PHONE = "phone"
    KIOSK = "kiosk"
    CLERK = "clerk"
    HALL_LEAD = "hall_lead"
    OTHER_SYSTEM = "other_system"
    SERVER = "server"
    """Nobody held it: the kiosk had given a number of its own for the same wish."""

    @property
    def visitor(self) -> bool:
        """Whether it was the visitor."""
        return self in (Canceller.PHONE, Canceller.KIOSK)


class EvaluationChannel(StrEnum):
    """By which way a mark came."""

    COUNTER_DEVICE = "counter_device"
    COUNTER_SCREEN = "counter_screen"
    PHONE = "phone"
    KIOSK = "kiosk"

    @property
    def elsewhere(self) -> bool:
        """Not at the counter: the ticket says where the visitor was served."""
        return self in (EvaluationChannel.PHONE, EvaluationChannel.KIOSK)
