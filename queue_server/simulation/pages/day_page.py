"""The page of a day's (or some days') figures, in the words of whoever leads a hall."""

from collections.abc import Iterable, Iterator
from textwrap import fill
from typing import Final

from config.plan import Plan
from config.vocabulary import Level, TicketClass, TicketState
from queue_server.domain.appointments.facts import AppointmentBooked, AppointmentKept
from queue_server.domain.facts import (
    StepFinished,
    TicketCalledAgain,
    TicketHeld,
    TicketNotShown,
    TicketPutBack,
    TicketTransferred,
)
from queue_server.simulation.pages.counter_lines import counter_lines, name_of, spread
from queue_server.simulation.pages.figures import CLASSES, Figures, Group, Kept
from queue_server.simulation.pages.happenings import Closing, Happenings
from queue_server.simulation.pages.tables import by_class, by_half_hour, by_service
from queue_server.simulation.pages.whole_days import WholeDays
from queue_server.simulation.scenario import MINUTE, Session

WIDTH: Final = 118
LABEL: Final = 14


def page(plan: Plan, days: WholeDays, seed: int, tickets: int) -> str:
    """One page."""
    parts = (
        _heading(plan, days, seed, tickets),
        by_class(days.figures),
        by_half_hour(days.half_hours, len(days.dates)),
        by_service(plan, days.figures),
        (_told(label, told) for label, told in _visits(plan, days)),
        (_told(label, told) for label, told in counter_lines(plan, days.figures, days.presence)),
        (_told(label, told) for label, told in _judged(days.figures)),
        _small_print(days),
    )
    return "\n\n".join("\n".join(part) for part in parts)


def _heading(plan: Plan, days: WholeDays, seed: int, tickets: int) -> Iterator[str]:
    first, count = days.dates[0], len(days.dates)
    which = f"{first:%A}, {first.day} {first:%B %Y}"
    yield f"{plan.name.en}: a simulated day" if count == 1 else f"{plan.name.en}: {count} simulated days"
    since = which if count == 1 else f"{count} open days from {which}"
    yield f"{since} · open {_hours(days.sessions)} · {tickets} tickets{' a day' if count > 1 else ''} · seed {seed}"


def _hours(sessions: Iterable[Session]) -> str:
    return ", ".join(f"{_clock(session.opens_s)}-{_clock(session.ends_s)}" for session in sessions)


def _clock(second: int) -> str:
    return f"{second // MINUTE // 60:02}:{second // MINUTE % 60:02}"


def _visits(plan: Plan, days: WholeDays) -> Iterator[tuple[str, str]]:
    """What else happened to tickets."""
    happened = days.happenings
    yield "Longest wait", _longest(plan, happened, len(days.dates))
    yield "Appointments", _appointments(happened)
    behind = f"{happened[TicketPutBack]} waited once more, {happened.served_after_put_back} of them were served"
    ended = f"{happened[TicketNotShown]} ended as no-shows"
    yield "Not there", f"{happened[TicketCalledAgain]} were called again at once; {behind}; {ended}"
    elsewhere = f"{happened[TicketTransferred]} to another service, {happened.to_appeals} of them to the appeal counter"
    yield "Sent on", f"{elsewhere}; {happened[StepFinished]} went on to a further matter with the same number"
    held = f"{happened[TicketHeld]} fetched a paper{spread(happened.holds_min)}"
    yield "On hold", held + (f"; {happened.not_back} not back before the end" if happened.not_back else "")
    yield "Closing", "; ".join(_closing(happened, days.figures.everybody))


def _longest(plan: Plan, happened: Happenings, days: int) -> str:
    longest = happened.longest
    if longest is None:
        return "nobody was called"
    ticket, on = longest.ticket, f" on {longest.taken_at:%Y-%m-%d}" if days > 1 else ""
    since = f", booked for {ticket.booked_for.astimezone(longest.taken_at.tzinfo):%H:%M}" if ticket.booked_for else ""
    service = plan.service_by_id[longest.service].name.en
    return (
        f"{longest.minutes:.0f} minutes: {ticket.number}, {ticket.ticket_class.value}, {service}; taken at "
        f"{longest.taken_at:%H:%M}{on}{since}, called at {longest.called_at:%H:%M} to {name_of(plan, longest.counter)}"
    )


def _appointments(happened: Happenings) -> str:
    if not happened[AppointmentBooked]:
        return "nobody had booked"
    kept = f"{happened[AppointmentKept]} kept"
    late = f" ({happened.booked_late} too late: they queued as ordinary visitors)" if happened.booked_late else ""
    return f"{happened[AppointmentBooked]} booked, {kept}{late}, {happened.missed} missed"


def _closing(happened: Happenings, everybody: Group) -> Iterator[str]:
    """One day by the clock, many by their sums."""
    ended, over = everybody.states[TicketState.ENDED], everybody.states[TicketState.CARRIED]
    if len(happened.closings) == 1:
        (closing,) = happened.closings
        yield _by_the_clock(closing)
    if ended + over:
        yield f"{ended} still waited and ended, {over} are carried over to the next working day"
    else:
        yield "nobody was left waiting"


def _by_the_clock(closing: Closing) -> str:
    last = f"last visitor served at {closing.last_served_at:%H:%M}" if closing.last_served_at else "none served"
    return last if closing.waiting_ended_at is None else f"{last}, waiting ended at {closing.waiting_ended_at:%H:%M}"


def _judged(figures: Figures) -> Iterator[tuple[str, str]]:
    """What visitors thought, whether the order was kept, and whether they were told right."""
    served, given = figures.everybody.states[TicketState.SERVED], figures.marks.total()
    levels = ", ".join(f"{level.value.replace('_', ' ')} {figures.marks[level]}" for level in Level)
    yield "Marks", f"{levels}; no review by {served - given} of {served}"
    passed = ", ".join(f"{kind.value} {figures.by_class[kind].overtaken}" for kind in CLASSES)
    over = f"{figures.by_class[TicketClass.ORDINARY].long_share:.1%} of ordinary visitors waited over an hour"
    yield "Order", f"called after a later ticket of their service: {passed}; {over}"
    yield "Wait told", "; ".join(_kept(kind, group) for kind in CLASSES if (group := figures.by_class[kind]).taken)


def _kept(kind: TicketClass, group: Group) -> str:
    """How often the wait lay in the range that the kiosk told, of those who were told one."""
    came_out = group.promised
    told = came_out.total() - came_out[Kept.UNTOLD]
    within = f"{came_out[Kept.WITHIN] / max(1, told):.0%} of {told} as told" if told else "nobody"
    other = f"{came_out[Kept.SOONER]} sooner, {came_out[Kept.LATER]} later, {came_out[Kept.UNTOLD]} untold"
    return f"{kind.value} {within} ({other})"


def _small_print(days: WholeDays) -> Iterator[str]:
    """Refusals as the core names them, and the fingerprint of each day."""
    refused = ", ".join(f"{name.replace('_', ' ')} {count}" for name, count in sorted(days.figures.refusals.items()))
    yield _told("Refused", refused or "nothing")
    yield _told("Facts", f"{days.happenings.counts.total()} in the journal; the same seed gives the same ones")
    for day, digest in zip(days.dates, days.digests, strict=True):
        yield f"{'':{LABEL}}{day} sha256 {digest}"


def _told(label: str, told: str) -> str:
    return fill(told, WIDTH, initial_indent=f"{label:{LABEL}}", subsequent_indent=" " * LABEL)
