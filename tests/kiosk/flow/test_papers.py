"""The list of what to bring: printed by a touch before or after the number, its outcome told, one a visit."""

from dataclasses import replace

import pytest

from config.paper.materials import Materials
from config.text import Text
from config.vocabulary import DepartmentId, Language, PrintState, ServiceId, TicketId, Trouble
from config.wire.message import Words2
from config.wire.papers.orders import PaperPrinted
from kiosk.flow import effects as e
from kiosk.flow import happenings as h
from kiosk.flow import states as s
from kiosk.flow.step import step
from kiosk.guides import guides
from kiosk.papers import list_words
from kiosk.wording import wording
from tests.kiosk import samples
from tests.kiosk.flow.stepping import FRESH, after, state

WHO = s.Who(ServiceId(samples.SERVICE.id), s.Services(DepartmentId("police")))
OTHER = next(service for service in samples.PLAN.services if service.id != samples.SERVICE.id)
NUMBER = s.Number(samples.ticket(), s.Paper.PRINTED, 0.0)
PRINT = e.PrintNotice(FRESH, samples.RULES.guides[samples.SERVICE.id], Language.CHINESE)
WORDS = wording(Language.CHINESE)


def told(found: s.State) -> str:
    """What stands on the button."""
    return list_words(samples.RULES, found, WORDS)


@pytest.mark.parametrize("screen", [WHO, NUMBER])
@pytest.mark.parametrize("outcome", PrintState)
def test_a_touch_prints_the_list_and_the_button_tells_what_came_of_it(screen: s.Screen, outcome: PrintState) -> None:
    start = state(screen)
    assert told(start) == "打印材料清单"
    printing, effects = after(start, h.PrintList())
    assert effects == [PRINT]
    assert told(printing) == "正在打印清单…"
    done, effects = after(printing, h.PaperFinished(FRESH, outcome))
    assert told(done) == WORDS.say(f"materials.{outcome}")
    assert effects == []
    assert type(done.screen) is type(screen)


def moving(*, more: bool = False) -> tuple[s.State, s.Rules]:
    """The number of a thing that takes two services, perhaps with one more; the first two have lists."""
    first, second, third = samples.PLAN.services[:3]
    lists = Materials({first.id: samples.MATERIALS, second.id: (*samples.MATERIALS, Text("照片", "Photo"))})
    services = (first.id, second.id, *((third.id,) if more else ()))
    names = tuple(Words2(zh=each, en=each) for each in services)
    ticket = samples.ticket(service=first.id, step_services=services, steps=names)
    return state(s.Number(ticket, s.Paper.PRINTED, 0.0)), replace(samples.RULES, guides=guides(samples.PLAN, lists))


@pytest.mark.parametrize("more", [False, True])
def test_a_number_for_several_services_has_the_lists_of_all_of_them(more: bool) -> None:
    start, rules = moving(more=more)
    _, (effect,) = step(rules, start, h.PrintList(), FRESH)
    assert isinstance(effect, e.PrintNotice)
    assert effect.guide.materials == (*samples.MATERIALS, Text("照片", "Photo"))
    assert effect.guide.service.zh.count("、") == 1 + more


def test_one_list_is_enough_unless_none_came() -> None:
    printed, effects = after(state(WHO), h.PrintList(), h.PrintList(), h.PaperFinished(FRESH, PrintState.PRINTED))
    assert effects == [PRINT]
    _, effects = after(printed, h.PrintList())
    assert effects == []
    _, effects = after(state(WHO), h.PrintList(), h.PaperFinished(FRESH, PrintState.FAILED), h.PrintList())
    assert effects == [PRINT, PRINT]


def test_a_service_without_a_list_has_no_button() -> None:
    start = state(s.Who(ServiceId(OTHER.id), WHO.back))
    assert told(start) == ""
    assert after(start, h.PrintList()) == (start, [])


def test_another_service_of_the_same_visit_begins_anew() -> None:
    printed, _ = after(state(WHO), h.PrintList(), h.PaperFinished(FRESH, PrintState.PRINTED))
    elsewhere = replace(printed, screen=s.Who(ServiceId(OTHER.id), WHO.back))
    assert told(elsewhere) == ""


def test_without_a_printer_no_list_is_offered() -> None:
    start = state(WHO, hall=replace(samples.FULL, printer_ok=False))
    assert told(start) == ""
    assert after(start, h.PrintList())[1] == []


def test_a_ticket_that_a_clerk_orders_is_printed_marked_told_and_reported() -> None:
    order = samples.slip_order()
    printing, effects = after(state(WHO), h.PaperWanted(order))
    assert effects == [e.PrintOrder(order)]
    _, (told_back, report) = after(printing, h.PaperFinished(order.paper, PrintState.PRINTED))
    assert isinstance(told_back, e.TellPaper)
    assert isinstance(report, e.TellPrint)
    assert (report.report.ticket, report.report.print_no) == (order.given.ticket, 2)


def test_a_silent_printer_is_unsure_after_a_while() -> None:
    printing, _ = after(state(WHO), h.PrintList())
    waited, _ = after(printing, h.Tick(samples.RULES.print_patience_s))
    assert told(waited) == WORDS.say("materials.unsure")


def test_the_number_stays_while_its_list_is_printed() -> None:
    late = samples.RULES.number_shown_s - 1
    start = state(NUMBER, now=late)
    printing, _ = after(start, h.PrintList(), h.Tick(samples.RULES.number_shown_s + 1))
    assert isinstance(printing.screen, s.Number)
    gone, _ = after(printing, h.Tick(late + samples.RULES.number_shown_s))
    assert isinstance(gone.screen, s.Welcome)


def test_the_next_visitor_is_told_nothing_of_it() -> None:
    printing, _ = after(state(WHO), h.PrintList())
    home, _ = after(printing, h.GoHome())
    assert after(home, h.PaperFinished(FRESH, PrintState.PRINTED)) == (home, [])


def test_a_ticket_s_paper_is_not_the_list_s() -> None:
    start = state(replace(NUMBER, paper=s.Paper.PRINTING))
    finished = h.PrintFinished(TicketId(samples.ticket().ticket), PrintState.PRINTED)
    done, _ = after(start, h.PrintList(), finished)
    assert isinstance(done.screen, s.Number)
    assert done.screen.paper is s.Paper.PRINTED
    assert told(done) == "正在打印清单…"


def test_an_order_of_a_hall_lead_is_printed_once_and_its_outcome_told() -> None:
    order = samples.daily_order()
    start = state(WHO)
    printing, effects = after(start, h.PaperWanted(order), h.PaperWanted(order))
    assert effects == [e.PrintOrder(order)]
    assert printing.screen == start.screen
    finished = h.PaperFinished(order.paper, PrintState.FAILED, Trouble.PAPER_OUT)
    done, effects = after(printing, finished)
    told_back = PaperPrinted(kiosk="kiosk-1", paper=order.paper, state=PrintState.FAILED, trouble=Trouble.PAPER_OUT)
    assert effects == [e.TellPaper(told_back)]
    assert done.orders == ()
    assert after(done, finished)[1] == []
