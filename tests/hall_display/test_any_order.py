"""Whatever comes, in whatever order, with whatever dates and time zones: every screen can always be drawn."""

from datetime import datetime, timedelta, timezone
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from config.vocabulary import CounterState, Language, Level, TicketState, Trouble
from config.wire.codec import Unreadable
from config.wire.link import Connection, Inbound, Received, Rejected
from config.wire.message import Words2
from config.wire.news import CallNews, MarkNews
from config.wire.pictures import CallLine, CallsPicture, CounterOnWall, MarkOnWall, ServiceOnWall, WallPicture
from config.wire.presence import Health, Presence
from hall_display import board as boards
from hall_display.calls.shown import calls_shown
from hall_display.counter.shown import counter_shown
from hall_display.moment import Now
from hall_display.wall.shown import wall_shown
from tests.hall_display import makers as m

ROWS = 8
zones = st.integers(-12, 14).map(lambda hours: timezone(timedelta(hours=hours)))
FIRST, LAST = datetime(2000, 1, 2), datetime(2099, 12, 30)  # noqa: DTZ001 (hypothesis adds the zone)
moments = st.datetimes(FIRST, LAST, timezones=zones) | st.just(m.AT)
zone_names = st.sampled_from([m.ZONE, "America", "", "../etc/passwd", "No/Such", "UTC", "\0"]) | st.text(max_size=5)
words = st.builds(Words2, zh=st.text(max_size=5), en=st.text(max_size=5))
tickets = st.integers(1, 9).map(lambda number: f"20261121-A{number:03d}")
counters = st.integers(1, 5).map(lambda number: f"z{number:02d}")
users = st.sampled_from(["queue-server", "kiosk-1", "kiosk-9", "console"])
counts = st.integers(0, 3)


def built(kind: Any, **fields: Any) -> Any:
    """Messages of a kind: fields named here, the others made from their types."""
    return st.builds(kind, **fields)


call_lines = built(
    CallLine,
    ticket=tickets,
    counter=counters,
    counter_name=words,
    service_name=words,
    called_at=moments,
    times_called=counts,
    state=st.sampled_from(TicketState),
)
call_news = built(CallNews, at=moments, ticket=tickets, counter=counters, counter_name=words, times_called=counts)
mark_news = built(MarkNews, at=moments, counter=counters, level=st.sampled_from(Level))
calls = built(
    CallsPicture,
    at=moments,
    hall_name=words,
    time_zone=zone_names,
    calls=st.lists(call_lines, max_size=12).map(tuple),
    waiting_total=counts,
)
walls = built(
    WallPicture,
    at=moments,
    hall_name=words,
    time_zone=zone_names,
    **dict.fromkeys(("taken", "waiting", "at_counters", "served", "no_show", "no_review"), counts),
    **dict.fromkeys(("mean_wait_s", "longest_wait_s"), st.none() | counts),
    marks=st.dictionaries(st.sampled_from(Level), counts),
    counters=st.lists(
        built(CounterOnWall, counter=counters, name=words, state=st.sampled_from(CounterState), since=moments),
        max_size=4,
    ).map(tuple),
    busiest=st.lists(
        built(ServiceOnWall, name=words, waiting=counts, longest_wait_since=st.none() | moments), max_size=4
    ).map(tuple),
    last_marks=st.lists(
        built(MarkOnWall, counter_name=words, level=st.sampled_from(Level), at=moments), max_size=4
    ).map(tuple),
)
at_counters = st.sampled_from([m.at_counter(state) for state in TicketState])
own = st.builds(
    m.counter,
    st.sampled_from(CounterState),
    st.none() | at_counters,
    evaluation=st.none() | st.just("A001"),
    held=st.sampled_from([(), (m.held(),)]),
)
presences = built(Presence, user=users)
healths = built(
    Health,
    user=users,
    device=st.just("printer"),
    trouble=st.sampled_from(Trouble),
    since=moments,
    counters=st.just({}),
)
anything = (
    st.one_of(call_news, mark_news, calls, walls, own, presences, healths).map(Received)
    | st.builds(Connection, st.booleans())
    | st.just(Rejected(Unreadable("topic", "reason")))
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(anything, st.floats(0, 20)), max_size=25), st.booleans())
def test_any_order_of_any_messages_can_be_drawn(steps: list[tuple[Inbound, float]], at_the_end_of_time: bool) -> None:
    at_s = 0.0
    board = boards.start(m.now())
    for inbound, later_s in steps:
        at_s += later_s
        now = m.now(at_s)
        if at_the_end_of_time:
            now = Now(now.monotonic_s, datetime.max.replace(tzinfo=m.AT.tzinfo))
        board = boards.fold(board, inbound, now)
        screen = calls_shown(board, now, m.PLAN, m.STALE_AFTER_S, ROWS)
        assert len(screen.calls) <= ROWS
        assert len({call.ticket for call in screen.calls}) == len(screen.calls)
        counter_shown(board, now, m.PLAN, m.COUNTER, m.STALE_AFTER_S)
        wall_shown(board, now, m.PLAN, m.ROLES, m.STALE_AFTER_S, Language.CHINESE)
