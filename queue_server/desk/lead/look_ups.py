"""Answers to a hall lead who looks something up: from the state in memory and from the journal's views."""

from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from typing import Final

from config.plan import Plan
from config.vocabulary import RefusalCode
from config.wire import lead as wire
from config.wire.replies import LookedUp, Refused
from queue_server.desk.lead.daily import daily
from queue_server.desk.lead.plans import counters_left, files_read, services_left
from queue_server.desk.lead.tickets import found
from queue_server.desk.replies import refused, service_name
from queue_server.domain.hall import Hall
from queue_server.domain.refusals import Refusal
from queue_server.journal.journal import Journal
from queue_server.journal.reports import blocked, plan_versions, told_late

NO_SHOWS_MAX: Final = 10
"""Of one person in one answer."""


class LookUps:
    """``plan_files`` reads the plan anew, raising FilesWrong with every problem."""

    def __init__(self, hall: Hall, journal: Journal, plan_files: Callable[[], Plan]) -> None:
        self._hall = hall
        self._journal = journal
        self._plan_files = plan_files

    def answer(self, request: wire.LeadLookUp, at: datetime) -> LookedUp | Refused:
        """What was asked for. Raises JournalFault, and TypeError for a request of no known kind."""
        match request:
            case wire.AskPlan():
                return self._plan(request)
            case wire.AskBlocks():
                return self._blocks(request.request_id)
            case wire.AskToldLate():
                return self._told_late(request.request_id, request.day)
            case wire.FindTicket():
                shown = found(self._hall, request.request_id, request.number)
                return shown or refused(Refusal(RefusalCode.UNKNOWN_TICKET), request.request_id)
            case wire.AskDaily():
                return daily(self._hall, request.request_id, at)
            case _:
                raise TypeError(type(request).__name__)

    def _plan(self, request: wire.AskPlan) -> wire.PlanShown:
        versions = self._journal.report(partial(plan_versions, most=wire.VERSIONS_MAX))
        return wire.PlanShown(
            request_id=request.request_id,
            total=versions[0].version if versions else 0,
            versions=tuple(wire.PlanLine(version=v.version, at=v.at, by=v.by, why=v.why) for v in versions),
            services=tuple(services_left(self._hall)),
            counters=tuple(counters_left(self._hall)),
            files=files_read(self._hall.adopted, self._plan_files) if request.with_files else None,
        )

    def _blocks(self, request_id: str) -> wire.BlocksListed:
        today = self._hall.day or date.min
        people = self._journal.report(partial(blocked, today=today))
        lines = tuple(
            wire.BlockedPerson(
                person=person.card,
                since=person.since,
                until=person.until,
                masked_name=person.masked_name,
                no_shows=tuple(
                    wire.NoShowLine(day=day, service_name=service_name(self._hall, service))
                    for day, service in person.missed[:NO_SHOWS_MAX]
                ),
            )
            for person in people[: wire.BLOCKS_MAX]
        )
        return wire.BlocksListed(request_id=request_id, total=len(people), blocks=lines)

    def _told_late(self, request_id: str, day: date) -> wire.ToldLateListed:
        tickets = self._journal.report(partial(told_late, day=day))
        lines = tuple(
            wire.ToldLateLine(
                kiosk=ticket.kiosk,
                number=ticket.number,
                service_name=service_name(self._hall, ticket.service),
                taken_at=ticket.taken_at,
                told_at=ticket.told_at,
                state=ticket.state,
            )
            for ticket in tickets[: wire.LATE_MAX]
        )
        return wire.ToldLateListed(request_id=request_id, day=day, total=len(tickets), tickets=lines)
