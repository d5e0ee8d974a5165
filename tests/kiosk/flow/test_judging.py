"""A mark at the kiosk: which visit, which level, which reasons, thanks; and every way it can come to nothing."""

from dataclasses import replace

from config.vocabulary import EvaluationChannel, IndicatorCode, Level, RefusalCode, TicketId, TicketState
from config.wire.replies import Done, VisitShown
from config.wire.requests import AskPerson, AskVisit, EvaluateVisit
from kiosk.flow import effects as e
from kiosk.flow import happenings as h
from kiosk.flow import states as s
from kiosk.wording import say_both
from tests.kiosk import samples
from tests.kiosk.flow.stepping import CARD, FRESH, KNOWN, VISIT, after, state

TICKET = "20261121-A012"
RULES = replace(samples.RULES, ticket_of=lambda key: TicketId(TICKET) if key == samples.KEY else None)
TYPING = s.Typing(s.Purpose.VISIT)
BY_CARD = s.Asking(AskPerson(request_id=FRESH, kiosk="kiosk-1", card=CARD.token), TYPING)
BY_KEY = s.Asking(AskVisit(request_id=FRESH, ticket=TICKET), TYPING)
VISITED = s.Judged(TICKET, "A012", samples.words(samples.SERVICE.name), again=False)
CURT, LATE = IndicatorCode("214"), IndicatorCode("209")
BAD = s.Reasons(VISITED, Level.DISSATISFIED)


def shown(refusal: RefusalCode | None = None, *, again: bool = False) -> VisitShown:
    """What the server says of the ticket, which was served."""
    visit = samples.visit(FRESH, refusal, state=TicketState.SERVED)
    return visit.model_copy(update={"mark": visit.mark.model_copy(update={"again": again})})


def test_a_scanned_ticket_opens_its_visit() -> None:
    for text in (samples.KEY, f"http://10.0.0.5:18080/v/{samples.KEY}"):
        asked, effects = after(state(s.Welcome()), h.Scanned(text), rules=RULES)
        assert (asked.screen, effects) == (BY_KEY, [e.AskQuestion(BY_KEY.request)])
    assert after(asked, h.ReplyCame(shown()))[0].screen == s.Levels(VISITED)
    again = s.Levels(replace(VISITED, again=True))
    assert after(asked, h.ReplyCame(shown(again=True)))[0].screen == again


def test_number_and_seal_are_typed() -> None:
    signs = (h.TypeSign(sign) for sign in "A012ABCDEFGHIJKLMNOP")
    begun, _ = after(state(s.Welcome()), h.BeginTyping(s.Purpose.VISIT), *signs)
    assert after(begun, h.SendTyped(), rules=RULES)[0].screen == BY_KEY


def test_a_ticket_that_this_hall_never_made_is_told_at_the_keypad_only() -> None:
    false = samples.KEY.replace("A012", "A013")
    told = s.Refusal(say_both("typing.unknown"), TYPING, s.About.VISIT)
    assert after(state(TYPING), h.Scanned(false), rules=RULES)[0].screen == told
    assert after(state(s.Welcome()), h.Scanned(false), rules=RULES)[0].screen == s.Welcome()


def test_why_a_visit_cannot_be_judged_stands_in_the_servers_words() -> None:
    closed = shown(RefusalCode.EVALUATION_CLOSED)
    told = s.Refusal(closed.mark.words, TYPING, s.About.MARK)
    assert after(state(BY_KEY), h.ReplyCame(closed))[0].screen == told
    assert after(state(told), h.GoBack())[0].screen == TYPING


def test_a_card_leads_to_the_one_visit_to_the_choice_or_to_nothing() -> None:
    looking, _ = after(state(TYPING), CARD)
    assert looking.screen == BY_CARD
    line = samples.judgeable()
    one = samples.person(FRESH, judgeable=(line,), live=())
    visited = s.Judged(line.ticket, line.number, line.service_name, again=False)
    assert after(looking, h.ReplyCame(one))[0].screen == s.Levels(visited)
    two = samples.person(FRESH)
    choice, _ = after(looking, h.ReplyCame(two))
    assert choice.screen == s.Standing(two.model_copy(update={"appointment": None, "tickets": ()}))
    none = samples.person(FRESH, judgeable=(), live=())
    told = s.Refusal(say_both("judge.nothing"), TYPING, s.About.VISIT)
    assert after(looking, h.ReplyCame(none))[0].screen == told


