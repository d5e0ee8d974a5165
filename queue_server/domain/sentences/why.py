"""Why this ticket was called: one sentence in Chinese and English, settled by printed times."""

from collections.abc import Iterable
from typing import Final

from config.plan import Text
from config.rules.order import Order
from config.vocabulary import CounterId, TicketClass
from queue_server.domain.calling.call import Call
from queue_server.domain.hall import Hall
from queue_server.domain.sentences.classes import CLASS_NAMES, and_text
from queue_server.domain.sentences.tickets import counted
from queue_server.domain.sentences.verdicts import verdict_of
from queue_server.domain.ticket import Ticket

ORDER_WORDS: Final = {
    Order.CALL_BY: Text("按视为到达时间叫号", "called by the time that each counts as arrived at"),
    Order.FIRST_COME: Text("按取号先后叫号", "called in the order of taking"),
    Order.STRICT: Text("按号票类别先后叫号", "called class by class"),
}


def why(hall: Hall, ticket: Ticket) -> Text:
    """The sentence for a ticket that was called, also when it was served. Raises ValueError for one that was not."""
    if (call := ticket.call) is None:
        raise ValueError(ticket.id)
    said = call_words(hall, ticket, call)
    return Text(f"{ticket.number} {said.zh}。", f"{ticket.number} {said.en}.")


def call_words(hall: Hall, ticket: Ticket, call: Call) -> Text:
    """What it is and what decided that call of it, however long ago."""
    said, verdict, reason = counted(hall, ticket, call), verdict_of(hall, call, ticket), call.reason
    if reason is not None and reason.classes:
        only = classes_called(reason.classes)
        verdict = Text(f"本窗口只叫{only.zh}，{verdict.zh}", f"this counter calls {only.en} only, {verdict.en}")
    if reason is not None and reason.stands_in_for is not None:
        away = counter_name(hall, reason.stands_in_for)
        verdict = Text(f"{away.zh}无人，由本岗代办，{verdict.zh}", f"this post stands in for {away.en}, {verdict.en}")
    if reason is not None and reason.order not in (None, hall.plan.order.rule):
        then = ORDER_WORDS[reason.order or Order.CALL_BY]
        verdict = Text(f"叫它时本厅{then.zh}，{verdict.zh}", f"the hall then {then.en}, {verdict.en}")
    return Text(f"{said.zh}；{verdict.zh}", f"{said.en}; {verdict.en}")


def counter_name(hall: Hall, counter: CounterId) -> Text:
    """As everybody calls it; one that left the plan stands with its id."""
    planned = hall.plan.counter_by_id.get(counter)
    return Text(counter, counter) if planned is None else planned.name


def classes_called(classes: Iterable[TicketClass]) -> Text:
    """Whom a counter calls that does not call everybody."""
    names = and_text([CLASS_NAMES[name] for name in classes])
    return Text(names.zh, f"{names.en} tickets")
