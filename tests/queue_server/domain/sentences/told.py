"""What must hold of every sentence about the order: it names the rule that decided, and its times agree with it."""

import re
from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from config.plan import Counter, Text
from config.vocabulary import TicketId
from queue_server.domain.calling.call import Call
from queue_server.domain.calling.dispatch import in_call_order
from queue_server.domain.calling.reason import CallReason, Candidate
from queue_server.domain.hall import Hall
from queue_server.domain.sentences.history import as_between
from queue_server.domain.sentences.tickets import counted
from queue_server.domain.sentences.verdicts import verdict_of
from queue_server.domain.sentences.why_not import turn_at
from queue_server.domain.ticket import Ticket

TURN, PREFERS, OWN, CLASS, BACK = "turn", "prefers", "own", "class", "back"
PHRASES: Final = {
    TURN: (r"^after (one|\d+) other ticket", "其他号票后即叫"),
    PREFERS: (r"^(this counter|Counter \d) calls .* first, so ", "先叫"),
    OWN: (r"'s own and goes before ", "主办业务"),
    CLASS: (r"^in this hall", "本厅规定"),
    BACK: (r"was called before and nobody came", "叫到时无人应答"),
}
MOMENT: Final = re.compile(r"(?:视为|counted as arrived at )(今天)?(?:\d+月\d+日)?(\d\d:\d\d)")


def named(said: Text) -> str | None:
    """The rule that half a sentence names beside times, the same one in both languages."""
    text = Text(said.zh.rpartition("张号票，")[2], said.en.rpartition("to be called before it: ")[2])
    found = [rule for rule, (en, zh) in PHRASES.items() if re.search(en, text.en)]
    assert [rule for rule, (_, zh) in PHRASES.items() if zh in text.zh] == found, said
    assert len(found) < 2, said
    return found[0] if found else None


def times(said: Text) -> list[str]:
    """The moments of arrival that it states, the same ones in both languages."""
    found = [match[2] for match in MOMENT.finditer(said.en)]
    assert [match[2] for match in MOMENT.finditer(said.zh)] == found, said
    return found


def everybody_who_waits_is_told_the_truth(hall: Hall) -> set[str | None]:
    """At each counter that could call; which rules were named."""
    seen = set()
    for counter in (hall.at_work[name] for name, now in hall.counters.items() if now.calls_more):
        listed = list(in_call_order(hall, counter))
        for place, name in enumerate(listed):
            if place:
                seen.add(_told(hall, counter, hall.tickets[name], listed[:place]))
    return seen


def _told(hall: Hall, counter: Counter, ticket: Ticket, ahead: Sequence[TicketId]) -> str | None:
    said, first = turn_at(hall, ticket, counter, ahead), hall.tickets[ahead[0]]
    assert first.number in said.zh
    assert first.number in said.en
    sides = [(one, one.service in counter.services) for one in (first, ticket)]
    (first_key, _), (own_key, _) = [
        ((one.rank, one.counted_from + (timedelta() if own else hall.plan.own_first), *one.turn), own)
        for one, own in sides
    ]
    rule = named(said)
    if rule in (TURN, PREFERS):
        assert own_key < first_key, said
        _exception_holds(hall, counter, rule, first, ticket)
    else:
        assert first_key < own_key, said
        assert rule == _by_keys(hall, sides[0], sides[1]), said
    if rule is None:
        _times_agree(hall, first, ticket, said)
    return rule


def _exception_holds(hall: Hall, counter: Counter, rule: str, first: Ticket, ticket: Ticket) -> None:
    order, goes_first = hall.plan.order, counter.rules.goes_first
    if rule == PREFERS:
        assert goes_first(first.service, first.ticket_class)
        assert not goes_first(ticket.service, ticket.ticket_class)
    else:
        assert hall.counters[counter.id].before_last_class >= order.last_class_after > 0
        assert first.ticket_class is order.last_class is not ticket.ticket_class


def _by_keys(hall: Hall, first: tuple[Ticket, bool], other: tuple[Ticket, bool]) -> str | None:
    """What must be named of two who stand in the order of their keys at a counter."""
    if first[0].rank < other[0].rank:
        return CLASS
    if other[0].key < first[0].key:
        assert first[1], "a service of the counter's own goes first"
        assert not other[1], "before a second one only"
        assert first[0].counted_from - other[0].counted_from <= hall.plan.own_first
        return OWN
    return None


def _times_agree(hall: Hall, first: Ticket, ticket: Ticket, said: Text) -> None:
    """Nobody goes first by times who is said to have come later; and in one minute it is said what decides."""
    (stated,) = times(said)
    asks = counted(hall, ticket)
    own = (times(asks) or re.findall(r"taken at (\d\d:\d\d)", asks.en))[-1]
    if all(one.counted_from.astimezone(hall.zone).date() == hall.day for one in (first, ticket)):
        assert stated <= own, f"{asks.en}; {said.en}"
    assert ("ahead within that minute" in said.en) == ("同一分钟内在前" in said.zh) == (stated == own), said
    assert not ticket.put_back or "nobody came when it was called" in asks.en
    assert not ticket.put_back or "叫到时无人应答" in asks.zh


def whoever_was_passed_is_told_the_truth(hall: Hall, call: Call, reason: CallReason) -> set[str | None]:
    """Of each candidate of a call that was just made and who waits on; which rules were named."""
    seen, chosen = set(), hall.tickets[reason.candidates[0].ticket]
    for other in reason.candidates[1:]:
        ticket = hall.tickets[other.ticket]
        if ticket.call is None:
            pair = as_between(hall, call, ticket, other.service)
            assert pair.reason is not None
            assert len(pair.reason.candidates) == 2, "the log tells it"
            said = verdict_of(hall, pair, chosen)
            _passed_by_what_is_named(hall, reason, other, said)
            seen.add(named(said))
    return seen


def _passed_by_what_is_named(hall: Hall, reason: CallReason, other: Candidate, said: Text) -> None:
    """Whoever came later or is said to count later went first only by a rule that is named."""
    chosen, rule = reason.candidates[0], named(said)
    keys = [(c.rank, c.counted_from + (timedelta() if c.own else hall.plan.own_first)) for c in (chosen, other)]
    if keys[1] < keys[0]:
        assert rule in (TURN, PREFERS), said
    elif keys[1] == keys[0]:  # the place behind which somebody was put back
        assert rule in (TURN, PREFERS, BACK, None), said
    elif chosen.rank != other.rank:
        assert rule == CLASS, said
    elif other.counted_from < chosen.counted_from:
        assert rule == OWN, said
    elif other.counted_from == chosen.counted_from:
        assert rule not in (TURN, PREFERS, CLASS), said
    elif other.taken_at < chosen.taken_at:
        assert rule == BACK or times(said), said
    else:
        assert rule in (None, TURN, PREFERS), said
    if rule is None and (stated := times(said)):
        assert stated == [f"{other.counted_from.astimezone(hall.zone):%H:%M}"]
        assert chosen.counted_from <= other.counted_from, said
