"""What became of a ticket's paper, and more of it for whoever has none in hand."""

from config.vocabulary import PrintState, RefusalCode
from queue_server.domain.commands import ReportPrint, ReprintTicket
from queue_server.domain.facts import ReprintOrdered, TicketPrinted
from queue_server.domain.hall import Hall
from queue_server.domain.refusals import Refusal
from queue_server.domain.ticket import LIVE


def printing(hall: Hall, command: ReportPrint | ReprintTicket) -> tuple[TicketPrinted | ReprintOrdered] | Refusal:
    """Paper that came out once is printed again for the card of the ticket, or when a clerk says so."""
    ticket = hall.tickets.get(command.ticket)
    if ticket is None:
        return Refusal(RefusalCode.UNKNOWN_TICKET)
    if isinstance(command, ReportPrint):
        return (TicketPrinted(ticket.id, command.state, command.reason, command.print_no),)
    by_card = command.card is not None and command.card == ticket.card
    if ticket.state not in LIVE:
        return Refusal(RefusalCode.TICKET_OVER)
    if ticket.paper is PrintState.PRINTED and not by_card and command.by is None:
        return Refusal(RefusalCode.PRINTED_ALREADY)
    if ticket.prints > hall.plan.reprints_max:
        return Refusal(RefusalCode.PRINTED_TOO_OFTEN)
    return (ReprintOrdered(ticket.id, command.kiosk, ticket.prints + 1, by_card, command.by),)
