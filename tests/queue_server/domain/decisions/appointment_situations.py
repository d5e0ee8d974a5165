"""Ways to each refusal about appointments."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Final

from config.rules.appointments import AppointmentRules
from config.rules.opening import Opening
from config.vocabulary import RefusalCode, ServiceId
from queue_server.domain.appointments.commands import (
    BookAppointment,
    CancelAppointment,
    CheckIn,
    LiftBlock,
    MoveAppointment,
)
from queue_server.domain.commands import AdoptPlan, BeginDay, Command
from tests.queue_server.domain.appointments.bookable import DAY_LONG, TEN, WEEK, book, bookable
from tests.queue_server.domain.examples import DAY, IDENTITY, ONE, SmallHall

BY: Final = "chen"
Situation = Callable[[SmallHall], Command]
RULES: Final = AppointmentRules(days_ahead=2, early_min=30, no_shows_max=1, block_days=7)
NEW: Final = BookAppointment(IDENTITY, TEN, "00000009", BY)


def then(command: Command, *booked: dict[str, str]) -> Situation:
    """With these appointments at ten."""

    def situation(small: SmallHall) -> Command:
        small.do(AdoptPlan(bookable(rules=RULES), BY))
        for code, more in enumerate(booked, start=1):
            book(small, code, TEN, **more)
        return command

    return situation


def at(starts_at_h: float, service: ServiceId = IDENTITY) -> BookAppointment:
    """A slot so many hours after ten."""
    return BookAppointment(service, TEN + timedelta(hours=starts_at_h), "00000009", BY)


def late(command: Command) -> Situation:
    """At ten sharp."""
    return lambda small: then(command, {})(small.at("10:00"))


def blocked(small: SmallHall) -> Command:
    """One no-show is too many here."""
    then(NEW, {"card": "wang"})(small)
    small.at("33:00").do(BeginDay(DAY + DAY_LONG))
    return BookAppointment(IDENTITY, TEN + DAY_LONG, "00000009", BY, "wang")


def cancelled(command: Command) -> Situation:
    """The first one is cancelled already."""

    def situation(small: SmallHall) -> Command:
        then(command, {"key": "k1"})(small)
        small.do(CancelAppointment("00000001", BY))
        return command

    return situation


def checked_in(command: Command, called: bool = False) -> Situation:
    """The first one's visitor is here already, at a counter or not."""

    def situation(small: SmallHall) -> Command:
        then(command, {"key": "k1"})(small)
        small.at("10:00").do(CheckIn("kiosk-1", code="00000001"))
        if called:
            small.open(ONE)
            small.call(ONE)
        return command

    return situation


def after_closing(small: SmallHall) -> Command:
    """A hall that keeps hours."""
    small.do(AdoptPlan(replace(bookable(rules=RULES), opening=Opening(WEEK)), BY))
    book(small, 1)
    small.at("17:00")
    return CheckIn("kiosk-1", code="00000001")


def tomorrows(small: SmallHall) -> Command:
    """Here a day too early."""
    then(NEW)(small)
    book(small, 1, TEN + DAY_LONG, "wang")
    return CheckIn("kiosk-1", card="wang")


Code = RefusalCode
APPOINTMENT_SITUATIONS: Final[Mapping[str, tuple[RefusalCode, Situation]]] = {
    "booking in a hall without slots": (Code.NOT_BOOKABLE, lambda _: NEW),
    "booking no service": (Code.UNKNOWN_SERVICE, then(at(0, ServiceId("fishing")))),
    "booking between two slots": (Code.NO_SUCH_SLOT, then(at(0.25))),
    "booking at lunch": (Code.NO_SUCH_SLOT, then(at(2.5))),
    "booking what is over": (Code.SLOT_PASSED, then(at(-1.5))),
    "booking yesterday": (Code.SLOT_PASSED, then(at(-24))),
    "booking too far ahead": (Code.SLOT_TOO_FAR, then(at(72))),
    "booking a full slot": (Code.SLOT_FULL, then(NEW, {}, {})),
    "booking with a code in use": (Code.CODE_IN_USE, then(BookAppointment(IDENTITY, TEN, "00000001", BY), {})),
    "booking twice for a day": (
        Code.PERSON_HAS_APPOINTMENT,
        then(BookAppointment(IDENTITY, TEN + timedelta(hours=1), "00000009", BY, "wang"), {"card": "wang"}),
    ),
    "booking after no-shows": (Code.PERSON_BLOCKED, blocked),
    "lifting a block that is not there": (Code.NOT_BLOCKED, then(LiftBlock("wang", BY, "was in hospital"))),
    "lifting a block for no reason": (Code.REASON_MISSING, then(LiftBlock("wang", BY, " "))),
    "told again by the other system": (
        Code.APPOINTMENT_KNOWN,
        then(BookAppointment(IDENTITY, TEN, "00000009", BY, origin="city", origin_key="k1"), {"key": "k1"}),
    ),
    "told again after cancelling": (
        Code.APPOINTMENT_OVER,
        cancelled(BookAppointment(IDENTITY, TEN, "00000009", BY, origin="city", origin_key="k1")),
    ),
    "moved to a full slot": (
        Code.SLOT_FULL,
        lambda small: then(MoveAppointment(book_at_eleven(small), TEN, BY), {}, {})(small),
    ),
    "moving none": (Code.UNKNOWN_APPOINTMENT, then(MoveAppointment("00000001", TEN, BY))),
    "moved after it began": (Code.SLOT_PASSED, late(MoveAppointment("00000001", TEN + DAY_LONG, BY))),
    "cancelled after it began": (Code.SLOT_PASSED, late(CancelAppointment("00000001", BY))),
    "an appointment cancelled twice": (Code.APPOINTMENT_OVER, cancelled(CancelAppointment("00000001", BY))),
    "moved after checking in": (Code.APPOINTMENT_BEGUN, checked_in(MoveAppointment("00000001", TEN, BY))),
    "told otherwise after checking in": (
        Code.APPOINTMENT_BEGUN,
        checked_in(BookAppointment(IDENTITY, TEN, "00000009", BY, origin="city", origin_key="k1")),
    ),
    "cancelled at a counter": (Code.TICKET_AT_COUNTER, checked_in(CancelAppointment("00000001", BY), called=True)),
    "checked in after closing": (Code.APPOINTMENT_TOO_LATE, after_closing),
    "checked in without one": (Code.UNKNOWN_APPOINTMENT, then(CheckIn("kiosk-1", card="wang"))),
    "checked in after cancelling": (Code.APPOINTMENT_OVER, cancelled(CheckIn("kiosk-1", code="00000001"))),
    "checked in too early": (Code.APPOINTMENT_TOO_EARLY, then(CheckIn("kiosk-1", code="00000001"), {})),
    "checked in a day too early": (Code.APPOINTMENT_OTHER_DAY, tomorrows),
}


def book_at_eleven(small: SmallHall) -> str:
    """Another one, an hour later."""
    small.do(AdoptPlan(bookable(rules=RULES), BY))
    return book(small, 8, TEN + timedelta(hours=1)).code
