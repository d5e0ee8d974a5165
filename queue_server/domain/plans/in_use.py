"""Which counters somebody may still need: those of the adopted plan, and those that left it but have to finish."""

from config.plan import Counter
from config.vocabulary import CounterState
from queue_server.domain.facts import CounterClosed, DayBegan, Fact, PlanAdopted
from queue_server.domain.hall import Hall


def counters_in_use(hall: Hall) -> tuple[Counter, ...]:
    """In the plan's order. One that left is there until it is closed and has nothing to drain any more."""
    now = hall.counters
    return tuple(
        counter
        for counter in hall.plan.counters
        if counter.id in hall.adopted.counter_by_id
        or counter.skills
        or now[counter.id].state is not CounterState.CLOSED
    )


def changes_use(hall: Hall, fact: Fact) -> bool:
    """Whether there may be others since this fact."""
    left = isinstance(fact, CounterClosed) and fact.counter not in hall.adopted.counter_by_id
    return left or isinstance(fact, PlanAdopted | DayBegan)
