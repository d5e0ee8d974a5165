"""The flow, move by move: where each touch, card, answer, fault and pause leads."""

from dataclasses import replace
from typing import Any

import pytest

from config.vocabulary import DepartmentId, Language, PrintState, RequestId, ServiceId, TicketClass, TicketId, Trouble
from config.wire.requests import AskPerson
from devices.kinds.card_reader import CardSeen, CardTrouble, CardType
from kiosk.flow import effects as e
from kiosk.flow import happenings as h
from kiosk.flow import states as s
from kiosk.flow.idle import leaves_in
from kiosk.flow.step import begin, step
from tests.kiosk import samples
from tests.kiosk.flow.stepping import CARD, FRESH, KNOWN, VISIT, after
from tests.kiosk.samples import RULES

OTHER_CARD = CardSeen("b" * 32, "王*", CardType.RESIDENT, "k1-id")
NEXT_ID = RequestId("fresh-id-0001-card")
SERVICE = ServiceId(samples.SERVICE.id)
DEPARTMENT = DepartmentId(samples.SERVICE.department)
SERVICES = s.Services(DEPARTMENT)
WHO = s.Who(SERVICE, SERVICES)
NEXT = s.Visit(Language.CHINESE, s.Card(OTHER_CARD.token, OTHER_CARD.masked_name))
ASKED = s.Waiting(samples.request())
GIVEN = samples.ticket()
REFUSED = samples.refused()
NUMBER = s.Number(GIVEN, s.Paper.PRINTING, 0.0)
NOTHING = samples.person(FRESH, appointment=None, tickets=(), judgeable=(), live=())


def looked_up(card: CardSeen = CARD, request_id: str = FRESH) -> s.Asking:
    """The server is asked what it has for this card."""
    return s.Asking(AskPerson(request_id=request_id, kiosk="kiosk-1", card=card.token), s.Departments())


def state(screen: s.Screen, visit: s.Visit = VISIT, hall: s.Hall = samples.OPEN, **values: Any) -> s.State:
    return s.State(screen, visit, hall, **values)


