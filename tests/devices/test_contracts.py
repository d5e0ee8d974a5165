"""Every make of the registry is held by its kind's contract."""

from collections.abc import Collection, Mapping
from typing import Final

import pytest

from devices.registry import MAKES
from tests.devices.cards.test_contract_card_reader import READERS
from tests.devices.evaluators.makes import MAKES as EVALUATORS
from tests.devices.evaluators.pads import PADS
from tests.devices.printers.makes import DRIVERS as PRINTERS
from tests.devices.scanners.test_contract_code_scanner import MAKES as SCANNERS
from tests.devices.signs.makes import MAKES as SIGNS
from tests.devices.speakers.makes import MAKES as SPEAKERS

HELD: Final[Mapping[str, Collection[str]]] = {
    "card_reader": READERS,
    "code_scanner": SCANNERS,
    "ticket_printer": PRINTERS,
    "sign": {make.driver for make in SIGNS.values()},
    "speaker": {make.driver for make in SPEAKERS.values()},
    "evaluator": EVALUATORS.keys() - PADS.keys(),
    "call_pad": PADS,
}


@pytest.mark.parametrize("kind", sorted({str(make.kind) for make in MAKES.values()}))
def test_every_make_is_held_by_its_kinds_contract(kind: str) -> None:
    assert set(HELD[kind]) == {name for name, make in MAKES.items() if make.kind == kind}
