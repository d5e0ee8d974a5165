"""The answers of the queue server, sent to the asker's reply topic with the asker's correlation data."""

from config.vocabulary import Canceller, Level, Redress, RefusalCode, TicketClass, TicketState
from config.wire.appointments import AppointmentGiven, AppointmentsListed, SlotsListed
from config.wire.lead import BlocksListed, DailyShown, PlanShown, TicketFound, ToldLateListed
from config.wire.message import Count, Message, Moment, Name, OpenText, TicketKey, Words2


class Done(Message):
    """The request was carried out; ``seq`` is the number of its last fact in the journal."""

    request_id: str
    seq: Count


class TicketGiven(Message):
    """The visitor's number and all that the screen and the paper show."""

    request_id: str
    ticket: TicketKey
    number: str
    service: Name
    service_name: Words2
    department_name: Words2
    hall_name: Words2
    ticket_class: TicketClass
    people_ahead: Count
    taken_at: Moment
    booked_for: Moment | None = None
    """Of who had an appointment: its time. The class says whether they came in time for it."""
    counted_from: Moment
    """The moment that this ticket is counted as arrived at."""
    wait_low_min: Count | None = None
    wait_high_min: Count | None = None
    """About how long it will take, in minutes; None: nobody can tell, no counter is open for it."""
    chain_name: Words2 | None = None
    """The one thing that was asked for, when it takes several services."""
    steps: tuple[Words2, ...] = ()
    """All of them in order, ``service_name`` first; empty for one service."""
    step_services: tuple[Name, ...] = ()
    """The same by id."""
    group: Name | None = None
    """Which of the priority visitors, if that was named."""
    counter_names: tuple[Words2, ...]
    """The counters that may call it."""
    stays_valid: Words2 | None = None
    """What becomes of it if the hall closes first; None: it ends."""


class ReprintGiven(Message):
    """Print the paper once more and mark it: it is the ticket's print number ``print_no``."""

    request_id: str
    given: TicketGiven
    """With those who are ahead of it now."""
    print_no: Count


class Refused(Message):
    """Nothing changed. ``words`` can be shown to the visitor or clerk as they are."""

    request_id: str
    code: RefusalCode
    words: Words2


class Explained(Message):
    """Where a ticket stands and why; then why a later comer was called first, and its own calls that are over."""

    request_id: str
    ticket: TicketKey
    words: Words2


class EvaluationStanding(Message):
    """Whether a ticket may be judged by phone or kiosk now. ``refusal`` None: it may."""

    refusal: RefusalCode | None
    level: Level | None
    """The mark that was given, if there is one."""
    again: bool
    """A bad mark was put right: this would be the second mark."""
    words: Words2
    """Why not; empty when it may."""
    until: Moment | None = None
    """The last moment for a mark, when it may."""


class VisitShown(Message):
    """One visit, for its visitor at a phone or kiosk."""

    request_id: str
    ticket: TicketKey
    number: str
    service_name: Words2
    state: TicketState
    people_ahead: Count | None = None
    """Of one that waits: how many are to be called before it."""
    wait_low_min: Count | None = None
    wait_high_min: Count | None = None
    """Of one that waits: about how long it will take, in minutes; None: nobody can tell."""
    counter_name: Words2 | None = None
    """Where it was called to, or served."""
    carried_to: Words2 | None = None
    """The day on which it waits again, of one that was carried over."""
    canceller: Canceller | None = None
    """Of one that was cancelled: who did it, if that is known."""
    follow: tuple[Words2, ...] = ()
    """The services still to do after this one, in order."""
    mark: EvaluationStanding
    answer: OpenText = ""
    """What a hall lead says was done about the bad mark."""
    redress: Redress | None = None


class AppointmentToday(Message):
    """An appointment that can be checked in by its person's card."""

    service_name: Words2
    starts_at: Moment


class VisitLine(Message):
    """A ticket that is not over."""

    ticket: TicketKey
    number: str
    service_name: Words2


class JudgeableLine(VisitLine):
    """A service that its visitor may judge by phone or kiosk now."""

    again: bool
    """A bad mark was put right: this would be the second mark."""


class PersonStanding(Message):
    """What is there today for one card's person; ``tickets`` wait: as they stand now; ``live`` are all not over."""

    request_id: str
    appointment: AppointmentToday | None
    tickets: tuple[TicketGiven, ...]
    judgeable: tuple[JudgeableLine, ...]
    live: tuple[VisitLine, ...] = ()


Appointments = AppointmentGiven | AppointmentsListed | SlotsListed
AboutTickets = TicketGiven | ReprintGiven | Explained | VisitShown | PersonStanding
LookedUp = PlanShown | BlocksListed | ToldLateListed | DailyShown | TicketFound
Reply = Done | Refused | AboutTickets | Appointments | LookedUp
