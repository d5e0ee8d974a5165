"""One state for every screen, with everything that can stand on it."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

from config.indicators import OF_LEVEL
from config.vocabulary import Canceller, DepartmentId, Language, Level, ServiceId, TicketClass, TicketState
from config.wire.message import Words2
from config.wire.requests import AskPerson
from kiosk.flow import states as s
from kiosk.flow.visits.progress import GivingUp, Progress
from kiosk.wording import say_both
from tests.kiosk.samples import (
    AWAY,
    CHAIN,
    CROWDED,
    FULL,
    FULL_NO_READER,
    NO_COUNTER,
    NO_DEVICES,
    NOW,
    ONE_COUNTER,
    ONE_READER,
    OPEN,
    OWN,
    PICTURE,
    PLAN,
    PRINTED_TOO_OFTEN,
    QUIET,
    RULES,
    SERVICE,
    SHUT,
    SHUT_WORDS,
    SOME_SHUT,
    WIDE_DEPARTMENT,
    WIDEST,
    WITH_CHAIN,
    judgeable,
    person,
    refused,
    request,
    ticket,
    visit,
    words,
)


def scenes(language: Language) -> dict[str, s.State]:
    """Every screen with everything that can stand on it."""
    nobody = s.Visit(language)
    card = s.Visit(language, s.Card("c" * 32, "张*"))
    priority = s.Visit(language, card.card, priority=True)
    crowd = s.Visit(language, card.card, card_unread_until=99.0)
    unread = s.Visit(language, card_unread_until=99.0)
    first = s.Services(DepartmentId(WIDE_DEPARTMENT.id))
    who = s.Who(ServiceId(SERVICE.id), first)
    urgent = ticket(
        number="PX000128", ticket_class=TicketClass.PRIORITY, people_ahead=0, wait_low_min=0, wait_high_min=5
    )
    long = ticket(people_ahead=128, wait_low_min=1280, wait_high_min=5140)
    return {
        "departments-shut": s.State(s.Departments(), nobody, SHUT),
        "services-some-shut": s.State(first, nobody, SOME_SHUT),
        "shut": s.State(s.Refusal(SHUT_WORDS, first), nobody, SHUT),
        "departments": s.State(s.Departments(), nobody, OPEN),
        "departments-card": s.State(s.Departments(1), card, OPEN),
        "departments-nameless": s.State(s.Departments(), s.Visit(language, s.Card("c" * 32, "")), QUIET),
        "departments-last": s.State(s.Departments(3), unread, OPEN),
        "services": s.State(first, nobody, OPEN),
        "services-chain": s.State(s.Services(DepartmentId(CHAIN.department)), nobody, WITH_CHAIN),
        "who-chain": s.State(s.Who(ServiceId(CHAIN.id), first), nobody, WITH_CHAIN),
        "services-priority": s.State(first, priority, OPEN),
        "departments-crowded": s.State(s.Departments(1), unread, CROWDED),
        "services-crowded": s.State(s.Services(DepartmentId(PICTURE.departments[0].id), 1), crowd, CROWDED),
        "who": s.State(who, nobody, OPEN),
        "who-no-devices": s.State(who, nobody, NO_DEVICES),
        "who-unread": s.State(who, unread, OPEN),
        "waiting": s.State(s.Waiting(request()), card, OPEN),
        "waiting-slow": s.State(s.Waiting(request(), 2), card, OPEN),
        "number-printing": s.State(s.Number(ticket(), s.Paper.PRINTING, 0), card, OPEN),
        "number-printed": s.State(s.Number(ticket(), s.Paper.PRINTED, 0), card, OPEN),
        "number-failed": s.State(s.Number(urgent, s.Paper.FAILED, 0), priority, OPEN),
        "number-unsure": s.State(s.Number(long, s.Paper.UNSURE, 0), card, OPEN),
        "no-answer": s.State(s.Refusal(say_both("notice.no_answer"), first), card, OPEN),
        "refusal": s.State(s.Refusal(refused().words, first), card, OPEN),
        "still-there": s.State(s.StillThere(first, 0), card, OPEN),
        **(welcome_scenes(nobody) | number_scenes(card)),
        **own_scenes(nobody, card, first),
        **(coming_scenes(nobody, card, first) | passport_scenes(nobody)),
        **(mark_scenes(nobody) | progress_scenes(nobody)),
        **list_scenes(language),
        "out-of-order": s.State(s.OutOfOrder(s.Welcome(), 0), nobody, AWAY),
        "starting": s.State(s.OutOfOrder(s.Welcome(), 0), nobody, s.Hall(link_up=True)),
    }


def number_scenes(card: s.Visit) -> dict[str, s.State]:
    """A number of which not everything is known, or that is printed no more."""
    long = ticket(people_ahead=128, wait_low_min=1280, wait_high_min=5140)
    untold = ticket(people_ahead=3, wait_low_min=None, wait_high_min=None)
    return {
        "number-not-again": s.State(s.Number(long, s.Paper.FAILED, 0, said=PRINTED_TOO_OFTEN), card, OPEN),
        "number-untold": s.State(s.Number(untold, s.Paper.PRINTED, 0), card, ONE_COUNTER),
        "number-no-counter": s.State(s.Number(untold, s.Paper.PRINTED, 0), card, NO_COUNTER),
    }


def welcome_scenes(nobody: s.Visit) -> dict[str, s.State]:
    """Before anybody's visit."""
    return {
        "welcome": s.State(s.Welcome(), nobody, OPEN),
        "welcome-one-reader": s.State(s.Welcome(), nobody, ONE_READER),
        "welcome-no-devices": s.State(s.Welcome(), nobody, NO_DEVICES),
        "welcome-quiet": s.State(s.Welcome(), nobody, QUIET),
        "welcome-shut": s.State(s.Welcome(), nobody, SHUT),
    }


