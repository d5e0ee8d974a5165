"""A booking as the wire wants it: the code made by chance, the name masked, the card's number hashed."""

import csv
import io
import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from config.people import card_token, surname
from config.vocabulary import RefusalCode
from config.wire.appointments import AppointmentGiven, BookAppointment
from config.wire.message import Words2
from config.wire.replies import Refused, Reply
from queue_server.console.appointments.bodies import LINES_MAX, BadLine, Booking, DayList, Imported
from queue_server.console.appointments.callers import Caller
from queue_server.console.parts import Parts
from queue_server.console.problems import ProblemCode, TurnedAway

CODES: Final = 10**8
CODE_TRIES_MAX: Final = 5
ID_BYTES: Final = 18
ENCODINGS: Final = ("utf-8-sig", "gb18030")
"""Of a list's file; spreadsheets of the county write the second one."""


def new_request_id() -> str:
    """For whoever brought none."""
    return secrets.token_urlsafe(ID_BYTES)


def in_zone(moment: datetime, parts: Parts) -> datetime:
    """Without a zone it is by the hall's clock."""
    return moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(parts.plan.time_zone))


async def book(parts: Parts, caller: Caller, booking: Booking, origin: str | None) -> Reply:
    """Ask the queue server; again with another code when the first is in use. Raises TurnedAway."""
    request = _request(parts, caller, booking, origin)
    for _ in range(CODE_TRIES_MAX):
        reply = await parts.wire.ask(request)
        if not (isinstance(reply, Refused) and reply.code is RefusalCode.CODE_IN_USE):
            break
        request = request.model_copy(update={"code": _new_code()})
    return reply


async def import_list(parts: Parts, caller: Caller, origin: str, lines: list[dict[str, str | None]]) -> Imported:
    """Each line by itself: the good ones are kept, the others named."""
    booked, moved, known = 0, 0, 0
    bad: list[BadLine] = []
    for number, line in enumerate(lines, start=1):
        reply = await _import_line(parts, caller, origin, line)
        if isinstance(reply, AppointmentGiven):
            booked, moved = booked + (not reply.moved), moved + reply.moved
        elif isinstance(reply, Refused) and reply.code is RefusalCode.APPOINTMENT_KNOWN:
            known += 1
        else:
            words = reply if isinstance(reply, Words2) else getattr(reply, "words", TurnedAway(UNREADABLE).words)
            bad.append(BadLine(line=number, key=(line.get("key") or None), words=words))
    return Imported(booked=booked, moved=moved, known=known, bad=tuple(bad))


UNREADABLE: Final = ProblemCode.UNREADABLE


async def _import_line(parts: Parts, caller: Caller, origin: str, line: Mapping[str, str | None]) -> Reply | Words2:
    """The answer to one line, or why it can't be read; without a key it can't be told again."""
    try:
        booking = Booking.model_validate({name: text for name, text in line.items() if text and name != "request_id"})
        if booking.key is None:
            raise TurnedAway(ProblemCode.KEY_MISSING)
        return await book(parts, caller, booking, origin)
    except ValidationError as error:
        place = str(error.errors(include_input=False, include_url=False)[0]["loc"][0])
        return Words2(zh=f"{place} 填写有误", en=f"{place} is missing or wrong")
    except TurnedAway as problem:
        if problem.code not in (UNREADABLE, ProblemCode.KEY_MISSING):
            raise
        return problem.words


def lines_of_csv(body: bytes) -> list[dict[str, str | None]]:
    """The rows below the header: key, service, starts_at, name, card_number. Raises TurnedAway."""
    for encoding in ENCODINGS:
        try:
            rows = list(csv.DictReader(io.StringIO(body.decode(encoding), newline=""), restkey="", strict=True))
        except (UnicodeDecodeError, csv.Error):
            continue
        if len(rows) > LINES_MAX:
            raise TurnedAway(ProblemCode.TOO_LARGE)
        return [{name: (text or "").strip() for name, text in row.items() if name} for row in rows]
    raise TurnedAway(UNREADABLE)


def lines_of_json(body: bytes) -> list[dict[str, str | None]]:
    """``{"appointments": […]}``. Raises TurnedAway."""
    try:
        return list(DayList.model_validate_json(body).appointments)
    except ValidationError as error:
        raise TurnedAway(UNREADABLE) from error


def _request(parts: Parts, caller: Caller, booking: Booking, origin: str | None) -> BookAppointment:
    number = (booking.card_number or "").upper().encode("ascii")
    name = surname(booking.name) if booking.name else ""
    try:
        return BookAppointment(
            request_id=booking.request_id or new_request_id(),
            by=caller.by,
            service=booking.service,
            starts_at=in_zone(booking.starts_at, parts),
            code=_new_code(),
            card=card_token(parts.site_key, number) if number else None,
            masked_name=f"{name}**" if name else None,
            origin=origin if booking.key is not None else None,
            origin_key=booking.key,
        )
    except ValidationError as error:
        raise TurnedAway(UNREADABLE) from error


def _new_code() -> str:
    return f"{secrets.randbelow(CODES):08}"