MOVES: list[tuple[str, s.Screen, h.Happening, s.Screen]] = [
    ("begin", s.Welcome(), h.Begin(), s.Departments()),
    ("card first", s.Welcome(), CARD, looked_up()),
    ("nothing is there for it", looked_up(), h.ReplyCame(NOTHING), s.Departments()),
    ("nobody knows what is there for it", looked_up(), h.ReplyLate(FRESH), s.Departments()),
    ("another's answer", looked_up(), h.ReplyCame(samples.person("person-0009")), looked_up()),
    ("department", s.Departments(1), h.PickDepartment(DEPARTMENT), s.Services(DEPARTMENT, from_page=1)),
    ("no such department", s.Departments(), h.PickDepartment(DepartmentId("nowhere")), s.Departments()),
    ("service", SERVICES, h.PickService(SERVICE), WHO),
    ("no such service", SERVICES, h.PickService(ServiceId("nothing")), SERVICES),
    ("next page", s.Departments(0), h.TurnPage(1), s.Departments(1)),
    ("last page", s.Departments(3), h.TurnPage(1), s.Departments(3)),
    ("first page", s.Departments(0), h.TurnPage(-1), s.Departments(0)),
    ("one page of services", SERVICES, h.TurnPage(1), SERVICES),
    ("back to welcome", s.Departments(), h.GoBack(), s.Welcome()),
    ("back to the same page", s.Services(DEPARTMENT, from_page=2), h.GoBack(), s.Departments(2)),
    ("back to services", WHO, h.GoBack(), SERVICES),
    ("back from a refusal", s.Refusal(REFUSED.words, SERVICES), h.GoBack(), SERVICES),
    ("no way back while waiting", ASKED, h.GoBack(), ASKED),
    ("no way home while waiting", ASKED, h.GoHome(), ASKED),
    ("home", WHO, h.GoHome(), s.Welcome()),
    ("done", NUMBER, h.GoHome(), s.Welcome()),
    ("more time", s.StillThere(WHO, 0), h.NeedMoreTime(), WHO),
    ("no more time", s.StillThere(WHO, 0), h.GoHome(), s.Welcome()),
    ("a card is an answer too", s.StillThere(SERVICES, 0), CARD, SERVICES),
    ("a card while a number is being asked for", ASKED, CARD, ASKED),
    ("the next visitor's card", replace(NUMBER, paper=s.Paper.PRINTED), CARD, looked_up(CARD, NEXT_ID)),
    (
        "no card takes an unprinted number away",
        replace(NUMBER, paper=s.Paper.FAILED),
        CARD,
        replace(NUMBER, paper=s.Paper.FAILED),
    ),
    (
        "a card during the printing is kept, and the number stays",
        NUMBER,
        CARD,
        replace(NUMBER, next_card=s.Card(CARD.token, CARD.masked_name)),
    ),
    ("link lost", WHO, h.LinkChanged(False), s.OutOfOrder(WHO, 0)),
    ("server lost", SERVICES, h.ServerChanged(False), s.OutOfOrder(SERVICES, 0)),
    ("link lost in the question", s.StillThere(WHO, 0), h.LinkChanged(False), s.OutOfOrder(WHO, 0)),
    ("a shown number stays", NUMBER, h.LinkChanged(False), NUMBER),
    ("an open wish goes on", ASKED, h.LinkChanged(False), ASKED),
    ("late", ASKED, h.ReplyLate("request-0001"), replace(ASKED, tries=2)),
    ("late for another", ASKED, h.ReplyLate("request-0002"), ASKED),
    ("never answered", replace(ASKED, tries=5), h.ReplyLate("request-0001"), s.OutOfOrder(replace(ASKED, tries=6), 0)),
    ("refused", ASKED, h.ReplyCame(REFUSED), s.Refusal(REFUSED.words, SERVICES)),
    ("given", ASKED, h.ReplyCame(GIVEN), NUMBER),
    ("given after the words changed", s.OutOfOrder(ASKED, 0), h.ReplyCame(GIVEN), NUMBER),
    ("another's number", ASKED, h.ReplyCame(samples.ticket("request-0002")), ASKED),
    ("a number nobody waits for", s.Welcome(), h.ReplyCame(GIVEN), s.Welcome()),
    (
        "printed",
        NUMBER,
        h.PrintFinished(TicketId(GIVEN.ticket), PrintState.PRINTED),
        replace(NUMBER, paper=s.Paper.PRINTED),
    ),
    (
        "not printed",
        NUMBER,
        h.PrintFinished(TicketId(GIVEN.ticket), PrintState.FAILED),
        replace(NUMBER, paper=s.Paper.FAILED),
    ),
    ("another's paper", NUMBER, h.PrintFinished(TicketId("20261121-Z999"), PrintState.FAILED), NUMBER),
]


@pytest.mark.parametrize(("start", "happening", "end"), [row[1:] for row in MOVES], ids=[row[0] for row in MOVES])
def test_moves(start: s.Screen, happening: h.Happening, end: s.Screen) -> None:
    assert after(state(start), happening)[0].screen == end


def test_service_first_then_without_a_card() -> None:
    end, effects = after(state(SERVICES), h.SwitchPriority(), h.PickService(SERVICE), h.WithoutCard())
    request = samples.request(FRESH).model_copy(
        update={"card": None, "masked_name": None, "ticket_class": TicketClass.PRIORITY}
    )
    assert effects == [e.AskTicket(e.Wish(request, Language.CHINESE))]
    assert end.screen == s.Waiting(request)


def test_service_first_then_the_card() -> None:
    _, effects = after(state(WHO), CARD)
    assert isinstance(effects[0], e.AskTicket)
    assert (effects[0].wish.request.card, effects[0].wish.request.masked_name) == (CARD.token, "李*")


def test_card_first_then_one_touch_asks() -> None:
    path = (CARD, h.ReplyCame(NOTHING), h.PickDepartment(DEPARTMENT), h.PickService(SERVICE))
    end, effects = after(state(s.Welcome()), *path)
    assert [type(effect) for effect in effects] == [e.AskQuestion, e.ForgetQuestion, e.AskTicket]
    assert isinstance(end.screen, s.Waiting)


