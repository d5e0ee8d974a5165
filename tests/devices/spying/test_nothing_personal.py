"""A technician who listens to readers and scanners sees that cards are read, and nothing of what stands on them."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devices.frames.cards import sam_v
from devices.host import Host
from devices.kinds.card_reader import CardSeen
from devices.meanings.piece import Explainer
from devices.ports.tap import Way
from devices.registry import explainer_of
from devices.simulated.cards.sam_v_twin import SamVTwin
from devices.simulated.cards.samples import SAMPLES, ZONE, CardForm, SampleCard, checked
from devices.simulated.cards.slot_twin import CardSlotTwin
from devices.simulated.scanners.scanner_twin import ScannerTwin, as_keys, as_line
from tests.devices.fuzz import EXAMPLES, split
from tests.devices.rig import PATIENCE_S
from tests.devices.spying.listeners import Heard, listened
from tests.devices.spying.test_meanings import CARDS

ON_THE_READER = [card for card in SAMPLES.values() if card.form is CardForm.IDENTITY]
IN_THE_SLOT = [SAMPLES[name] for name in ("anna", "zhang-social", "somchai", "plain")]
ENCODINGS = ("utf-16-le", "gbk", "ascii", "utf-8")
ELECTRONIC_CARD = "SSC" + checked("52273019700101001") + "E"
PART_BYTES = 4
"""So many bytes of a number in a row would be a piece of it."""


def secrets_of(card: SampleCard) -> list[bytes]:
    """Number, name and content as they could be seen: as bytes in hex, or as signs."""
    texts = [card.number, card.holder]
    written = [
        text.encode(code, "replace") for text in texts if text for code in ("utf-16-le", "gbk", "ascii", "utf-8")
    ]
    return [secret for secret in (*written, card.content) if len(secret) >= PART_BYTES]


def expect_none(lines: Sequence[str], secrets: Sequence[bytes]) -> None:
    """No number is written out, and no four bytes of one stand in the hex."""
    seen = "".join(line[16:64].replace(" ", "") for line in lines if line.startswith(" ")).upper()
    told = "\n".join(lines)
    for secret in secrets:
        parts = {secret[at : at + PART_BYTES].hex().upper() for at in range(len(secret) - PART_BYTES + 1)}
        assert not [part for part in parts if part in seen and len(set(part)) > 2], told
    everybody = [text for card in SAMPLES.values() for text in (card.number, card.holder) if text]
    assert not [text for text in everybody if text in told], told


def show_all(
    host: Host, twin: SamVTwin | CardSlotTwin, cards: Sequence[SampleCard], lifted: Callable[[], None]
) -> None:
    """Lay each card, wait until it was read, lift it, and wait until that is seen."""
    for card in cards:
        twin.place(card)
        while not isinstance(host.events.get(timeout=PATIENCE_S), CardSeen):
            """Health, and what the daemon still had of the card before."""
        twin.lift()
        lifted()


def lifted(heard: Heard) -> None:
    """The module has said so."""
    heard.until("id", "no card", after=len(heard.lines["id"]))


def test_identity_cards_are_read_unseen(ports: Path) -> None:
    twin = SamVTwin(ports / "id")
    twin.start()
    with listened([CARDS["sam_v"]], ports) as (host, heard):
        show_all(host, twin, ON_THE_READER[::2], lambda: lifted(heard))
        heard.until("id", "which module are you?", "a card is found", "bytes are not shown", "no card")
    twin.stop()
    expect_none(heard.lines["id"], [secret for card in ON_THE_READER for secret in secrets_of(card)])


def test_smart_cards_are_read_unseen(slot: CardSlotTwin, ports: Path) -> None:
    with listened([CARDS["pcsc"]], ports) as (host, heard):
        heard.until("card", "== ok")
        host.give_key(ZONE.decode())
        show_all(host, slot, IN_THE_SLOT, lambda: None)
        heard.until("card", "SELECT the passport", "EXTERNAL AUTHENTICATE", "READ BINARY, secured", "READ RECORD")
    expect_none(heard.lines["card"], [secret for card in IN_THE_SLOT for secret in secrets_of(card)])


@pytest.mark.parametrize(
    ("name", "bytes_of", "told"), [("serial_scanner", as_line, "line"), ("keyboard_scanner", as_keys, "keys")]
)
def test_codes_are_scanned_unseen(name: str, bytes_of: Callable[[str], bytes], told: str, ports: Path) -> None:
    twin = ScannerTwin(ports / told, bytes_of)
    twin.start()
    codes = [ELECTRONIC_CARD, ZONE[:44].decode(), ZONE[44:].decode()]
    with listened([CARDS[name]], ports) as (_, heard):
        heard.until(told, "== ok")
        for code in codes:
            before = len(heard.lines[told])
            twin.scan(code)
            heard.until(told, "Enter" if told == "keys" else "the end of a code", after=before)
    twin.stop()
    expect_none(heard.lines[told], [code.encode() for code in codes])
    assert not [line for line in heard.lines[told] if "L898902C" in line]


@settings(max_examples=EXAMPLES, deadline=None)
@given(
    card=st.sampled_from(ON_THE_READER),
    question=st.sampled_from([sam_v.FIND, sam_v.STATUS, sam_v.SAM_NUMBER, sam_v.READ_BASE]),
    damage=st.lists(st.tuples(st.integers(0, 1400), st.integers(0, 255)), max_size=3),
    start=st.integers(0, 400),
    cuts=st.lists(st.integers(0, 1400), max_size=4),
)
def test_no_piece_of_a_card_is_shown(
    card: SampleCard, question: bytes, damage: list[tuple[int, int]], start: int, cuts: list[int]
) -> None:
    """Late, cut, damaged, begun in the middle: whatever was asked before."""
    explainer: Explainer = explainer_of(CARDS["sam_v"])
    answer = bytearray(sam_v.frame(bytes.fromhex("000090 0100 0400") + card.content + bytes(1024)))
    for at, byte in damage:
        answer[at % len(answer)] = byte
    explainer.explain(Way.TO_DEVICE, sam_v.frame(question))
    for piece in split(bytes(answer[start:]), cuts):
        for told in explainer.explain(Way.FROM_DEVICE, piece):
            assert not told.shown
