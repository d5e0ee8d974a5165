"""Why this ticket was called: one sentence in Chinese and English, settled by printed times."""

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from config.plan import Text
from config.rules.preference import Preference
from config.vocabulary import CounterId, TicketClass
from queue_server.domain.calling.reason import CallReason, CallRule, Candidate
from queue_server.domain.hall import Hall
from queue_server.domain.sentences.classes import CLASS_NAMES, CLASS_WORDS, and_text
from queue_server.domain.sentences.preference import preferred
from queue_server.domain.ticket import Ticket


def why(hall: Hall, ticket: Ticket) -> Text:
    """The sentence for a ticket that was called. Raises ValueError for one that was not."""
    if ticket.reason is None:
        raise ValueError(ticket.id)
    others = list(ticket.reason.candidates[1:])
    said = counted(hall, ticket)
    verdict = _verdict(hall, ticket.reason, ticket, others)
    if ticket.reason.classes:
        only = classes_called(ticket.reason.classes)
        verdict = Text(f"本窗口只叫{only.zh}，{verdict.zh}", f"this counter calls {only.en} only, {verdict.en}")
    if ticket.reason.stands_in_for is not None:
        away = counter_name(hall, ticket.reason.stands_in_for)
        verdict = Text(f"{away.zh}无人，由本岗代办，{verdict.zh}", f"this post stands in for {away.en}, {verdict.en}")
    return Text(f"{ticket.number} {said.zh}；{verdict.zh}。", f"{ticket.number} {said.en}; {verdict.en}.")


def counter_name(hall: Hall, counter: CounterId) -> Text:
    """As everybody calls it; one that left the plan stands with its id."""
    planned = hall.plan.counter_by_id.get(counter)
    return Text(counter, counter) if planned is None else planned.name


def classes_called(classes: Iterable[TicketClass]) -> Text:
    """Whom a counter calls that does not call everybody."""
    names = and_text([CLASS_NAMES[name] for name in classes])
    return Text(names.zh, f"{names.en} tickets")


def clock(zone: ZoneInfo, moment: datetime) -> str:
    """A moment as it stands on paper."""
    return f"{moment.astimezone(zone):%H:%M}"


def kind(hall: Hall, ticket: Ticket) -> Text:
    """Its class, and the group of priority visitors if one was named."""
    name = CLASS_WORDS[ticket.ticket_class]
    for group in hall.plan.order.groups:
        if group.id == ticket.group:
            return Text(f"{name.zh}（{group.name.zh}）", f"{name.en} ({group.name.en})")
    return name


def counted(hall: Hall, ticket: Ticket) -> Text:
    """What kind of ticket it is, and when it counts as arrived."""
    name, zone = kind(hall, ticket), hall.zone
    step = _step(ticket)
    if ticket.carried is not None:
        return _from_an_earlier_day(hall, ticket, name, step)
    taken, arrived = clock(zone, ticket.taken_at), clock(zone, ticket.counted_from)
    if ticket.booked_for is not None and ticket.ticket_class is TicketClass.BOOKED:
        slot = clock(zone, ticket.booked_for)
        return Text(
            f"是{slot}的{name.zh}，视为{arrived}到达{step.zh}",
            f"is {name.en} for {slot}, counted as arrived at {arrived}{step.en}",
        )
    if arrived == taken:
        return Text(f"是{taken}取的{name.zh}{step.zh}", f"is {name.en} taken at {taken}{step.en}")
    return Text(
        f"是{taken}取的{name.zh}，视为{arrived}到达{step.zh}",
        f"is {name.en} taken at {taken}, counted as arrived at {arrived}{step.en}",
    )


def on_day(zone: ZoneInfo, moment: datetime) -> Text:
    """A moment of another day, as it stands on paper."""
    local = moment.astimezone(zone)
    return Text(f"{local.month}月{local.day}日{local:%H:%M}", f"{local:%H:%M} on {local.day} {local:%B}")


