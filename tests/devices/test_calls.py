"""Calls from the wire to the speakers: not the old ones, and not those that are over."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from config.counted import Counted
from config.vocabulary import CounterId, CounterState, RequestId, TicketState
from config.wire.link import Address, Link, Received
from config.wire.message import Words2
from config.wire.news import CallNews
from config.wire.pictures import CounterPicture
from devices.asking import Asking
from devices.bridge import Bridge, CallOver
from devices.clock import KEPT_MAX, Lateness
from devices.counters import CountersLoop
from devices.events import SayCall, WithdrawCall
from devices.host import Host
from devices.kinds.speaker import CallToSay
from tests.devices.rig import SITE_KEY, device
from tests.devices.test_bridge import NOW, Z01, picture

A001, A002 = "20261121-A001", "20261121-A002"


def news_of(number: str, after_s: float = 0.0) -> CallNews:
    """A call to z01, so long after nine o'clock."""
    words = Words2(zh="1号窗口", en="Counter 1")
    at, ticket = NOW + timedelta(seconds=after_s), f"20261121-{number}"
    return CallNews(at=at, ticket=ticket, number=number, counter=Z01, counter_name=words, times_called=1)


def seen(number: str = "", after_s: float = 0.0, state: TicketState = TicketState.CALLED) -> CounterPicture:
    """z01 so long after nine o'clock, with the ticket that stands there."""
    made = picture(CounterState.OPEN, number)
    ticket = made.ticket and made.ticket.model_copy(update={"state": state})
    return made.model_copy(update={"at": NOW + timedelta(seconds=after_s), "ticket": ticket})


def say(number: str, age_s: float = 0.0) -> SayCall:
    return SayCall(CallToSay(number, Z01, "1号窗口", "Counter 1", f"20261121-{number}", age_s))


def bridge() -> Bridge:
    return Bridge(lambda: RequestId("request"))


def calls_in(orders: object) -> list[object]:
    """What is for speakers."""
    assert isinstance(orders, list)
    return [order for order in orders if isinstance(order, SayCall | WithdrawCall | CallOver)]


@pytest.mark.parametrize(
    "after",
    [seen("", 2.0), seen("A002", 2.0), seen("A001", 2.0, TicketState.SERVING)],
    ids=["no-show", "another", "came"],
)
def test_a_call_is_withdrawn_once_when_its_counter_does_not_call_it_any_more(after: CounterPicture) -> None:
    known = bridge()
    assert known.called(news_of("A001", 1.0)) == [say("A001")]
    assert calls_in(known.seen(seen("A001", 1.0))) == []
    assert calls_in(known.seen(after)) == [WithdrawCall(Z01, A001)]
    assert calls_in(known.seen(after)) == []


def test_a_picture_of_before_the_call_withdraws_nothing() -> None:
    known = bridge()
    known.called(news_of("A001", 1.0))
    assert calls_in(known.seen(seen("", 0.5))) == []


def test_a_new_call_at_the_same_counter_withdraws_the_one_before_and_a_call_again_does_not() -> None:
    known = bridge()
    known.called(news_of("A001"))
    assert known.called(news_of("A001", 1.0)) == [say("A001")]
    assert known.called(news_of("A002", 2.0)) == [WithdrawCall(Z01, A001), say("A002")]


def test_what_is_known_to_be_over_is_not_begun() -> None:
    known = bridge()
    known.seen(seen("", 5.0))
    assert known.called(news_of("A001", 1.0)) == [CallOver(Z01)]
    known.seen(seen("A001", 6.0))
    assert known.called(news_of("A001", 5.5)) == [say("A001")]


def test_how_late_something_is_heard_is_told_whatever_the_clocks_say() -> None:
    late = Lateness()
    yesterday, fresh = NOW - timedelta(days=1), NOW + timedelta(seconds=10)
    late.of(yesterday, 100.0)
    assert late.of(NOW, 100.0) == 0.0
    assert late.of(NOW, 139.0) == pytest.approx(39.0)
    assert late.of(fresh, 110.5) == pytest.approx(0.5)


def test_a_servers_clock_that_is_put_back_is_got_used_to() -> None:
    late = Lateness()
    late.of(NOW, 100.0)
    put_back: datetime = NOW - timedelta(hours=1)
    assert [late.of(put_back, 100.0) for _ in range(KEPT_MAX)][-1] == 0.0


class Hall:
    """The loop with one speaker that is not stepped; what comes from the wire is put in, and time is moved by hand."""

    def __init__(self, ports: Path) -> None:
        self.now_s = 1_000.0
        self.link = Link("longli", Address("127.0.0.1", 1, "counters-1", ""))
        self.host = Host([device("voice", "speaker", "xf_s4240", "serial:x")], SITE_KEY, ports)
        asking = Asking(self.link.ask, self.link.connected.is_set, 2.0)
        self.loop = CountersLoop(self.host, self.link, bridge(), asking, clock=lambda: self.now_s)

    def hears(self, *messages: CallNews | CounterPicture) -> None:
        """All of it at once."""
        for message in messages:
            self.link.inbox.put(Received(message))
        self.loop.turn(self.now_s)

    def orders(self) -> list[object]:
        """What the speaker was told meanwhile."""
        orders = self.host._keepers["voice"].orders
        return list(iter(orders.take_once, None))


@pytest.fixture(name="hall")
def _hall(ports: Path) -> Hall:
    return Hall(ports)


def test_a_speaker_is_told_how_old_a_call_is(hall: Hall) -> None:
    hall.hears(seen())
    hall.now_s += 39.0
    hall.hears(news_of("A001"))
    assert hall.orders() == [say("A001", 39.0)]


def test_a_call_whose_end_came_with_it_is_counted_and_not_said(hall: Hall) -> None:
    hall.hears(news_of("A001"), seen("A001"), seen("", 1.0), news_of("A002", 2.0), seen("A002", 2.0))
    assert [order.call.ticket for order in hall.orders() if isinstance(order, SayCall)] == [A002]
    (health,) = hall.host.health()
    assert health.counters[Counted.CALL_OVER] == 1


def test_a_speaker_is_told_that_a_call_is_over(hall: Hall) -> None:
    hall.hears(news_of("A001"), seen("A001"))
    hall.hears(seen("", 1.0))
    assert hall.orders() == [say("A001"), WithdrawCall(CounterId("z01"), A001)]
