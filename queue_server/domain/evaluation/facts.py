"""What happened around a mark, besides the mark itself. Texts of visitors are personal: kept, never logged."""

from dataclasses import field
from datetime import datetime

from config.value import value
from config.vocabulary import CounterId, EvaluationChannel, IndicatorCode, Level, Redress, ServiceId, TicketId


@value(frozen=True, slots=True)
class BadMark:
    """A bad mark and what became of it. It outlives its day, so it holds all that the lists show."""

    ticket: TicketId
    number: str
    counter: CounterId
    level: Level
    at: datetime
    reasons: tuple[IndicatorCode, ...] = ()
    text: str = field(default="", repr=False)
    put_right_at: datetime | None = None
    put_right_by: str | None = None
    put_right_words: str = field(default="", repr=False)
    again_until: datetime | None = None
    """Put right: until then the visitor may judge once more."""
    again: Level | None = None
    """What the visitor thought the second time."""
    service: ServiceId = ServiceId("")
    """Empty in journals of earlier versions."""
    redress: Redress | None = None


@value(frozen=True, slots=True)
class EvaluationInvited:
    """The clerk asked for a mark; the evaluator is open until then."""

    ticket: TicketId
    counter: CounterId
    by: str
    until: datetime


@value(frozen=True, slots=True)
class BadMarkPutRight:
    """What was wrong was put right; the visitor may judge once more until then."""

    ticket: TicketId
    by: str
    words: str = field(repr=False)
    until: datetime
    redress: Redress = Redress.PUT_RIGHT


@value(frozen=True, slots=True)
class EvaluationRecordedAgain:
    """The visitor judged a second time, after a bad mark was put right. The first mark stays on record."""

    ticket: TicketId
    counter: CounterId
    level: Level
    channel: EvaluationChannel
    reasons: tuple[IndicatorCode, ...] = ()
    text: str = field(default="", repr=False)


@value(frozen=True, slots=True)
class BadMarksCarried:
    """A day began with these bad marks of earlier days on the list."""

    marks: tuple[BadMark, ...]


EvaluationFact = EvaluationInvited | BadMarkPutRight | EvaluationRecordedAgain | BadMarksCarried
