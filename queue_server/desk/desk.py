"""One thread decides: drain what has arrived, decide each, append all in one synced transaction, then announce.

Nothing is answered or announced before it is on the disk. The state in memory is the journal's newest day; when the
journal refuses what the core allowed, the process stops and the next one starts from the journal.
"""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, Protocol

from config.plan import Plan
from config.vocabulary import RefusalCode, TicketId
from config.wire.appointments import ListAppointments, ListSlots
from config.wire.catalogue import ROW_OF
from config.wire.codec import Unreadable
from config.wire.lead import LeadLookUp
from config.wire.link import Asked, Connection, Inbound, Received, Rejected
from config.wire.replies import Explained, Reply
from config.wire.requests import AdoptPlan as ChangePlan
from config.wire.requests import AskPerson, AskVisit, ExplainTicket, Request
from config.wire.requests import TellLateTicket as TellLate
from queue_server.desk.announcer import Announcer
from queue_server.desk.appointments import looked_up
from queue_server.desk.asked import AskedBefore
from queue_server.desk.days import Days
from queue_server.desk.inbound import answers, command_of
from queue_server.desk.lead.look_ups import LookUps
from queue_server.desk.lead.tickets import words_about
from queue_server.desk.new_plan import PlanSource, from_files
from queue_server.desk.patience import patiently
from queue_server.desk.replies import refused, reply_of
from queue_server.desk.visitors.person import person
from queue_server.desk.visitors.visits import visit
from queue_server.domain.commands import AdoptPlan, Command, TakeTicket, TellLateTicket
from queue_server.domain.decide import decide
from queue_server.domain.decisions.auto_call import calls_that_follow
from queue_server.domain.facts import Fact, PlanAdopted, TicketTaken
from queue_server.domain.hall import Hall
from queue_server.domain.plans.in_use import changes_use, counters_in_use
from queue_server.domain.refusals import Refusal
from queue_server.journal.faults import JournalConflict
from queue_server.journal.journal import Journal
from queue_server.journal.record import Record

log = logging.getLogger(__name__)

IDLE_S: Final = 0.25
"""The longest sleep: the day may turn or an order to stop may come meanwhile."""
FIRST_PLAN: Final = "首次启动 / the first start"
CHANGED_MEANWHILE: Final = "停机期间方案文件有改动 / the files were changed while the server was down"
"""Why a plan is adopted at the start, where nobody said more."""
UNREADABLE_TOLD: Final = 100
"""So many unreadable messages are logged one by one, then only every so often."""


class Wire(Protocol):
    """Where requests come from and answers go to."""

    def receive(self, timeout_s: float, most: int) -> list[Inbound]:
        """What has arrived, at most so many; waits for the first no longer than ``timeout_s``."""

    def answer(self, asked: Asked, reply: Reply) -> None:
        """Send an answer to whoever asked."""

    def flush(self) -> None:
        """Let everything leave that was sent."""


@dataclass(frozen=True, slots=True)
class _Answer:
    asked: Asked | None
    reply: Reply


