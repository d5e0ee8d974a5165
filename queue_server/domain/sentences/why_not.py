"""Why a ticket was not called yet: who goes first, by the same printed times that decide."""

from datetime import date
from itertools import takewhile

from config.plan import Counter, Text
from config.vocabulary import TicketId, TicketState
from queue_server.domain.calling.dispatch import in_call_order, stood_in_for
from queue_server.domain.hall import Hall
from queue_server.domain.sentences.classes import CLASS_NAMES
from queue_server.domain.sentences.preference import preferred
from queue_server.domain.sentences.tickets import before, clock, counted
from queue_server.domain.sentences.why import why
from queue_server.domain.ticket import Carried, Ticket

STATES = {
    TicketState.HELD: Text("已挂起，请回到窗口", "is on hold; please go back to the counter"),
    TicketState.SERVED: Text("已经办结", "was served"),
    TicketState.NO_SHOW: Text("叫到时无人应答，已过号", "was called and nobody came"),
    TicketState.CANCELLED: Text("已取消", "was cancelled"),
    TicketState.ENDED: Text("已结束，未办理", "has ended without being served"),
}


def why_not(hall: Hall, ticket: Ticket) -> Text:
    """One sentence for whoever holds the ticket."""
    if ticket.state in (TicketState.CALLED, TicketState.SERVING):
        return why(hall, ticket)
    if ticket.state is TicketState.CARRIED and ticket.carried is not None:
        return _comes_back(ticket, ticket.carried)
    if ticket.state is not TicketState.WAITING:
        over = STATES[ticket.state]
        return Text(f"{ticket.number} {over.zh}。", f"{ticket.number} {over.en}.")
    said = counted(hall, ticket, ticket.counted_from)
    reason = _waits(hall, ticket)
    return Text(f"{ticket.number} {said.zh}；{reason.zh}。", f"{ticket.number} {said.en}; {reason.en}.")


def _was_preferred(counter: Counter, first: Ticket, ticket: Ticket) -> bool:
    """Whether one goes before another only because this counter calls such tickets first."""
    calls_first = counter.rules.goes_first
    if not calls_first(first.service, first.ticket_class) or calls_first(ticket.service, ticket.ticket_class):
        return False
    return ticket.key < first.key


def date_words(day: date) -> Text:
    """A date without its year."""
    return Text(f"{day.month}月{day.day}日", f"{day.day} {day:%B}")


def _comes_back(ticket: Ticket, carried: Carried) -> Text:
    to = date_words(carried.to)
    return Text(
        f"{ticket.number} 今天未办到，顺延到{to.zh}，先于当天同业务同类的号票叫号，仅顺延一次。",
        f"{ticket.number} is carried over, this once, to {to.en}, "
        "and goes before that day's tickets of its service and class.",
    )


def _waits(hall: Hall, ticket: Ticket) -> Text:
    open_now = [hall.at_work[c.id] for c in hall.counters.values() if c.calls_more]
    there = [counter for counter in open_now if ticket.service in counter.skills]
    able = [counter for counter in there if counter.rules.calls(ticket.ticket_class)]
    if there and not able:
        name = CLASS_NAMES[ticket.ticket_class]
        return Text(f"现在开放的窗口不叫{name.zh}", f"no counter that is open for this service calls {name.en} tickets")
    if not able:
        return Text("可办这项业务的窗口都未开放", "no counter for this service is open")
    rows = [(list(takewhile(lambda t: t != ticket.id, in_call_order(hall, c))), c) for c in able]
    ahead, counter = min(rows, key=lambda row: len(row[0]))
    turn = _turn(hall, ticket, counter, ahead)
    if stood_in_for(hall, counter.id, ticket.service) is None:
        return turn
    return Text(f"由{counter.name.zh}代办，{turn.zh}", f"{counter.name.en} stands in: {turn.en}")


def _turn(hall: Hall, ticket: Ticket, counter: Counter, ahead: list[TicketId]) -> Text:
    """Who goes first at this counter."""
    if not ahead:
        return Text("下一个就叫它", "it is the next to be called")
    first = hall.tickets[ahead[0]]
    at = clock(hall.zone, first.counted_from)
    if (prefers := counter.rules.prefers) is not None and _was_preferred(counter, first, ticket):
        name, rule = counter.name, preferred(hall.plan, prefers)
        return Text(
            f"前面还有{len(ahead)}张号票，{name.zh}先叫{rule.zh}，因此{first.number}先于它",
            f"{len(ahead)} to be called before it: {name.en} calls {rule.en} first, so {first.number} goes before it",
        )
    if first.rank < ticket.rank:
        order = before(hall, first, ticket)
        return Text(f"前面还有{len(ahead)}张号票，{order.zh}", f"{len(ahead)} to be called before it: {order.en}")
    if len(ahead) == 1:
        return Text(
            f"{first.number}（视为{at}到达）在它前面", f"{first.number}, counted as arrived at {at}, goes first"
        )
    return Text(
        f"前面还有{len(ahead)}张号票，最前的是视为{at}到达的{first.number}",
        f"{len(ahead)} tickets go first, the first of them {first.number}, counted as arrived at {at}",
    )
