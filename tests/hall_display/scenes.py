"""Every screen in the states that people will see it in: a name for the picture, and the board to draw."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from config.vocabulary import CounterState, Language, Level, TicketState
from config.wire.link import Connection
from config.wire.message import Words2
from hall_display.board import Board
from hall_display.calls.calls import CallsScreen
from hall_display.calls.shown import calls_shown
from hall_display.counter.counter import CounterScreen
from hall_display.counter.shown import counter_shown
from hall_display.wall.shown import wall_shown
from hall_display.wall.troubles import TROUBLE_KEY
from hall_display.wall.wall import WallScreen
from hall_display.words import say
from tests.hall_display import makers as m

LATER_S: Final = 60.0
FRESH_S: Final = 0.2
"""In the bright half of the first blink."""
DIM_S: Final = 0.7
IN_ENGLISH: Final = frozenset({"sixty", "longest", "troubles", "advice", "clock"})
"""The wall's scenes that are painted in English too."""
LONG_REASON: Final = (
    "去档案室取材料，预计十分钟后回来；急需办理的群众请到旁边的综合2号窗口，或向咨询台的工作人员询问，谢谢谅解"
)


@dataclass(frozen=True)
class Scene:
    """One picture to make."""

    name: str
    board: Board
    after_s: float = LATER_S


def _calls() -> list[Scene]:
    served, missed = TicketState.SERVING, TicketState.NO_SHOW
    past = [m.call(i, missed if i == 22 else served) for i in range(20, 26)]
    called = [m.call(1), m.call(2, times=2), *(m.call(i) for i in range(3, 15))]
    usual = m.live(m.calls(*called[:4], *past), m.news(called[0]))
    wide = [m.call(i, name=m.LONG_COUNTER).model_copy(update={"number": f"ABC{987650 + i}"}) for i in range(1, 12)]
    again = wide[0].model_copy(update={"times_called": 3})
    return [
        Scene("calls-empty", m.live(m.calls(waiting=0))),
        Scene("calls-one", m.live(m.calls(called[0], waiting=3))),
        Scene("calls-two", m.live(m.calls(*called[:2], *past[:2], waiting=3))),
        Scene("calls-usual-lit", usual, FRESH_S),
        Scene("calls-usual-dim", usual, DIM_S),
        Scene("calls-full", m.live(m.calls(*called, *past))),
        Scene("calls-longest", m.live(m.calls(again, *wide[1:], *past, hall=m.LONG_HALL, waiting=19999))),
        Scene("calls-stale", m.folded(Connection(False), board=usual)),
        Scene("calls-first-start", m.folded()),
    ]


def _counter() -> list[Scene]:
    here = m.at_counter(TicketState.CALLED, times=2)
    heard = m.news(m.call(1, times=2))
    wide = m.at_counter(TicketState.CALLED, number="ABC987654")
    return [
        Scene("counter-free", m.live(m.counter())),
        Scene("counter-called-lit", m.live(m.counter(ticket=here), heard), FRESH_S),
        Scene("counter-called", m.live(m.counter(ticket=here))),
        Scene("counter-serving", m.live(m.counter(ticket=m.at_counter(TicketState.SERVING)))),
        Scene("counter-evaluate", m.live(m.counter(evaluation="A001"))),
        Scene("counter-paused", m.live(m.counter(CounterState.PAUSED, pause_reason=LONG_REASON))),
        Scene("counter-closed", m.live(m.counter(CounterState.CLOSED))),
        Scene("counter-longest", m.live(m.counter(ticket=wide, name=m.LONG_COUNTER))),
        Scene("counter-stale", m.folded(m.SERVER_GONE, board=m.live(m.counter(ticket=here)))),
    ]


def _wall(language: Language) -> list[Scene]:
    full = m.live(m.wall(), *m.machines())
    wordiest = sorted(TROUBLE_KEY, key=lambda trouble: len(say(language, TROUBLE_KEY[trouble])))[-5:]
    return [
        Scene("full", full),
        Scene("sixty", m.live(m.wall(60), *m.machines(), m.mark_news()), 1.5),
        Scene("longest", m.live(m.wall(60, m.LONG_COUNTER, m.LONG_HALL), *m.machines(), m.mark_news(Level.SATISFIED))),
        Scene("empty", m.folded(Connection(True), m.SERVER_HERE)),
        Scene("advice", m.live(m.advised(), *m.machines())),
        Scene("few-advice", m.live(m.advised(5))),
        Scene("clock", m.live(m.doubted(), *m.machines())),
        Scene("few", m.live(m.wall(5, Words2(zh="窗口", en="Counter")))),
        Scene("stale", m.folded(Connection(False), board=full)),
        Scene("troubles", m.live(m.wall(), *m.troubled(*wordiest))),
    ]


def painters() -> list[tuple[Any, Callable[[Scene], None], list[Scene]]]:
    """Each widget with the way to show a scene on it, and its scenes. Needs Kivy's rules to be loaded."""
    board_of, counters = CallsScreen(), CounterScreen()

    def show_calls(scene: Scene) -> None:
        at = m.now(scene.after_s)
        board_of.show(calls_shown(scene.board, at, m.PLAN, m.STALE_AFTER_S, int(board_of.rows_max)))

    def show_counter(scene: Scene) -> None:
        counters.show(counter_shown(scene.board, m.now(scene.after_s), m.PLAN, m.COUNTER, m.STALE_AFTER_S))

    return [(board_of, show_calls, _calls()), (counters, show_counter, _counter()), *map(_wall_painter, Language)]


def _wall_painter(language: Language) -> tuple[Any, Callable[[Scene], None], list[Scene]]:
    widget = WallScreen(language)

    def show(scene: Scene) -> None:
        widget.show(wall_shown(scene.board, m.now(scene.after_s), m.PLAN, m.ROLES, m.STALE_AFTER_S, language))

    scenes = [scene for scene in _wall(language) if language is Language.CHINESE or scene.name in IN_ENGLISH]
    return widget, show, [Scene(f"wall-{language}-{scene.name}", scene.board, scene.after_s) for scene in scenes]
