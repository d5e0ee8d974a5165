"""What a hall lead sees before changing the plan: the files against the plan in force, and what still drains."""

from collections import Counter
from collections.abc import Callable, Iterator
from hashlib import sha256
from typing import Final

from config.differences.plans import differences
from config.plan import Plan
from config.settings.problems import FilesWrong
from config.vocabulary import CounterState
from config.wire.lead import CHANGES_MAX, DrainingCounter, DrainingService, PlanFilesRead
from queue_server.desk.replies import words
from queue_server.domain.hall import Hall

SEEN_CHARACTERS: Final = 16


def state_of(plan: Plan) -> str:
    """A name for just this plan, good until the server stops."""
    return sha256(repr(plan).encode()).hexdigest()[:SEEN_CHARACTERS]


def files_read(in_force: Plan, read: Callable[[], Plan]) -> PlanFilesRead:
    """The plan's files as they are now."""
    try:
        plan = read()
    except FilesWrong as wrong:
        problems = tuple(words(problem.told) for problem in wrong.problems[:CHANGES_MAX])
        return PlanFilesRead(problems=problems, changes=(), total=len(wrong.problems), seen=None)
    changes = differences(in_force, plan)
    listed = tuple(words(change) for change in changes[:CHANGES_MAX])
    return PlanFilesRead(problems=(), changes=listed, total=len(changes), seen=state_of(plan))


def services_left(hall: Hall) -> Iterator[DrainingService]:
    """Services that left the plan and are not empty yet."""
    live = Counter(service for ticket in hall.live_tickets() for service in ticket.services)
    expected = hall.appointments.expected_on(hall.day)
    for service in hall.plan.services:
        awaited = service.id in expected
        if service.id not in hall.adopted.service_by_id and (live[service.id] or awaited):
            name = words(service.name)
            yield DrainingService(service=service.id, name=name, live=live[service.id], expected=awaited)


def counters_left(hall: Hall) -> Iterator[DrainingCounter]:
    """Counters that left the plan and are not closed yet."""
    for counter in hall.plan.counters:
        now = hall.counters[counter.id]
        if counter.id in hall.adopted.counter_by_id or (now.state is CounterState.CLOSED and now.ticket is None):
            continue
        number = hall.tickets[now.ticket].number if now.ticket is not None else None
        yield DrainingCounter(counter=counter.id, name=words(counter.name), state=now.state, number=number)
