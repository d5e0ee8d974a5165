"""Why a ticket was not called yet: who goes first, by the same printed times that decide."""

from collections.abc import Sequence
from datetime import date
from itertools import takewhile
from typing import Final

from config.plan import Counter, Text
from config.rules.preference import Preference
from config.vocabulary import TicketId, TicketState
from queue_server.domain.calling.between import between
from queue_server.domain.calling.dispatch import candidate_of, choose, in_call_order, stood_in_for
from queue_server.domain.calling.reason import CallRule
from queue_server.domain.facts import EndReason
from queue_server.domain.hall import Hall
from queue_server.domain.sentences.cancelling import cancelled_words
from queue_server.domain.sentences.classes import CLASS_NAMES
from queue_server.domain.sentences.preference import preferred
from queue_server.domain.sentences.rules import by_own_service, by_preference, by_turn
from queue_server.domain.sentences.tickets import before, clock, counted, moment
from queue_server.domain.sentences.why import call_words, why
from queue_server.domain.ticket import AT_COUNTER, Carried, Ticket

STATES: Final = {
    TicketState.HELD: Text("已挂起，请回到窗口", "is on hold, please go back to the counter"),
    TicketState.SERVED: Text("已经办结", "was served"),
    TicketState.NO_SHOW: Text("叫到时无人应答，已过号", "was called and nobody came"),
}
ENDS: Final = {
    EndReason.DAY_ENDED: Text("当天工作结束时未办完，已结束", "ended unfinished, because the day was over"),
    EndReason.HALL_CLOSED: Text("大厅停止办理，未办理即结束", "ended without being served, because the hall closed"),
    EndReason.CARRIED_BEFORE: Text(
        "大厅停止办理，此前已顺延过一次，未办理即结束",
        "ended without being served, because the hall closed and it had been carried over once already",
    ),
    EndReason.SERVICE_LEFT: Text(
        "所办业务已停办，不再顺延，未办理即结束",
        "ended without being served, because its service is no longer offered and it could not be carried over",
    ),
}


def why_not(hall: Hall, ticket: Ticket) -> Text:
    """One sentence for whoever holds the ticket."""
    if ticket.state in AT_COUNTER:
        return why(hall, ticket)
    if ticket.state is TicketState.CARRIED and ticket.carried is not None:
        return _comes_back(ticket, ticket.carried)
    if ticket.state is not TicketState.WAITING:
        return _called_no_more(hall, ticket)
    said = counted(hall, ticket)
    reason = _waits(hall, ticket)
    return Text(f"{ticket.number} {said.zh}；{reason.zh}。", f"{ticket.number} {said.en}; {reason.en}.")


def _called_no_more(hall: Hall, ticket: Ticket) -> Text:
    """What became of it, and why it was called, for whoever was passed then."""
    over = _over(hall, ticket)
    if ticket.call is None:
        return Text(f"{ticket.number} {over.zh}。", f"{ticket.number} {over.en}.")
    said = call_words(hall, ticket, ticket.call)
    return Text(f"{ticket.number} {over.zh}；它{said.zh}。", f"{ticket.number} {over.en}; it {said.en}.")


def _over(hall: Hall, ticket: Ticket) -> Text:
    if ticket.cancelled is not None and ticket.ended_at is not None:
        return cancelled_words(hall, ticket.cancelled, ticket.ended_at)
    return STATES[ticket.state] if ticket.end_reason is None else ENDS[ticket.end_reason]


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
    turn = turn_at(hall, ticket, counter, ahead)
    if stood_in_for(hall, counter.id, ticket.service) is None:
        return turn
    return Text(f"由{counter.name.zh}代办，{turn.zh}", f"{counter.name.en} stands in: {turn.en}")


def turn_at(hall: Hall, ticket: Ticket, counter: Counter, ahead: Sequence[TicketId]) -> Text:
    """Who goes first at this counter, and by which rule; ``ahead``: whom it calls before this ticket."""
    if not ahead:
        return Text("下一个就叫它", "it is the next to be called")
    first, count = hall.tickets[ahead[0]], len(ahead)
    rule = _rule_at(hall, ticket, counter)
    if rule is not None:
        return Text(f"前面还有{count}张号票，{rule.zh}", f"{count} to be called before it: {rule.en}")
    at, zone = moment(hall, first.counted_from), hall.zone
    same = clock(zone, first.counted_from) == clock(zone, ticket.counted_from)
    if count == 1:
        zh, en = ("，同一分钟内在前", " and ahead within that minute") if same else ("", "")
        return Text(
            f"{first.number}（视为{at.zh}到达{zh}）在它前面",
            f"{first.number}, counted as arrived at {at.en}{en}, goes first",
        )
    zh, en = ("（同一分钟内在前）", " and ahead within that minute") if same else ("", "")
    return Text(
        f"前面还有{count}张号票，最前的是视为{at.zh}到达的{first.number}{zh}",
        f"{count} tickets go first, the first of them {first.number}, counted as arrived at {at.en}{en}",
    )


def _rule_at(hall: Hall, ticket: Ticket, counter: Counter) -> Text | None:
    """The rule by which the counter's next goes before this one; None: by the times on paper alone."""
    reason = choose(hall, counter)
    assert reason is not None, "somebody is to be called before it"
    first, name = hall.tickets[reason.candidates[0].ticket], counter.name
    this = candidate_of(ticket, ticket.service in counter.services)
    match between(hall, reason, this, put_back=bool(ticket.put_back)):
        case CallRule.STRICT_CLASS:
            return before(hall, first, ticket)
        case CallRule.OWN_FIRST:
            whose = Text(first.number, f"the service of {first.number}")
            return by_own_service(whose, name, ticket.number, hall.plan.own_first_min)
        case CallRule.LAST_CLASS_TURN:
            rule = by_turn(name, reason.counted, first.ticket_class)
        case CallRule.PREFERRED:
            rule = by_preference(name, preferred(hall.plan, reason.prefers or Preference()))
        case _:
            return None
    return Text(f"{rule.zh}，因此{first.number}先于它", f"{rule.en}, so {first.number} goes before it")
