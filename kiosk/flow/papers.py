"""The other papers: what to bring, for the visitor who stands here; and what the hall wants from this printer."""

from dataclasses import replace

from config.vocabulary import RequestId, TicketId
from config.wire.papers.orders import Order, PaperPrinted, PrintSlip
from kiosk.flow import effects as e
from kiosk.flow import happenings as h
from kiosk.flow import states as s
from kiosk.flow.asking import report_of
from kiosk.flow.effects import Step
from kiosk.guides import Guide, guide_of


def guide_here(rules: s.Rules, state: s.State) -> Guide | None:
    """Of what is on the screen, where there is something to bring for it."""
    match state.screen:
        case s.Who(service):
            guide = rules.guides.get(service)
        case s.Number(ticket=ticket):
            guide = guide_of(rules.guides, ticket.step_services or (ticket.service,))
        case _:
            guide = None
    return guide if guide is not None and guide.materials else None


def notice_here(rules: s.Rules, state: s.State) -> s.Notice | None:
    """The list for what is on the screen, once the visitor has asked for it."""
    notice, guide = state.visit.notice, guide_here(rules, state)
    here = notice is not None and guide is not None and notice.guide.services == guide.services
    return notice if here else None


def print_notice(rules: s.Rules, state: s.State, fresh: RequestId) -> Step:
    """One list a visit and service; again only when no paper came."""
    guide, before = guide_here(rules, state), notice_here(rules, state)
    paper_came = before is not None and before.paper in (s.Paper.PRINTING, s.Paper.PRINTED)
    if guide is None or paper_came or not state.hall.printer_ok:
        return state, ()
    asked = _with_notice(state, s.Notice(guide, fresh, s.Paper.PRINTING, state.now))
    return asked, (e.PrintNotice(fresh, guide, state.visit.language),)


def paper_wanted(state: s.State, order: Order) -> Step:
    """Whoever stands here sees nothing of it. The same order said twice is printed once."""
    if any(each.paper == order.paper for each in state.orders):
        return state, ()
    return replace(state, orders=(*state.orders, order)), (e.PrintOrder(order),)


def paper_printed(rules: s.Rules, state: s.State, what: h.PaperFinished, fresh: RequestId) -> Step:
    """Paper came or not: whoever wanted it is told, a visitor sees it who is still here."""
    order = next((each for each in state.orders if each.paper == what.job), None)
    if order is not None:
        return replace(state, orders=tuple(each for each in state.orders if each != order)), _told(
            rules, order, what, fresh
        )
    notice = state.visit.notice
    if notice is None or notice.job != what.job:
        return state, ()
    return _with_notice(state, replace(notice, paper=s.PAPER_OF[what.state], since=state.now)), ()


def _told(rules: s.Rules, order: Order, what: h.PaperFinished, fresh: RequestId) -> tuple[e.Effect, ...]:
    """Whoever wanted it; the server too, where it was a ticket's."""
    printed = PaperPrinted(kiosk=rules.kiosk, paper=what.job, state=what.state, trouble=what.trouble)
    if not isinstance(order, PrintSlip):
        return (e.TellPaper(printed),)
    finished = h.PrintFinished(TicketId(order.given.ticket), what.state, what.trouble, order.print_no)
    return e.TellPaper(printed), e.TellPrint(report_of(rules, finished, fresh))


def notice_overdue(rules: s.Rules, state: s.State) -> s.State:
    """A printer that says nothing for so long is counted as unsure."""
    notice = state.visit.notice
    if notice is None or notice.paper is not s.Paper.PRINTING or state.now - notice.since < rules.print_patience_s:
        return state
    return _with_notice(state, replace(notice, paper=s.Paper.UNSURE, since=state.now))


def _with_notice(state: s.State, notice: s.Notice) -> s.State:
    """A number that is on the screen stays on for it."""
    screen = state.screen
    if isinstance(screen, s.Number) and screen.paper is not s.Paper.PRINTING:
        screen = replace(screen, since=state.now)
    return replace(state, screen=screen, visit=replace(state.visit, notice=notice))
