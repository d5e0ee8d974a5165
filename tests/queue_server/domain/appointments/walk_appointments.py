"""The random walk's part about appointments: booking, moving, cancelling, coming, not coming, starting again."""

from abc import abstractmethod
from collections import Counter as Tally
from datetime import timedelta
from typing import Final

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from config.rules.appointments import AppointmentRules
from config.vocabulary import AppointmentState, ServiceId, TicketClass
from queue_server.domain.appointments.commands import (
    AppointmentCommand,
    BookAppointment,
    CancelAppointment,
    CheckIn,
    LiftBlock,
    MoveAppointment,
)
from queue_server.domain.appointments.facts import AppointmentKept
from queue_server.domain.commands import AdoptPlan, Command
from queue_server.domain.facts import DayBegan, PlanAdopted, TicketTaken
from queue_server.domain.hall import Hall
from tests.queue_server.domain.appointments.bookable import bookable
from tests.queue_server.domain.examples import IDENTITY, NINE, PERMITS, SmallHall
from tests.queue_server.domain.snapshot import snapshot

RULES: Final = (
    AppointmentRules(),
    AppointmentRules(days_ahead=1, early_min=30, no_shows_max=1, block_days=2),
    AppointmentRules(no_shows_max=2, no_show_days=3, block_days=1),
)
HALVES_MAX: Final = 4 * 48
"""So many half hours from nine on the first day: four days."""
codes = st.integers(1, 12).map(lambda n: f"{n:08}")
keys = st.sampled_from([None, None, "k1", "k2"])
people = st.sampled_from([None, "wang", "li"])
slots = st.integers(-2, HALVES_MAX) | st.integers(0, 16)


class AppointmentsWalk(RuleBasedStateMachine):
    """Rules and laws; ``Walk`` has the hall and asks."""

    small: SmallHall

    @abstractmethod
    def ask(self, command: Command) -> None:
        """Ask the core."""

    @precondition(lambda self: all(service.slots is None for service in self.small.hall.plan.services))
    @rule(rules=st.sampled_from(RULES))
    def begin_booking(self, rules: AppointmentRules) -> None:
        """The hall takes appointments from now on."""
        self.ask(AdoptPlan(bookable(self.small.hall.adopted, rules), "chief"))

    @rule(service=st.sampled_from([IDENTITY, PERMITS]), half=slots, code=codes, card=people, key=keys)
    def book(self, service: ServiceId, half: int, code: str, card: str | None, key: str | None) -> None:
        """Any slot, from before today to too far ahead."""
        starts_at = NINE + timedelta(minutes=30 * half)
        self.ask(BookAppointment(service, starts_at, code, "chen", card, "龙**", "city" if key else None, key))

    @precondition(lambda self: self.small.hall.appointments.known)
    @rule(data=st.data(), half=slots, what=st.sampled_from(["move", "cancel", "come", "come", "by card"]))
    def change(self, data: st.DataObject, half: int, what: str) -> None:
        """With any appointment that is known."""
        book = self.small.hall.appointments
        code = data.draw(st.sampled_from(sorted(book.by_code)))
        starts_at = NINE + timedelta(minutes=30 * half)
        commands: dict[str, AppointmentCommand] = {
            "move": MoveAppointment(code, starts_at, "chen"),
            "cancel": CancelAppointment(code, "chen"),
            "come": CheckIn("kiosk-1", code=code),
            "by card": CheckIn("kiosk-1", card=data.draw(people), masked_name="李**"),
        }
        self.ask(commands[what])

    @precondition(lambda self: self.small.hall.appointments.blocked)
    @rule(person=st.sampled_from(["wang", "li"]), why=st.sampled_from(["was in hospital", ""]))
    def lift(self, person: str, why: str) -> None:
        """Whether blocked or not; whoever was may book again, and nobody else's block changes."""
        book = self.small.hall.appointments
        others = {card: until for card, until in book.blocked.items() if card != person}
        self.ask(LiftBlock(person, "chief", why))
        assert not why or book.blocked == others

    @precondition(
        lambda self: (
            any(not a.ticket for a in self.small.hall.appointments.known.values()) or self.small.hall.carried.tickets
        )
    )
    @rule()
    def start_again(self) -> None:
        """From the newest day alone: the same hall."""
        kept = self.small.kept
        began = max(n for n, (fact, _) in enumerate(kept) if isinstance(fact, DayBegan))
        plan = max(n for n, (fact, _) in enumerate(kept[:began]) if isinstance(fact, PlanAdopted))
        again = Hall()
        for fact, at in (kept[plan], *kept[began:]):
            again.apply(fact, at)
        assert snapshot(again) == snapshot(self.small.hall)

    @invariant()
    def a_slot_is_never_overfull(self) -> None:
        """Counted from the appointments; a plan with smaller slots asks nobody to leave."""
        book = self.small.hall.appointments
        holding = [a for a in book.known.values() if a.state in (AppointmentState.OPEN, AppointmentState.KEPT)]
        assert Tally((a.service, a.starts_at) for a in holding) == book.used
        awaited = {s: n for slots in book.awaited.values() for s, n in slots.items()}
        assert awaited.keys() <= {starts_at for _, starts_at in book.used}
        assert sum(sum(slots.values()) for slots in book.awaited.values()) == sum(
            a.state is AppointmentState.OPEN for a in holding
        )
        assert Tally(a.day for a in holding if a.state is AppointmentState.OPEN) == book.awaited_on
        assert all(n <= (2 if service == IDENTITY else 1) for (service, _), n in book.used.items())

    @invariant()
    def who_came_has_one_ticket(self) -> None:
        """The appointment's own, counted from the slot or later; ordinary only for whoever was late."""
        hall = self.small.hall
        kept = [a for a in hall.appointments.known.values() if a.state is AppointmentState.KEPT]
        assert all(a.ticket is not None for a in kept)
        assert len({a.ticket for a in kept}) == len(kept)
        for appointment in kept:
            ticket = hall.tickets[appointment.ticket] if appointment.ticket else None
            assert ticket is not None
            assert ticket.booked_for == appointment.starts_at
            assert ticket.ticket_class is TicketClass.BOOKED or ticket.taken_at > appointment.starts_at

    @invariant()
    def a_check_in_gives_its_ticket_in_the_same_act(self) -> None:
        """The two facts stand beside each other."""
        for (fact, _), (following, _) in zip(self.small.kept, self.small.kept[1:], strict=False):
            if isinstance(fact, AppointmentKept):
                assert isinstance(following, TicketTaken), following
                assert following.ticket == fact.ticket

    @invariant()
    def a_person_has_one_appointment_for_a_service_and_day(self) -> None:
        """And its places to look are the open ones."""
        book = self.small.hall.appointments
        mine = [a for a in book.known.values() if a.card is not None and a.state is AppointmentState.OPEN]
        assert len({(a.card, a.service, a.day) for a in mine}) == len(mine)
        assert {a.id for a in mine} == {name for theirs in book.open_of.values() for name in theirs}
