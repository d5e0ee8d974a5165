"""What the wire is told of marks: whether a phone or kiosk may judge a ticket, and the lead's list of bad marks."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import islice

from config.indicators import INDICATORS
from config.plan import Text
from config.vocabulary import IndicatorCode, Level, RefusalCode, TicketId, TicketState
from config.wire.message import Words2
from config.wire.pictures import BAD_MARKS_SHOWN_MAX, BadMarkLine, BadMarksPicture
from config.wire.replies import EvaluationStanding, Reply
from config.wire.requests import AskEvaluation
from queue_server.desk.replies import refused, words
from queue_server.domain.decisions.evaluating import judgeable, judgeable_again
from queue_server.domain.evaluation.facts import BadMark
from queue_server.domain.hall import Hall
from queue_server.domain.refusals import WORDS, Refusal

Code = RefusalCode


def standing(hall: Hall, request: AskEvaluation, at: datetime) -> Reply:
    """Whether a phone or a kiosk may judge this ticket now; a refusal when it is none of today's, nor a bad mark's."""
    found = _found(hall, TicketId(request.ticket), at)
    if found is None:
        return refused(Refusal(Code.UNKNOWN_TICKET), request.request_id)
    number, refusal, level, again = found
    return EvaluationStanding(
        request_id=request.request_id,
        ticket=request.ticket,
        number=number,
        refusal=refusal,
        level=level,
        again=again,
        words=words(WORDS[refusal] if refusal is not None else Text("", "")),
    )


def _found(hall: Hall, name: TicketId, at: datetime) -> tuple[str, Code | None, Level | None, bool] | None:
    """Number, why not, the mark that counts, whether it would be the second one."""
    bad, ticket = hall.marks.bad.get(name), hall.tickets.get(name)
    if bad is not None:
        if judgeable_again(bad, at):
            return bad.number, None, bad.level, True
        over = bad.again is None and bad.again_until is not None
        return bad.number, Code.EVALUATION_CLOSED if over else Code.EVALUATION_GIVEN, bad.again or bad.level, False
    if ticket is None:
        return None
    if judgeable(ticket, at):
        return ticket.number, None, None, False
    if ticket.mark is not None:
        return ticket.number, Code.EVALUATION_GIVEN, ticket.mark, False
    served = ticket.state is TicketState.SERVED
    return ticket.number, Code.EVALUATION_CLOSED if served else Code.EVALUATION_NOT_OPEN, None, False


def bad_marks(hall: Hall, at: datetime) -> BadMarksPicture:
    """The list for the hall leads, newest first."""
    newest = islice(reversed(hall.marks.bad.values()), BAD_MARKS_SHOWN_MAX)
    return BadMarksPicture(
        at=at,
        total=len(hall.marks.bad),
        open=sum(bad.put_right_at is None for bad in hall.marks.bad.values()),
        marks=tuple(_line(hall, bad) for bad in newest),
    )


def _line(hall: Hall, bad: BadMark) -> BadMarkLine:
    counter = hall.plan.counter_by_id.get(bad.counter)
    due = bad.at + timedelta(days=hall.plan.evaluation.put_right_days)
    return BadMarkLine(
        ticket=bad.ticket,
        number=bad.number,
        counter_name=words(counter.name) if counter else Words2(zh=bad.counter, en=bad.counter),
        level=bad.level,
        at=bad.at,
        reasons=_reasons(bad.reasons),
        text=bad.text,
        due=due.astimezone(hall.zone).date().isoformat(),
        put_right_at=bad.put_right_at,
        put_right_by=bad.put_right_by,
        put_right_words=bad.put_right_words,
        again=bad.again,
    )


def _reasons(codes: Sequence[IndicatorCode]) -> tuple[Words2, ...]:
    return tuple(words(INDICATORS[code].words) for code in codes if code in INDICATORS)
