"""Marks by every way: reasons, invitations, phones, silence, and a bad mark that is put right."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Final

import pytest

from config.indicators import INDICATORS, OF_LEVEL
from config.rules.evaluation import EvaluationRules
from config.vocabulary import EvaluationChannel, IndicatorCode, Level, Redress, RefusalCode, TicketId
from queue_server.domain.commands import (
    AdoptPlan,
    BeginDay,
    CallNext,
    FinishService,
    GiveEvaluation,
    InviteEvaluation,
    PutRight,
)
from queue_server.domain.evaluation.facts import BadMarkPutRight, BadMarksCarried, EvaluationRecordedAgain
from queue_server.domain.facts import EvaluationRecorded
from queue_server.domain.refusals import Refusal
from tests.queue_server.domain.examples import DAY, NINE, ONE, PLAN, SmallHall

BY: Final = "lan"
CURT: Final = IndicatorCode("214")
PHONES: Final = EvaluationRules(elsewhere_window_min=60)
INVITED: Final = EvaluationRules(by_invitation=True)
Code = RefusalCode


def served(rules: EvaluationRules = PHONES) -> tuple[SmallHall, TicketId]:
    """Somebody was served at counter one at nine; one more waits."""
    small = SmallHall(replace(PLAN, evaluation=rules))
    ticket = small.take()
    small.take()
    small.open(ONE, BY)
    small.call(ONE)
    small.do(FinishService(ONE, BY))
    return small, ticket


def by_phone(ticket: TicketId, level: Level = Level.DISSATISFIED, *reasons: IndicatorCode) -> GiveEvaluation:
    """A mark from the visitor's phone."""
    return GiveEvaluation(None, ticket, level, EvaluationChannel.PHONE, reasons, "waited long")


def at_counter(ticket: TicketId, level: Level = Level.SATISFIED) -> GiveEvaluation:
    """A press at counter one."""
    return GiveEvaluation(ONE, ticket, level, EvaluationChannel.COUNTER_DEVICE)


def judged_bad() -> tuple[SmallHall, TicketId]:
    """A bad mark came by phone."""
    small, ticket = served()
    small.do(by_phone(ticket, Level.DISSATISFIED, CURT))
    return small, ticket


def test_the_codes_are_the_nations_and_each_is_of_one_level() -> None:
    digits = dict(zip(Level, "54321", strict=True))
    assert len(INDICATORS) == sum(map(len, OF_LEVEL.values())) == 40
    assert all(code[0] == digits[indicator.level] for code, indicator in INDICATORS.items())


def test_a_phone_gives_reasons_and_words() -> None:
    small, ticket = served()
    small.at("09:59")
    level, channel = Level.DISSATISFIED, EvaluationChannel.PHONE
    assert small.do(by_phone(ticket, level, CURT)) == (
        EvaluationRecorded(ticket, ONE, level, channel, (CURT,), "waited long"),
    )
    assert small.ask(by_phone(ticket)) == Refusal(Code.EVALUATION_GIVEN)
    assert "waited" not in repr(small.kept)


@pytest.mark.parametrize("reasons", [(IndicatorCode("517"),), (CURT, CURT), (IndicatorCode("999"),)])
def test_reasons_belong_to_the_level(reasons: tuple[IndicatorCode, ...]) -> None:
    small, ticket = served()
    assert small.ask(by_phone(ticket, Level.DISSATISFIED, *reasons)) == Refusal(Code.REASON_NOT_OF_LEVEL)


def test_a_phone_is_in_time_until_its_own_window_is_over() -> None:
    small, ticket = served()
    small.do(CallNext(ONE, BY), FinishService(ONE, BY))
    small.at("09:30")
    assert small.ask(at_counter(ticket)) == Refusal(Code.EVALUATION_CLOSED)
    small.at("10:00").now += timedelta(seconds=1)
    assert small.ask(by_phone(ticket)) == Refusal(Code.EVALUATION_CLOSED)


def test_without_a_window_no_phone_may_judge() -> None:
    small, ticket = served(EvaluationRules())
    assert small.ask(by_phone(ticket)) == Refusal(Code.EVALUATION_NOT_OPEN)


def test_a_channel_is_where_it_says() -> None:
    small, ticket = served()
    odd = replace(at_counter(ticket), channel=EvaluationChannel.PHONE)
    assert small.ask(odd) == Refusal(Code.EVALUATION_NOT_OPEN)
    assert small.ask(replace(at_counter(ticket), counter=None)) == Refusal(Code.EVALUATION_NOT_OPEN)


def test_a_mark_by_phone_is_not_the_next_visitors() -> None:
    small, ticket = served()
    small.do(CallNext(ONE, BY), FinishService(ONE, BY), by_phone(ticket))
    assert small.hall.counters[ONE].last_mark is None


def test_an_evaluator_stays_shut_until_the_clerk_invites() -> None:
    small, ticket = served(INVITED)
    assert small.ask(at_counter(ticket)) == Refusal(Code.EVALUATION_NOT_OPEN)
    small.now += timedelta(seconds=100)
    small.do(InviteEvaluation(ONE, BY))
    small.now += timedelta(seconds=PLAN.evaluation_window_s)
    small.do(at_counter(ticket))


