"""A passport's key, typed from its photo page: number, birth and expiry. It goes to the reader and is kept nowhere."""

from dataclasses import replace
from datetime import date
from enum import StrEnum
from string import ascii_uppercase, digits
from typing import Final, assert_never
from zoneinfo import ZoneInfo

from config.vocabulary import Trouble
from devices.kinds.card_reader import CardTrouble
from kiosk.flow import effects as e
from kiosk.flow import happenings as h
from kiosk.flow import states as s
from kiosk.flow.effects import Step

NUMBER_SIGNS_MAX: Final = 22
"""The longest document number of a printed zone (ICAO 9303-5)."""
DATE_DIGITS: Final = 8
YEARS: Final = range(1900, 2100)
LINES: Final = tuple(s.KeyLine)


class Doubt(StrEnum):
    """Why a date that was typed to its end cannot be right."""

    NO_DAY = "no_day"
    NOT_BORN_YET = "not_born_yet"
    EXPIRES_BEFORE_BIRTH = "expires_before_birth"


def open_passport(state: s.State, reader: str, back: s.Laid) -> s.State:
    """A passport lies there and its key is missing, or the one that came was wrong."""
    return replace(state, screen=s.Opening(reader, back), touched_at=state.now)


def chip_trouble(state: s.State, opening: s.Opening, told: CardTrouble) -> s.State:
    """What the reader says while the key is typed. A lifted passport takes with it what was typed."""
    if told.reader != opening.reader:
        return state
    if told.trouble is Trouble.NONE:
        after = s.Opening(opening.reader, opening.back, lies=False)
    elif told.trouble is not Trouble.CARD_KEY_WANTED:
        after = s.Opening(opening.reader, opening.back, lies=False, news=s.ChipNews.UNREAD)
    elif opening.lies:
        after = replace(opening, reading_since=None, news=s.ChipNews.REFUSED)
    else:
        after = replace(opening, lies=True, news=None)
    return replace(state, screen=after, touched_at=state.now)


def chip_overdue(rules: s.Rules, state: s.State) -> s.State:
    """The reader says nothing any more: what was typed is forgotten."""
    match state.screen:
        case s.Opening(reader, back, reading_since=float() as since) if state.now - since >= rules.chip_patience_s:
            unread = s.Opening(reader, back, lies=False, news=s.ChipNews.UNREAD)
            return replace(state, screen=unread, touched_at=state.now)
        case _:
            return state


def without_key(screen: s.Screen) -> s.Screen:
    """Where the visit goes on when there is nothing to type any more."""
    match screen:
        case s.Opening(back=back) | s.StillThere(s.Opening(back=back)):
            return back
        case _:
            return screen


def opening_touched(state: s.State, opening: s.Opening, touch: h.Keying) -> Step:
    """One touch. While the passport is read, none counts."""
    if opening.reading_since is not None:
        return state, ()
    typed = opening.typed[LINES.index(opening.line)]
    match touch:
        case h.TypeSign(sign):
            return replace(state, screen=_with_line(opening, typed + sign)), ()
        case h.EraseSign():
            return replace(state, screen=_with_line(opening, typed[:-1])), ()
        case h.PickLine(line):
            return replace(state, screen=replace(opening, line=line)), ()
        case h.SendTyped():
            return _sent(state, opening)
        case h.BeginTyping() | h.Scanned():
            return state, ()
    assert_never(touch)


def line_whole(state: s.State, opening: s.Opening, line: s.KeyLine) -> bool:
    """Whether it can be a document's number, or a day that can be meant."""
    typed = opening.typed[LINES.index(line)]
    return bool(typed) and (line is s.KeyLine.NUMBER or _doubt(state, opening, line) is None)


def can_go_on(state: s.State, opening: s.Opening) -> bool:
    """Whether there is a further line to type, or a passport to be read."""
    if opening.reading_since is not None or not line_whole(state, opening, opening.line):
        return False
    return opening.lies or not all_whole(state, opening)


def all_whole(state: s.State, opening: s.Opening) -> bool:
    """Whether the key is there."""
    return all(line_whole(state, opening, line) for line in LINES)


def doubt_of(state: s.State, opening: s.Opening) -> Doubt | None:
    """What is wrong with the line that is typed, once it was typed to its end."""
    whole = opening.line is not s.KeyLine.NUMBER and len(opening.typed[LINES.index(opening.line)]) == DATE_DIGITS
    return _doubt(state, opening, opening.line) if whole else None


def as_date(typed: str) -> str:
    """As far as it was typed: ``1974-08-1``."""
    return "-".join(filter(None, (typed[:4], typed[4:6], typed[6:])))


def _with_line(opening: s.Opening, typed: str) -> s.Opening:
    """What does not belong into the line, or not any more, is left out."""
    if opening.line is s.KeyLine.NUMBER:
        signs, most = digits + ascii_uppercase, NUMBER_SIGNS_MAX
    else:
        signs, most = digits, DATE_DIGITS
    kept = "".join(sign for sign in typed if sign in signs)[:most]
    number, birth, expiry = (kept if line is opening.line else opening.typed[at] for at, line in enumerate(LINES))
    return replace(opening, typed=(number, birth, expiry), news=None)


def _sent(state: s.State, opening: s.Opening) -> Step:
    """To the next line that is not whole; with all of them to the reader."""
    if not can_go_on(state, opening):
        return state, ()
    missing = next((line for line in LINES if not line_whole(state, opening, line)), None)
    if missing is not None:
        return replace(state, screen=replace(opening, line=missing)), ()
    number, birth, expiry = opening.typed
    given = replace(opening, reading_since=state.now, news=None)
    return replace(state, screen=given), (e.GiveKey(opening.reader, f"{number} {birth[2:]} {expiry[2:]}"),)


def _doubt(state: s.State, opening: s.Opening, line: s.KeyLine) -> Doubt | None:
    """Years are typed with four digits; the two of a printed zone could be of any century, and contradict nothing."""
    _, birth, expiry = map(_day, opening.typed)
    day = birth if line is s.KeyLine.BIRTH else expiry
    if day is None:
        return Doubt.NO_DAY
    if line is s.KeyLine.BIRTH:
        return Doubt.NOT_BORN_YET if day > _today(state) else None
    return Doubt.EXPIRES_BEFORE_BIRTH if birth is not None and day <= birth else None


def _today(state: s.State) -> date:
    """The hall's day; one that never comes while it is not known."""
    picture = state.hall.picture
    return picture.at.astimezone(ZoneInfo(picture.time_zone)).date() if picture else date.max


def _day(typed: str) -> date | None:
    """The zone has two digits of a year; older and later ones than these cannot be meant."""
    try:
        day = date.fromisoformat(typed) if len(typed) == DATE_DIGITS else None
    except ValueError:
        return None
    return day if day is not None and day.year in YEARS else None
