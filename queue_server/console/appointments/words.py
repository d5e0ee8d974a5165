"""The words of the page of appointments."""

from typing import Final

APPOINTMENT_WORDS: Final[dict[str, tuple[str, str]]] = {
    "appointments": ("预约", "Appointments"),
    "appointments_of": ("预约名单", "Appointments on"),
    "appointments_n": ("共 {n} 个", "{n} in all"),
    "no_appointments": ("没有预约", "No appointments"),
    "appointment_day": ("日期", "Day"),
    "appointment_time": ("时段", "Time"),
    "appointment_service": ("业务", "Service"),
    "appointment_name": ("姓名（只保留姓）", "Name (only the surname is kept)"),
    "appointment_search": ("预约码或姓", "Code or surname"),
    "appointment_open": ("未到", "Open"),
    "appointment_kept": ("已取号", "Came"),
    "appointment_cancelled": ("已取消", "Cancelled"),
    "appointment_missed": ("未来", "Missed"),
    "appointment_lapsed": ("停办", "Hall closed"),
    "appointment_import": ("导入名单", "Import a list"),
    "appointment_import_hint": (
        "CSV 文件，首行：key, service, starts_at, name, card_number。重复导入不会重复预约。",
        "CSV with the header key, service, starts_at, name, card_number. The same list again changes nothing.",
    ),
    "do_book": ("预约", "Book"),
    "do_check_in": ("签到取号", "Check in"),
    "do_put_off": ("改期", "Move"),
    "do_cancel": ("取消", "Cancel"),
    "do_import": ("导入", "Import"),
    "cancel_booking_title": ("取消这个预约吗？", "Cancel this appointment?"),
    "free_n": ("余 {n}", "{n} free"),
    "no_slots": ("没有可约时段", "Nothing free"),
    "booked_words": ("已预约 {time}，预约码 {code}", "Booked at {time}, code {code}"),
    "checked_in_words": ("已签到，号码 {number}", "Checked in, number {number}"),
    "moved_words": ("已改期", "Moved"),
    "cancelled_words": ("已取消", "Cancelled"),
    "imported_words": (
        "新增 {booked}，改期 {moved}，已有 {known}，有误 {bad}",
        "{booked} booked, {moved} moved, {known} known, {bad} wrong",
    ),
    "line_n": ("第 {n} 行", "Line {n}"),
}
