"""When clerks come, rest and go, and how a hall lead opens and closes tide counters and flexible ones as advised."""

from collections.abc import Callable, Mapping
from typing import Final

from config.vocabulary import CounterAdvice, CounterId, CounterState, TicketId
from queue_server.domain.commands import CloseCounter, OpenCounter, PauseCounter
from queue_server.domain.decisions.due import advice, kept_closed
from queue_server.simulation.clerks import Post, Staffing, Stretch
from queue_server.simulation.floor import Floor
from queue_server.simulation.scenario import MINUTE, Scenario

LEAD_LOOKS_EVERY_S: Final = 5 * MINUTE


class Doors:
    """All counters' doors. ``freed`` is told of a counter without a visitor, ``sent_off`` of who waited for one."""

    def __init__(
        self,
        floor: Floor,
        scenario: Scenario,
        posts: Mapping[CounterId, Post],
        freed: Callable[[Post], None],
        sent_off: Callable[[Post, TicketId], None],
    ) -> None:
        self._floor, self._posts, self._freed, self._sent_off = floor, posts, freed, sent_off
        self._stand_ins, self._auto = floor.plan.stand_ins, floor.plan.auto_call
        self._on_call = [post for post in posts.values() if post.counter.rules.on_call]
        self._day_ends_s = scenario.sessions[-1].ends_s + scenario.overtime_s

    def open_by(self, scenario: Scenario, staffing: list[Staffing]) -> None:
        """Everybody's day, and the hall lead's looks at who is on call."""
        for one in staffing:
            for stretch in one.stretches:
                self._floor.at(stretch.from_s, self._come, self._posts[one.counter.id])
                self._floor.at(stretch.to_s, self._time_to_leave, self._posts[one.counter.id], stretch)
        for session in scenario.sessions if self._on_call else ():
            for moment_s in range(session.opens_s, session.ends_s, LEAD_LOOKS_EVERY_S):
                self._floor.at(moment_s, self._lead_looks)

    def leave(self, post: Post, stretch: Stretch) -> None:
        """The counter has no visitor; whoever was called back to it goes elsewhere."""
        post.here, post.idle_since_s, post.leaving = False, None, None
        self._take_nobody(post, stretch)
        for stand_in in self._stand_ins.get(post.id, ()):
            if self._posts[stand_in].idle_since_s is not None:
                self._freed(self._posts[stand_in])
        back, post.back = post.back, []
        for ticket in back:
            self._sent_off(post, ticket)

    def _come(self, post: Post) -> None:
        post.leaving, post.present = None, True
        if not post.here:
            self._open(post)
        elif self._auto and self._floor.hall.counters[post.id].state is CounterState.PAUSED:
            self._floor.ask(OpenCounter(post.id, post.clerk))

    def _open(self, post: Post) -> None:
        hall = self._floor.hall
        closed = post.counter.rules.on_call and hall.counters[post.id].state is CounterState.CLOSED
        if not (closed and kept_closed(hall, post.counter, self._floor.now)):
            post.here = bool(self._floor.ask(OpenCounter(post.id, post.clerk)))
            if post.here:
                self._freed(post)

    def _lead_looks(self) -> None:
        for post in self._on_call:
            if post.present and not post.here:
                self._open(post)
            elif post.here and post.leaving is None and self._may_close(post):
                self._leave_soon(post, Stretch(self._floor.now_s, self._floor.now_s, self._day_ends_s, ""))

    def _may_close(self, post: Post) -> bool:
        return advice(self._floor.hall, post.counter, self._floor.now) is CounterAdvice.MAY_CLOSE

    def _time_to_leave(self, post: Post, stretch: Stretch) -> None:
        post.present = False
        if post.here:
            self._leave_soon(post, stretch)

    def _leave_soon(self, post: Post, stretch: Stretch) -> None:
        post.leaving = stretch
        if post.idle_since_s is not None:
            self.leave(post, stretch)
        elif self._auto:
            self._floor.at(max(stretch.latest_s, self._floor.now_s), self._no_more, post, stretch)

    def _no_more(self, post: Post, stretch: Stretch) -> None:
        """A counter that calls by itself would never be without a visitor: it is told before this one has left."""
        if post.here and post.leaving is stretch:
            self._take_nobody(post, stretch)

    def _take_nobody(self, post: Post, stretch: Stretch) -> None:
        counter = self._floor.hall.counters[post.id]
        if stretch.reason and counter.state is CounterState.OPEN:
            self._floor.ask(PauseCounter(post.id, post.clerk, stretch.reason))
        elif not stretch.reason and counter.state is not CounterState.CLOSED and counter.closing is None:
            self._floor.ask(CloseCounter(post.id, post.clerk, after_current=counter.ticket is not None))
