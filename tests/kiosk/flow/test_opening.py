"""A passport wants its key: three lines are typed, given to the reader, and forgotten."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.vocabulary import DepartmentId, Language, ServiceId, Trouble
from devices.frames.cards.apdu.mrz import key_of
from devices.kinds.card_reader import CardTrouble
from kiosk.flow import effects as e
from kiosk.flow import happenings as h
from kiosk.flow import states as s
from kiosk.flow.opening import Doubt, as_date, can_go_on, doubt_of
from tests.kiosk import samples
from tests.kiosk.flow.stepping import CARD, KNOWN, after, state
from tests.kiosk.samples import RULES, SERVICE

WANTED = CardTrouble("k1-chip", Trouble.CARD_KEY_WANTED)
LIFTED = CardTrouble("k1-chip", Trouble.NONE)
UNREAD = CardTrouble("k1-chip", Trouble.CARD_UNREADABLE)
WHO = s.Who(ServiceId(SERVICE.id), s.Services(DepartmentId(SERVICE.department)))
WHOLE = s.Opening("k1-chip", s.Welcome(), ("L898902C3", "19740812", "20120415"), s.KeyLine.EXPIRY)
PLACES = [s.Welcome(), s.Departments(), WHO.back, s.Groups(WHO.service, WHO.back), WHO, s.Typing(s.Purpose.VISIT)]


def typed(text: str) -> list[h.Happening]:
    """One key after the other."""
    return [h.TypeSign(sign) for sign in text]


def opening(at: s.State) -> s.Opening:
    """The screen, which is this one."""
    assert isinstance(at.screen, s.Opening)
    return at.screen


@pytest.mark.parametrize("place", PLACES)
def test_a_passport_without_its_key_asks_for_it_and_back_leads_where_one_was(place: s.Screen) -> None:
    asked, effects = after(state(place), WANTED)
    assert (opening(asked).back, opening(asked).typed) == (place, ("", "", ""))
    assert not effects
    assert after(asked, h.GoBack())[0].screen == place


def test_the_typed_key_goes_to_the_reader_and_the_visit_goes_on_with_the_card() -> None:
    asked, _ = after(state(WHO), WANTED, *typed("L898902C3"), h.SendTyped(), *typed("19740812"), h.SendTyped())
    assert opening(asked).line is s.KeyLine.EXPIRY
    given, effects = after(asked, *typed("20120415"), h.SendTyped())
    assert effects == [e.GiveKey("k1-chip", "L898902C3 740812 120415")]
    assert key_of("L898902C3 740812 120415") is not None
    assert opening(given).reading_since is not None
    read, effects = after(given, h.TypeSign("1"), h.EraseSign(), h.PickLine(s.KeyLine.NUMBER), h.SendTyped(), CARD)
    assert isinstance(read.screen, s.Waiting)
    assert [type(effect) for effect in effects] == [e.AskTicket]


def test_a_wrong_key_is_said_once_and_can_be_put_right() -> None:
    refused, _ = after(state(WHOLE), h.SendTyped(), WANTED)
    assert opening(refused) == replace(WHOLE, news=s.ChipNews.REFUSED)
    again, effects = after(refused, h.EraseSign(), h.TypeSign("6"), h.SendTyped())
    assert opening(again).news is None
    assert effects == [e.GiveKey("k1-chip", "L898902C3 740812 120416")]


def test_lifted_it_takes_with_it_what_was_typed_and_what_is_typed_then_waits_for_it() -> None:
    lifted, _ = after(state(WHOLE), LIFTED)
    assert opening(lifted) == s.Opening("k1-chip", s.Welcome(), lies=False)
    in_hand, effects = after(state(replace(WHOLE, lies=False)), h.SendTyped())
    assert not effects
    assert not can_go_on(in_hand, opening(in_hand))
    laid, effects = after(in_hand, WANTED, h.SendTyped())
    assert opening(laid).typed == WHOLE.typed
    assert [type(effect) for effect in effects] == [e.GiveKey]


@pytest.mark.parametrize("ends", [LIFTED, UNREAD, h.LinkChanged(False), CARD, h.GoBack(), h.GoHome()])
def test_whatever_ends_it_forgets_what_was_typed(ends: h.Happening) -> None:
    under = s.StillThere(WHOLE, 0.0)
    for start in (state(WHOLE), state(under), state(replace(WHOLE, reading_since=0.0))):
        if isinstance(start.screen, s.StillThere) and isinstance(ends, h.GoBack):
            continue
        ended, _ = after(start, ends)
        left = ended.screen
        assert not isinstance(left, s.Opening) or left.typed == ("", "", "")
        assert not isinstance(left, s.StillThere)
        assert not isinstance(left, s.OutOfOrder) or left.under == s.Welcome()


def test_nobody_there_any_more_is_forgotten() -> None:
    asked, _ = after(state(WHOLE), h.Tick(RULES.idle_return_s))
    assert isinstance(asked.screen, s.StillThere)
    assert after(asked, h.NeedMoreTime())[0].screen == WHOLE
    gone, _ = after(asked, h.Tick(RULES.idle_return_s + RULES.still_there_s))
    assert (gone.screen, gone.visit) == (s.Welcome(), s.Visit(Language.CHINESE))


def test_a_reader_that_says_nothing_more_is_not_waited_for() -> None:
    waiting, _ = after(state(WHOLE), h.SendTyped(), h.Tick(RULES.chip_patience_s - 0.1))
    assert opening(waiting).reading_since is not None
    late, _ = after(waiting, h.Tick(RULES.chip_patience_s))
    assert opening(late) == s.Opening("k1-chip", s.Welcome(), lies=False, news=s.ChipNews.UNREAD)


@pytest.mark.parametrize(
    ("line", "digits", "doubt"),
    [
        (s.KeyLine.BIRTH, "19740230", Doubt.NO_DAY),
        (s.KeyLine.BIRTH, "19741301", Doubt.NO_DAY),
        (s.KeyLine.BIRTH, "18000101", Doubt.NO_DAY),
        (s.KeyLine.BIRTH, f"{samples.NOW:%Y}1231", Doubt.NOT_BORN_YET),
        (s.KeyLine.BIRTH, "20740812", Doubt.NOT_BORN_YET),
        (s.KeyLine.BIRTH, "1974023", None),
        (s.KeyLine.BIRTH, "", None),
        (s.KeyLine.EXPIRY, "20120231", Doubt.NO_DAY),
        (s.KeyLine.EXPIRY, "19740812", Doubt.EXPIRES_BEFORE_BIRTH),
        (s.KeyLine.EXPIRY, "19120415", Doubt.EXPIRES_BEFORE_BIRTH),
    ],
)
def test_what_cannot_be_the_day_leads_nowhere(line: s.KeyLine, digits: str, doubt: Doubt | None) -> None:
    at, _ = after(state(WHOLE), h.PickLine(line), *[h.EraseSign()] * 8, *typed(digits))
    assert doubt_of(at, opening(at)) is doubt
    assert after(at, h.SendTyped()) == (at, [])


def test_a_birth_put_behind_the_expiry_leads_to_the_expiry() -> None:
    at, _ = after(state(WHOLE), h.PickLine(s.KeyLine.BIRTH), *[h.EraseSign()] * 8, *typed("20120415"), h.SendTyped())
    assert opening(at).line is s.KeyLine.EXPIRY
    assert doubt_of(at, opening(at)) is Doubt.EXPIRES_BEFORE_BIRTH


def test_without_the_halls_day_no_birth_is_to_come() -> None:
    at, _ = after(state(replace(WHOLE, line=s.KeyLine.BIRTH, typed=("L8", "20740812", "")), hall=s.Hall()))
    assert doubt_of(at, opening(at)) is None


def test_an_expired_passport_has_a_key_too() -> None:
    at, effects = after(state(replace(WHOLE, typed=("L898902C3", "19740812", "19740813"))), h.SendTyped())
    assert opening(at).reading_since is not None
    assert len(effects) == 1


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_every_day_of_two_centuries_can_be_typed(day: date) -> None:
    at, _ = after(state(s.Opening("k1-chip", s.Welcome(), line=s.KeyLine.EXPIRY)), *typed(f"{day:%Y%m%d}9"))
    assert as_date(opening(at).typed[2]) == day.isoformat()
    assert can_go_on(at, opening(at))


@given(st.dates(date(1900, 1, 1), samples.NOW.date()))
def test_every_day_that_has_been_can_be_a_birth(day: date) -> None:
    at, _ = after(state(s.Opening("k1-chip", s.Welcome(), line=s.KeyLine.BIRTH)), *typed(f"{day:%Y%m%d}"))
    assert can_go_on(at, opening(at))


def test_a_number_has_letters_and_digits_and_an_end_and_a_date_only_digits() -> None:
    at, _ = after(state(s.Opening("k1-chip", s.Welcome())), *typed("ab<A1 " + "B" * 40))
    assert opening(at).typed[0] == "A1" + "B" * 20
    at, _ = after(at, h.PickLine(s.KeyLine.BIRTH), *typed("1A9/7"))
    assert opening(at).typed[1] == "197"


def test_what_another_reader_says_changes_nothing() -> None:
    for trouble in (Trouble.NONE, Trouble.CARD_UNREADABLE, Trouble.CARD_KEY_WANTED):
        assert after(state(WHOLE), CardTrouble("k1-id", trouble))[0].screen == WHOLE


def test_elsewhere_a_lifted_passport_changes_nothing_and_one_without_key_no_number() -> None:
    for screen in (s.Welcome(), WHO):
        assert after(state(screen), LIFTED) == (state(screen), [])
    number = s.Number(samples.ticket(), s.Paper.PRINTED, 0.0)
    assert after(state(number, KNOWN), WANTED)[0].screen == number


def test_nothing_that_is_typed_can_be_printed() -> None:
    at, effects = after(state(WHOLE), h.SendTyped())
    said = repr((at, effects, s.StillThere(WHOLE, 0.0)))
    assert not any(secret in said for secret in (*WHOLE.typed, "740812", "120415"))
    assert repr(typed("L")) == "[TypeSign()]"
