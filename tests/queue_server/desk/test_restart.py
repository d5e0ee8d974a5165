"""A second desk on the same journal goes on where the first one ended."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from config.vocabulary import CounterState, Level
from config.wire.pictures import CallsPicture
from config.wire.replies import Done
from config.wire.requests import CallNext, FinishService, GiveEvaluation, OpenCounter
from queue_server.desk.desk import CHANGED_MEANWHILE, FIRST_PLAN
from queue_server.domain.facts import PlanAdopted
from tests.queue_server.desk.counterside import Counterside
from tests.queue_server.domain.examples import BOTH, ONE, PERMITS, PLAN
from tests.queue_server.domain.snapshot import snapshot
from tests.queue_server.domain.walk_plans import WITHOUT_PERMITS, WITHOUT_TWO


def open_and_call(side: Counterside) -> None:
    """Counter one opens and calls."""
    side.done(
        OpenCounter(request_id="open-0001", counter=ONE, by="lan"),
        CallNext(request_id="call-0001", counter=ONE, by="lan"),
    )


def test_numbers_go_on_and_old_requests_keep_their_answers(tmp_path: Path) -> None:
    with Counterside(tmp_path) as first:
        given = [first.take(f"take-000{number}") for number in range(3)]
        open_and_call(first)
        known = snapshot(first.hall)
    with Counterside(tmp_path) as second:
        assert snapshot(second.hall) == known
        assert [second.take(f"take-000{number}") for number in range(3)] == given
        assert second.take("take-0009").number == "A004"
        (again,) = second.ask(CallNext(request_id="call-0001", counter=ONE, by="lan"))
        assert isinstance(again, Done)
        assert second.journal.problems() == []


def test_the_same_plan_is_not_adopted_twice(tmp_path: Path) -> None:
    for _ in range(3):
        with Counterside(tmp_path) as side:
            adopted = [r.fact for r in side.journal.all_records() if isinstance(r.fact, PlanAdopted)]
            assert adopted == [PlanAdopted(PLAN, "mei", FIRST_PLAN)]


def test_a_plan_that_was_changed_meanwhile_names_who_started_the_server_and_why(tmp_path: Path) -> None:
    with Counterside(tmp_path):
        pass
    with Counterside(tmp_path, WITHOUT_TWO) as side:
        adopted = [r.fact for r in side.journal.all_records() if isinstance(r.fact, PlanAdopted)]
        assert adopted[1:] == [PlanAdopted(WITHOUT_TWO, "mei", CHANGED_MEANWHILE)]
        side.desk.load(PLAN, by="chen", why="counter two is back")
        assert side.hall.adopted == PLAN
        *_, newest = (r.fact for r in side.journal.all_records() if isinstance(r.fact, PlanAdopted))
        assert (newest.by, newest.why) == ("chen", "counter two is back")


def test_an_evaluation_open_before_the_restart_can_be_given_after(tmp_path: Path) -> None:
    with Counterside(tmp_path) as first:
        ticket = first.take("take-0001").ticket
        open_and_call(first)
        first.done(FinishService(request_id="finish-1", counter=ONE, by="lan"))
    with Counterside(tmp_path) as second:
        second.done(GiveEvaluation(request_id="press-01", counter=ONE, ticket=ticket, level=Level.SATISFIED))


def test_a_new_plan_keeps_what_tickets_of_the_day_need(tmp_path: Path) -> None:
    """A service that somebody waits for drains, also over a restart; it is gone with the new day."""
    with Counterside(tmp_path) as first:
        first.take("take-0001", PERMITS)
    for _ in range(2):
        with Counterside(tmp_path, plan=WITHOUT_PERMITS) as second:
            assert second.hall.adopted == WITHOUT_PERMITS
            assert PERMITS in second.hall.plan.service_by_id
            adopted = [r for r in second.journal.all_records() if isinstance(r.fact, PlanAdopted)]
            assert len(adopted) == 2
    third = Counterside(tmp_path, plan=WITHOUT_PERMITS)
    third.put_clock(third.now + timedelta(days=1))
    with third:
        assert third.hall.plan == WITHOUT_PERMITS
        assert third.journal.problems() == []


def test_a_service_that_left_the_plan_leaves_the_call_screen(tmp_path: Path) -> None:
    smaller = replace(
        PLAN,
        services=PLAN.services[1:],
        counters=tuple(replace(c, services=(PERMITS,), second_services=()) for c in PLAN.counters),
    )
    with Counterside(tmp_path) as first:
        first.take("take-0001")
        open_and_call(first)
        first.done(FinishService(request_id="finish-1", counter=ONE, by="lan"))
    with Counterside(tmp_path, plan=smaller) as second:
        second.round()
        assert second.hall.plan == smaller
        assert second.paper.newest(CallsPicture).calls == ()
        assert second.hall.counters[BOTH].state is CounterState.CLOSED
