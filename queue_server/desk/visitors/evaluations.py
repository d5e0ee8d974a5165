"""What the wire is told of marks: whether a phone or kiosk may judge a ticket, and the lead's list of bad marks."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import islice
from typing import NamedTuple

from config.indicators import INDICATORS
from config.plan import Text
from config.vocabulary import IndicatorCode, Level, RefusalCode, TicketId, TicketState
from config.wire.message import Words2
from config.wire.pictures import BAD_MARKS_SHOWN_MAX, BadMarkLine, BadMarksPicture
from config.wire.replies import EvaluationStanding
from queue_server.desk.replies import counter_name, service_name, words
from queue_server.domain.decisions.evaluating import closed_elsewhere, judgeable, judgeable_again
from queue_server.domain.evaluation.facts import BadMark
from queue_server.domain.hall import Hall
from queue_server.domain.refusals import WORDS
from queue_server.domain.ticket import Ticket

Code = RefusalCode


class _May(NamedTuple):
    """Why not, the mark that counts, whether it would be the second one, and until when."""

    refusal: Code | None = None
    level: Level | None = None
    again: bool = False
    until: datetime | None = None


def standing_of(hall: Hall, name: TicketId, at: datetime) -> EvaluationStanding | None:
    """Whether a phone or a kiosk may judge this ticket now; None: neither one of today nor a bad mark on the list."""
    bad, ticket = hall.marks.bad.get(name), hall.tickets.get(name)
    if bad is not None:
        may = _again(bad, at)
    elif ticket is not None:
        may = _once(ticket, at)
    else:
        return None
    said = words(WORDS[may.refusal] if may.refusal is not None else Text("", ""))
    return EvaluationStanding(words=said, **may._asdict())


def _again(bad: BadMark, at: datetime) -> _May:
    if judgeable_again(bad, at):
        return _May(None, bad.level, True, bad.again_until)
    over = bad.again is None and bad.again_until is not None
    return _May(Code.EVALUATION_CLOSED if over else Code.EVALUATION_GIVEN, bad.again or bad.level)


def _once(ticket: Ticket, at: datetime) -> _May:
    if judgeable(ticket, at):
        return _May(until=ticket.elsewhere_until)
    if ticket.mark is not None:
        return _May(Code.EVALUATION_GIVEN, ticket.mark)
    served = ticket.state is TicketState.SERVED
    return _May(closed_elsewhere(ticket) if served else Code.EVALUATION_NOT_OPEN)


def bad_marks(hall: Hall, at: datetime) -> BadMarksPicture:
    """The list for the hall leads, newest first."""
    newest = islice(reversed(hall.marks.bad.values()), BAD_MARKS_SHOWN_MAX)
    return BadMarksPicture(
        at=at,
        total=len(hall.marks.bad),
        open=hall.marks.unanswered,
        marks=tuple(_line(hall, bad) for bad in newest),
    )


def _line(hall: Hall, bad: BadMark) -> BadMarkLine:
    due = bad.at + timedelta(days=hall.plan.evaluation.put_right_days)
    return BadMarkLine(
        ticket=bad.ticket,
        number=bad.number,
        service_name=service_name(hall, bad.service),
        counter_name=counter_name(hall, bad.counter),
        level=bad.level,
        at=bad.at,
        reasons=_reasons(bad.reasons),
        text=bad.text,
        due=due.astimezone(hall.zone).date().isoformat(),
        put_right_at=bad.put_right_at,
        put_right_by=bad.put_right_by,
        put_right_words=bad.put_right_words,
        redress=bad.redress,
        again_until=bad.again_until,
        again=bad.again,
    )


def _reasons(codes: Sequence[IndicatorCode]) -> tuple[Words2, ...]:
    return tuple(words(INDICATORS[code].words) for code in codes if code in INDICATORS)
