"""The walk's part about marks: by every channel, invited or not; bad ones put right and judged again."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule

from config.indicators import INDICATORS, OF_LEVEL
from config.plan import Plan
from config.rules.evaluation import EvaluationRules
from config.vocabulary import CounterId, EvaluationChannel, IndicatorCode, Level, Redress, TicketId, TicketState
from queue_server.domain.commands import Command, GiveEvaluation, InviteEvaluation, PutRight
from tests.queue_server.domain.evaluation.laws_of_marks import EVALUATION_LAWS
from tests.queue_server.domain.examples import BOTH, ONE, PLAN, TWO, SmallHall

PLANS: Final[tuple[Plan, ...]] = (
    replace(PLAN, evaluation=EvaluationRules(by_invitation=True, again_days=1)),
    replace(PLAN, evaluation=EvaluationRules(elsewhere_window_min=30, listed_days=2)),
    replace(PLAN, evaluation=EvaluationRules(by_invitation=True, elsewhere_window_min=1)),
)
counters = st.sampled_from([ONE, TWO, BOTH])
levels = st.sampled_from(Level)
reasons = st.lists(st.sampled_from(list(INDICATORS)), max_size=2)


class EvaluationWalk:
    """Mixed into the walk, which owns the hall."""

    small: SmallHall
    ever: set[TicketId]

    def ask(self, command: Command) -> None:
        """The walk's own way of asking."""
        raise NotImplementedError

    @rule(counter=counters)
    def invite(self, counter: CounterId) -> None:
        """At any moment."""
        self.ask(InviteEvaluation(counter, "lan"))

    def judged_elsewhere(self, ticket: TicketId, level: Level, why: Iterable[IndicatorCode] = ()) -> None:
        """By phone; any ticket, whatever became of it."""
        self.ask(GiveEvaluation(None, ticket, level, EvaluationChannel.PHONE, tuple(why), "said"))

    @precondition(lambda self: self.small.in_state(TicketState.SERVED))
    @rule(data=st.data(), level=levels, odd=reasons)
    def press_elsewhere(self, data: st.DataObject, level: Level, odd: list[IndicatorCode]) -> None:
        """Somebody served, with a reason of the level, or with any."""
        ticket = data.draw(st.sampled_from(self.small.in_state(TicketState.SERVED)))
        self.judged_elsewhere(ticket.id, level, odd or [OF_LEVEL[level][0].code])

    @precondition(lambda self: self.ever)
    @rule(
        data=st.data(), level=levels, channel=st.sampled_from(EvaluationChannel), counter=st.one_of(st.none(), counters)
    )
    def press_oddly(
        self, data: st.DataObject, level: Level, channel: EvaluationChannel, counter: CounterId | None
    ) -> None:
        """Any ticket ever given, by any way, also one that does not fit."""
        self.ask(GiveEvaluation(counter, data.draw(st.sampled_from(sorted(self.ever))), level, channel))

    @precondition(lambda self: self.small.hall.marks.bad)
    @rule(data=st.data(), level=levels, redress=st.sampled_from(Redress), twice=st.booleans())
    def put_right(self, data: st.DataObject, level: Level, redress: Redress, twice: bool) -> None:
        """A bad mark of today or of an earlier day, then the second mark, and at times a third."""
        ticket = data.draw(st.sampled_from(sorted(self.small.hall.marks.bad)))
        self.ask(PutRight(ticket, "chief", "called back", redress))
        for _ in range(1 + twice):
            self.judged_elsewhere(ticket, level)

    @precondition(lambda self: self.ever)
    @rule(data=st.data())
    def put_right_oddly(self, data: st.DataObject) -> None:
        """Where there may be nothing to put right."""
        self.ask(PutRight(data.draw(st.sampled_from(sorted(self.ever))), "chief", ""))

    @invariant()
    def marks_are_in_order(self) -> None:
        """The laws of marks."""
        for law in EVALUATION_LAWS:
            law(self.small)
