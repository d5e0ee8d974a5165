"""What decided a call, in half a sentence for each rule; told from the call's log, not from the plan in force now."""

from datetime import datetime

from config.plan import Text
from config.rules.preference import Preference
from queue_server.domain.calling.call import Call
from queue_server.domain.calling.reason import CallReason, CallRule, Candidate
from queue_server.domain.hall import Hall
from queue_server.domain.sentences.preference import preferred
from queue_server.domain.sentences.rules import THIS_COUNTER, by_own_service, by_preference, by_turn
from queue_server.domain.sentences.tickets import before, clock, moment
from queue_server.domain.ticket import Ticket


def verdict_of(hall: Hall, call: Call, ticket: Ticket) -> Text:
    """Why it was this ticket and none of the other candidates."""
    if (reason := call.reason) is None:
        at = clock(hall.zone, call.at)
        return Text(
            f"此前已叫过号、后来挂起，{at}直接叫回",
            f"it had been called before and was on hold, and was called back at {at}",
        )
    queues = len(reason.candidates)
    match reason.rule:
        case CallRule.ONLY_CANDIDATE:
            return Text(
                "当时本窗口只有这一队有人等候，它排在最前",
                "no other queue was waiting for this counter, and it was first in its own",
            )
        case CallRule.EARLIEST:
            return Text(
                f"在本窗口有人等候的{queues}个队列中到达最早",
                f"it came first among the {queues} queues waiting for this counter",
            )
        case CallRule.FIRST_COME:
            return Text(
                f"按取号先后，在本窗口有人等候的{queues}个队列中最早",
                f"by the order of taking it came first among the {queues} queues waiting for this counter",
            )
        case CallRule.STRICT_CLASS:
            chosen, *others = reason.candidates
            behind = [hall.tickets[other.ticket] for other in others if other.rank > chosen.rank]
            return before(hall, ticket, min(behind, key=lambda other: (other.put_back_by(call.at), other.taken_at)))
        case CallRule.LAST_CLASS_TURN:
            turn = by_turn(THIS_COUNTER, reason.counted or hall.plan.order.last_class_after, ticket.ticket_class)
            return Text(f"{turn.zh}，因此轮到它", f"{turn.en}, so it is its turn")
        case CallRule.PREFERRED:
            number = hall.tickets[reason.candidates[1].ticket].number
            rule = by_preference(THIS_COUNTER, preferred(hall.plan, reason.prefers or Preference()))
            return Text(f"{rule.zh}，因此先于{number}", f"{rule.en}, so it goes before {number}")
        case CallRule.PUT_BACK | CallRule.HEAD_START | CallRule.OWN_FIRST:
            return _passed(hall, reason, call.at, list(reason.candidates[1:]))


def _passed(hall: Hall, reason: CallReason, at: datetime, others: list[Candidate]) -> Text:
    """By the times that stand on paper, beside whoever came before it and waits on."""
    if reason.rule is CallRule.PUT_BACK:
        number = hall.tickets[min(others, key=lambda other: other.taken_at).ticket].number
        return Text(
            f"{number}此前叫到时无人应答，已排到后面",
            f"{number} was called before and nobody came, so it waits behind",
        )
    if reason.rule is CallRule.OWN_FIRST:
        passed = min(others, key=lambda other: (other.rank, other.counted_from))
        number, minutes = hall.tickets[passed.ticket].number, reason.counted or hall.plan.own_first_min
        return by_own_service(Text("它", "its service"), THIS_COUNTER, number, minutes)
    there = [other for other in others if not hall.tickets[other.ticket].put_back_by(at)]
    passed = min(there or others, key=lambda other: other.taken_at)
    number, counted = hall.tickets[passed.ticket].number, moment(hall, passed.counted_from)
    same = counted == moment(hall, reason.candidates[0].counted_from)
    within = Text("（同一分钟内在前）", " (within that minute)") if same else Text("", "")
    return Text(
        f"早于视为{counted.zh}到达的{number}{within.zh}",
        f"earlier than {number}, counted as arrived at {counted.en}{within.en}",
    )
