"""How each refusal about a mark is reached."""

from collections.abc import Callable, Mapping
from typing import Final

from config.vocabulary import EvaluationChannel, IndicatorCode, Level, RefusalCode, TicketId
from queue_server.domain.commands import Command, FinishService, GiveEvaluation, InviteEvaluation, PutRight
from tests.queue_server.domain.examples import ONE, SmallHall

BY: Final = "lan"


def _bad_mark(small: SmallHall, *reasons: str) -> GiveEvaluation:
    """For a ticket that was served at counter one just now."""
    ticket = _served(small)
    channel = EvaluationChannel.COUNTER_DEVICE
    return GiveEvaluation(ONE, ticket, Level.DISSATISFIED, channel, tuple(map(IndicatorCode, reasons)))


def _served(small: SmallHall) -> TicketId:
    ticket = small.take()
    small.open(ONE, BY)
    small.call(ONE)
    small.do(FinishService(ONE, BY))
    return ticket


def _invited_by_itself(small: SmallHall) -> Command:
    _served(small)
    return InviteEvaluation(ONE, BY)


def _put_right_twice(small: SmallHall) -> Command:
    bad = _bad_mark(small)
    small.do(bad, PutRight(bad.ticket, BY, "called back"))
    return PutRight(bad.ticket, BY, "called back")


def _judged_twice(small: SmallHall) -> Command:
    bad = _bad_mark(small)
    small.do(bad)
    return bad


MARKS_REFUSED: Final[Mapping[str, tuple[RefusalCode, Callable[[SmallHall], Command]]]] = {
    "a reason of another level": (RefusalCode.REASON_NOT_OF_LEVEL, lambda small: _bad_mark(small, "517")),
    "an invitation where the evaluator opens by itself": (RefusalCode.ALREADY_INVITED, _invited_by_itself),
    "a second mark": (RefusalCode.EVALUATION_GIVEN, _judged_twice),
    "nothing to put right": (RefusalCode.NO_BAD_MARK, lambda small: PutRight(_served(small), BY, "")),
    "put right twice": (RefusalCode.ALREADY_PUT_RIGHT, _put_right_twice),
}