def test_silence_is_no_review_and_no_mark() -> None:
    small, _ = served(EvaluationRules())
    marks = small.hall.marks
    assert (marks.still_open(small.now), marks.not_reviewed(small.now)) == (1, 0)
    late = small.now + timedelta(seconds=PLAN.evaluation_window_s + 1)
    assert (marks.still_open(late), marks.not_reviewed(late)) == (0, 1)
    assert not any(small.hall.figures.marks.values())


def test_the_next_service_ends_the_time_at_the_counter_only() -> None:
    for rules, not_reviewed in ((EvaluationRules(), 1), (PHONES, 0)):
        small, _ = served(rules)
        small.do(CallNext(ONE, BY), FinishService(ONE, BY))
        assert small.hall.marks.not_reviewed(small.now) == not_reviewed


def test_after_a_bad_mark_is_put_right_the_visitor_judges_once_more() -> None:
    small, ticket = judged_bad()
    small.at("15:00")
    assert small.ask(by_phone(ticket, Level.SATISFIED)) == Refusal(Code.EVALUATION_GIVEN)
    until = small.now + timedelta(days=PHONES.again_days)
    assert small.do(PutRight(ticket, "chief", "called back")) == (
        BadMarkPutRight(ticket, "chief", "called back", until),
    )
    small.do(by_phone(ticket, Level.SATISFIED))
    assert isinstance(small.kept[-1][0], EvaluationRecordedAgain)
    assert small.hall.tickets[ticket].mark is Level.SATISFIED
    assert {level for level, times in small.hall.figures.marks.items() if times} == {Level.SATISFIED}
    bad = small.hall.marks.bad[ticket]
    assert (bad.level, bad.again) == (Level.DISSATISFIED, Level.SATISFIED)
    assert small.ask(by_phone(ticket)) == Refusal(Code.EVALUATION_GIVEN)


@pytest.mark.parametrize("redress", Redress)
def test_what_came_of_a_bad_mark_stands_beside_it(redress: Redress) -> None:
    small, ticket = judged_bad()
    small.do(PutRight(ticket, "chief", "called back", redress))
    bad = small.hall.marks.bad[ticket]
    assert (bad.redress, bad.put_right_words, bad.service) == (
        redress,
        "called back",
        small.hall.tickets[ticket].service,
    )
    assert small.hall.marks.unanswered == 0
    small.do(by_phone(ticket, Level.SATISFIED))


def test_a_bad_mark_outlives_its_day_until_it_was_listed_long_enough() -> None:
    small, ticket = judged_bad()
    for day in range(1, PHONES.listed_days + 2):
        small.now = NINE + timedelta(days=day)
        facts = small.do(BeginDay(DAY + timedelta(days=day)))
        carried = [fact.marks[0].ticket for fact in facts if isinstance(fact, BadMarksCarried)]
        assert carried == ([ticket] if day <= PHONES.listed_days else []), day
        if day == 2:
            small.do(PutRight(ticket, "chief", "called back"))
    assert small.ask(PutRight(ticket, "chief", "again")) == Refusal(Code.NO_BAD_MARK)


def test_a_second_mark_of_an_earlier_day_is_no_figure_of_today() -> None:
    small, ticket = judged_bad()
    small.now += timedelta(days=1)
    small.do(BeginDay(DAY + timedelta(days=1)), PutRight(ticket, "chief", "called back"))
    small.do(by_phone(ticket, Level.SATISFIED))
    assert not any(small.hall.figures.marks.values())


def test_a_second_mark_comes_in_time_and_not_at_a_counter() -> None:
    small, ticket = judged_bad()
    small.do(PutRight(ticket, "chief", "called back"))
    assert small.ask(at_counter(ticket)) == Refusal(Code.EVALUATION_NOT_OPEN)
    small.now += timedelta(days=PHONES.again_days, seconds=1)
    assert small.ask(by_phone(ticket, Level.SATISFIED)) == Refusal(Code.EVALUATION_CLOSED)


def invited_after_the_mark(small: SmallHall, ticket: TicketId) -> InviteEvaluation:
    """The phone was quicker."""
    small.do(by_phone(ticket))
    return InviteEvaluation(ONE, BY)


def invited_late(small: SmallHall, _: TicketId) -> InviteEvaluation:
    """The visitor is long gone."""
    small.do(AdoptPlan(replace(PLAN, evaluation=INVITED), "chief"), CallNext(ONE, BY), FinishService(ONE, BY))
    small.now += timedelta(seconds=PLAN.evaluation_window_s + 1)
    return InviteEvaluation(ONE, BY)


def invited_with_the_next_one(small: SmallHall, _: TicketId) -> InviteEvaluation:
    """Somebody else's service has begun."""
    small.do(CallNext(ONE, BY), FinishService(ONE, BY), BeginDay(DAY + timedelta(days=1)))
    return InviteEvaluation(ONE, BY)


Situation = Callable[[SmallHall, TicketId], InviteEvaluation]


@pytest.mark.parametrize(
    ("code", "situation"),
    [
        (Code.EVALUATION_GIVEN, invited_after_the_mark),
        (Code.EVALUATION_CLOSED, invited_late),
        (Code.EVALUATION_NOT_OPEN, invited_with_the_next_one),
    ],
)
def test_refused(code: RefusalCode, situation: Situation) -> None:
    small, ticket = served()
    assert small.ask(situation(small, ticket)) == Refusal(code)
