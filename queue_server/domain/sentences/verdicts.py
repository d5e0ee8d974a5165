"""What decided a call, in half a sentence for each rule; told from the call's log, not from the plan in force now."""

from config.plan import Text
from config.rules.preference import Preference
from queue_server.domain.calling.reason import CallReason, CallRule, Candidate
from queue_server.domain.hall import Hall
from queue_server.domain.sentences.classes import CLASS_WORDS
from queue_server.domain.sentences.preference import preferred
from queue_server.domain.sentences.tickets import before, clock
from queue_server.domain.ticket import Ticket


def verdict_of(hall: Hall, reason: CallReason, ticket: Ticket) -> Text:
    """Why it was this ticket and none of the other candidates."""
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
            return before(hall, ticket, min(behind, key=lambda other: (bool(other.put_back), other.taken_at)))
        case CallRule.LAST_CLASS_TURN | CallRule.PREFERRED:
            return _out_of_turn(hall, reason, ticket)
        case CallRule.PUT_BACK | CallRule.HEAD_START | CallRule.OWN_FIRST:
            return _passed(hall, reason, list(reason.candidates[1:]))


def _out_of_turn(hall: Hall, reason: CallReason, ticket: Ticket) -> Text:
    """By a rule of the counter, whatever the times say."""
    if reason.rule is CallRule.LAST_CLASS_TURN:
        after, name = reason.counted or hall.plan.order.last_class_after, CLASS_WORDS[ticket.ticket_class]
        return Text(
            f"本窗口连续叫{after}张其他号票后即叫一张{name.zh}，因此轮到它",
            f"after {after} other tickets in a row this counter calls {name.en}, so it is its turn",
        )
    number, first = (
        hall.tickets[reason.candidates[1].ticket].number,
        preferred(hall.plan, reason.prefers or Preference()),
    )
    return Text(
        f"本窗口先叫{first.zh}，因此先于{number}",
        f"this counter calls {first.en} first, so it goes before {number}",
    )


def _passed(hall: Hall, reason: CallReason, others: list[Candidate]) -> Text:
    """By the times that stand on paper, beside whoever came before it and waits on."""
    if reason.rule is CallRule.PUT_BACK:
        number = hall.tickets[min(others, key=lambda other: other.taken_at).ticket].number
        return Text(
            f"{number}此前叫到时无人应答，已排到后面",
            f"{number} was called before and nobody came, so it waits behind",
        )
    if reason.rule is CallRule.OWN_FIRST:
        minutes = reason.counted or hall.plan.own_first_min
        passed = min(others, key=lambda other: (other.rank, other.counted_from))
        number = hall.tickets[passed.ticket].number
        return Text(
            f"它办的是本窗口主办业务，先于协办业务{number}（{number}早到不超过{minutes}分钟）",
            f"its service is this counter's own and goes before {number} of a second service,"
            f" which came at most {minutes} minutes earlier",
        )
    there = [other for other in others if not hall.tickets[other.ticket].put_back]
    passed = min(there or others, key=lambda other: other.taken_at)
    number, at = hall.tickets[passed.ticket].number, clock(hall.zone, passed.counted_from)
    same = at == clock(hall.zone, reason.candidates[0].counted_from)
    within = Text("（同一分钟内在前）", " (within that minute)") if same else Text("", "")
    return Text(
        f"早于视为{at}到达的{number}{within.zh}",
        f"earlier than {number}, counted as arrived at {at}{within.en}",
    )
