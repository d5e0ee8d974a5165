"""What must hold of marks at any time. Each law asserts, and says what it saw."""

from collections import Counter as Tally

from config.vocabulary import EvaluationChannel, Level, TicketState
from queue_server.domain.commands import GiveEvaluation
from queue_server.domain.decide import decide
from queue_server.domain.evaluation.facts import BadMarkPutRight, EvaluationInvited, EvaluationRecordedAgain
from queue_server.domain.facts import EvaluationRecorded
from queue_server.domain.refusals import Refusal
from tests.queue_server.domain.examples import SmallHall


def each_served_ticket_is_judged_or_open_or_not_reviewed(small: SmallHall) -> None:
    """In exactly one of the three; and what counts as not reviewed can't be judged any more."""
    hall, now = small.hall, small.hall.not_before(small.now)
    served = {t.id for t in small.in_state(TicketState.SERVED)}
    judged = {t.id for t in hall.tickets.values() if t.mark is not None}
    unmarked = [ticket for _, ticket in hall.marks]
    assert len(unmarked) == len(set(unmarked))
    assert served == judged | set(unmarked)
    assert not judged & set(unmarked)
    assert hall.marks.not_reviewed(now) + hall.marks.still_open(now) + sum(hall.figures.marks.values()) == len(served)
    for until, name in hall.marks:
        ticket = hall.tickets[name]
        elsewhere = GiveEvaluation(None, name, Level.SATISFIED, EvaluationChannel.PHONE)
        here = GiveEvaluation(ticket.counter, name, Level.SATISFIED, EvaluationChannel.COUNTER_DEVICE)
        could = any(not isinstance(decide(hall, command, now), Refusal) for command in (elsewhere, here))
        assert until >= now or not could, ticket


def each_ticket_is_judged_once_and_at_most_once_again(small: SmallHall) -> None:
    """The second mark only after the first was bad and put right; invited at most once."""
    kinds = (EvaluationRecorded, EvaluationRecordedAgain, BadMarkPutRight, EvaluationInvited)
    happened = [fact for fact, _ in small.kept if isinstance(fact, kinds)]
    tally = Tally((type(fact), fact.ticket) for fact in happened)
    assert set(tally.values()) <= {1}
    first = {fact.ticket: fact.level for fact in happened if isinstance(fact, EvaluationRecorded)}
    put_right = {fact.ticket for fact in happened if isinstance(fact, BadMarkPutRight)}
    assert all(first[ticket].bad for ticket in put_right)
    assert {fact.ticket for fact in happened if isinstance(fact, EvaluationRecordedAgain)} <= put_right


def the_list_holds_each_bad_mark_of_the_day(small: SmallHall) -> None:
    """Those judged bad first, whatever came after; older ones only if they were not judged again."""
    marks = small.hall.marks.bad
    today = {f.ticket for f, _ in small.kept if isinstance(f, EvaluationRecorded) and f.level.bad}
    assert today & small.hall.tickets.keys() == marks.keys() & small.hall.tickets.keys()
    assert marks.keys() <= today
    for bad in marks.values():
        assert bad.level.bad
        assert (bad.again_until is None) == (bad.put_right_at is None)
        assert bad.again is None or bad.put_right_at is not None


EVALUATION_LAWS = (
    each_served_ticket_is_judged_or_open_or_not_reviewed,
    each_ticket_is_judged_once_and_at_most_once_again,
    the_list_holds_each_bad_mark_of_the_day,
)