class Desk:
    """The queue server's loop for one hall. ``now`` gives aware UTC moments.

    ``plan_files`` reads the hall's plan anew, and is told which counters somebody may still speak for.
    """

    def __init__(
        self,
        journal: Journal,
        link: Wire,
        announcer: Announcer,
        hall: Hall,
        now: Callable[[], datetime],
        batch_max: int,
        plan_files: PlanSource,
    ) -> None:
        self._journal = journal
        self._link = link
        self._announcer = announcer
        self._hall = hall
        self._now = now
        self._batch_max = batch_max
        self._plan_files = plan_files
        self._look_ups = LookUps(hall, journal, plan_files)
        self._asked = AskedBefore()
        self._seq = 0
        self._days = Days(hall, now, self._carry_out, announcer.tell_all)
        self._stopping = threading.Event()
        self.unreadable = 0
        """Messages since the start that could not be read."""

    def load(self, plan: Plan, *, by: str, why: str = "", clock_is_right: bool = False) -> None:
        """Rebuild the state from the journal, then bring the plan and the day into force.

        ``by`` started the server, and answers for a plan that was changed meanwhile; ``why`` it was, if that was said.

        ``clock_is_right``: a person has looked at the machine's clock; its day begins whatever the hall thinks of it.
        """
        for day, request_id, seq in self._journal.recent_requests():
            self._asked.remember(day, request_id, seq)
        for record in self._journal.of_current_day():
            self._hall.apply(record.fact, record.at)
            self._seq = record.seq
        if self._hall.has_plan:
            self._days.turn(sure=clock_is_right)
        if not self._hall.has_plan or self._hall.adopted != plan:
            first_or_changed = CHANGED_MEANWHILE if self._hall.has_plan else FIRST_PLAN
            self._carry_out(AdoptPlan(plan, by, why or first_or_changed))
        self._days.turn(sure=clock_is_right)
        self._plan_files.let_in(counter.id for counter in counters_in_use(self._hall))

    def run(self) -> None:
        """Work until stopped. Raises JournalFault, JournalConflict or BrokenInvariant when it can't go on."""
        while not self._stopping.is_set():
            self.work_once()

    def work_once(self) -> None:
        """One round: whatever has arrived, at most one batch, and the pictures that are due."""
        batch = self._gather()
        self._days.turn()
        self._days.end_waiting()
        if batch:
            self._work(batch)
        self._announcer.renew(self._now())

    def stop(self) -> None:
        """End after the batch in hand."""
        self._stopping.set()

    def _gather(self) -> list[Inbound]:
        """What has arrived, at most one batch; waits until the next picture is due."""
        return self._link.receive(min(IDLE_S, self._announcer.due_in_s()), self._batch_max)

    def _work(self, batch: list[Inbound]) -> None:
        records: list[Record] = []
        replies: list[_Answer] = []
        back = False
        for item in batch:
            match item:
                case Received(message=Request() as request):
                    replies.append(_Answer(item.asked, self._decide(request, item.came_at, records)))
                case Rejected():
                    replies.append(_Answer(item.asked, self._refuse_unreadable(item.problem)))
                case Connection():
                    log.info("broker %s %s", "reached" if item.up else "away", item.reason)
                    back = back or item.up
        self._keep(records)
        for answer in replies:
            if answer.asked is not None:
                self._link.answer(answer.asked, answer.reply)
        self._announcer.tell(records)
        self._link.flush()
        if any(isinstance(record.fact, PlanAdopted) for record in records):
            log.info("a new plan is in force")
            back = True
        if back:  # a broker that started anew has lost its retained pictures; a new plan has others
            self._announcer.tell_all(self._now())

    def _refuse_unreadable(self, problem: Unreadable) -> Reply:
        """Counted; told in the log as long as that does not fill it."""
        self.unreadable += 1
        if self.unreadable <= UNREADABLE_TOLD or self.unreadable % UNREADABLE_TOLD == 0:
            log.info("unreadable, %d since the start: %s", self.unreadable, problem.reason)
        return refused(Refusal(RefusalCode.UNREADABLE), problem.request_id or "unknown")

    def _explain(self, request: ExplainTicket) -> Reply:
        ticket = self._hall.tickets.get(TicketId(request.ticket))
        if ticket is None:
            return refused(Refusal(RefusalCode.UNKNOWN_TICKET), request.request_id)
        return Explained(request_id=request.request_id, ticket=ticket.id, words=words_about(self._hall, ticket))

    def _decide(self, request: Request, came_at: float, records: list[Record]) -> Reply:
        if isinstance(request, ExplainTicket):
            return self._explain(request)
        if isinstance(request, AskVisit):
            return visit(self._hall, request, self._hall.not_before(self._now()))
        if isinstance(request, AskPerson):
            return person(self._hall, request, self._hall.not_before(self._now()))
        if isinstance(request, LeadLookUp):
            return patiently(lambda: self._look_ups.answer(request, self._hall.not_before(self._now())), self._stopping)
        if isinstance(request, ListAppointments | ListSlots):
            return looked_up(self._hall, request, self._hall.not_before(self._now()))
        command = command_of(request, self._hall.adopted)
        if isinstance(command, TellLateTicket) and isinstance(request, TellLate):
            command = replace(command, instead_of=self._made_for(request, records))
        known = self._carried_out(request.request_id, records)
        if known is not None:
            if answers(known.fact, command):
                return reply_of(self._hall, known, request.request_id)
            return refused(Refusal(RefusalCode.REQUEST_ID_REUSED), request.request_id)
        expiry_s = ROW_OF[type(request)].expiry_s
        if expiry_s is not None and time.monotonic() - came_at > expiry_s:
            return refused(Refusal(RefusalCode.EXPIRED), request.request_id)
        if self._days.doubt is not None and isinstance(command, TakeTicket):
            return refused(Refusal(RefusalCode.CLOCK_WRONG), request.request_id)
        wanted = from_files(self._hall, self._plan_files, request) if isinstance(request, ChangePlan) else command
        made = wanted if isinstance(wanted, Refusal) else self._apply(wanted, request.request_id)
        if isinstance(made, Refusal):
            return refused(made, request.request_id)
        records += made
        self._asked.remember_all(made)
        asked = next(record for record in made if record.request_id is not None)
        return reply_of(self._hall, asked, request.request_id)

    def _made_for(self, request: TellLate, records: list[Record]) -> TicketId | None:
        """The ticket that was made for the wish of a late one, by the same kiosk."""
        made = self._carried_out(request.instead_of, records) if request.instead_of is not None else None
        fact = made.fact if made is not None else None
        return fact.ticket if isinstance(fact, TicketTaken) and fact.kiosk == request.kiosk else None

    def _carried_out(self, request_id: str, records: list[Record]) -> Record | None:
        """The record that a request came to earlier: in this batch, or in the journal."""
        seq = self._asked.find(request_id)
        if seq is None:
            return None
        if records and seq >= records[0].seq:
            return records[seq - records[0].seq]
        return patiently(lambda: self._journal.record(seq), self._stopping)

    def _apply(self, command: Command, request_id: str | None = None) -> list[Record] | Refusal:
        """Decide, number the facts and apply them to the state in memory."""
        clock = self._now()
        now = self._hall.not_before(clock)
        outcome = decide(self._hall, command, clock)
        if isinstance(outcome, Refusal):
            return outcome
        made = [self._number(fact, now, request_id if fact is outcome[-1] else None) for fact in outcome]
        return [*made, *(self._number(call, now) for call in calls_that_follow(self._hall, outcome))]

    def _number(self, fact: Fact, now: datetime, request_id: str | None = None) -> Record:
        """Apply a fact and number it."""
        self._hall.apply(fact, now)
        self._seq += 1
        day = self._hall.day or now.astimezone(self._hall.zone).date()
        return Record(self._seq, now, day, fact, request_id)

    def _carry_out(self, command: Command) -> bool:
        """One command of the server's own, kept at once; whether it was allowed."""
        made = self._apply(command)
        if isinstance(made, Refusal):
            log.warning("%s: %s", type(command).__name__, made.words.en)
            return False
        self._keep(made)
        return True

    def _keep(self, records: list[Record]) -> None:
        """On the disk when this returns."""
        if records:
            patiently(lambda: self._append(records), self._stopping)
            if any(changes_use(self._hall, record.fact) for record in records):
                self._plan_files.let_in(counter.id for counter in counters_in_use(self._hall))

    def _append(self, records: list[Record]) -> None:
        """Append; an earlier try that ended in a fault may have landed all the same."""
        try:
            self._journal.append(records)
        except JournalConflict:
            if not self._journal.holds(records[-1]):
                raise
