"""The address of a counter's tablet: the counter, with a seal that only this hall can make.

Addresses have an edition (``console.tablet_edition``): with the next one all that were made before lead nowhere.
"""

from typing import Final

from config.seals import name_in, sealed
from config.vocabulary import CounterId

PATH: Final = "/t/"
_PURPOSE: Final = b"tablet:"


def tablet_key(site_key: bytes, counter: str, edition: int = 1) -> str:
    """As it stands in the address: ``z01-`` and 16 signs."""
    return sealed(site_key, _purpose(edition), counter)


def counter_of(site_key: bytes, key: str, edition: int = 1) -> CounterId | None:
    """The counter of a tablet's key; None when this hall never made it, or before this edition."""
    counter = name_in(site_key, _purpose(edition), key)
    return CounterId(counter) if counter is not None else None


def _purpose(edition: int) -> bytes:
    return _PURPOSE if edition == 1 else _PURPOSE + b"%d:" % edition
