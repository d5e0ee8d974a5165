"""The numbers that this kiosk gives by itself while the server is away, on disk before they are on paper.

One JSON file, readable by its owner only: the newest block that the server told, what was given of it, and what the
server was not told yet. A number that was given once is never given again, whatever the server says later; a file that
can't be read gives nothing before tomorrow, because nobody knows what was given.
"""

import logging
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final
from uuid import uuid4
from zoneinfo import ZoneInfo

from pydantic import AwareDatetime, BaseModel, ValidationError

from config.plan import Plan, Service, Text
from config.rules.carrying import STAYS_VALID
from config.settings.private_files import write_private
from config.vocabulary import RefusalCode, ServiceId
from config.wire.message import Words2
from config.wire.pictures import BlockPicture, DepartmentLine, ServiceLine, ServicesPicture
from config.wire.replies import Refused, ReprintGiven, TicketGiven
from config.wire.requests import ReprintTicket, TakeTicket, TellLateTicket
from kiosk.wording import say_both

log = logging.getLogger(__name__)

LATE_MAX: Final = 10_000
"""So many numbers may wait for being told; more than any kiosk's blocks hold."""


class LateTicket(BaseModel):
    """A number that was given, as the server will be told."""

    given_at: AwareDatetime
    told: TellLateTicket

    def request(self, now: datetime) -> TellLateTicket:
        """With its age by this kiosk's clock."""
        ago = max(timedelta(), now - self.given_at)
        return self.told.model_copy(update={"ago_ms": ago // timedelta(milliseconds=1)})


class _Kept(BaseModel):
    """The file's content. ``given`` are the block's tickets that are gone."""

    block: BlockPicture | None = None
    given: tuple[str, ...] = ()
    late: tuple[LateTicket, ...] = ()
    nothing_on: date | None = None
    """On this day nothing is given: what was given before is not known."""


class Block:
    """The block of one kiosk. Names, counters and hours are the plan's."""

    def __init__(self, file: Path, plan: Plan) -> None:
        self.file, self._plan, self._zone = file, plan, ZoneInfo(plan.time_zone)
        self._kept, self._disk_takes = _Kept(), True

    def load(self, now: datetime) -> None:
        """What stands on the disk."""
        try:
            self._kept = _Kept.model_validate_json(self.file.read_bytes())
        except FileNotFoundError:
            return
        except (ValidationError, OSError) as problem:
            log.error("the kiosk's block cannot be read, none is given today: %s", type(problem).__name__)
            self._kept = _Kept(nothing_on=now.astimezone(self._zone).date())
            self._write(self._kept)

    def told(self, block: BlockPicture) -> None:
        """The server told a block. What was given on its day stays given."""
        if self._kept.block is not None and self._kept.block.lines == block.lines and self._kept.block.day == block.day:
            return
        same_day = self._kept.block is not None and self._kept.block.day == block.day
        self._write(self._kept.model_copy(update={"block": block, "given": self._kept.given if same_day else ()}))

    def offer(self, now: datetime) -> ServicesPicture | None:
        """What can be given now without the server; None: nothing."""
        block = self._kept.block
        able = {service for service in self._plan.service_by_id if self._next(service, now) is not None}
        if not able or block is None or not self._disk_takes:
            return None
        lines = tuple(
            ServiceLine(
                id=s.id, department=s.department, name=_words(s.name), prefix=s.prefix, waiting=0, open_counters=0
            )
            for s in self._plan.services
            if s.id in able
        )
        used = {line.department for line in lines}
        departments = (d for d in self._plan.departments if d.id in used)
        return ServicesPicture(
            at=block.at,
            hall_name=_words(self._plan.name),
            time_zone=self._plan.time_zone,
            departments=tuple(DepartmentLine(id=d.id, name=_words(d.name)) for d in departments),
            services=lines,
        )

    def give(self, wish: TakeTicket, now: datetime) -> TicketGiven | None:
        """The next number, on the disk when this returns; the same again for the same wish. None: there is none."""
        if (before := self.given_for(wish.request_id)) is not None:
            return before
        ticket = self._next(ServiceId(wish.service), now)
        if ticket is None or len(self._kept.late) >= LATE_MAX:
            return None
        told = TellLateTicket(
            request_id=uuid4().hex,
            kiosk=wish.kiosk,
            ticket=ticket,
            service=wish.service,
            ago_ms=0,
            ticket_class=wish.ticket_class,
            card=wish.card,
            masked_name=wish.masked_name,
            group=wish.group,
            instead_of=wish.request_id,
        )
        late = (*self._kept.late, LateTicket(given_at=now, told=told))
        if not self._write(self._kept.model_copy(update={"given": (*self._kept.given, ticket), "late": late})):
            return None
        return self.given_for(wish.request_id)

    def given_for(self, request_id: str) -> TicketGiven | None:
        """The number that this wish got here and that the server does not know yet."""
        found = next((late for late in self._kept.late if late.told.instead_of == request_id), None)
        return None if found is None else self._answer(found)

    def untold(self) -> LateTicket | None:
        """The first number that the server is still to be told."""
        return self._kept.late[0] if self._kept.late else None

    def is_untold(self, ticket: str, but_not: str | None = None) -> bool:
        """Whether the server did not say that it knows this ticket; ``but_not``: the request that may just tell it."""
        return any(late.told.ticket == ticket and late.told.request_id != but_not for late in self._kept.late)

    def print_again(self, asked: ReprintTicket) -> ReprintGiven | Refused:
        """As the server would decide it of an untold ticket, which will hear of it with the number."""
        late = next(late for late in self._kept.late if late.told.ticket == asked.ticket)
        given, before = self._answer(late), late.told.reprints
        if given is not None and before < self._plan.reprints_max:
            more = late.model_copy(update={"told": late.told.model_copy(update={"reprints": before + 1})})
            if self._write(self._kept.model_copy(update={"late": _instead(self._kept.late, late, more)})):
                return ReprintGiven(request_id=asked.request_id, given=given, print_no=before + 2)
        often = say_both("number.printed_too_often")
        return Refused(request_id=asked.request_id, code=RefusalCode.PRINTED_TOO_OFTEN, words=often)

    def acknowledge(self, request_id: str) -> None:
        """The server knows this one, or will not have it."""
        late = tuple(late for late in self._kept.late if late.told.request_id != request_id)
        self._write(self._kept.model_copy(update={"late": late}))

    def _next(self, service: str, now: datetime) -> str | None:
        """The first ticket of a service's block that was not given, today and while numbers are given."""
        local, planned = now.astimezone(self._zone), self._plan.service_by_id.get(ServiceId(service))
        block = self._kept.block
        if block is None or planned is None or block.day != local.date().isoformat():
            return None
        if self._kept.nothing_on == local.date() or not self._gives(planned, local):
            return None
        tickets = next((line.tickets for line in block.lines if line.service == service), ())
        return next((ticket for ticket in tickets if ticket not in self._kept.given), None)

    def _gives(self, service: Service, local: datetime) -> bool:
        opening = self._plan.opening
        spans = opening.numbers_on(local.date(), service.hours) if opening is not None else None
        return spans is None or any(span.holds(local.time()) for span in spans)

    def _answer(self, late: LateTicket) -> TicketGiven | None:
        """As the server would answer, without what only the server knows."""
        told, service = late.told, self._plan.service_by_id.get(ServiceId(late.told.service))
        if service is None or told.instead_of is None:
            return None
        return TicketGiven(
            request_id=told.instead_of,
            ticket=told.ticket,
            number=told.ticket.rpartition("-")[2],
            service=service.id,
            service_name=_words(service.name),
            department_name=_words(self._plan.department_by_id[service.department].name),
            hall_name=_words(self._plan.name),
            ticket_class=told.ticket_class,
            group=told.group,
            people_ahead=0,
            taken_at=late.given_at,
            counted_from=late.given_at,
            counter_names=tuple(_words(counter.name) for counter in self._plan.counters_of[service.id]),
            stays_valid=_words(STAYS_VALID) if self._plan.carries_over(service.id) else None,
        )

    def _write(self, kept: _Kept) -> bool:
        """Whether the disk took it; what it did not take did not happen."""
        try:
            write_private(self.file, kept.model_dump_json())
        except OSError as problem:
            log.error("the kiosk's block cannot be kept: %s", problem.strerror)
            self._disk_takes = False
            return False
        self._kept, self._disk_takes = kept, True
        return True


def _instead(kept: tuple[LateTicket, ...], old: LateTicket, new: LateTicket) -> tuple[LateTicket, ...]:
    return tuple(new if late == old else late for late in kept)


def _words(text: Text) -> Words2:
    return Words2(zh=text.zh, en=text.en)
