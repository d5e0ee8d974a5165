"""From the server's answer to what stands on the paper and on the number screen."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise
from typing import Final
from zoneinfo import ZoneInfo

from config.vocabulary import Language, TicketClass
from config.wire.message import Words2
from config.wire.pictures import GroupLine, ServicesPicture
from config.wire.replies import TicketGiven
from devices.kinds.slip import TicketSlip
from kiosk.wording import Wording, wording


@dataclass(frozen=True)
class Shown:
    """What only the kiosk knows of a ticket. ``key``: number and seal, as they are typed to judge the visit."""

    group: GroupLine | None = None
    key: str = ""


PRIORITY_NOTE: Final = Words2(zh="优先服务", en="Priority")
WATCH_NOTE: Final = Words2(zh="请留意屏幕叫号", en="Please watch the screens for your number")
_NUMBERED: Final = re.compile(r"^(\D*)(\d+)(\D*)$")


def say(words: Words2, language: Language) -> str:
    """One of the two texts."""
    return words.zh if language is Language.CHINESE else words.en


def slip_of(
    ticket: TicketGiven, language: Language, zone: ZoneInfo, picture: ServicesPicture | None, shown: Shown = Shown()
) -> TicketSlip:
    """The slip, with local times. ``picture`` tells whether any counter is open for the ticket."""
    words = wording(language)
    priority = [say(PRIORITY_NOTE, language)] if ticket.ticket_class is TicketClass.PRIORITY else []
    priority += [group_words(shown.group, words)] if shown.group is not None else []
    booked = [booked_words(ticket, zone, words)] if ticket.booked_for is not None else []
    key = [words.say("slip.key", code=shown.key)] if shown.key else []
    stays_valid = [say(ticket.stays_valid, language)] if ticket.stays_valid else []
    return TicketSlip(
        hall=say(ticket.hall_name, language),
        number=ticket.number,
        service=say(ticket.service_name, language),
        department=say(ticket.department_name, language),
        people_ahead=ticket.people_ahead,
        wait=wait_words(ticket, picture, words),
        counted_from=clock_time(ticket.counted_from, zone),
        taken_at=ticket.taken_at.astimezone(zone).strftime("%Y-%m-%d %H:%M"),
        counters=counter_names(ticket.counter_names, language),
        language=language,
        qr=ticket.ticket,
        notes=(*priority, *booked, *_way(ticket, language), *stays_valid, say(WATCH_NOTE, language), *key),
    )


def own_slip(ticket: TicketGiven, language: Language, zone: ZoneInfo, shown: Shown = Shown()) -> TicketSlip:
    """The slip of a number that the kiosk gave by itself: without what only the server knows, and it says so."""
    slip = slip_of(ticket, language, zone, None, shown)
    away = wording(language).say("number.away", time=clock_time(ticket.taken_at, zone))
    return replace(slip, people_ahead=None, counted_from="", notes=(away, *slip.notes))


def printed_again(slip: TicketSlip, print_no: int) -> TicketSlip:
    """The same slip, marked as a further print: whoever finds the first one has no second place."""
    mark = wording(slip.language).say("slip.again", print_no=print_no)
    return replace(slip, notes=(mark, *slip.notes))


def _way(ticket: TicketGiven, language: Language) -> list[str]:
    """All services of the ticket in order, where there are several: ``一件事：1 户口登记 → 2 社保卡``."""
    steps = [f"{place} {say(step, language)}" for place, step in enumerate(ticket.steps, start=1)]
    name = [say(ticket.chain_name, language)] if ticket.chain_name else []
    return [*name, " → ".join(steps)] if steps else []


def group_words(group: GroupLine, words: Wording) -> str:
    """What somebody of a group shows at the counter."""
    name = say(group.name, words.language)
    if group.shows is None:
        return words.say("groups.show_proof", group=name)
    return words.say("groups.show", group=name, shows=say(group.shows, words.language))


def booked_words(ticket: TicketGiven, zone: ZoneInfo, words: Wording) -> str:
    """Of who had an appointment: early, in time, or too late for it."""
    if ticket.booked_for is None:
        return ""
    booked = clock_time(ticket.booked_for, zone)
    if ticket.ticket_class is not TicketClass.BOOKED:
        return words.say("number.booked_late", time=booked)
    early = ticket.taken_at < ticket.booked_for
    return words.say("number.booked_early", time=booked) if early else words.say("number.booked", time=booked)


def wait_words(ticket: TicketGiven, picture: ServicesPicture | None, words: Wording) -> str:
    """About how long it will be; that no counter is open; empty when nobody can tell."""
    low, high = ticket.wait_low_min, ticket.wait_high_min
    if low is None or high is None:
        return words.say("number.no_counter") if _no_counter(picture, ticket.service) else ""
    return minutes_words(low, high, words)


def minutes_words(low: int, high: int, words: Wording) -> str:
    """About how long it will be."""
    return words.say("number.wait", low=low, high=high) if low else words.say("number.soon", high=high)


def clock_time(moment: datetime, zone: ZoneInfo) -> str:
    """HH:MM in the hall."""
    return moment.astimezone(zone).strftime("%H:%M")


def counter_names(names: Iterable[Words2], language: Language) -> str:
    """Counters in few words: neighbours that differ only by number become a range, such as 1–6号窗口."""
    written = list(dict.fromkeys(say(name, language) for name in names))
    groups: dict[tuple[str, str], list[str]] = {}
    for name in written:
        match = _NUMBERED.match(name)
        head, digits, tail = match.groups() if match else (name, "", "")
        groups.setdefault((head, tail), []).append(digits)
    mark = "、" if language is Language.CHINESE else ", "
    return mark.join(f"{head}{mark.join(_ranges(digits))}{tail}" for (head, tail), digits in groups.items())


def _no_counter(picture: ServicesPicture | None, service: str) -> bool:
    """Whether the hall's picture knows the service and says that no counter is open for it."""
    lines = picture.services if picture else ()
    return any(line.id == service and line.open_counters == 0 for line in lines)


def _ranges(digits: Sequence[str]) -> list[str]:
    """``["1", "2", "3", "7"]`` → ``["1–3", "7"]``; a single empty text stays."""
    if digits == [""]:
        return [""]
    runs: list[list[str]] = [[digits[0]]]
    for before, after in pairwise(digits):
        if int(after) == int(before) + 1:
            runs[-1].append(after)
        else:
            runs.append([after])
    return [run[0] if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs]
