"""Whoever has something here already: checking in, one more service, groups of priority visitors."""

from dataclasses import replace
from datetime import timedelta

import pytest

from config.vocabulary import DepartmentId, Language, Level, PrintState, ServiceId, TicketClass, TicketId
from config.wire.appointments import CheckIn
from config.wire.replies import Done
from config.wire.requests import AddService, AskPerson, TakeTicket
from kiosk.flow import effects as e
from kiosk.flow import happenings as h
from kiosk.flow import states as s
from kiosk.wording import say_both
from tests.kiosk import samples
from tests.kiosk.flow.stepping import CARD, FRESH, KNOWN, VISIT, after, state
from tests.kiosk.samples import NOW

SERVICE = ServiceId(samples.SERVICE.id)
OTHER = next(service for service in samples.PLAN.services if service.id != samples.SERVICE.id)
SERVICES = s.Services(DepartmentId(samples.SERVICE.department))
TYPING = s.Typing(s.Purpose.APPOINTMENT)
STANDING = s.Standing(samples.person(FRESH))
LOOKING = s.Asking(AskPerson(request_id=FRESH, kiosk="kiosk-1", card=CARD.token), s.Departments())
BY_CODE = CheckIn(request_id=FRESH, kiosk="kiosk-1", code="12345678")
BY_CARD = CheckIn(request_id=FRESH, kiosk="kiosk-1", card=CARD.token, masked_name=CARD.masked_name)
EIGHT = tuple(h.TypeSign(sign) for sign in "12345678")
BOOKED = samples.ticket(FRESH, ticket_class=TicketClass.BOOKED, booked_for=NOW)


def test_a_code_is_typed_and_becomes_a_number() -> None:
    end, effects = after(state(s.Welcome()), h.BeginTyping(s.Purpose.APPOINTMENT), *EIGHT, h.SendTyped())
    assert end.screen == s.Waiting(BY_CODE)
    assert effects == [e.AskTicket(e.Wish(BY_CODE, Language.CHINESE))]
    shown, effects = after(end, h.ReplyCame(BOOKED))
    assert shown.screen == s.Number(BOOKED, s.Paper.PRINTING, 0.0)
    assert [type(effect) for effect in effects] == [e.PrintTicket, e.ForgetWish]


def test_the_keypad_takes_no_more_than_a_code_and_sends_no_less() -> None:
    typed, _ = after(state(TYPING), *EIGHT, h.TypeSign("9"))
    assert typed.screen == replace(TYPING, typed="12345678")
    less, effects = after(typed, h.EraseSign(), h.SendTyped())
    assert (less.screen, effects) == (replace(TYPING, typed="1234567"), [])


@pytest.mark.parametrize("screen", [s.Welcome(), TYPING, s.Typing(s.Purpose.VISIT)])
def test_a_scanned_code_checks_in_at_once(screen: s.Screen) -> None:
    assert after(state(screen), h.Scanned("12345678"))[0].screen == s.Waiting(BY_CODE)


@pytest.mark.parametrize("screen", [s.Departments(), SERVICES, s.Thanks(Level.SATISFIED, 0)])
def test_elsewhere_a_scanner_changes_nothing(screen: s.Screen) -> None:
    assert after(state(screen), h.Scanned("12345678"))[0].screen == screen


def test_a_card_on_the_reader_checks_in_instead_of_the_code() -> None:
    assert after(state(TYPING), CARD)[0].screen == s.Waiting(BY_CARD)


def test_an_unknown_code_leads_back_to_the_keypad() -> None:
    refused = samples.refused(FRESH)
    told, effects = after(state(s.Waiting(BY_CODE)), h.ReplyCame(refused))
    assert (told.screen, effects) == (s.Refusal(refused.words, TYPING, s.About.CHECK_IN), [e.ForgetWish(FRESH)])
    assert after(told, h.GoBack())[0].screen == TYPING
    garbled, _ = after(state(TYPING), h.Scanned("not a code"))
    assert garbled.screen == s.Refusal(say_both("typing.unknown"), TYPING, s.About.CHECK_IN)


def test_where_nothing_can_be_booked_there_is_no_keypad() -> None:
    plain = state(s.Welcome(), hall=samples.OPEN)
    assert after(plain, h.BeginTyping(s.Purpose.APPOINTMENT), h.Scanned("12345678"))[0].screen == s.Welcome()
    away = state(s.Welcome(), hall=replace(samples.FULL, server_up=False, own=samples.own()))
    assert after(away, h.BeginTyping(s.Purpose.APPOINTMENT), h.Scanned("12345678"))[0].screen == s.Welcome()