def test_a_visit_is_picked_among_what_the_card_has() -> None:
    found = samples.person(FRESH)
    second = found.judgeable[1]
    levels, _ = after(state(s.Standing(found), KNOWN), h.JudgeVisit(second.ticket))
    assert levels.screen == s.Levels(s.Judged(second.ticket, second.number, second.service_name, again=True))
    assert after(levels, h.JudgeVisit("20261121-A999"))[0].screen == levels.screen


def test_level_reasons_thanks() -> None:
    path = (h.PickLevel(Level.DISSATISFIED), h.SwitchReason(CURT), h.SwitchReason(LATE), h.SwitchReason(CURT))
    reasons, _ = after(state(s.Levels(VISITED)), *path)
    assert reasons.screen == replace(BAD, chosen=(LATE,))
    sent, effects = after(reasons, h.SwitchReason(CURT), h.SendMark())
    mark = EvaluateVisit(
        request_id=FRESH,
        ticket=TICKET,
        level=Level.DISSATISFIED,
        reasons=(LATE, CURT),
        channel=EvaluationChannel.KIOSK,
    )
    assert effects == [e.AskQuestion(mark)]
    thanked, effects = after(sent, h.ReplyCame(Done(request_id=FRESH, seq=9)))
    assert (thanked.screen, effects) == (s.Thanks(Level.DISSATISFIED, 0.0), [e.ForgetQuestion(FRESH)])
    assert after(thanked, h.Tick(RULES.notice_s))[0].screen == s.Welcome()
    assert after(thanked, h.GoHome())[0].visit == VISIT


def test_after_a_second_mark_nothing_more_is_promised() -> None:
    again = replace(BAD, visit=replace(VISITED, again=True))
    thanked, _ = after(state(again), h.SendMark(), h.ReplyCame(Done(request_id=FRESH, seq=9)))
    assert thanked.screen == s.Thanks(Level.DISSATISFIED, 0.0, again=True)


def test_a_reason_of_another_level_is_none() -> None:
    assert after(state(BAD), h.SwitchReason(IndicatorCode("517")))[0].screen == BAD


def test_one_step_back_and_the_level_can_be_another() -> None:
    back, _ = after(state(replace(BAD, chosen=(CURT,))), h.GoBack())
    assert back.screen == s.Levels(VISITED)
    assert after(back, h.PickLevel(Level.SATISFIED))[0].screen == s.Reasons(VISITED, Level.SATISFIED)


def test_a_mark_that_nobody_answers_is_asked_again_with_its_id_and_never_lost_in_silence() -> None:
    sent, _ = after(state(BAD), h.SendMark())
    waiting, effects = after(sent, h.LinkChanged(False), h.ReplyLate(FRESH))
    assert isinstance(waiting.screen, s.Asking)
    assert [effect.request.request_id for effect in effects if isinstance(effect, e.AskQuestion)] == [FRESH]
    told, _ = after(sent, *(h.ReplyLate(FRESH) for _ in range(5)))
    assert told.screen == s.Refusal(say_both("notice.no_answer"), BAD, s.About.MARK)
    assert after(told, h.GoBack())[0].screen == BAD


def test_a_second_mark_too_many_is_refused_in_the_servers_words() -> None:
    sent, _ = after(state(BAD), h.SendMark())
    refused = samples.refused(FRESH)
    assert after(sent, h.ReplyCame(refused))[0].screen == s.Refusal(refused.words, BAD, s.About.MARK)


def test_where_nothing_is_judged_at_kiosks_only_a_scanned_ticket_opens_its_visit() -> None:
    plain = state(s.Welcome(), hall=samples.OPEN)
    assert after(plain, h.BeginTyping(s.Purpose.VISIT), rules=RULES)[0].screen == s.Welcome()
    assert after(plain, h.Scanned(samples.KEY), rules=RULES)[0].screen == BY_KEY


def test_the_next_visitors_card_after_the_thanks() -> None:
    end, _ = after(state(s.Thanks(Level.SATISFIED, 0.0)), CARD)
    assert isinstance(end.screen, s.Asking)
    assert end.visit == KNOWN
