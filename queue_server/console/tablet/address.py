"""The address of a counter's tablet: the counter, with a seal that only this hall can make."""

from typing import Final

from config.seals import name_in, sealed
from config.vocabulary import CounterId

PATH: Final = "/t/"
_PURPOSE: Final = b"tablet:"


def tablet_key(site_key: bytes, counter: str) -> str:
    """As it stands in the address: ``z01-`` and 16 signs."""
    return sealed(site_key, _PURPOSE, counter)


def counter_of(site_key: bytes, key: str) -> CounterId | None:
    """The counter of a tablet's key; None when this hall never made it."""
    counter = name_in(site_key, _PURPOSE, key)
    return CounterId(counter) if counter is not None else None
