"""The call screen: order, history, flashing, overflow, and news that is faster than its picture."""

from datetime import timedelta

import pytest

from config.vocabulary import TicketState
from config.wire.link import Connection
from hall_display.board import Board
from hall_display.calls.shown import FLASH_S, PAST_MAX, CallsShown, calls_shown
from tests.hall_display import makers as m

ROWS = 8


def shown(board: Board, after_s: float = 1.0, rows: int = ROWS) -> CallsShown:
    """The call screen so many seconds after everything came."""
    return calls_shown(board, m.now(after_s), m.PLAN, m.STALE_AFTER_S, rows)


def numbers(screen: CallsShown) -> list[str]:
    """The numbers under "please come", from the top."""
    return [call.number for call in screen.calls]


def test_the_newest_call_stands_on_top_in_whatever_order_the_picture_lists_them() -> None:
    lines = [m.call(3), m.call(1), m.call(2)]
    assert numbers(shown(m.live(m.calls(*lines)))) == ["A001", "A002", "A003"]


@pytest.mark.parametrize("state", [state for state in TicketState if state is not TicketState.CALLED])
def test_whoever_is_no_longer_called_moves_to_the_history(state: TicketState) -> None:
    screen = shown(m.live(m.calls(m.call(1), m.call(2, state))))
    assert numbers(screen) == ["A001"]
    assert [(past.number, past.missed) for past in screen.past] == [("A002", state is TicketState.NO_SHOW)]


def test_what_does_not_fit_is_counted_and_it_is_the_oldest() -> None:
    screen = shown(m.live(m.calls(*(m.call(i) for i in range(1, 13)))))
    assert numbers(screen) == [f"A{i:03d}" for i in range(1, 9)]
    assert screen.more == 4
    served = [m.call(i, TicketState.SERVED) for i in range(1, 25)]
    assert len(shown(m.live(m.calls(*served))).past) == PAST_MAX


def test_news_shows_a_call_before_its_picture_comes() -> None:
    fresh = m.news(m.call(9), at=m.AT + timedelta(milliseconds=50))
    screen = shown(m.live(m.calls(m.call(1), m.call(2)), fresh))
    assert numbers(screen) == ["A009", "A001", "A002"]
    assert screen.calls[0].fresh


def test_news_older_than_the_picture_adds_nothing() -> None:
    served = m.call(1, TicketState.SERVING)
    assert numbers(shown(m.live(m.news(m.call(1)), m.calls(served, at=m.AT + timedelta(seconds=1))))) == []


def test_a_second_call_goes_to_the_top_says_again_and_flashes() -> None:
    again = m.call(3, times=2)
    board = m.live(m.calls(m.call(1), m.call(2), again), m.news(again, at=m.AT))
    top = shown(board).calls[0]
    assert (top.number, top.again, top.fresh) == ("A003", True, True)
    assert [call.again for call in shown(board).calls[1:]] == [False, False]


def test_a_call_flashes_for_some_seconds_and_blinks_once_a_second() -> None:
    board = m.live(m.calls(m.call(1)), m.news(m.call(1)))
    lit = [shown(board, at_s).calls[0].lit for at_s in (0.0, 0.6, 1.1, 1.7, 2.0)]
    assert lit == [True, False, True, False, True]
    assert shown(board, FLASH_S - 0.1).calls[0].fresh
    assert not shown(board, FLASH_S).calls[0].fresh


def test_a_screen_that_starts_late_shows_the_calls_without_flashing() -> None:
    call = shown(m.live(m.calls(m.call(1)))).calls[0]
    assert (call.fresh, call.lit) == (False, False)


def test_before_the_first_picture_the_plan_names_the_hall_and_nobody_is_counted() -> None:
    screen = shown(m.folded())
    assert (screen.hall_zh, screen.waiting, screen.calls, screen.past) == (m.HALL.zh, None, (), ())
    assert screen.banner is None


def test_an_old_screen_keeps_its_calls_under_the_banner_and_recovers() -> None:
    board = m.folded(Connection(False), board=m.live(m.calls(m.call(1))))
    old = shown(board, 60)
    assert old.banner is not None
    assert numbers(old) == ["A001"]
    assert shown(m.folded(Connection(True), m.SERVER_HERE, board=board, after_s=61), 62).banner is None


def test_time_and_weekday_are_the_halls() -> None:
    face = shown(m.live(m.calls())).face
    assert (face.clock, face.date_zh) == ("10:05", "2026年11月21日 星期六")
    assert face.date_en == "Saturday, 21 November 2026"