def _from_an_earlier_day(hall: Hall, ticket: Ticket, name: Text, step: Text) -> Text:
    """Who was carried over: hours without service are left out of the count."""
    of_today = ticket.counted_from.astimezone(hall.zone).date() == hall.day
    today = clock(hall.zone, ticket.counted_from)
    taken, arrived = on_day(hall.zone, ticket.taken_at), on_day(hall.zone, ticket.counted_from)
    said = Text(f"今天{today}", f"{today} today") if of_today else arrived
    return Text(
        f"是{taken.zh}取的{name.zh}，当天未办到、顺延到今天，视为{said.zh}到达{step.zh}",
        f"is {name.en} taken at {taken.en}, carried over to today and counted as arrived at {said.en}{step.en}",
    )


def _step(ticket: Ticket) -> Text:
    """Who goes on to a further service of the same ticket keeps the place in time of the first."""
    steps = ticket.steps
    if not steps.behind:
        return Text("", "")
    return Text(
        f"（第{steps.number}项，共{steps.total}项，先后次序不变）",
        f" (step {steps.number} of {steps.total}, its place in time kept)",
    )


def before(hall: Hall, first: Ticket, other: Ticket) -> Text:
    """That one goes before another by its class or group alone, whenever they came."""
    one, two = kind(hall, first), kind(hall, other)
    return Text(
        f"本厅规定{one.zh}先于{two.zh}，因此{first.number}先于{other.number}",
        f"in this hall {one.en} goes before {two.en}, so {first.number} before {other.number}",
    )


def _verdict(hall: Hall, reason: CallReason, ticket: Ticket, others: list[Candidate]) -> Text:
    match reason.rule:
        case CallRule.ONLY_CANDIDATE:
            return Text("本窗口可办业务中它排在最前", "it is first in the only queue that this counter can serve now")
        case CallRule.EARLIEST:
            return Text(
                f"在本窗口{len(others) + 1}个可办队列中最早", f"the earliest of this counter's {len(others) + 1} queues"
            )
        case CallRule.FIRST_COME:
            return Text(
                f"按取号先后，在本窗口{len(others) + 1}个可办队列中最早",
                f"by the order of taking, the earliest of this counter's {len(others) + 1} queues",
            )
        case CallRule.STRICT_CLASS:
            behind = [hall.tickets[other.ticket] for other in others if other.rank > ticket.rank]
            return before(hall, ticket, min(behind, key=lambda other: (bool(other.put_back), other.taken_at)))
        case CallRule.LAST_CLASS_TURN:
            after = hall.plan.order.last_class_after
            return Text(
                f"本窗口已连续叫了{after}张其他类别的号票，轮到它",
                f"this counter has called {after} tickets of other classes in a row, so it is its turn",
            )
        case CallRule.PREFERRED:
            number = hall.tickets[others[0].ticket].number
            first = preferred(hall.plan, reason.prefers or Preference())
            return Text(
                f"本窗口先叫{first.zh}，因此先于{number}",
                f"this counter calls {first.en} first, so it goes before {number}",
            )
        case CallRule.PUT_BACK:
            number = hall.tickets[min(others, key=lambda other: other.taken_at).ticket].number
            return Text(
                f"{number}此前叫到时无人应答，已排到后面",
                f"{number} was called before and nobody came, so it waits behind",
            )
        case CallRule.HEAD_START:
            there = [other for other in others if not hall.tickets[other.ticket].put_back]
            passed = min(there or others, key=lambda other: other.taken_at)
            number, counted = hall.tickets[passed.ticket].number, clock(hall.zone, passed.counted_from)
            return Text(f"早于视为{counted}到达的{number}", f"earlier than {number}, counted as arrived at {counted}")
        case CallRule.OWN_FIRST:
            minutes = hall.plan.own_first_min
            passed = min(others, key=lambda other: (other.rank, other.counted_from))
            number = hall.tickets[passed.ticket].number
            return Text(
                f"是本窗口主办业务，先于协办业务{number}（相差不足{minutes}分钟）",
                f"this counter's own service goes before {number} of a second service (within {minutes} minutes)",
            )
