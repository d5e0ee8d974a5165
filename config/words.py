"""Words in both languages for closed lists that more than one room names in sentences."""

from collections.abc import Mapping
from typing import Final

from config.text import Text
from config.vocabulary import TicketClass, Weekday

WEEKDAYS: Final[Mapping[Weekday, Text]] = {
    Weekday.MONDAY: Text("周一", "Monday"),
    Weekday.TUESDAY: Text("周二", "Tuesday"),
    Weekday.WEDNESDAY: Text("周三", "Wednesday"),
    Weekday.THURSDAY: Text("周四", "Thursday"),
    Weekday.FRIDAY: Text("周五", "Friday"),
    Weekday.SATURDAY: Text("周六", "Saturday"),
    Weekday.SUNDAY: Text("周日", "Sunday"),
}
CLASS_NAMES: Final[Mapping[TicketClass, Text]] = {
    TicketClass.ORDINARY: Text("普通号", "ordinary"),
    TicketClass.BOOKED: Text("预约号", "booked"),
    TicketClass.PRIORITY: Text("优先号", "priority"),
}
