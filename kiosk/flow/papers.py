"""The other papers: what to bring, for the visitor who stands here; and what hall leads want from this printer."""

from dataclasses import replace

from config.vocabulary import RequestId
from config.wire.lead import PaperPrinted, PrintDaily, PrintReceipt
from kiosk.flow import effects as e
from kiosk.flow import happenings as h
from kiosk.flow import states as s
from kiosk.flow.effects import Step


def service_with_list(rules: s.Rules, state: s.State) -> str | None:
    """The service on the screen, where there is something to bring for it; of a ticket for several it is not known."""
    match state.screen:
        case s.Who(service):
            chosen: str = service
        case s.Number(ticket=ticket) if not ticket.steps:
            chosen = ticket.service
        case _:
            return None
    guide = rules.guides.get(chosen)
    return chosen if guide is not None and guide.materials else None


def notice_here(rules: s.Rules, state: s.State) -> s.Notice | None:
    """The list of the service on the screen, once the visitor has asked for it."""
    notice = state.visit.notice
    return notice if notice is not None and notice.service == service_with_list(rules, state) else None


def print_notice(rules: s.Rules, state: s.State, fresh: RequestId) -> Step:
    """One list a visit and service; again only when no paper came."""
    service, before = service_with_list(rules, state), notice_here(rules, state)
    paper_came = before is not None and before.paper in (s.Paper.PRINTING, s.Paper.PRINTED)
    if service is None or paper_came or not state.hall.printer_ok:
        return state, ()
    asked = _with_notice(state, s.Notice(service, fresh, s.Paper.PRINTING, state.now))
    return asked, (e.PrintNotice(fresh, service, state.visit.language),)


def paper_wanted(state: s.State, order: PrintDaily | PrintReceipt) -> Step:
    """Whoever stands here sees nothing of it. The same order said twice is printed once."""
    if order.paper in state.orders:
        return state, ()
    return replace(state, orders=(*state.orders, order.paper)), (e.PrintOrder(order),)


def paper_printed(rules: s.Rules, state: s.State, what: h.PaperFinished) -> Step:
    """Paper came or not: a hall lead is told, a visitor sees it who is still here."""
    if what.job in state.orders:
        printed = PaperPrinted(kiosk=rules.kiosk, paper=what.job, state=what.state, trouble=what.trouble)
        return replace(state, orders=tuple(job for job in state.orders if job != what.job)), (e.TellPaper(printed),)
    notice = state.visit.notice
    if notice is None or notice.job != what.job:
        return state, ()
    return _with_notice(state, replace(notice, paper=s.PAPER_OF[what.state], since=state.now)), ()


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
