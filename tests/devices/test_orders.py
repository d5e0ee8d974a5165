"""What a device should show stands until something newer; the rest is done once, and not without end."""

import threading
from typing import Final

from config.vocabulary import CounterId
from devices.events import AskMark, SayCall, ShowNumber
from devices.kinds.speaker import CallToSay
from devices.orders import ORDERS_MAX, Orders

Z01, Z02 = CounterId("z01"), CounterId("z02")
CALL: Final = SayCall(CallToSay("A001", Z01, "一", "one"))


def test_only_the_newest_of_a_place_is_shown() -> None:
    orders = Orders()
    for number in ("A001", "A002", "A003"):
        orders.give(ShowNumber(Z01, number))
    orders.give(AskMark(Z01, None))
    orders.give(ShowNumber(Z02, "B001"))
    taken = [orders.take() for _ in range(4)]
    assert taken == [ShowNumber(Z01, "A003"), AskMark(Z01, None), ShowNumber(Z02, "B001"), None]


def test_all_that_stands_is_shown_again() -> None:
    orders = Orders()
    for number in range(200):
        orders.give(ShowNumber(CounterId(f"z{number}"), "A001"))
    assert sum(orders.take() is not None for _ in range(300)) == 200
    orders.give(ShowNumber(Z01, "A002"))
    orders.show_again()
    again = [orders.take() for _ in range(201)]
    assert len(set(again)) == 201
    assert orders.take() is None


def test_what_is_done_once_goes_first_and_is_bounded() -> None:
    orders = Orders()
    orders.give(ShowNumber(Z01, "A001"))
    assert all(orders.give(CALL) for _ in range(ORDERS_MAX))
    assert not orders.give(CALL)
    assert [orders.take_once() for _ in range(ORDERS_MAX)] == [CALL] * ORDERS_MAX
    assert orders.take_once() is None, "what stands waits for the device"
    assert orders.take() == ShowNumber(Z01, "A001")


def test_whoever_waits_is_woken() -> None:
    orders, taken = Orders(), list[object]()
    waiting = threading.Thread(target=lambda: taken.append(orders.take(30)))
    waiting.start()
    orders.wake()
    waiting.join(20)
    assert taken == [None]
