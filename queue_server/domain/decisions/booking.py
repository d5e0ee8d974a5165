"""A visitor books, moves, cancels, checks in; a day ends for those who did not come."""

from datetime import date, datetime, timedelta

from config.plan import Service, Text
from config.rules.appointments import OPEN_MAX, starts_on
from config.rules.numbers import WEEK_DAYS
from config.vocabulary import AppointmentId, AppointmentState, RefusalCode, ServiceId, TicketClass
from queue_server.domain.appointments.appointment import Appointment
from queue_server.domain.appointments.book import Book
from queue_server.domain.appointments.commands import (
    AppointmentCommand,
    BookAppointment,
    CancelAppointment,
    CheckIn,
    LiftBlock,
    MoveAppointment,
)
from queue_server.domain.appointments.facts import (
    AppointmentBooked,
    AppointmentCancelled,
    AppointmentFact,
    AppointmentKept,
    AppointmentMissed,
    AppointmentMoved,
    BlockLifted,
    PersonBlocked,
)
from queue_server.domain.commands import TakeTicket
from queue_server.domain.decisions.issuing import hall_full
from queue_server.domain.decisions.taking import give, kept_for, number_for, same_numbers
from queue_server.domain.facts import Fact, TicketCancelled, TicketTaken
from queue_server.domain.hall import Hall
from queue_server.domain.hours.sessions import last_closing
from queue_server.domain.numbering import GivenNumbers
from queue_server.domain.refusals import Refusal
from queue_server.domain.ticket import AT_COUNTER, LIVE, Ticket

Outcome = tuple[Fact, ...] | Refusal
Code = RefusalCode


def about_appointments(hall: Hall, command: AppointmentCommand, now: datetime) -> Outcome:
    """What follows from a command about an appointment."""
    match command:
        case BookAppointment():
            return _book(hall, command, now)
        case MoveAppointment():
            found = _changeable(hall, command.code, now)
            if isinstance(found, Refusal):
                return found
            return _moved(hall, found, found.service, command.starts_at, command.by, now)
        case CancelAppointment():
            return _cancel(hall, command, now)
        case CheckIn():
            return _check_in(hall, command, now)
        case LiftBlock():
            return _lift(hall, command)
        case _:
            raise TypeError(type(command).__name__)


def the_day_ends(hall: Hall, day: date) -> tuple[list[AppointmentFact], AppointmentFact | None]:
    """Before ``day`` begins: who did not come, and who is blocked for it; and what the new day takes over."""
    rules, book = hall.plan.appointments, hall.appointments.copy()
    ended: list[AppointmentFact] = []
    for over in sorted(d for d in book.of_day if d < day):
        for appointment in [book.known[name] for name in book.of_day[over]]:
            if appointment.state is AppointmentState.OPEN:
                missed = AppointmentMissed(appointment.id, counted=over == hall.day)
                book.apply(missed)
                ended.append(missed)
                if (block := _block_due(hall, book, appointment)) is not None:
                    book.apply(block)
                    ended.append(block)
    return ended, book.next_morning(day, rules.no_show_days).carried()


def free_places(hall: Hall, service: ServiceId, starts_at: datetime) -> int:
    """How many can still book a slot of the service's plan."""
    slots = hall.plan.service_by_id[service].slots
    capacity = slots.capacity if slots is not None else 0
    return max(0, capacity - hall.appointments.used.get((service, starts_at), 0))


def _block_due(hall: Hall, book: Book, missed: Appointment) -> PersonBlocked | None:
    rules = hall.plan.appointments
    if missed.card is None or not rules.no_shows_max:
        return None
    since = missed.day - timedelta(days=rules.no_show_days)
    recent = [day for day in book.no_shows.get(missed.card, ()) if day > since]
    if len(recent) < rules.no_shows_max:
        return None
    return PersonBlocked(missed.card, missed.day + timedelta(days=rules.block_days))


def _book(hall: Hall, command: BookAppointment, now: datetime) -> Outcome:
    book = hall.appointments
    if command.origin is not None and command.origin_key is not None:
        name = book.by_origin.get((command.origin, command.origin_key))
        if name is not None:
            return _news_of_other_system(hall, book.known[name], command, now)
    day = _free_slot(hall, command.service, command.starts_at, now)
    if isinstance(day, Refusal):
        return day
    refusal = _person_may_not(hall, command.card, command.service, day, None)
    if (refusal := refusal or _nothing_left(hall, command.service, day, None)) is not None:
        return refusal
    if len(book.known) >= OPEN_MAX:
        return Refusal(Code.SLOT_FULL)
    if command.new_code in book.by_code:
        return Refusal(Code.CODE_IN_USE)
    booked = AppointmentBooked(
        appointment=AppointmentId(f"{hall.day:%Y%m%d}-{command.new_code}"),
        code=command.new_code,
        service=command.service,
        day=day,
        starts_at=command.starts_at,
        by=command.by,
        card=command.card,
        masked_name=command.masked_name,
        origin=command.origin,
        origin_key=command.origin_key,
    )
    return (booked,)


