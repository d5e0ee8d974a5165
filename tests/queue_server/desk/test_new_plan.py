"""A plan is changed while the hall is open: the files are read anew, who and why are kept, what left drains."""

from dataclasses import replace
from pathlib import Path

import pytest

from config.settings.problems import FilesWrong, Problem
from config.text import Text
from config.vocabulary import RefusalCode
from config.wire.pictures import CounterPicture, CountersPicture, ServicesPicture, WallPicture
from config.wire.requests import AdoptPlan, CallNext, CloseCounter, FinishService, OpenCounter, TakeTicket
from queue_server.domain.facts import PlanAdopted
from tests.queue_server.desk.counterside import Counterside
from tests.queue_server.domain.examples import BOTH, IDENTITY, ONE, PERMITS, PLAN, TWO
from tests.queue_server.domain.walk_plans import WITHOUT_IDENTITY, WITHOUT_TWO

ADOPT = AdoptPlan(request_id="adopt-001", by="chief", why="cards moved")


def test_a_new_plan_comes_into_force_without_a_restart(tmp_path: Path) -> None:
    with Counterside(tmp_path) as side:
        side.take("take-0001")
        side.write_plan(WITHOUT_IDENTITY)
        side.done(ADOPT)
        (_, newest) = [r for r in side.journal.all_records() if isinstance(r.fact, PlanAdopted)]
        assert newest.fact == PlanAdopted(WITHOUT_IDENTITY, "chief", "cards moved")
        assert side.journal.newest_plan() == newest
        assert [line.id for line in side.paper.newest(ServicesPicture).services] == [PERMITS]
        gone = side.refused(TakeTicket(request_id="take-0002", kiosk="kiosk-1", service=IDENTITY))
        assert gone.code is RefusalCode.SERVICE_LEAVING
        side.done(OpenCounter(request_id="open-0001", counter=ONE, by="lan"))
        side.done(CallNext(request_id="call-0001", counter=ONE, by="lan"))
        at_counter = side.paper.newest(CounterPicture, ONE).ticket
        assert at_counter is not None
        assert at_counter.service_name.zh == PLAN.services[0].name.zh
        side.done(ADOPT)
        assert side.journal.newest_plan() == newest, "asked twice, carried out once"
        assert side.journal.problems() == []


def test_a_counter_that_left_finishes_and_leaves_the_wall(tmp_path: Path) -> None:
    with Counterside(tmp_path) as side:
        side.take("take-0001", PERMITS)
        side.done(OpenCounter(request_id="open-0001", counter=TWO, by="lan"))
        side.done(CallNext(request_id="call-0001", counter=TWO, by="lan"))
        side.write_plan(WITHOUT_TWO)
        side.done(ADOPT, FinishService(request_id="finish-1", counter=TWO, by="lan"))
        refused = side.refused(CallNext(request_id="call-0002", counter=TWO, by="lan"))
        assert refused.code is RefusalCode.COUNTER_LEAVING
        assert TWO in {line.counter for line in side.paper.newest(WallPicture).counters}
        side.done(CloseCounter(request_id="close-01", counter=TWO, by="lan"))
        side.round()
        assert TWO not in {line.counter for line in side.paper.newest(WallPicture).counters}
        assert side.paper.newest(CounterPicture, TWO).state == "closed"


def test_who_speaks_for_a_counter_that_left_is_let_in_until_it_has_finished(tmp_path: Path) -> None:
    with Counterside(tmp_path) as side:
        side.done(OpenCounter(request_id="open-0001", counter=TWO, by="lan"))
        side.write_plan(WITHOUT_TWO)
        side.done(ADOPT)
        assert side.spoken_for == {ONE, TWO, BOTH}
        assert TWO in {line.counter for line in side.paper.newest(CountersPicture).counters}
        side.done(CloseCounter(request_id="close-01", counter=TWO, by="lan"))
        assert side.spoken_for == {ONE, BOTH}
        assert [line.counter for line in side.paper.newest(CountersPicture).counters] == [ONE, BOTH]


def test_a_counter_that_comes_back_is_let_in_again(tmp_path: Path) -> None:
    with Counterside(tmp_path, WITHOUT_TWO) as side:
        assert side.spoken_for == {ONE, BOTH}
        side.write_plan(PLAN)
        side.done(ADOPT)
        assert side.spoken_for == {ONE, TWO, BOTH}
        two = next(line for line in side.paper.newest(CountersPicture).counters if line.counter == TWO)
        assert (two.services, two.name.en) == ((PERMITS,), "Counter 2")


def test_all_of_it_in_one_batch(tmp_path: Path) -> None:
    with Counterside(tmp_path) as side:
        side.take("take-0001", PERMITS)
        side.write_plan(WITHOUT_TWO)
        side.ask(
            OpenCounter(request_id="open-0001", counter=TWO, by="lan"),
            CallNext(request_id="call-0001", counter=TWO, by="lan"),
            FinishService(request_id="finish-1", counter=TWO, by="lan"),
            CloseCounter(request_id="close-01", counter=TWO, by="lan"),
            ADOPT,
        )
        assert TWO not in side.hall.counters


@pytest.mark.parametrize("asked", [ADOPT.model_copy(update={"by": " "}), ADOPT.model_copy(update={"why": ""})])
def test_who_and_why_are_needed(asked: AdoptPlan, tmp_path: Path) -> None:
    with Counterside(tmp_path) as side:
        side.write_plan(replace(PLAN, own_first_min=1))
        assert side.refused(asked).code is RefusalCode.REASON_MISSING


def test_a_wrong_plan_is_refused_with_all_its_problems(tmp_path: Path) -> None:
    with Counterside(tmp_path) as side:
        bad, worse = Text("错", "bad"), Text("更错", "worse")
        side.write_plan(FilesWrong([Problem("hall.toml", "time_zone", bad), Problem("counters.toml", "one", worse)]))
        refused = side.refused(ADOPT)
        assert refused.code is RefusalCode.PLAN_WRONG
        assert "hall.toml: time_zone: 错\ncounters.toml: one: 更错" in refused.words.zh
        assert "hall.toml: time_zone: bad\ncounters.toml: one: worse" in refused.words.en
        assert side.hall.plan == PLAN


def test_the_plan_in_force_is_not_adopted_again(tmp_path: Path) -> None:
    with Counterside(tmp_path) as side:
        assert side.refused(ADOPT).code is RefusalCode.PLAN_IN_FORCE