def test_an_answer_prints_first_and_forgets_then() -> None:
    _, effects = after(state(ASKED), h.ReplyCame(GIVEN))
    assert [type(effect) for effect in effects] == [e.PrintTicket, e.ForgetWish]


@pytest.mark.parametrize("while_away", [False, True])
def test_the_code_on_the_paper_is_the_visits_address_where_there_is_one(while_away: bool) -> None:
    reply = h.OwnGiven(GIVEN) if while_away else h.ReplyCame(GIVEN)
    rules = replace(RULES, address_of=lambda ticket: f"http://10.0.0.5/{ticket}")
    codes = []
    for with_rules in (RULES, rules):
        _, effects = step(with_rules, state(ASKED), reply, FRESH)
        codes += [effect.slip.qr for effect in effects if isinstance(effect, e.PrintTicket)]
    assert codes == [GIVEN.ticket, f"http://10.0.0.5/{GIVEN.ticket}"]


def test_the_outcome_of_printing_is_told_wherever_the_screen_is() -> None:
    _, effects = after(
        state(s.Welcome()), h.PrintFinished(TicketId(GIVEN.ticket), PrintState.UNSURE, Trouble.NO_ANSWER)
    )
    assert isinstance(effects[0], e.TellPrint)
    assert (effects[0].report.state, effects[0].report.reason) == (PrintState.UNSURE, "no_answer")


def test_a_restarted_kiosk_asks_again_with_the_same_request() -> None:
    wish = e.Wish(samples.request(), Language.ENGLISH)
    start = begin(RULES, wish)
    here = (h.LinkChanged(True), h.ServerChanged(True), h.PictureCame(samples.PICTURE))
    end, effects = after(start, *here)
    assert effects == [e.AskAgain(wish.request)]
    assert end.screen == s.Waiting(wish.request)
    assert end.visit.language is Language.ENGLISH


def test_a_visitor_goes_on_where_they_were_when_the_hall_is_back() -> None:
    end, _ = after(state(WHO, KNOWN), h.LinkChanged(False), h.LinkChanged(True), h.ServerChanged(True))
    assert end.screen == WHO
    assert end.visit == KNOWN


def test_a_wish_is_given_up_when_its_visitor_has_gone() -> None:
    lost = state(s.OutOfOrder(ASKED, 0.0), KNOWN, samples.AWAY)
    end, effects = after(lost, h.Tick(RULES.idle_return_s))
    assert effects == [e.ForgetWish("request-0001")]
    assert (end.screen, end.visit) == (s.OutOfOrder(s.Welcome(), RULES.idle_return_s), VISIT)


def printed_as(outcome: PrintState) -> h.PrintFinished:
    return h.PrintFinished(TicketId(GIVEN.ticket), outcome)


def test_a_card_laid_during_the_printing_begins_its_visit_with_the_paper() -> None:
    end, effects = after(state(NUMBER, KNOWN), h.Tick(0.5), OTHER_CARD, h.Tick(0.8), printed_as(PrintState.PRINTED))
    assert (end.screen, end.visit) == (looked_up(OTHER_CARD, NEXT_ID), NEXT)
    assert end.touched_at == 0.8
    assert [type(effect) for effect in effects] == [e.TellPrint, e.AskQuestion]


def test_the_card_kept_is_the_newest_and_never_the_visitors_own() -> None:
    own, _ = after(state(NUMBER, KNOWN), CARD, printed_as(PrintState.PRINTED))
    assert (own.screen, own.visit) == (replace(NUMBER, paper=s.Paper.PRINTED), KNOWN)
    newest, _ = after(state(NUMBER), CARD, OTHER_CARD, printed_as(PrintState.PRINTED))
    assert newest.visit == NEXT


