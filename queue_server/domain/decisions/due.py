"""Which counters are to be open now: a tide counter in its season, a flexible one when enough people wait."""

from datetime import datetime, timedelta

from config.plan import Counter
from config.rules.counters import Crowd
from config.vocabulary import CounterAdvice, CounterState, RefusalCode
from queue_server.domain.hall import Hall


def kept_closed(hall: Hall, counter: Counter, now: datetime) -> RefusalCode | None:
    """Why a counter is not to open at this moment; None when it may."""
    tide, crowd = counter.rules.tide, counter.rules.crowd
    if tide is not None and not tide.holds(now.astimezone(hall.zone)):
        return RefusalCode.OUTSIDE_TIDE
    if crowd is not None and not _crowded(hall, counter, crowd, now):
        return RefusalCode.NOT_CROWDED
    return None


def advice(hall: Hall, counter: Counter, now: datetime) -> CounterAdvice | None:
    """What to do about a flexible or a tide counter; a tide alone brings nobody to a closed one."""
    rules, state = counter.rules, hall.counters[counter.id].state
    if not rules.on_call:
        return None
    due = kept_closed(hall, counter, now) is None
    if state is CounterState.CLOSED:
        return CounterAdvice.OPEN_NOW if due and rules.crowd is not None else None
    return None if due else CounterAdvice.MAY_CLOSE


def _crowded(hall: Hall, counter: Counter, crowd: Crowd, now: datetime) -> bool:
    if crowd.waiting and sum(map(hall.waiting.count, counter.own_queues)) >= crowd.waiting:
        return True
    since = (hall.waiting.since(queue, hall.tickets) for queue in counter.own_queues) if crowd.longest_wait_min else ()
    long_enough = now - timedelta(minutes=crowd.longest_wait_min)
    return any(began is not None and began <= long_enough for began in since)
