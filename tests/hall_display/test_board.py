"""Folding messages into the board: links and servers that come and go, and when what is shown counts as old."""

from zoneinfo import ZoneInfo

import pytest

from config.wire.codec import Unreadable
from config.wire.link import Connection, Received, Rejected
from config.wire.message import Message
from config.wire.presence import Presence
from hall_display import board as boards
from hall_display.board import Board, Trouble
from hall_display.notice import banner
from tests.hall_display import makers as m

UP, DOWN = Connection(True), Connection(False, "gone")
Step = tuple[float, Message | Connection]


def after(*steps: Step) -> Board:
    """The board after things that came at these seconds."""
    board = boards.start(m.now())
    for at_s, thing in steps:
        board = m.folded(thing, after_s=at_s, board=board)
    return board


@pytest.mark.parametrize(
    ("steps", "at_s", "trouble"),
    [
        ([], 9.9, None),
        ([], 10.0, Trouble.LINK),
        ([(0, UP), (0, m.SERVER_HERE)], 3600, None),
        ([(0, UP)], 10, Trouble.SERVER),
        ([(0, UP), (0, m.SERVER_HERE), (100, DOWN)], 109.9, None),
        ([(0, UP), (0, m.SERVER_HERE), (100, DOWN)], 110, Trouble.LINK),
        ([(0, UP), (0, m.SERVER_HERE), (100, m.SERVER_GONE)], 110, Trouble.SERVER),
        ([(0, UP), (0, m.SERVER_HERE), (100, DOWN), (105, UP)], 110, Trouble.SERVER),
        ([(0, UP), (0, m.SERVER_HERE), (100, DOWN), (120, UP), (121, m.SERVER_HERE)], 300, None),
        ([(0, UP), (0, m.SERVER_HERE), (100, m.SERVER_GONE), (130, m.SERVER_HERE)], 300, None),
        ([(0, UP), (0, m.SERVER_HERE), (100, Presence(user="kiosk-1", online=False))], 300, None),
        ([(0, UP), (0, m.SERVER_HERE), (100, DOWN), (104, DOWN), (108, DOWN)], 110, Trouble.LINK),
    ],
)
def test_what_is_shown_grows_old_only_while_nobody_vouches_for_it(
    steps: list[Step], at_s: float, trouble: Trouble | None
) -> None:
    old = boards.age(after(*steps), m.now(at_s), m.STALE_AFTER_S, None)
    assert (old and old.trouble) == trouble


def test_the_banner_says_in_both_languages_when_the_last_picture_was_made() -> None:
    board = after((0, UP), (0, m.SERVER_HERE), (1, m.calls()), (2, DOWN))
    words = banner(boards.age(board, m.now(60), m.STALE_AFTER_S, board.calls), ZoneInfo(m.ZONE))
    assert words is not None
    assert words.zh == "与叫号服务器的连接中断，显示内容可能已过时（最后更新 10:05:30），请留意窗口广播"
    assert "10:05:30" in words.en


def test_news_delivered_twice_is_one_piece_of_news() -> None:
    twice = m.live(m.news(m.call(1)), m.news(m.call(1)))
    assert len(boards.call_news(twice)) == 1


def test_news_and_machines_are_bounded() -> None:
    board = m.live(*(m.news(m.call(1, times=i)) for i in range(200)))
    assert len(board.heard) == boards.HEARD_MAX
    assert boards.call_news(board)[0][0].times_called == 199
    crowd = m.live(*(Presence(user=f"kiosk-{i}", online=True) for i in range(boards.DEVICES_MAX + 50)))
    assert len(crowd.presences) == boards.DEVICES_MAX
    assert boards.fold(crowd, Received(m.SERVER_GONE), m.now()).presences["queue-server"].online is False


def test_unreadable_bytes_are_counted_and_change_nothing_else() -> None:
    before = m.live(m.calls(m.call(1)))
    board = boards.fold(before, Rejected(Unreadable("news", "body: json_invalid")), m.now())
    assert (board.dropped, board.calls) == (1, before.calls)
