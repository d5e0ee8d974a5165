"""The wall: figures, marks with "no review" apart, queues, machines worst first, and who is here."""

from config.vocabulary import CounterAdvice, CounterState, DeviceState, Language, Level, Role
from config.wire.link import Connection
from config.wire.message import Message
from hall_display.board import Board
from hall_display.wall.shown import LIT_S, WallShown, wall_shown
from tests.hall_display import makers as m


def shown(board: Board, after_s: float = 1.0, language: Language = Language.CHINESE) -> WallShown:
    """The wall so many seconds after everything came."""
    return wall_shown(board, m.now(after_s), m.PLAN, m.ROLES, m.STALE_AFTER_S, language)


def of(*messages: Message) -> WallShown:
    """The wall of a busy day and these messages."""
    return shown(m.live(m.wall(), *messages))


def test_the_figures_stand_in_their_order_with_waits_in_minutes() -> None:
    assert of().figures == ("1284", "87", "19", "1139", "39", "6", "53", "98.5%")


def test_good_and_bad_are_derived_and_no_review_is_neither() -> None:
    marks = of().marks
    assert (marks.good, marks.bad, marks.no_review) == (850, 13, 276)
    assert marks.good_share == 850 / 863
    assert [bar.level for bar in marks.bars] == list(Level)
    assert abs(sum(bar.share for bar in marks.bars) - 1) < 1e-9


def test_without_marks_there_is_no_share_rather_than_none_good() -> None:
    none_yet = m.wall().model_copy(update={"marks": {}, "mean_wait_s": None, "longest_wait_s": None})
    screen = shown(m.live(none_yet))
    assert (screen.marks.good_share, screen.marks.bars[0].share) == (None, 0.0)
    assert screen.figures[5:] == ("–", "–", "–")


def test_advice_stands_in_the_cells_and_is_counted() -> None:
    wall = shown(m.live(m.advised()))
    assert [(cell.name, cell.advice) for cell in wall.cells if cell.advice] == [
        (wall.cells[0].name, CounterAdvice.MAY_CLOSE),
        (wall.cells[3].name, CounterAdvice.OPEN_NOW),
        (wall.cells[8].name, CounterAdvice.OPEN_NOW),
    ]
    assert wall.open_now == 2


def test_a_clock_that_cant_be_right_has_the_banner_until_it_is_set() -> None:
    doubted = m.live(m.doubted())
    banner = shown(doubted).banner
    assert banner is not None
    assert "2031-05-06" in banner.zh
    assert "Set the clock" in banner.en
    assert shown(m.folded(m.wall(), board=doubted)).banner is None


def test_counters_stand_with_their_state_and_number() -> None:
    screen = of()
    assert len(screen.cells) == 48
    assert (screen.cells[2].number, screen.cells[2].state) == ("A003", CounterState.OPEN)
    assert screen.open_counters == sum(cell.state is CounterState.OPEN for cell in screen.cells)


def test_the_longest_wait_of_a_queue_grows_without_a_new_picture() -> None:
    board = m.live(m.wall())
    assert [shown(board, at_s).queues[0].longest_min for at_s in (0, 60, 600)] == ["41", "42", "51"]


def test_a_mark_is_seen_before_its_picture_and_stands_out_for_a_while() -> None:
    board = m.live(m.wall(), m.mark_news())
    first = shown(board).last_marks[0]
    assert (first.number, first.counter, first.level, first.lit) == ("C007", "综合3号窗口", Level.DISSATISFIED, True)
    assert not shown(board, LIT_S).last_marks[0].lit


def test_devices_stand_worst_first() -> None:
    states = [device.state for device in of(*m.machines()).devices]
    assert states == sorted(states, key=[DeviceState.DOWN, DeviceState.WARNING, DeviceState.OK].index)
    assert states[0] is DeviceState.DOWN


def test_users_are_counted_by_role_and_the_missing_are_named() -> None:
    groups = {group.role: group for group in of(*m.machines()).groups}
    kiosks = groups[Role.KIOSK]
    assert (kiosks.online, kiosks.known, kiosks.gone) == (1, 2, ("kiosk-2",))
    assert groups[Role.EVALUATOR].gone == ("evaluator-z02",)
    assert Role.COUNTER_DEVICES in groups


def test_a_kiosk_that_never_came_is_missing() -> None:
    kiosks = next(group for group in of().groups if group.role is Role.KIOSK)
    assert kiosks.gone == ("kiosk-1", "kiosk-2")


def test_names_follow_the_walls_language() -> None:
    screen = shown(m.live(m.wall()), language=Language.ENGLISH)
    assert (screen.hall, screen.cells[0].name) == (m.HALL.en, "Comprehensive 1")


def test_an_old_wall_says_so() -> None:
    old = shown(m.folded(Connection(False), board=m.live(m.wall())), 60)
    assert old.banner is not None
    assert "10:05:30" in old.banner.zh
