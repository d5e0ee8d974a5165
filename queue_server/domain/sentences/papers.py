"""How often a ticket's paper was printed, for whoever asks where the ticket stands."""

from config.plan import Text
from queue_server.domain.hall import Hall
from queue_server.domain.sentences.tickets import clock
from queue_server.domain.ticket import Ticket


def papers(hall: Hall, ticket: Ticket) -> Text:
    """That there is more than one paper of it; empty when there is not."""
    times = ticket.prints - 1
    if not times:
        return Text("", "")
    again = "once" if times == 1 else f"{times} times"
    if ticket.printed_again is None:  # on the day before
        return Text(f"小票补打过 {times} 次。", f" Its paper was printed again {again}.")
    at, kiosk = clock(hall.zone, ticket.printed_again.at), ticket.printed_again.kiosk
    return Text(
        f"小票补打过 {times} 次，最近一次 {at}（{kiosk}）。",
        f" Its paper was printed again {again}, lastly at {at} by {kiosk}.",
    )