def own_scenes(nobody: s.Visit, card: s.Visit, first: s.Services) -> dict[str, s.State]:
    """While the server is away and the kiosk gives numbers of its own."""
    who = s.Who(ServiceId(SERVICE.id), first)
    given = ticket(number="A980", people_ahead=0, wait_low_min=None, wait_high_min=None, counted_from=NOW)
    return {
        "own-welcome": s.State(s.Welcome(), nobody, OWN),
        "own-services": s.State(first, nobody, OWN),
        "own-who": s.State(who, nobody, OWN),
        "own-number": s.State(s.Number(given, s.Paper.PRINTED, 0, while_away=True), card, OWN),
    }


def coming_scenes(nobody: s.Visit, card: s.Visit, first: s.Services) -> dict[str, s.State]:
    """Groups, checking in, one more service."""
    chosen = replace(card, priority=True)
    adding = replace(card, adds_to=ticket())
    early = ticket(ticket_class=TicketClass.BOOKED, booked_for=NOW + timedelta(minutes=10))
    prompt = ticket(ticket_class=TicketClass.BOOKED, booked_for=NOW)
    late = ticket(booked_for=NOW - timedelta(minutes=30))
    steps = ticket(steps=(words(SERVICE.name), words(WIDEST)))
    typing = s.Typing(s.Purpose.APPOINTMENT)
    key = "A01" + "M" * 16
    return {
        "welcome-all-ways": s.State(s.Welcome(), nobody, FULL),
        "welcome-all-ways-no-reader": s.State(s.Welcome(), nobody, FULL_NO_READER),
        "groups": s.State(s.Groups(ServiceId(SERVICE.id), first), chosen, FULL),
        "typing-appointment": s.State(typing, nobody, FULL),
        "typing-appointment-whole": s.State(replace(typing, typed="12345678"), nobody, FULL_NO_READER),
        "typing-visit": s.State(s.Typing(s.Purpose.VISIT), replace(nobody, card_unread_until=99.0), FULL),
        "typing-visit-whole": s.State(s.Typing(s.Purpose.VISIT, key), nobody, FULL_NO_READER),
        "looking": s.State(s.Asking(AskPerson(request_id="ask-0001", kiosk="kiosk-1", card="c"), first), card, FULL),
        "standing": s.State(s.Standing(person()), card, FULL),
        "standing-again": s.State(s.Standing(person(judgeable=(judgeable("A003", again=True),), live=())), card, FULL),
        "standing-crowded": s.State(s.Standing(person(judgeable=(judgeable(),) * 9), 1), card, FULL),
        "adding-services": s.State(first, adding, FULL),
        "added": s.State(s.Number(steps, s.Paper.PRINTED, 0), card, FULL),
        "number-early": s.State(s.Number(early, s.Paper.PRINTED, 0), card, FULL),
        "number-booked": s.State(s.Number(prompt, s.Paper.PRINTED, 0), card, FULL),
        "number-late": s.State(s.Number(late, s.Paper.PRINTED, 0), card, FULL),
        "not-added": s.State(s.Refusal(refused().words, first, s.About.SERVICE), adding, FULL),
        "unknown-code": s.State(s.Refusal(say_both("typing.unknown"), typing, s.About.CHECK_IN), nobody, FULL),
        "no-check-in": s.State(
            s.Refusal(say_both("notice.no_check_in"), s.Departments(), s.About.CHECK_IN), nobody, FULL
        ),
    }


