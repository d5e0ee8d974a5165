"""The state of one hall, and how each fact changes it. The only place where state changes."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from config.plan import Plan
from config.rules.numbers import Half
from config.vocabulary import CounterId, CounterState, ServiceId, TicketClass, TicketId, TicketState
from queue_server.domain.appointments.book import Book
from queue_server.domain.appointments.facts import AppointmentFact, AppointmentsCarried
from queue_server.domain.at_work import AtWork
from queue_server.domain.away.blocks import Blocks
from queue_server.domain.calling.lines import LinesNow
from queue_server.domain.carrying.carried_over import CarriedOver, here_again
from queue_server.domain.carrying.facts import TicketsCarried
from queue_server.domain.counter import CounterNow
from queue_server.domain.evaluation.facts import (
    BadMark,
    BadMarkPutRight,
    BadMarksCarried,
    EvaluationFact,
    EvaluationInvited,
    EvaluationRecordedAgain,
)
from queue_server.domain.evaluation.marks import Marks
from queue_server.domain.facts import (
    CounterClosed,
    CounterClosing,
    CounterFact,
    CounterOpened,
    CounterPaused,
    DayBegan,
    EvaluationRecorded,
    Fact,
    MoveAtCounter,
    PlanAdopted,
    ReprintOrdered,
    ServiceAdded,
    ServiceStarted,
    StepFinished,
    TicketCalled,
    TicketCalledAgain,
    TicketCancelled,
    TicketMove,
    TicketNotShown,
    TicketPrinted,
    TicketPutBack,
    TicketResumed,
    TicketServed,
    TicketTaken,
)
from queue_server.domain.figures import Figures, MarkGiven
from queue_server.domain.invariants import BrokenInvariant
from queue_server.domain.numbering import GivenNumbers, ticket_id
from queue_server.domain.open_counters import OpenCounters
from queue_server.domain.plans.changeover import NO_PLAN, in_force
from queue_server.domain.plans.facts import TicketsReordered
from queue_server.domain.plans.places import note_key, stand_anew
from queue_server.domain.ticket import AT_COUNTER, HELD, LIVE, WAITING, Ticket
from queue_server.domain.waiting import Waiting


class Hall:
    """Everything that decisions need. Made by folding facts; holds the tickets of the current day."""

    def __init__(self) -> None:
        self.plan = NO_PLAN
        """The plan in force, with what still drains of earlier ones."""
        self.adopted = NO_PLAN
        """The newest plan as it was adopted: without what drains."""
        self.zone = ZoneInfo("UTC")
        self.day: date | None = None
        self._afternoon: datetime | None = None
        self.latest: datetime | None = None
        """The moment of the newest fact: the hall's time never goes back, whatever the machine's clock does."""
        self.tickets: dict[TicketId, Ticket] = {}
        self.waiting = Waiting()
        self.counters: dict[CounterId, CounterNow] = {}
        self.held: dict[TicketId, None] = {}
        """Who is on hold, in the order of holding."""
        self.put_backs = 0
        """How many tickets were put back today."""
        self.tickets_of: dict[str, list[TicketId]] = {}
        """Today's tickets of each card."""
        self.numbers = GivenNumbers()
        self.newest_key: dict[TicketClass, datetime] = {}
        """Where the newest ticket of a class stands, except booked ones, which have their slots."""
        self.blocks = Blocks()
        """The kiosks' own numbers of the day."""
        self.carried = CarriedOver()
        """What the day before left to this one."""
        self.figures = Figures()
        self.appointments = Book()
        self.marks = Marks()
        self.open_counters = OpenCounters()
        self.at_work = AtWork({})
        self.lines = LinesNow(self.plan, self.at_work, self.open_counters)
        """Whom counters call before whom."""

    @property
    def has_plan(self) -> bool:
        """Whether a plan was ever adopted."""
        return self.plan is not NO_PLAN

    def live_tickets(self) -> list[Ticket]:
        """Those who wait or stand at a counter."""
        return [ticket for ticket in self.tickets.values() if ticket.state in LIVE]

    def was_given(self, number: str) -> bool:
        """Whether somebody got this number today, or holds it since an earlier day."""
        of_today = self.day is not None and ticket_id(self.day, number) in self.tickets
        return of_today or number in self.carried.numbers

    def half_of_day(self, now: datetime) -> Half:
        """Whether it is morning or afternoon of the hall's day."""
        return Half.MORNING if self._afternoon is not None and now < self._afternoon else Half.AFTERNOON

    def not_before(self, now: datetime) -> datetime:
        """``now``, or the newest fact's moment if the machine's clock went back."""
        return now if self.latest is None or now >= self.latest else self.latest

    def apply(self, fact: Fact, at: datetime) -> None:
        """Change the state by one fact."""
        if self.latest is None or at > self.latest:
            self.latest = at
        at = self.latest
        match fact:
            case MoveAtCounter():  # most of a day's facts are asked for first
                self._move(fact, at)
            case TicketTaken():
                self._take(fact)
            case TicketPrinted() | ReprintOrdered():
                self.tickets[fact.ticket].on_paper(fact, at)
            case EvaluationRecorded():
                self._judge(fact, at)
            case CounterOpened() | CounterPaused() | CounterClosing() | CounterClosed():
                self._set_counter(fact, at)
            case PlanAdopted():
                self._adopt(fact.plan)
            case TicketsReordered():
                self._reorder(fact)
            case DayBegan():
                self._begin(fact)
            case ServiceAdded():
                self._add(self.tickets[fact.ticket], fact.service, at)
            case TicketsCarried():
                self._take_over(fact)
            case AppointmentsCarried():
                self.appointments = self.appointments.taken_over(fact)
            case AppointmentFact():
                self.appointments.apply(fact)
            case EvaluationInvited() | BadMarkPutRight() | EvaluationRecordedAgain() | BadMarksCarried():
                self._after_mark(fact, at)
            case _:
                self._move(fact, at)

    def _adopt(self, plan: Plan) -> None:
        before = self.plan
        if self.has_plan and (before.head_start_min, before.order) != (plan.head_start_min, plan.order):
            self.blocks.order_changes(self.newest_key)
        if self.blocks.rule is None and not self.tickets:
            self.blocks = Blocks(plan)
        live = {service for ticket in self.live_tickets() for service in ticket.services}
        live |= self.appointments.expected_on(self.day) | self.blocks.services.keys()
        in_use = [c.id for c in self.counters.values() if c.state is not CounterState.CLOSED or c.ticket is not None]
        self._put_in_force(in_force(plan, before, live, in_use) if self.has_plan else plan)
        self.adopted = plan

    def _reorder(self, fact: TicketsReordered) -> None:
        """Everybody stands by the new order; turns of the last class are counted anew."""
        self.newest_key = stand_anew(fact, self.tickets, self.waiting)
        for counter in self.counters.values():
            counter.before_last_class = 0

    def _put_in_force(self, plan: Plan) -> None:
        self.plan = plan
        self.waiting = self.waiting.renewed(plan.rows_by_class, self.tickets.values())
        self.zone = ZoneInfo(plan.time_zone)
        if self.day is not None:
            self._afternoon = datetime.combine(self.day, plan.numbers.afternoon_from, self.zone).astimezone(UTC)
        self.counters = {c.id: self.counters.get(c.id, CounterNow(c.id)) for c in plan.counters}
        self.open_counters, self.at_work = OpenCounters(), AtWork(plan.counter_by_id)
        self.lines = LinesNow(plan, self.at_work, self.open_counters)
        for counter in plan.counters:
            self.open_counters.put(counter.id, plan.queues_at[counter.id], is_open=self.counters[counter.id].calls_more)
        for stand_in in {other for others in plan.stand_ins.values() for other in others}:
            self._stand_in(stand_in)

    def _begin(self, fact: DayBegan) -> None:
        if not self.has_plan:
            raise BrokenInvariant("a day began with no plan")
        self.day = fact.day
        self.appointments = self.appointments.next_morning(fact.day, self.plan.appointments.no_show_days)
        self.carried = self.carried.next_morning(self.live_tickets())
        self.tickets, self.figures = {}, Figures()
        self.waiting = Waiting(self.adopted.rows_by_class)
        self.marks = Marks()
        self.held, self.tickets_of, self.put_backs = {}, {}, 0
        self.numbers, self.newest_key = GivenNumbers(fact.last_numbers), {}
        self.counters = {}
        self._put_in_force(self.adopted)
        self.blocks = Blocks(self.plan)

    def _take_over(self, fact: TicketsCarried) -> None:
        """The first tickets of a day. Nobody who comes after them is counted as arrived before them in their class."""
        self.carried = self.carried.taken_over(fact)
        self.blocks.kept_out = self.carried.numbers
        for ticket in here_again(fact):
            self.tickets[ticket.id] = ticket
            self.put_backs = max(self.put_backs, ticket.put_back)
            if ticket.card is not None:
                self.tickets_of.setdefault(ticket.card, []).append(ticket.id)
            if ticket.state is TicketState.WAITING:
                self.waiting.add(ticket)
                note_key(self.newest_key, ticket)

    def _take(self, fact: TicketTaken) -> None:
        if fact.ticket in self.tickets:
            raise BrokenInvariant(f"{fact.ticket} was given twice")
        ticket = Ticket.taken(fact, place=len(self.tickets))
        self.tickets[ticket.id] = ticket
        if fact.card is not None:
            self.tickets_of.setdefault(fact.card, []).append(ticket.id)
        self.waiting.add(ticket)
        if fact.while_away:
            self.blocks.add(fact.kiosk, fact.service, fact.number)
            self.numbers.add_beside(fact.service, self.half_of_day(fact.taken_at))
        else:
            self.numbers.add(self.plan.service_by_id[fact.service], fact.number, self.half_of_day(fact.taken_at))
        note_key(self.newest_key, ticket)
        self.figures.count_taken(fact.service, fact.ticket_class)

    def _add(self, ticket: Ticket, service: ServiceId, at: datetime) -> None:
        """Added while the visitor waits it counts for the limits as a ticket would; not so by a clerk's decision."""
        ticket.steps = ticket.steps.with_more(service)
        if not ticket.with_clerk:
            self.numbers.add_beside(service, self.half_of_day(at))
            self.figures.count_added(service, ticket.ticket_class)

    def _set_counter(self, fact: CounterFact, at: datetime) -> None:
        counter = self.counters[fact.counter]
        counter.change(fact, at)
        queues = self.plan.queues_at[fact.counter]
        self.open_counters.put(counter.id, queues, is_open=counter.calls_more)
        for stand_in in (counter.id, *self.plan.stand_ins.get(counter.id, ())):
            self._stand_in(stand_in)

    def _stand_in(self, counter: CounterId) -> None:
        """For those posts of its window that are not open."""
        post = self.plan.counter_by_id[counter].post
        if post is None or not post.stands_in_for:
            return
        self.open_counters.put(counter, self.plan.queues_for(self.at_work[counter]), is_open=False)
        away = [other for other in post.stands_in_for if self.counters[other].state is not CounterState.OPEN]
        self.at_work.renew(counter, tuple(away))
        is_open = self.counters[counter].calls_more
        self.open_counters.put(counter, self.plan.queues_for(self.at_work[counter]), is_open=is_open)

    def _judge(self, fact: EvaluationRecorded, at: datetime) -> None:
        ticket, counter = self.tickets[fact.ticket], self.counters.get(fact.counter)
        if ticket.mark is not None:
            raise BrokenInvariant(f"{ticket.id} was judged twice")
        ticket.mark = fact.level
        if counter is not None and counter.evaluation == ticket.id:
            counter.last_mark = fact.level
        self.marks.judged(ticket.id)
        self.figures.count_mark(MarkGiven(ticket.id, fact.counter, fact.level, at))
        if fact.level.bad:
            told = fact.counter, fact.level, at, fact.reasons, fact.text
            self.marks.carry([BadMark(ticket.id, ticket.number, *told, service=ticket.service)])

    def _after_mark(self, fact: EvaluationFact, at: datetime) -> None:
        match fact:
            case EvaluationInvited():
                ticket = self.tickets[fact.ticket]
                ticket.invited, ticket.evaluation_until = True, fact.until
                self.marks.open_until(ticket.id, _later(fact.until, ticket.elsewhere_until))
            case BadMarkPutRight():
                self.marks.put_right(fact, at)
            case EvaluationRecordedAgain():
                first = self.marks.judged_again(fact.ticket, fact.level)
                if fact.ticket in self.tickets:  # figures are the day's
                    self.tickets[fact.ticket].mark = fact.level
                    self.figures.count_second_mark(first, MarkGiven(fact.ticket, fact.counter, fact.level, at))
            case BadMarksCarried():
                self.marks.carry(fact.marks)

    def _move(self, fact: TicketMove, at: datetime) -> None:
        ticket = self.tickets[fact.ticket]
        before, there, first_call = ticket.state, ticket.counter, ticket.first_called_at is None
        if before is WAITING:
            self.waiting.remove(ticket)
        elif before is HELD:
            del self.held[ticket.id]
        ticket.move(fact, at)
        after = ticket.state
        if there is not None and before in AT_COUNTER and after not in AT_COUNTER:
            self.counters[there].leave(ticket.id, at)
        if after is WAITING:
            if isinstance(fact, TicketPutBack):
                self.put_backs += 1
                ticket.put_back = self.put_backs
            self.waiting.add(ticket)
        elif after is HELD:
            self.held[ticket.id] = None
        self._note(fact, ticket, at, first_call=first_call)

    def _note(self, fact: TicketMove, ticket: Ticket, at: datetime, *, first_call: bool) -> None:
        """What the counter and the figures learn from a move."""
        match fact:
            case TicketCalled() | TicketResumed():
                self._come(ticket, self.counters[fact.counter])
                if first_call:
                    self.figures.count_call(ticket.id, at - ticket.arrives_at)
                else:
                    self.figures.count_call_again(ticket.id)
            case ServiceStarted():
                counter = self.counters[fact.counter]
                if counter.evaluation is not None:
                    self.marks.counter_moved_on(self.tickets[counter.evaluation], at)
                counter.evaluation = None
            case TicketServed():
                counter = self.counters[fact.counter]
                counter.evaluation, counter.last_mark = ticket.id, None
                self.marks.open_until(ticket.id, _later(fact.evaluation_until, ticket.elsewhere_until))
                counter.served += 1
                self.figures.served += 1
            case StepFinished():
                counter = self.counters[fact.counter]
                counter.last_mark = None
                counter.served += 1
            case TicketCalledAgain():
                self.figures.count_call_again(ticket.id)
            case TicketNotShown():
                self.figures.no_show += 1
            case TicketCancelled():
                self.figures.cancelled += 1

    def _come(self, ticket: Ticket, counter: CounterNow) -> None:
        if counter.ticket is not None:
            raise BrokenInvariant(f"{counter.id} has {counter.ticket} and was given {ticket.id}")
        counter.ticket = ticket.id
        last_class = ticket.ticket_class is self.plan.order.last_class
        counter.before_last_class = 0 if last_class else counter.before_last_class + 1


def _later(one: datetime, other: datetime | None) -> datetime:
    return one if other is None or other < one else other