def test_a_check_in_that_the_server_left_unanswered_is_given_up_where_numbers_can_be_had() -> None:
    own = replace(samples.FULL, server_up=False, own=samples.own())
    told, effects = after(state(s.Waiting(BY_CODE), hall=own), h.ReplyLate(FRESH))
    assert told.screen == s.Refusal(say_both("notice.no_check_in"), s.Departments(), s.About.CHECK_IN)
    assert effects == [e.ForgetWish(FRESH)]


def test_a_card_shows_what_there_is_and_checks_in() -> None:
    there, effects = after(state(LOOKING, KNOWN), h.ReplyCame(STANDING.found))
    assert (there.screen, effects) == (STANDING, [e.ForgetQuestion(FRESH)])
    assert after(there, h.CheckInHere())[0].screen == s.Waiting(BY_CARD)
    assert after(there, h.Begin())[0].screen == s.Departments()
    assert after(there, h.GoBack())[0].screen == s.Welcome()


def test_without_an_appointment_nothing_is_checked_in() -> None:
    none = s.Standing(samples.person(FRESH, appointment=None))
    assert after(state(none, KNOWN), h.CheckInHere())[0].screen == none


@pytest.mark.parametrize(
    ("booked_for", "ticket_class", "words"),
    [
        (timedelta(minutes=10), TicketClass.BOOKED, "您到早了，按 09:30 的预约时间排队"),
        (timedelta(), TicketClass.BOOKED, "09:20 的预约已签到，不用重新排队"),
        (timedelta(minutes=-30), TicketClass.ORDINARY, "已过 08:50 的预约时间，改为普通号，从现在排队"),
    ],
)
def test_early_in_time_and_late_stand_on_the_paper(
    booked_for: timedelta, ticket_class: TicketClass, words: str
) -> None:
    given = samples.ticket(FRESH, ticket_class=ticket_class, booked_for=NOW + booked_for)
    _, effects = after(state(s.Waiting(BY_CODE)), h.ReplyCame(given))
    assert isinstance(effects[0], e.PrintTicket)
    assert words in effects[0].slip.notes


def test_one_more_service_after_the_number() -> None:
    given = samples.ticket()
    printed = state(s.Number(given, s.Paper.PRINTED, 0.0), KNOWN)
    path = (
        h.OneMore(given.ticket),
        h.PickDepartment(DepartmentId(OTHER.department)),
        h.PickService(ServiceId(OTHER.id)),
    )
    asking, effects = after(printed, *path)
    add = AddService(request_id=FRESH, ticket=given.ticket, by="kiosk-1", service=OTHER.id)
    assert effects == [e.AskQuestion(add)]
    shown, effects = after(asking, h.ReplyCame(Done(request_id=FRESH, seq=7)))
    assert isinstance(shown.screen, s.Number)
    assert shown.screen.ticket.steps == (given.service_name, samples.words(OTHER.name))
    assert shown.visit == KNOWN
    assert isinstance(effects[0], e.PrintTicket)
    assert f"1 {given.service_name.zh} → 2 {OTHER.name.zh}" in effects[0].slip.notes
    printed_again = h.PrintFinished(TicketId(given.ticket), PrintState.PRINTED)
    third = after(shown, printed_again, h.OneMore(given.ticket))[0]
    assert third.visit.adds_to == shown.screen.ticket


def test_one_more_for_a_live_ticket_when_the_card_is_laid_again() -> None:
    (live,) = STANDING.found.tickets
    end, _ = after(state(STANDING, KNOWN), h.OneMore(live.ticket))
    assert (end.screen, end.visit.adds_to) == (s.Departments(), live)
    assert after(state(STANDING, KNOWN), h.OneMore("20261121-A999"))[0].screen == STANDING


@pytest.mark.parametrize(
    "number",
    [
        s.Number(samples.ticket(), s.Paper.PRINTING, 0.0),
        s.Number(samples.ticket(), s.Paper.PRINTED, 0.0, while_away=True),
    ],
)
def test_nothing_is_added_to_a_number_that_prints_or_that_the_server_does_not_know(number: s.Number) -> None:
    assert after(state(number), h.OneMore(number.ticket.ticket))[0].screen == number


def test_a_chain_is_never_added_and_a_refusal_says_so() -> None:
    chain = samples.chain()
    hall = replace(samples.FULL, picture=samples.ALL_WAYS.model_copy(update={"chains": (chain,)}))
    services = s.Services(DepartmentId(chain.department))
    adding = replace(KNOWN, adds_to=samples.ticket())
    assert after(state(services, adding, hall), h.PickService(ServiceId(chain.id)))[0].screen == services
    asking, _ = after(state(services, KNOWN, hall), h.PickService(ServiceId(chain.id)))
    assert isinstance(asking.screen, s.Waiting)
    asked, _ = after(state(SERVICES, adding), h.PickService(SERVICE))
    refused = samples.refused(FRESH)
    assert after(asked, h.ReplyCame(refused))[0].screen == s.Refusal(refused.words, SERVICES, s.About.SERVICE)


