"""A visit's address: nobody outside the hall can make one, and it is good for one ticket of one day."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.visit_key import PATH, addresses, ticket_of, visit_key
from config.vocabulary import TICKET_ID_PATTERN, TicketId

SITE_KEY = bytes(range(32))
TICKET = TicketId("20261121-A001")


def test_a_key_is_the_same_for_ever() -> None:
    assert visit_key(SITE_KEY, TICKET) == "20261121-A001-fpbcvxslafzpu7c4"


@given(
    ticket=st.from_regex(TICKET_ID_PATTERN.rstrip("$"), fullmatch=True).map(TicketId), site_key=st.binary(min_size=16)
)
def test_the_hall_that_made_a_key_knows_its_ticket(ticket: TicketId, site_key: bytes) -> None:
    key = visit_key(site_key, ticket)
    assert ticket_of(site_key, key) == ticket
    assert ticket_of(site_key + b"x", key) is None


@pytest.mark.parametrize("other", ["20261121-A002", "20261122-A001", "20261121-B001"])
def test_a_seal_fits_no_other_number_and_no_other_day(other: str) -> None:
    assert ticket_of(SITE_KEY, visit_key(SITE_KEY, TICKET).replace(TICKET, other)) is None


@given(wrong=st.text(max_size=40))
def test_what_nobody_made_is_no_ticket(wrong: str) -> None:
    assert ticket_of(SITE_KEY, wrong) is None
    assert ticket_of(SITE_KEY, f"{TICKET}-{wrong}") is None


def test_no_end_of_line_slips_through() -> None:
    assert ticket_of(SITE_KEY, visit_key(SITE_KEY, TICKET) + "\n") is None


@pytest.mark.parametrize("base", ["http://10.0.0.5:18080", "http://10.0.0.5:18080/"])
def test_an_address_is_short_enough_for_a_small_code(base: str) -> None:
    address = addresses(SITE_KEY, base)(TICKET)
    assert address == f"http://10.0.0.5:18080{PATH}{visit_key(SITE_KEY, TICKET)}"
    assert len(address) <= 62, "what fits a code of 33 by 33 with a quarter of it lost"


def test_without_a_base_there_is_no_address() -> None:
    assert addresses(SITE_KEY, "")(TICKET) == ""
