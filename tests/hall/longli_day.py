"""A day of Longli's hall in one process: visitors, clerks and presses drawn from a seed, the clock moved by hand."""

import random
from collections.abc import Iterator
from datetime import timedelta
from itertools import count
from typing import Final

from config.plan import Counter, Plan
from config.settings.load import CHECKOUT
from config.settings.plan_files import load_hall
from config.vocabulary import (
    AppointmentState,
    CounterState,
    EvaluationChannel,
    Level,
    PrintState,
    TicketClass,
    TicketState,
)
from config.wire.appointments import BookAppointment, CheckIn
from config.wire.codec import decode, encode
from config.wire.replies import Done, Refused, Reply, TicketGiven
from config.wire.requests import (
    CallAgain,
    CallNext,
    CloseCounter,
    FinishService,
    GiveEvaluation,
    MarkNoShow,
    OpenCounter,
    PauseCounter,
    ReportPrint,
    Request,
    StartService,
    TakeTicket,
)
from config.wire.topics import topic_of
from queue_server.domain.hall import Hall
from queue_server.domain.ticket import Ticket
from tests.queue_server.desk.counterside import Counterside

LONGLI: Final = load_hall(CHECKOUT / "config" / "halls" / "longli").plan
OPEN_COUNTERS: Final = 8
HALF_HOUR: Final = timedelta(minutes=30)


def over_the_wire(request: Request) -> Request:
    """The request as the server reads it from its topic and bytes."""
    read = decode(LONGLI.hall, topic_of(LONGLI.hall, request), encode(request))
    assert read == request
    assert isinstance(read, Request)
    return read


class Day:
    """People who come and act by chance; every answer is kept with its request."""

    def __init__(self, seed: int, plan: Plan = LONGLI) -> None:
        self._chance = random.Random(seed)
        self._ids = (f"day-{seed}-{number:06}" for number in count())
        self._counters = self._chance.sample([c for c in plan.counters if c.rules.tide is None], OPEN_COUNTERS)
        wanted = {service for counter in self._counters for service in counter.skills}
        self._services = sorted(wanted)
        self._bookable = [service.id for service in plan.services if service.slots is not None]
        self.asked: list[tuple[Request, Reply]] = []

    def morning(self, side: Counterside) -> None:
        """The clerks open their counters."""
        for counter in self._counters:
            self._ask(side, OpenCounter(request_id=next(self._ids), counter=counter.id, by=f"clerk {counter.id}"))

    def step(self, side: Counterside) -> None:
        """Some time passes, then somebody does something; at times the same request comes again."""
        side.pass_time(seconds=self._chance.uniform(0, 40))
        request = next(self._something(side.hall))
        self._ask(side, request)
        if self._chance.random() < 0.1:
            earlier, reply = self._chance.choice(self.asked)
            (again,) = side.ask(over_the_wire(earlier))
            assert isinstance(reply, Refused) or again == reply, f"{earlier} was answered {reply}, then {again}"
            if isinstance(reply, Refused) and not isinstance(again, Refused):
                self.asked.append((earlier, again))

    def given(self) -> list[TicketGiven]:
        """All tickets that were given."""
        return [reply for _, reply in self.asked if isinstance(reply, TicketGiven)]

    def _ask(self, side: Counterside, request: Request) -> None:
        (reply,) = side.ask(over_the_wire(request))
        self.asked.append((request, reply))

    def _something(self, hall: Hall) -> Iterator[Request]:
        counter = self._chance.choice(self._counters)
        what = self._chance.random()
        if what < 0.04:
            yield self._booking(hall)
        if what < 0.45:
            yield self._take()
        if what < 0.5 and hall.tickets:
            ticket = self._chance.choice(list(hall.tickets))
            state = self._chance.choice(list(PrintState))
            yield ReportPrint(request_id=next(self._ids), kiosk="kiosk-1", ticket=ticket, state=state)
        if what < 0.65 and (served := self._last_served(hall)) is not None:
            yield GiveEvaluation(
                request_id=next(self._ids),
                counter=served.counter or counter.id,
                ticket=served.id,
                level=self._chance.choice(list(Level)),
                channel=EvaluationChannel.COUNTER_SCREEN,
            )
        yield self._at(counter, hall)

    def _last_served(self, hall: Hall) -> Ticket | None:
        """Whoever just left a counter."""
        left = [hall.tickets[c.evaluation] for c in hall.counters.values() if c.evaluation is not None]
        return max(left, key=lambda ticket: ticket.ended_at or ticket.taken_at, default=None)

    def _take(self) -> TakeTicket:
        ticket_class = self._chance.choices((TicketClass.ORDINARY, TicketClass.PRIORITY), (9, 1))[0]
        service = self._chance.choice(self._services)
        return TakeTicket(request_id=next(self._ids), kiosk="kiosk-1", service=service, ticket_class=ticket_class)

    def _booking(self, hall: Hall) -> BookAppointment | CheckIn:
        """A place in one of the next slots, or somebody who comes for one."""
        codes = [a.code for a in hall.appointments.known.values() if a.state is AppointmentState.OPEN]
        if codes and self._chance.random() < 0.5:
            return CheckIn(request_id=next(self._ids), kiosk="kiosk-1", code=self._chance.choice(codes))
        assert hall.latest is not None
        slot = hall.latest.replace(minute=0, second=0, microsecond=0) + HALF_HOUR * self._chance.randint(1, 4)
        service, code = self._chance.choice(self._bookable), f"{self._chance.randrange(10**8):08}"
        return BookAppointment(request_id=next(self._ids), by="desk", service=service, starts_at=slot, code=code)

    def _at(self, counter: Counter, hall: Hall) -> Request:
        """What the clerk does next, now and then something silly."""
        now = hall.counters[counter.id]
        common = {"request_id": next(self._ids), "counter": counter.id, "by": f"clerk {counter.id}"}
        if self._chance.random() < 0.05:
            silly = self._chance.choice((CloseCounter, OpenCounter, CallNext, StartService, MarkNoShow))
            return silly.model_validate(common)
        if now.ticket is None:
            pause = PauseCounter.model_validate(common | {"reason": "tea"})
            return pause if self._chance.random() < 0.05 else self._next_or_open(hall, counter, common)
        if hall.tickets[now.ticket].state is TicketState.CALLED:
            kind = self._chance.choices((StartService, CallAgain, MarkNoShow, FinishService), (5, 2, 1, 1))[0]
            return kind.model_validate(common)
        return FinishService.model_validate(common)

    def _next_or_open(self, hall: Hall, counter: Counter, common: dict[str, str]) -> Request:
        is_open = hall.counters[counter.id].state is CounterState.OPEN
        return (CallNext if is_open else OpenCounter).model_validate(common)


def carried_out(day: Day, kind: type[Request]) -> int:
    """How many requests of a kind were done."""
    return sum(isinstance(request, kind) and isinstance(reply, Done) for request, reply in day.asked)
