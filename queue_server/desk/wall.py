"""The manager's wall: the day in figures, the counters, the busiest services, the newest marks."""

from datetime import datetime, timedelta
from typing import Final

from config.vocabulary import CounterState
from config.wire.pictures import CounterOnWall, MarkOnWall, ServiceOnWall, WallPicture
from queue_server.desk.opening import clock_doubt, hours_today
from queue_server.desk.replies import words
from queue_server.domain.decisions.due import advice
from queue_server.domain.hall import Hall

BUSIEST_MAX: Final = 8


def wall(hall: Hall, at: datetime) -> WallPicture:
    """The picture of the day so far."""
    figures = hall.figures
    return WallPicture(
        at=at,
        day=hall.day.isoformat() if hall.day else "",
        hall_name=words(hall.plan.name),
        time_zone=hall.plan.time_zone,
        taken=figures.taken,
        waiting=hall.waiting.total,
        at_counters=sum(counter.ticket is not None for counter in hall.counters.values()),
        served=figures.served,
        no_show=figures.no_show,
        mean_wait_s=_seconds(figures.wait_sum / figures.called) if figures.called else None,
        longest_wait_s=_longest_wait_s(hall, at),
        marks=dict(figures.marks),
        no_review=hall.marks.not_reviewed(at),
        reviewed=sum(figures.marks.values()),
        review_open=hall.marks.still_open(at),
        bad_open=hall.marks.unanswered,
        counters=_counters(hall, at),
        busiest=_busiest(hall),
        last_marks=_last_marks(hall),
        hours_today=hours_today(hall, at),
        clock_doubt=clock_doubt(hall, at),
    )


def _longest_wait_s(hall: Hall, at: datetime) -> int | None:
    """The longest wait of the day, of those who were called and of those who still wait."""
    since = (hall.waiting.since(service.id, hall.tickets) for service in hall.plan.services)
    waits = [at - began for began in since if began is not None]
    if hall.figures.called:
        waits.append(hall.figures.wait_longest)
    return max(0, _seconds(max(waits))) if waits else None


def _seconds(span: timedelta) -> int:
    return round(span.total_seconds())


def _counters(hall: Hall, at: datetime) -> tuple[CounterOnWall, ...]:
    return tuple(
        CounterOnWall(
            counter=planned.id,
            name=words(planned.name),
            state=now.state,
            number=hall.tickets[now.ticket].number if now.ticket is not None else None,
            since=now.since or at,
            advice=advice(hall, planned, at),
        )
        for planned in hall.plan.counters
        for now in (hall.counters[planned.id],)
        if planned.id in hall.adopted.counter_by_id or now.state is not CounterState.CLOSED
    )


def _busiest(hall: Hall) -> tuple[ServiceOnWall, ...]:
    counted = [(hall.waiting.count(service.id), service) for service in hall.plan.services]
    longest = sorted((entry for entry in counted if entry[0]), key=lambda entry: -entry[0])[:BUSIEST_MAX]
    return tuple(
        ServiceOnWall(
            name=words(service.name), waiting=count, longest_wait_since=hall.waiting.since(service.id, hall.tickets)
        )
        for count, service in longest
    )


def _last_marks(hall: Hall) -> tuple[MarkOnWall, ...]:
    return tuple(
        MarkOnWall(
            counter_name=words(hall.plan.counter_by_id[mark.counter].name),
            number=hall.tickets[mark.ticket].number,
            level=mark.level,
            at=mark.at,
        )
        for mark in reversed(hall.figures.last_marks)
        if mark.counter in hall.plan.counter_by_id
    )
