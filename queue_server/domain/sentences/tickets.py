"""A ticket in words: what it is, when it counts as arrived, and whom it goes before by its class."""

from datetime import datetime
from zoneinfo import ZoneInfo

from config.plan import Text
from config.vocabulary import TicketClass
from queue_server.domain.calling.call import Call
from queue_server.domain.hall import Hall
from queue_server.domain.sentences.classes import CLASS_WORDS
from queue_server.domain.ticket import Ticket
from queue_server.domain.visits.steps import Steps


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


def moment(hall: Hall, at: datetime) -> Text:
    """A moment as it stands on paper, with its day when that is another one."""
    local = at.astimezone(hall.zone)
    return on_day(hall.zone, at) if local.date() != hall.day else Text(f"{local:%H:%M}", f"{local:%H:%M}")


def counted(hall: Hall, ticket: Ticket, call: Call | None = None) -> Text:
    """What kind of ticket it is, and when it counts as arrived; ``call``: when it counted as that, as it was called."""
    name, zone, then = kind(hall, ticket), hall.zone, call or ticket
    counted_from, step = then.counted_from, _aside(then.steps, then.put_back)
    if call is not None and call.reason is not None:  # another order since may count it earlier
        counted_from = call.reason.candidates[0].counted_from
    if ticket.carried is not None:
        return _from_an_earlier_day(hall, ticket, counted_from, step)
    taken, arrived = clock(zone, ticket.taken_at), moment(hall, counted_from)
    if ticket.booked_for is not None and ticket.ticket_class is TicketClass.BOOKED:
        slot = clock(zone, ticket.booked_for)
        return Text(
            f"是{slot}的{name.zh}，视为{arrived.zh}到达{step.zh}",
            f"is {name.en} for {slot}, counted as arrived at {arrived.en}{step.en}",
        )
    if arrived.zh == taken:
        return Text(f"是{taken}取的{name.zh}{step.zh}", f"is {name.en} taken at {taken}{step.en}")
    return Text(
        f"是{taken}取的{name.zh}，视为{arrived.zh}到达{step.zh}",
        f"is {name.en} taken at {taken}, counted as arrived at {arrived.en}{step.en}",
    )


def on_day(zone: ZoneInfo, moment: datetime) -> Text:
    """A moment of another day, as it stands on paper."""
    local = moment.astimezone(zone)
    return Text(f"{local.month}月{local.day}日{local:%H:%M}", f"{local:%H:%M} on {local.day} {local:%B}")


def _from_an_earlier_day(hall: Hall, ticket: Ticket, counted_from: datetime, step: Text) -> Text:
    """Who was carried over: hours without service are left out of the count."""
    name, of_today = kind(hall, ticket), counted_from.astimezone(hall.zone).date() == hall.day
    today = clock(hall.zone, counted_from)
    taken, arrived = on_day(hall.zone, ticket.taken_at), on_day(hall.zone, counted_from)
    said = Text(f"今天{today}", f"{today} today") if of_today else arrived
    return Text(
        f"是{taken.zh}取的{name.zh}，当天未办到、顺延到今天，视为{said.zh}到达{step.zh}",
        f"is {name.en} taken at {taken.en}, carried over to today and counted as arrived at {said.en}{step.en}",
    )


def _aside(steps: Steps, put_back: int) -> Text:
    """Who did not come to a call lost the place; who goes on to a further service of the same ticket keeps it."""
    if put_back:
        return Text("（叫到时无人应答，已排到后面）", " (put back, because nobody came when it was called)")
    if not steps.behind:
        return Text("", "")
    return Text(
        f"（第{steps.number}项，共{steps.total}项，先后次序不变）",
        f" (step {steps.number} of {steps.total}, its place in time kept)",
    )


def before(hall: Hall, first: Ticket, other: Ticket) -> Text:
    """That one goes before another by its class or group alone, whenever they came."""
    one, two = kind(hall, first), kind(hall, other)
    if one == two:  # a group that the plan in force does not name any more
        return Text(
            f"本厅规定的{one.zh}次序中{first.number}先于{other.number}",
            f"in this hall's order of groups {first.number} goes before {other.number}",
        )
    return Text(
        f"本厅规定{one.zh}先于{two.zh}，因此{first.number}先于{other.number}",
        f"in this hall {one.en} goes before {two.en}, so {first.number} goes before {other.number}",
    )
