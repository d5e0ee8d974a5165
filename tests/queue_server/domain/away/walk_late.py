"""The part of the walk in which kiosks tell of numbers that they gave while the server was away."""

from dataclasses import replace
from datetime import timedelta
from typing import Final

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from config.rules.kiosk_blocks import KioskBlocks
from config.vocabulary import ServiceId, TicketClass, TicketId
from queue_server.domain.commands import Command, TellLateTicket
from queue_server.domain.facts import TicketTaken
from queue_server.domain.numbering import ticket_id
from tests.queue_server.domain.examples import DAY, IDENTITY, PERMITS, PLAN, PROMISES, SmallHall

KIOSKS: Final = ("kiosk-1", "kiosk-2")
BLOCKS: Final = KioskBlocks(1, KIOSKS, counts_back_max_min=90)
BLOCK_PLANS: Final = (
    replace(PLAN, kiosk_blocks=BLOCKS),
    replace(
        PLAN,
        kiosk_blocks=replace(BLOCKS, numbers=6),
        services=(PLAN.services[0], replace(PLAN.services[1], last_number=40, digits=2)),
    ),
    replace(PLAN, kiosk_blocks=replace(BLOCKS, kiosks=KIOSKS[::-1])),
    replace(PLAN, kiosk_blocks=BLOCKS, head_start_min={c: minutes // 2 for c, minutes in PROMISES.items()}),
)


def a_late_number_was_the_kiosks_own(small: SmallHall, fact: TicketTaken) -> None:
    """One of its block, counted back no further than the plan says, and nobody who was called lost their counter."""
    blocks = small.hall.blocks
    assert blocks.rule is not None
    assert blocks.hold(fact.kiosk, fact.service, fact.number)
    assert [kiosk for kiosk in KIOSKS if blocks.hold(kiosk, fact.service, fact.number)] == [fact.kiosk]
    now = small.hall.not_before(small.now)
    assert timedelta() <= now - fact.taken_at <= timedelta(minutes=blocks.rule.counts_back_max_min)


class LateWalk(RuleBasedStateMachine):
    """Mixed into the walk over all commands."""

    small: SmallHall

    def ask(self, command: Command) -> None:
        """The walk's own."""
        raise NotImplementedError

    @rule(
        kiosk=st.sampled_from(KIOSKS),
        of=st.sampled_from(KIOSKS),
        service=st.sampled_from([IDENTITY, PERMITS]),
        place=st.integers(0, 6),
        ago=st.timedeltas(timedelta(minutes=-5), timedelta(hours=3)),
        ticket_class=st.sampled_from(TicketClass),
        data=st.data(),
    )
    def tell_late(
        self,
        kiosk: str,
        of: str,
        service: ServiceId,
        place: int,
        ago: timedelta,
        ticket_class: TicketClass,
        data: st.DataObject,
    ) -> None:
        """A number of its own block, of another's, or of none; sometimes in place of one that nobody holds."""
        hall = self.small.hall
        left = dict(hall.blocks.left(of)).get(service, ())
        number = left[place] if place < len(left) else "A001"
        made = data.draw(st.sampled_from([None, *list(hall.tickets)[-2:]]))
        day = hall.day or DAY
        self.ask(TellLateTicket(kiosk, ticket_id(day, number), service, ago, ticket_class, "wang", None, made))

    @rule(data=st.data(), kiosk=st.sampled_from(KIOSKS))
    def tell_twice(self, data: st.DataObject, kiosk: str) -> None:
        """What was given already, by whomever, or on another day."""
        known = [*self.small.hall.tickets, TicketId("20261119-A999")]
        self.ask(TellLateTicket(kiosk, data.draw(st.sampled_from(known)), IDENTITY, timedelta(minutes=3)))