def passport_scenes(nobody: s.Visit) -> dict[str, s.State]:
    """A passport that wants its key."""
    empty = s.Opening("k1-chip", s.Welcome())
    whole = replace(empty, typed=("AB1234567890CDEF123456", "19740812", "20120415"))
    no_day = replace(empty, typed=("L898902C3", "19740231", ""), line=s.KeyLine.BIRTH)
    return {
        "opening": s.State(empty, nobody, OPEN),
        "opening-birth": s.State(replace(no_day, typed=("L898902C3", "197408", "")), nobody, OPEN),
        "opening-no-day": s.State(no_day, nobody, OPEN),
        "opening-number": s.State(replace(no_day, typed=("L898902C3", "", ""), line=s.KeyLine.NUMBER), nobody, OPEN),
        "opening-unborn": s.State(replace(no_day, typed=("L898902C3", "20980812", "")), nobody, OPEN),
        "opening-expired": s.State(
            replace(whole, typed=("L898902C3", "20120415", "19740812"), line=s.KeyLine.EXPIRY), nobody, OPEN
        ),
        "opening-lifted": s.State(replace(empty, lies=False), nobody, OPEN),
        "opening-unread": s.State(replace(empty, lies=False, news=s.ChipNews.UNREAD), nobody, OPEN),
        "opening-whole": s.State(whole, nobody, OPEN),
        "opening-reading": s.State(replace(whole, line=s.KeyLine.EXPIRY, reading_since=0.0), nobody, OPEN),
        "opening-refused": s.State(replace(whole, news=s.ChipNews.REFUSED), nobody, OPEN),
    }


def list_scenes(language: Language) -> dict[str, s.State]:
    """What to bring, on paper."""
    who = s.Who(ServiceId(SERVICE.id), s.Services(DepartmentId(WIDE_DEPARTMENT.id)))
    number = s.Number(ticket(), s.Paper.PRINTED, 0)

    def listed(paper: s.Paper) -> s.Visit:
        return s.Visit(language, notice=s.Notice(RULES.guides[SERVICE.id], "job", paper, 0))

    return {
        "who-list-printing": s.State(who, listed(s.Paper.PRINTING), OPEN),
        "who-list-unsure": s.State(who, listed(s.Paper.UNSURE), OPEN),
        "who-list-printed": s.State(who, listed(s.Paper.PRINTED), OPEN),
        "number-list-failed": s.State(number, listed(s.Paper.FAILED), OPEN),
    }


def progress_scenes(nobody: s.Visit) -> dict[str, s.State]:
    """Where a visit stands, with the longest names, and giving it up."""
    long = partial(visit, number="PX000128", service_name=words(WIDEST))
    follow = (words(SERVICE.name), words(WIDEST))
    counter = words(PLAN.counters[0].name)
    shown = {
        "progress-untold": long(people_ahead=0, wait_low_min=None, wait_high_min=None, follow=follow),
        "progress-called": long(state=TicketState.CALLED, counter_name=counter),
        "progress-held": long(state=TicketState.HELD, counter_name=counter, follow=follow),
        "progress-given-up": visit(state=TicketState.CANCELLED, canceller=Canceller.KIOSK),
    }
    over = (TicketState.SERVING, TicketState.SERVED, TicketState.NO_SHOW, TicketState.ENDED)
    shown |= {f"progress-{each}": long(state=each, counter_name=counter) for each in over}
    shown["progress-carried"] = long(state=TicketState.CARRIED, carried_to=Words2(zh="11月23日", en="23 November"))
    scenes = {name: s.State(Progress(seen), nobody, FULL) for name, seen in shown.items()}
    left = s.Refusal(say_both("notice.no_answer"), s.Typing(s.Purpose.VISIT), s.About.LEAVING)
    return scenes | {"giving-up": s.State(GivingUp(long()), nobody, FULL), "not-cancelled": s.State(left, nobody, FULL)}


def mark_scenes(nobody: s.Visit) -> dict[str, s.State]:
    """Judging a visit."""
    scanned = s.Judged("20261121-A007", "A007", words(WIDEST), again=False)
    again = s.Judged("20261121-A007", "A007", words(SERVICE.name), again=True)
    scenes: dict[str, s.State] = {
        f"reasons-{level}": s.State(s.Reasons(again, level, (OF_LEVEL[level][2].code,)), nobody, FULL)
        for level in Level
    }
    return scenes | {
        "levels": s.State(s.Levels(scanned), nobody, FULL),
        "levels-again": s.State(s.Levels(again), nobody, FULL),
        "thanks": s.State(s.Thanks(Level.SATISFIED, 0), nobody, FULL),
        "thanks-bad": s.State(s.Thanks(Level.VERY_DISSATISFIED, 0), nobody, FULL),
        "not-found": s.State(
            s.Refusal(say_both("judge.nothing"), s.Typing(s.Purpose.VISIT), s.About.VISIT), nobody, FULL
        ),
        "not-judged": s.State(
            s.Refusal(say_both("notice.no_answer"), s.Reasons(again, Level.SATISFIED), s.About.MARK), nobody, FULL
        ),
    }
