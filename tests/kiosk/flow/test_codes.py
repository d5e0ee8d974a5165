"""Codes as they are typed and scanned."""

from datetime import date, timedelta
from functools import partial

import pytest

from config.visit_key import ticket_of, visit_key
from config.vocabulary import TicketId
from kiosk.flow.codes import DAYS_BACK, appointment_code, as_typed, visit_in

SITE_KEY = b"k" * 32
TODAY = date(2026, 11, 21)
OPENS = partial(ticket_of, SITE_KEY)
TICKET = TicketId("20261121-A012")
KEY = visit_key(SITE_KEY, TICKET)
SEAL = KEY.rpartition("-")[2]


@pytest.mark.parametrize(("text", "code"), [("12345678", True), ("1234 5678", True), ("1234567", False), ("a", False)])
def test_an_appointments_code_has_eight_digits(text: str, code: bool) -> None:
    assert (appointment_code(text) is not None) == code


@pytest.mark.parametrize(
    "text",
    [
        KEY,
        KEY.upper(),
        f"http://10.0.0.5:18080/v/{KEY}",
        f"http;//10.0.0.5;18080/v/{KEY}",
        f"A012{SEAL}",
        f"a012 {SEAL[:4]} {SEAL[4:]}",
        f"A012-{SEAL.upper()}",
    ],
)
def test_a_visit_is_found_by_address_key_and_by_number_and_seal(text: str) -> None:
    assert visit_in(text, TODAY, OPENS) == TICKET


@pytest.mark.parametrize(
    "text", ["", "A012", "20261121-A012", KEY[:-1], KEY + "2", f"A013{SEAL}", f"20261120-A012-{SEAL}", "好" * 20]
)
def test_what_this_hall_never_made_is_nothing(text: str) -> None:
    assert visit_in(text, TODAY, OPENS) is None


def test_a_typed_seal_tells_its_day_for_as_long_as_a_second_mark_may_come() -> None:
    assert visit_in(f"A012{SEAL}", TODAY + timedelta(days=DAYS_BACK), OPENS) == TICKET
    assert visit_in(f"A012{SEAL}", TODAY + timedelta(days=DAYS_BACK + 1), OPENS) is None


def test_codes_are_shown_as_on_the_paper() -> None:
    assert as_typed("12345678") == "1234 5678"
    assert as_typed("123") == "123"
    assert as_typed("A012abcdefghijklmnop") == "A012 ABCD EFGH IJKL MNOP"
    assert as_typed("A012AB") == "A012AB"
