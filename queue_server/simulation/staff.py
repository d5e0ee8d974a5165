"""What clerks do at their counters: call, wait for whoever was called, serve, hold, send on."""

from config.vocabulary import CounterState, EvaluationChannel, Level, ServiceId, TicketId
from queue_server.domain.commands import (
    AddService,
    CallAgain,
    CallNext,
    FinishService,
    GiveEvaluation,
    HoldTicket,
    MarkNoShow,
    OpenCounter,
    PauseCounter,
    ResumeTicket,
    StartService,
    TransferTicket,
)
from queue_server.domain.facts import StepFinished, TicketCalled, TicketPutBack
from queue_server.simulation.clerks import CALLS_BACK, Post, Staffing
from queue_server.simulation.doors import Doors
from queue_server.simulation.floor import Floor, Visit
from queue_server.simulation.scenario import MINUTE, Scenario

BEFORE_HOLD = 0.4
"""How much of the work is done when the visitor has to fetch something."""


class Staff:
    """All clerks of the day."""

    def __init__(self, floor: Floor, scenario: Scenario, staffing: list[Staffing]) -> None:
        self._floor, self._scenario = floor, scenario
        clerks = [Post(one.counter.id, one.counter, f"clerk-{one.counter.id}", one.speed) for one in staffing]
        self._posts = {post.id: post for post in clerks}
        plan = floor.plan
        reach = {counter.id: plan.reach(counter) for counter in plan.counters}
        self._posts_of = {s.id: [post for post in clerks if s.id in reach[post.id]] for s in plan.services}
        self._auto = plan.auto_call
        floor.called = self._called
        self._doors = Doors(floor, scenario, self._posts, self._free, self._come_back)
        self._doors.open_by(scenario, staffing)

    def go_home(self) -> None:
        """The day is over: floor, clerks and doors let go of each other, so that it needs no search for garbage."""
        self._floor.called = None
        del self._doors

    def offer(self, service: ServiceId) -> None:
        """Somebody waits: a counter has called already, or a clerk who is idle presses *Next* at once."""
        if not self._auto:
            self._press_next(service)

    def _press_next(self, service: ServiceId) -> None:
        """At the one with the fewest skills, then the longest idle."""
        idle = [post for post in self._posts_of[service] if post.idle_since_s is not None and self._does(post, service)]
        if idle:
            self._free(min(idle, key=Post.turn))

    def _does(self, post: Post, service: ServiceId) -> bool:
        """At present: some do it only while another post is away."""
        return post.counter.post is None or service in self._floor.hall.at_work[post.id].skills

    def _free(self, post: Post) -> None:
        """The counter has nobody, unless it called by itself: leave, resume who has come back, or press *Next*."""
        if self._auto and self._floor.hall.counters[post.id].ticket is not None:
            return
        leaving = post.leaving
        post.idle_since_s = None
        if leaving is not None and self._floor.now_s >= leaving.latest_s:
            self._doors.leave(post, leaving)
        elif post.back:
            self._resume(post, post.back.pop(0))
        elif facts := self._floor.ask(CallNext(post.id, post.clerk)):
            assert isinstance(facts[0], TicketCalled)
            self._wait_for(post, facts[0].ticket)
        elif leaving is not None:
            self._doors.leave(post, leaving)
        else:
            post.idle_since_s = self._floor.now_s

    def _called(self, call: TicketCalled) -> None:
        """By the counter itself; who has just taken the ticket is known a moment later."""
        post = self._posts[call.counter]
        post.idle_since_s = None
        self._floor.after(0, self._wait_for, post, call.ticket)

    def _resume(self, post: Post, ticket: TicketId) -> None:
        resumed = self._floor.ask(ResumeTicket(post.id, post.clerk, ticket))
        if resumed:
            self._floor.after(MINUTE // 6, self._work, post, ticket)
        stays = post.leaving is None or self._floor.now_s < post.leaving.latest_s
        if self._auto and stays and self._floor.hall.counters[post.id].state is CounterState.PAUSED:
            self._floor.ask(OpenCounter(post.id, post.clerk))
        if not resumed:
            self._free(post)

    def _wait_for(self, post: Post, ticket: TicketId) -> None:
        visitor, known = self._floor.visits[ticket].visitor, self._floor.hall.tickets[ticket]
        waited_min = (self._floor.now_s - visitor.arrives_s) / MINUTE
        chance = self._scenario.no_show_base + self._scenario.no_show_per_min * waited_min
        if visitor.returns if known.put_back else visitor.stays_away >= chance:
            self._floor.after(visitor.walk_s, self._work, post, ticket)
        else:
            self._floor.after(self._scenario.call_again_after_s, self._nobody, post, self._scenario.calls_again)

    def _nobody(self, post: Post, calls_left: int) -> None:
        if calls_left:
            self._floor.ask(CallAgain(post.id, post.clerk))
            self._floor.after(self._scenario.call_again_after_s, self._nobody, post, calls_left - 1)
            return
        *_, fact = self._floor.ask(MarkNoShow(post.id, post.clerk))
        self._free(post)
        if isinstance(fact, TicketPutBack):
            self._press_next(self._floor.hall.tickets[fact.ticket].service)

    def _work(self, post: Post, ticket: TicketId) -> None:
        self._floor.ask(StartService(post.id, post.clerk))
        visit = self._floor.visits[ticket]
        if visit.visitor.adds is not None and not visit.has_added:
            visit.has_added = True
            self._floor.ask(AddService(ticket, post.clerk, visit.visitor.adds))
        own = self._floor.hall.tickets[ticket].service in post.counter.services
        work_s = int(visit.work_s * post.speed * (1.0 if own else self._scenario.second_factor))
        if visit.visitor.hold_s is not None and not visit.was_held:
            self._floor.after(int(work_s * BEFORE_HOLD), self._hold, post, ticket, visit.visitor.hold_s)
        elif visit.visitor.next_service is not None and not visit.was_sent_on:
            self._floor.after(work_s, self._send_on, post, ticket, visit.visitor.next_service)
        else:
            self._floor.after(work_s, self._finish, post, ticket, visit)

    def _hold(self, post: Post, ticket: TicketId, away_s: int) -> None:
        visit = self._floor.visits[ticket]
        visit.was_held, visit.work_s = True, int(visit.work_s * (1 - BEFORE_HOLD))
        self._floor.ask(HoldTicket(post.id, post.clerk, "fetches a paper"))
        self._floor.after(away_s, self._come_back, post, ticket)
        self._free(post)

    def _come_back(self, post: Post, ticket: TicketId) -> None:
        """To the same counter, or to another that is staffed and can do it; else the ticket stays on hold."""
        service = self._floor.hall.tickets[ticket].service
        there = (
            post if post.here else next((p for p in self._posts_of[service] if p.here and self._does(p, service)), None)
        )
        if there is not None:
            there.back.append(ticket)
            if there.idle_since_s is not None:
                self._free(there)
            elif self._auto and self._floor.hall.counters[there.id].calls_more:
                self._floor.ask(PauseCounter(there.id, there.clerk, CALLS_BACK))

    def _send_on(self, post: Post, ticket: TicketId, service: ServiceId) -> None:
        visit = self._floor.visits[ticket]
        visit.was_sent_on, visit.work_s = True, visit.visitor.next_work_s
        self._floor.ask(TransferTicket(post.id, post.clerk, service))
        self._free(post)
        self.offer(service)

    def _finish(self, post: Post, ticket: TicketId, visit: Visit) -> None:
        *_, last = self._floor.ask(FinishService(post.id, post.clerk, visit.visitor.outcome))
        if isinstance(last, StepFinished):
            visit.work_s = visit.visitor.later_s[last.service]
            self._free(post)
            self.offer(last.service)
            return
        if visit.visitor.level is not None:
            self._floor.after(visit.visitor.mark_after_s, self._judge, post, ticket, visit.visitor.level)
        self._free(post)

    def _judge(self, post: Post, ticket: TicketId, level: Level) -> None:
        self._floor.ask(GiveEvaluation(post.id, ticket, level, EvaluationChannel.COUNTER_DEVICE))
