"""Calls of today that are over, in words: a ticket's own, and the one by which a later comer went before it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final, NamedTuple

from config.plan import Text
from config.vocabulary import ServiceId
from queue_server.domain.calling.between import between
from queue_server.domain.calling.call import Call
from queue_server.domain.calling.dispatch import candidate_of
from queue_server.domain.hall import Hall
from queue_server.domain.sentences.tickets import clock
from queue_server.domain.sentences.why import call_words, counter_name
from queue_server.domain.ticket import Ticket

TOLD_MAX: Final = 5
"""So many earlier calls of one ticket are told, the newest ones."""
AFTER_ALL: Final = datetime.max.replace(tzinfo=UTC)
NOTHING: Final = Text("", "")


class Wait(NamedTuple):
    """A stretch of waiting for one service; ``until`` None: still."""

    since: datetime
    until: datetime | None
    service: ServiceId


def earlier_calls(hall: Hall, ticket: Ticket) -> Text:
    """Why it was called before its present or last call; empty when it was not."""
    told = [_earlier(hall, ticket, call) for call in ticket.earlier if call.reason is not None][-TOLD_MAX:]
    return Text("".join(text.zh for text in told), "".join(text.en for text in told))


def _earlier(hall: Hall, ticket: Ticket, call: Call) -> Text:
    at, counter, said = clock(hall.zone, call.at), counter_name(hall, call.counter), call_words(hall, ticket, call)
    return Text(f"已于{at}叫到{counter.zh}：它{said.zh}。", f" It was called to {counter.en} at {at}: it {said.en}.")


def overtaken(hall: Hall, ticket: Ticket) -> Text:
    """By which rule somebody who came later was called before it, the last time; empty when nobody was."""
    for wait in reversed(list(_waits(ticket))):
        if (found := _last_past(hall, ticket, wait)) is not None:
            other, call = found
            said = call_words(hall, other, as_between(hall, call, ticket, wait.service))
            when, counter = clock(hall.zone, call.at), counter_name(hall, call.counter)
            return Text(
                f"{when}后到的{other.number}先叫到{counter.zh}：它{said.zh}。",
                f" At {when} {other.number}, which came later, was called first, to {counter.en}: it {said.en}.",
            )
    return NOTHING


def _last_past(hall: Hall, ticket: Ticket, wait: Wait) -> tuple[Ticket, Call] | None:
    """The newest call of a later comer meanwhile that could have been this ticket's. Looks at all of the day's."""
    found, newest, until, came = None, wait.since, wait.until or AFTER_ALL, ticket.taken_at
    for other in reversed(hall.tickets.values()):  # so that most are older than what was found
        if other.taken_at <= came:
            continue
        calls = other.earlier
        if other.called_at is not None and newest <= other.called_at < until:
            assert other.call is not None
            calls = (*calls, other.call)
        for call in calls:
            if newest <= call.at < until and _could_be(hall, ticket, wait.service, call):
                found, newest = (other, call), call.at
    return found


def _waits(ticket: Ticket) -> Iterator[Wait]:
    """When it waited in the place of its coming: not after nobody came to a call of it."""
    since = ticket.taken_at
    for call in ticket.earlier:
        if call.reason is not None and not call.put_back:
            yield Wait(since, call.at, call.reason.candidates[0].service)
        since = call.until or call.at
    called_back = ticket.counter is not None and ticket.reason is None
    if not ticket.put_back and not called_back:
        yield Wait(since, ticket.called_at or ticket.ended_at, ticket.service)


def _could_be(hall: Hall, ticket: Ticket, service: ServiceId, call: Call) -> bool:
    """Whether that call could have been this ticket's, which waited for that service."""
    if call.reason is None:
        counter = hall.plan.counter_by_id.get(call.counter)
        return counter is not None and counter.can_take(service, ticket.ticket_class)
    if call.reason.classes and ticket.ticket_class not in call.reason.classes:
        return False
    return any(candidate.service == service for candidate in call.reason.candidates)


def as_between(hall: Hall, call: Call, ticket: Ticket, service: ServiceId) -> Call:
    """The call as if there had been these two alone; as it was, where its log can't tell that."""
    if (reason := call.reason) is None:
        return call
    own = next(one.own for one in reason.candidates if one.service == service)
    this = candidate_of(ticket, own)
    rule = between(hall, reason, this, put_back=ticket.put_back_by(call.at))
    if rule is None:
        return call
    counted = reason.counted if rule is reason.rule else 0
    return replace(call, reason=replace(reason, rule=rule, candidates=(reason.candidates[0], this), counted=counted))