def _news_of_other_system(hall: Hall, known: Appointment, command: BookAppointment, now: datetime) -> Outcome:
    """The other system says it again: nothing new, or another slot."""
    if known.state is not AppointmentState.OPEN:
        return _ended(hall, known)
    if (known.service, known.starts_at) == (command.service, command.starts_at):
        return Refusal(Code.APPOINTMENT_KNOWN)
    return _moved(hall, known, command.service, command.starts_at, command.by, now)


def _moved(
    hall: Hall, appointment: Appointment, service: ServiceId, starts_at: datetime, by: str, now: datetime
) -> Outcome:
    day = _free_slot(hall, service, starts_at, now)
    if isinstance(day, Refusal):
        return day
    refusal = _person_may_not(hall, appointment.card, service, day, appointment.id)
    if (refusal := refusal or _nothing_left(hall, service, day, appointment)) is not None:
        return refusal
    return (AppointmentMoved(appointment.id, appointment.code, service, day, starts_at, by),)


def _changeable(hall: Hall, code: str, now: datetime) -> Appointment | Refusal:
    found = hall.appointments.find(code)
    if found is None:
        return Refusal(Code.UNKNOWN_APPOINTMENT)
    if found.state is not AppointmentState.OPEN:
        return _ended(hall, found)
    return found if now < found.starts_at else Refusal(Code.SLOT_PASSED)


def _ended(hall: Hall, appointment: Appointment) -> Refusal:
    """Why one that is not open can't be changed."""
    return Refusal(Code.APPOINTMENT_OVER if _live_ticket(hall, appointment) is None else Code.APPOINTMENT_BEGUN)


def _live_ticket(hall: Hall, appointment: Appointment) -> Ticket | None:
    """The ticket of somebody who checked in, as long as it is not over."""
    ticket = hall.tickets.get(appointment.ticket) if appointment.ticket is not None else None
    return ticket if ticket is not None and ticket.state in LIVE else None


def _cancel(hall: Hall, command: CancelAppointment, now: datetime) -> Outcome:
    """Who checked in gives the ticket up as well; at a counter the clerk decides."""
    begun = hall.appointments.find(command.code)
    ticket = _live_ticket(hall, begun) if begun is not None else None
    found = begun if begun is not None and ticket is not None else _changeable(hall, command.code, now)
    if isinstance(found, Refusal):
        return found
    cancelled = AppointmentCancelled(found.id, found.code, command.by)
    if ticket is None:
        return (cancelled,)
    if ticket.state in AT_COUNTER:
        return Refusal(Code.TICKET_AT_COUNTER)
    return TicketCancelled(ticket.id, command.by, command.canceller), cancelled


def _free_slot(hall: Hall, service: ServiceId, starts_at: datetime, now: datetime) -> date | Refusal:
    """The hall's date of a slot that can be booked now."""
    planned = hall.adopted.service_by_id.get(service)
    if planned is None:
        return Refusal(Code.UNKNOWN_SERVICE)
    if planned.slots is None or hall.day is None:
        return Refusal(Code.NOT_BOOKABLE)
    local = starts_at.astimezone(hall.zone)
    if local.date() > hall.day + timedelta(days=hall.plan.appointments.days_ahead):
        return Refusal(Code.SLOT_TOO_FAR)
    if local.date() < hall.day or starts_at + timedelta(minutes=planned.slots.length_min) <= now:
        return Refusal(Code.SLOT_PASSED)
    if local.time() not in starts_on(planned.slots, hall.plan.opening, local.date()):
        return Refusal(Code.NO_SUCH_SLOT)
    return local.date() if free_places(hall, service, starts_at) else Refusal(Code.SLOT_FULL)


def _nothing_left(hall: Hall, service: ServiceId, day: date, moved: Appointment | None) -> Refusal | None:
    """Whoever books has a number kept, and today a place: there must be one beyond those that are kept already.

    One that is moved takes along what it has.
    """
    planned, today = hall.plan.service_by_id[service], day == hall.day
    has_number = moved is not None and moved.service == service and same_numbers(hall, planned, moved.day, day)
    has_place = moved is not None and moved.day == hall.day
    used_up = not has_number and not _number_left(hall, planned, day)
    if not used_up and not (today and not has_place and hall_full(hall)):
        return None
    if today:
        said = Text("今天的号已取完，请选择其他日期", "No numbers are left for today; please choose another day")
    else:
        said = Text("这一天的号已留完，请选择更晚的日期", "No numbers are left for that day; please choose a later one")
    return Refusal(Code.SLOT_FULL, said)


