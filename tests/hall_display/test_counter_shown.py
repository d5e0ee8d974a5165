"""The screen over a counter says one thing: whom it calls or serves, that a mark may be given, or its state."""

import pytest

from config.vocabulary import CounterState, TicketState
from config.wire.pictures import CounterPicture, TicketAtCounter
from hall_display.board import Board
from hall_display.counter.shown import CounterShown, Mode, counter_shown
from tests.hall_display import makers as m

CALLED, SERVING = m.at_counter(TicketState.CALLED), m.at_counter(TicketState.SERVING)


def shown(board: Board, after_s: float = 1.0) -> CounterShown:
    """The counter's screen so many seconds after everything came."""
    return counter_shown(board, m.now(after_s), m.PLAN, m.COUNTER, m.STALE_AFTER_S)


@pytest.mark.parametrize(
    ("picture", "mode", "number", "words"),
    [
        (m.counter(CounterState.CLOSED), Mode.CLOSED, "", "暂停服务"),
        (m.counter(CounterState.OPEN), Mode.FREE, "", "请等候叫号"),
        (m.counter(CounterState.PAUSED), Mode.PAUSED, "", "暂时离开 请稍候"),
        (m.counter(ticket=CALLED), Mode.CALLED, "A001", "请 A001 到本窗口"),
        (m.counter(CounterState.PAUSED, CALLED), Mode.CALLED, "A001", "请 A001 到本窗口"),
        (m.counter(ticket=SERVING, evaluation="A000"), Mode.SERVING, "A001", "正在办理 A001"),
        (m.counter(evaluation="A000"), Mode.EVALUATE, "A000", "请评价本次服务"),
        (m.counter(CounterState.CLOSED, evaluation="A000"), Mode.EVALUATE, "A000", "请评价本次服务"),
        (m.counter(ticket=m.at_counter(TicketState.SERVED)), Mode.FREE, "", "请等候叫号"),
        (m.counter(ticket=m.at_counter(TicketState.HELD)), Mode.FREE, "", "请等候叫号"),
        (m.counter(ticket=m.at_counter(TicketState.CANCELLED)), Mode.FREE, "", "请等候叫号"),
    ],
)
def test_the_screen_says_one_thing(picture: CounterPicture, mode: Mode, number: str, words: str) -> None:
    screen = shown(m.live(picture))
    assert (screen.mode, screen.number, screen.words_zh) == (mode, number, words)


def test_an_evaluation_ends_by_itself() -> None:
    board = m.live(m.counter(evaluation="A001"))
    assert shown(board, 119).mode is Mode.EVALUATE
    assert shown(board, 120).mode is Mode.FREE


def test_the_clerks_reason_stands_only_beside_a_pause() -> None:
    assert shown(m.live(m.counter(CounterState.PAUSED, pause_reason="取材料"))).reason == "取材料"
    assert shown(m.live(m.counter(CounterState.OPEN, pause_reason="取材料"))).reason == ""


def test_only_a_call_that_was_heard_flashes() -> None:
    picture = m.counter(ticket=CALLED)
    assert shown(m.live(picture, m.news(m.call(1))), 0.1).lit
    assert not shown(m.live(picture, m.news(m.call(1))), 60).lit
    assert not shown(m.live(picture, m.news(m.call(2))), 0.1).lit
    assert not shown(m.live(picture), 0.1).lit


def test_before_the_first_picture_the_plan_names_the_counter() -> None:
    screen = shown(m.folded())
    assert (screen.name_zh, screen.mode) == ("综合1号窗口", Mode.UNKNOWN)


@pytest.mark.parametrize("state", CounterState)
@pytest.mark.parametrize("ticket", [None, CALLED, SERVING])
def test_whoever_is_on_hold_leaves_no_trace_on_the_screen(state: CounterState, ticket: TicketAtCounter | None) -> None:
    without = shown(m.live(m.counter(state, ticket)))
    assert shown(m.live(m.counter(state, ticket, held=(m.held(), m.held("B010"))))) == without
