"""What stands on the kiosk's other papers: what to bring, an appointment's receipt, figures, orders.

``when`` is the moment of printing, by the clock of the hall.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final

from config.paper.fields import Content, PaperName, numbered
from config.text import Text
from config.vocabulary import Language, Level, TicketClass
from config.wire.lead import ClassOfDay, ServiceOfDay
from config.wire.message import Words2
from config.wire.papers.orders import Order, PrintDaily, PrintReceipt, PrintSlip
from config.wire.pictures import ServicesPicture
from devices.kinds.slip import Slip
from kiosk.flow.asking import slip_here
from kiosk.flow.codes import as_typed
from kiosk.flow.papers import guide_here, notice_here
from kiosk.flow.states import Paper, Rules, State
from kiosk.guides import Guide
from kiosk.slip import counter_names, say
from kiosk.wording import Wording, level_words, wording

WEEKDAYS_ZH: Final = "一二三四五六日"
MINUTE_S: Final = 60


def ordered(order: Order, rules: Rules, picture: ServicesPicture | None, when: datetime) -> Slip:
    """What somebody of the hall wants."""
    match order:
        case PrintDaily():
            return daily(rules.hall_name, order, when)
        case PrintReceipt():
            return receipt(rules.guides.get(order.appointment.service), order, when)
        case PrintSlip(language=language, given=given, print_no=print_no):
            return slip_here(rules, picture, language, given, print_no=print_no)


def notice(guide: Guide, language: Language, hours: Words2 | None, when: datetime) -> Content:
    """What to bring for a service. ``hours``: when the hall is open today."""
    texts = _of_service(guide, language, when) | {"hours": say(hours, language) if hours else ""}
    return Content(PaperName.NOTICE, language, texts, {"materials": _all(guide.materials, language)})


def list_words(rules: Rules, state: State, words: Wording) -> str:
    """What stands on the button for the list of what to bring; empty where there is no list or no printer."""
    if guide_here(rules, state) is None:
        return ""
    notice = notice_here(rules, state)
    if notice is not None:
        return {
            Paper.PRINTING: words.say("materials.printing"),
            Paper.PRINTED: words.say("materials.printed"),
            Paper.UNSURE: words.say("materials.unsure"),
            Paper.FAILED: words.say("materials.failed"),
        }[notice.paper]
    return words.say("materials.print") if state.hall.printer_ok else ""


def receipt(guide: Guide | None, order: PrintReceipt, when: datetime) -> Content:
    """An appointment; ``guide`` None: the kiosk's files do not have its service, which has a name all the same."""
    booked, language = order.appointment, order.language
    starts = booked.starts_at.astimezone(when.tzinfo)
    texts = {} if guide is None else _of_service(guide, language, when)
    texts |= {
        "service": say(booked.service_name, language),
        "code": as_typed(booked.code),
        "qr": booked.code,
        "day": _day(starts, language),
        "time": f"{starts:%H:%M}",
        "name": booked.masked_name or "",
        "printed_at": _written(when),
    }
    materials = () if guide is None else guide.materials
    return Content(PaperName.RECEIPT, language, texts, {"materials": _all(materials, language)})


def daily(hall: Text, order: PrintDaily, when: datetime) -> Content:
    """The day in figures."""
    figures, words = order.figures, wording(order.language)
    counts = figures.model_dump(include={"taken", "waiting", "served", "no_show", "reviewed", "no_review", "bad_open"})
    texts = {name: str(count) for name, count in counts.items()} | {
        "hall": hall.in_language(order.language),
        "day": figures.day,
        "printed_at": _written(when),
        "mean_wait": _minutes(figures.mean_wait_s, words),
        "longest_wait": _minutes(figures.longest_wait_s, words),
    }
    marks = ({"name": level_words(level, words), "count": str(figures.marks.get(level, 0))} for level in Level)
    lists = {
        "services": tuple(_counted(say(line.name, order.language), line) for line in figures.services),
        "classes": tuple(_counted(_class(line.ticket_class, words), line) for line in figures.classes),
        "marks": tuple(marks),
    }
    return Content(PaperName.DAILY, order.language, texts, lists)


def _of_service(guide: Guide, language: Language, when: datetime) -> dict[str, str]:
    texts = {"hall": guide.hall, "service": guide.service, "department": guide.department}
    counters = counter_names((Words2(zh=name.zh, en=name.en) for name in guide.counters), language)
    more = {"counters": counters, "printed_at": _written(when)}
    return {name: text.in_language(language) for name, text in texts.items()} | more


def _written(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M}"


def _day(moment: datetime, language: Language) -> str:
    if language is Language.CHINESE:
        return f"{moment.month}月{moment.day}日 星期{WEEKDAYS_ZH[moment.weekday()]}"
    return f"{moment:%A} {moment.day} {moment:%B}"


def _minutes(seconds: int | None, words: Wording) -> str:
    return "" if seconds is None else words.say("daily.minutes", minutes=round(seconds / MINUTE_S))


def _counted(name: str, line: ServiceOfDay | ClassOfDay) -> Mapping[str, str]:
    return {"name": name, "taken": str(line.taken), "served": str(line.served), "no_show": str(line.no_show)}


def _class(name: TicketClass, words: Wording) -> str:
    return {
        TicketClass.ORDINARY: words.say("daily.ordinary"),
        TicketClass.BOOKED: words.say("daily.booked"),
        TicketClass.PRIORITY: words.say("daily.priority"),
    }[name]


def _all(texts: Iterable[Text], language: Language) -> tuple[Mapping[str, str], ...]:
    return numbered(tuple(text.in_language(language) for text in texts))
