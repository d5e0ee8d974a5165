"""What a tablet is told of its counter: what hangs over the counter anyway, and whose mark is wanted."""

from config.vocabulary import CounterState, TicketState
from config.wire.message import Message, Words2
from config.wire.pictures import CounterPicture, EvaluationOpen


class TabletPicture(Message):
    """No name of a visitor or a clerk is in it."""

    name: Words2
    state: CounterState
    number: str | None
    """Whoever is called or served there."""
    serving: bool
    evaluation: EvaluationOpen | None


def of_counter(picture: CounterPicture) -> TabletPicture:
    """Of everything about a counter, this."""
    ticket = picture.ticket
    return TabletPicture(
        name=picture.name,
        state=picture.state,
        number=ticket.number if ticket else None,
        serving=ticket is not None and ticket.state is TicketState.SERVING,
        evaluation=picture.evaluation,
    )
