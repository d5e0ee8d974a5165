"""A small hall to try the core on: two services, three counters, a clock moved by hand, and every fact kept."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Final

from config.plan import Counter, Department, Plan, Service, Text
from config.vocabulary import CounterId, DepartmentId, HallId, ServiceId, TicketClass, TicketId, TicketState
from queue_server.domain.commands import AdoptPlan, BeginDay, CallNext, Command, FinishService, OpenCounter, TakeTicket
from queue_server.domain.decide import Outcome, decide
from queue_server.domain.decisions.auto_call import calls_that_follow
from queue_server.domain.facts import DayBegan, Fact, PlanAdopted, TicketCalled, TicketTaken
from queue_server.domain.hall import Hall
from queue_server.domain.refusals import Refusal
from queue_server.domain.ticket import Ticket

DAY: Final = date(2026, 11, 20)
NINE: Final = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
"""Nine o'clock on the hall's wall, in UTC."""

IDENTITY, PERMITS = ServiceId("identity"), ServiceId("permits")
ONE, TWO, BOTH = CounterId("one"), CounterId("two"), CounterId("both")
PROMISES: Final[Mapping[TicketClass, int]] = {TicketClass.PRIORITY: 60, TicketClass.BOOKED: 30}
PLAN: Final = Plan(
    hall=HallId("small"),
    name=Text("小厅", "Small hall"),
    time_zone="Asia/Shanghai",
    departments=(Department(DepartmentId("police"), Text("公安局", "Police")),),
    services=(
        Service(IDENTITY, DepartmentId("police"), Text("身份证", "Identity cards"), "A"),
        Service(PERMITS, DepartmentId("police"), Text("许可", "Permits"), "B", first_number=7, last_number=9, digits=1),
    ),
    counters=(
        Counter(ONE, Text("1号窗口", "Counter 1"), (IDENTITY,), (PERMITS,)),
        Counter(TWO, Text("2号窗口", "Counter 2"), (PERMITS,)),
        Counter(BOTH, Text("3号窗口", "Counter 3"), (IDENTITY, PERMITS)),
    ),
    head_start_min=PROMISES,
)


class SmallHall:
    """A hall that carries out what the core decides, and keeps each fact with its moment."""

    def __init__(self, plan: Plan = PLAN) -> None:
        self.hall = Hall()
        self.now = NINE
        self.kept: list[tuple[Fact, datetime]] = []
        self.do(AdoptPlan(plan, "chief"), BeginDay(DAY))

    def at(self, clock: str) -> "SmallHall":
        """Set the hall's clock on the wall, ``"09:25"``; it may go back."""
        hours, minutes = map(int, clock.split(":"))
        self.now = NINE + timedelta(hours=hours - 9, minutes=minutes)
        return self

    def ask(self, command: Command) -> Outcome:
        """Decide, and carry out what was decided."""
        outcome = decide(self.hall, command, self.now)
        if not isinstance(outcome, Refusal):
            for fact in outcome:
                self._keep(fact)
            for call in calls_that_follow(self.hall, outcome):
                self._keep(call)
                outcome = (*outcome, call)
        return outcome

    def _keep(self, fact: Fact) -> None:
        moment = self.hall.not_before(self.now)
        self.hall.apply(fact, moment)
        self.kept.append((fact, moment))

    def do(self, *commands: Command) -> tuple[Fact, ...]:
        """Carry out commands that must be accepted; the facts of the last one."""
        facts: tuple[Fact, ...] = ()
        for command in commands:
            outcome = self.ask(command)
            assert not isinstance(outcome, Refusal), f"{command} was refused: {outcome.code}"
            facts = outcome
        return facts

    def take(
        self,
        service: ServiceId = IDENTITY,
        ticket_class: TicketClass = TicketClass.ORDINARY,
        booked_for: datetime | None = None,
    ) -> TicketId:
        """Take a ticket now."""
        (fact,) = self.do(TakeTicket("kiosk-1", service, ticket_class, booked_for))
        assert isinstance(fact, TicketTaken)
        return fact.ticket

    def just_begun(self) -> Hall:
        """A fresh hall with the same plan and clock that begins the same day, with what the day took over."""
        hall = Hall()
        began = max(place for place, (fact, _) in enumerate(self.kept) if isinstance(fact, DayBegan))
        for fact in (PlanAdopted(self.hall.adopted, "chief"), *(fact for fact, _ in self.kept[began:])):
            hall.apply(fact, self.hall.not_before(self.now))
        return hall

    def open(self, counter: CounterId, by: str | None = None) -> None:
        """Open a counter, with a clerk of its own unless told."""
        self.do(OpenCounter(counter, by or f"clerk at {counter}"))

    def call(self, counter: CounterId) -> TicketCalled:
        """Call the next ticket to a counter."""
        (fact,) = self.do(CallNext(counter, f"clerk at {counter}"))
        assert isinstance(fact, TicketCalled)
        return fact

    def call_and_finish(self, counter: CounterId) -> str:
        """Call and serve the next ticket; its number."""
        number = self.hall.tickets[self.call(counter).ticket].number
        self.do(FinishService(counter, f"clerk at {counter}"))
        return number

    def in_state(self, *states: TicketState) -> list[Ticket]:
        """The day's tickets in these states, in the order of taking."""
        return [ticket for ticket in self.hall.tickets.values() if ticket.state in states]