def test_a_kept_card_waits_out_of_order_when_the_hall_is_away() -> None:
    end, _ = after(state(NUMBER, KNOWN), OTHER_CARD, h.LinkChanged(False), printed_as(PrintState.PRINTED))
    assert (end.screen, end.visit) == (s.OutOfOrder(s.Departments(), 0.0), NEXT)


@pytest.mark.parametrize("outcome", [PrintState.FAILED, PrintState.UNSURE])
def test_a_kept_card_takes_no_number_without_paper_away(outcome: PrintState) -> None:
    noted, _ = after(state(NUMBER, KNOWN), OTHER_CARD, printed_as(outcome))
    assert isinstance(noted.screen, s.Number)
    assert noted.visit == KNOWN
    assert after(noted, h.GoHome())[0].visit == NEXT
    assert after(noted, printed_as(PrintState.PRINTED))[0].visit == NEXT
    gone, _ = after(noted, h.Tick(RULES.idle_return_s))
    assert (gone.screen, gone.visit) == (s.Welcome(), VISIT), "nobody stood there: a card of a minute ago is forgotten"


@pytest.mark.parametrize("screen", [s.Departments(), SERVICES, WHO, s.Refusal(REFUSED.words, SERVICES)])
def test_nobody_touches(screen: s.Screen) -> None:
    start = state(screen, replace(KNOWN, language=Language.ENGLISH, priority=True))
    asked, _ = after(start, h.Tick(59.9), h.Tick(60.0))
    assert asked.screen == s.StillThere(screen, 60.0)  # type: ignore[arg-type]
    assert after(asked, h.Tick(74.9))[0].screen == asked.screen
    gone, _ = after(asked, h.Tick(75.0))
    assert (gone.screen, gone.visit) == (s.Welcome(), VISIT)


@pytest.mark.parametrize(
    ("paper", "stays_s"), [(s.Paper.PRINTED, 12.0), (s.Paper.FAILED, 60.0), (s.Paper.UNSURE, 60.0)]
)
def test_how_long_a_number_stays(paper: s.Paper, stays_s: float) -> None:
    shown = state(replace(NUMBER, paper=paper), KNOWN)
    assert after(shown, h.Tick(stays_s - 0.1))[0].screen == shown.screen
    gone, _ = after(shown, h.Tick(stays_s))
    assert (gone.screen, gone.visit) == (s.Welcome(), VISIT)
    assert leaves_in(RULES, replace(shown, now=stays_s - 4.0)) == 4
    assert leaves_in(RULES, replace(shown, now=stays_s - RULES.still_there_s - 1.0)) is None


def test_a_silent_printer_is_unsure() -> None:
    end, _ = after(state(NUMBER), h.Tick(RULES.print_patience_s))
    assert isinstance(end.screen, s.Number)
    assert end.screen.paper is s.Paper.UNSURE


def test_the_welcome_forgets_a_chosen_language() -> None:
    chosen, _ = after(state(s.Welcome()), h.LanguageChosen(Language.ENGLISH))
    assert chosen.visit.language is Language.ENGLISH
    assert after(chosen, h.Tick(60.0))[0].visit == VISIT


def test_an_unread_card_is_told_for_a_while() -> None:
    unread, _ = after(state(WHO), CardTrouble("k1-id", Trouble.CARD_UNREADABLE))
    assert unread.visit.card_unread_until == RULES.notice_s
    assert after(unread, h.Tick(RULES.notice_s))[0].visit.card_unread_until is None


def test_a_picture_without_the_chosen_service_leads_back() -> None:
    less = samples.PICTURE.model_copy(update={"services": samples.PICTURE.services[:1]})
    assert after(state(WHO), h.PictureCame(less))[0].screen == s.Departments()
    assert after(state(SERVICES), h.PictureCame(less))[0].screen == s.Departments()


@pytest.mark.parametrize("visit", [VISIT, KNOWN])
def test_a_service_that_gives_no_numbers_says_when_it_does(visit: s.Visit) -> None:
    told, effects = after(state(SERVICES, visit, samples.SHUT), h.PickService(SERVICE))
    assert (told.screen, effects) == (s.Refusal(samples.SHUT_WORDS, SERVICES), [])