def test_unanswered_the_visitor_is_told_after_some_tries() -> None:
    asking, _ = after(state(SERVICES, replace(KNOWN, adds_to=samples.ticket())), h.PickService(SERVICE))
    again, effects = after(asking, h.ReplyLate(FRESH))
    assert isinstance(again.screen, s.Asking)
    assert again.screen.tries == 2
    assert isinstance(effects[0], e.AskQuestion)
    told, effects = after(again, *(h.ReplyLate(FRESH) for _ in range(4)))
    assert told.screen == s.Refusal(say_both("notice.no_answer"), SERVICES, s.About.SERVICE)
    assert effects[-1] == e.ForgetQuestion(FRESH)


def test_a_priority_visitor_is_asked_for_the_group_once() -> None:
    groups = s.Groups(SERVICE, SERVICES)
    chosen, _ = after(state(SERVICES), h.SwitchPriority(), h.PickService(SERVICE))
    assert chosen.screen == groups
    asked, _ = after(chosen, h.TurnPage(1), h.PickGroup("military"))
    assert (asked.screen, asked.visit.group) == (s.Who(SERVICE, SERVICES), "military")
    waiting, _ = after(asked, h.WithoutCard())
    assert isinstance(waiting.screen, s.Waiting)
    request = waiting.screen.request
    assert isinstance(request, TakeTicket)
    assert (request.group, request.ticket_class) == ("military", TicketClass.PRIORITY)
    none, _ = after(state(groups, replace(KNOWN, priority=True)), h.PickGroup(None))
    assert isinstance(none.screen, s.Waiting)
    assert isinstance(none.screen.request, TakeTicket)
    assert none.screen.request.group is None
    assert after(chosen, h.GoBack())[0].screen == SERVICES


def test_ordinary_visitors_and_services_without_priority_are_not_asked() -> None:
    assert after(state(SERVICES), h.PickService(SERVICE))[0].screen == s.Who(SERVICE, SERVICES)
    lines = tuple(line.model_copy(update={"priority": False}) for line in samples.ALL_WAYS.services)
    hall = replace(samples.FULL, picture=samples.ALL_WAYS.model_copy(update={"services": lines}))
    priority = replace(VISIT, priority=True)
    assert after(state(SERVICES, priority, hall), h.PickService(SERVICE))[0].screen == s.Who(SERVICE, SERVICES)


def test_who_turns_priority_off_again_has_no_group() -> None:
    visit = replace(VISIT, priority=True, group="military")
    waiting, _ = after(state(s.Who(SERVICE, SERVICES), visit), h.SwitchPriority(), h.WithoutCard())
    assert isinstance(waiting.screen, s.Waiting)
    assert isinstance(waiting.screen.request, TakeTicket)
    assert waiting.screen.request.group is None


@pytest.mark.parametrize(
    ("group", "note"),
    [
        ("military", "军人、退役军人、烈属、因公牺牲军人遗属：请在窗口出示军人证、优待证或者烈属证明材料原件"),
        ("old", "70岁以上老人：请在窗口出示相关证件"),
    ],
)
def test_the_paper_says_what_to_show(group: str, note: str) -> None:
    request = samples.request().model_copy(update={"group": group})
    _, effects = after(state(s.Waiting(request)), h.ReplyCame(samples.ticket(group=group)))
    assert isinstance(effects[0], e.PrintTicket)
    assert note in effects[0].slip.notes


def test_the_paper_has_what_is_typed_to_judge_the_visit() -> None:
    rules = replace(samples.RULES, key_of=lambda _: samples.KEY)
    _, effects = after(state(s.Waiting(samples.request())), h.ReplyCame(samples.ticket()), rules=rules)
    assert isinstance(effects[0], e.PrintTicket)
    assert effects[0].slip.qr == samples.KEY
    assert "评价码 A012 ABCD EFGH IJKL MNOP" in effects[0].slip.notes


def test_a_visit_ends_at_rest_with_everything_personal_in_it() -> None:
    for screen in (STANDING, TYPING, s.Groups(SERVICE, SERVICES)):
        asked, _ = after(state(screen, KNOWN), h.Tick(60.0))
        assert asked.screen == s.StillThere(screen, 60.0)
        assert after(asked, h.Tick(75.0))[0].visit == VISIT