def _number_left(hall: Hall, service: Service, day: date) -> bool:
    """Whether one is left beyond those kept; a day or week to come has the whole range."""
    if hall.day is None or same_numbers(hall, service, hall.day, day):
        return number_for(hall, service, kept_for(hall, service)) is not None
    week = (day + timedelta(days=away) for away in range(1 - WEEK_DAYS, WEEK_DAYS))
    kept = sum(hall.appointments.open_on(d, service.id) for d in week if same_numbers(hall, service, d, day))
    range_free = GivenNumbers().free(hall.blocks.without(service), hall.plan.numbers, lambda _: False, kept)
    return range_free is not None


def _person_may_not(
    hall: Hall, card: str | None, service: ServiceId, day: date, itself: AppointmentId | None
) -> Refusal | None:
    """``itself``: the appointment that is moved. A block takes away no appointment, so it lets it be moved as well."""
    if card is None or hall.day is None:
        return None
    until = hall.appointments.blocked.get(card) if itself is None else None
    if until is not None and hall.day <= until:
        said = Text(
            f"因多次爽约，{until} 及以前暂不能预约，可现场取号",
            f"After missed appointments you can't book up to and including {until}; a number can be taken here",
        )
        return Refusal(Code.PERSON_BLOCKED, said)
    theirs = (hall.appointments.known[name] for name in hall.appointments.open_of.get(card, ()) if name != itself)
    has = any((other.service, other.day) == (service, day) for other in theirs)
    return Refusal(Code.PERSON_HAS_APPOINTMENT) if has else None


def _lift(hall: Hall, command: LiftBlock) -> Outcome:
    if not command.why.strip():
        return Refusal(Code.REASON_MISSING, Text("请写明解除的原因", "Say why the block is lifted"))
    if command.person not in hall.appointments.blocked:
        return Refusal(Code.NOT_BLOCKED)
    return (BlockLifted(command.person, command.by, command.why),)


def _check_in(hall: Hall, command: CheckIn, now: datetime) -> Outcome:
    """The ticket at once: booked when in time, ordinary when too late; a second queue is never asked for.

    The limits on persons and half days are for who comes without an appointment, and so is the last issue: it was given
    when the place was booked. Only when the hall has closed and the booked time is over there is nobody left to serve.
    """
    found = _meant(hall, command)
    if found is None:
        return Refusal(Code.UNKNOWN_APPOINTMENT)
    if found.state is not AppointmentState.OPEN:
        return Refusal(Code.APPOINTMENT_OVER)
    if found.day != hall.day:
        said = Text(f"您的预约日期是 {found.day}", f"Your appointment is on {found.day}")
        return Refusal(Code.APPOINTMENT_OTHER_DAY, said)
    early = hall.plan.appointments.early_min
    if early and found.starts_at - now > timedelta(minutes=early):
        return Refusal(Code.APPOINTMENT_TOO_EARLY)
    if _hall_has_closed(hall, now) and now - found.starts_at > hall.plan.late_booking:
        return Refusal(Code.APPOINTMENT_TOO_LATE)
    service = hall.plan.service_by_id.get(found.service)
    if service is None:
        return Refusal(Code.UNKNOWN_SERVICE)
    card, name = found.card or command.card, command.masked_name or found.masked_name
    wanted = TakeTicket(command.kiosk, service.id, TicketClass.BOOKED, found.starts_at, card, name)
    made = give(hall, service, wanted, now)
    if isinstance(made, Refusal):
        return made
    return *(AppointmentKept(found.id, f.ticket) for f in made if isinstance(f, TicketTaken)), *made


def _hall_has_closed(hall: Hall, now: datetime) -> bool:
    """For the day; a hall without hours never does."""
    opening, day = hall.plan.opening, hall.day
    closing = last_closing(opening, hall.zone, day) if opening is not None and day is not None else None
    return closing is not None and now >= closing


def _meant(hall: Hall, command: CheckIn) -> Appointment | None:
    """By the code, or the card's next one: today's before those of other days."""
    book = hall.appointments
    if command.code is not None:
        return book.find(command.code)
    theirs = [book.known[name] for name in book.open_of.get(command.card or "", ())]
    return min(theirs, key=lambda a: (a.day != hall.day, a.starts_at, a.id), default=None)
