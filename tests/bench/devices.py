"""``./hall bench devices``: bytes and milliseconds of a ticket, of a card and of a sign, beside the wire's own time.

The twins stand on real ports. A pty takes bytes at once, so what a slow line adds to a ticket is a figure of its own;
cards come paced as by a wire of the line's speed.
"""

import os
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from config.vocabulary import PrintState
from devices.drivers.card_reader.pcsc import PcscReader
from devices.frames.printers.profile import profile_names
from devices.kinds.card_reader import CardSeen
from devices.ports.address import BAUD_RATES
from devices.simulated.cards.pcscd import READER, SOCKET_VARIABLE, PrivatePcscd
from devices.simulated.cards.samples import SAMPLES, CardForm, SampleCard
from devices.simulated.cards.slot_twin import CardSlotTwin
from tests.bench.card_reading import BITS_PER_BYTE, read_one_card
from tests.bench.figures import Figure
from tests.devices.printers.makes import made
from tests.devices.printers.test_contract_ticket_printer import TEXT_MAX_BYTES
from tests.devices.printers.test_printers import SLIP
from tests.devices.rig import device, site, step_until
from tests.devices.signs.makes import CALLED, FREE, MAKES, signs

ROUNDS: Final = 15
CARD_ROUNDS: Final = 3
PRINT_MS_MAX: Final = 50.0
"""Made, sent and answered; the printer's head and its knife take their own time."""
WIRE_FACTOR_MAX: Final = 1.3
SIGN_MS_MAX: Final = 300.0
"""With the pause that a make wants after the frame before."""
CHIP_MS_MAX: Final = 2_000.0
"""The daemon looks for a card every 440 ms."""
PRINTER_SPEEDS: Final = (9_600, 19_200, 115_200)
MS: Final = 1_000


def tickets() -> Iterator[Figure]:
    """Each profile of printer, the number as text and as a picture; then what a serial line needs for the largest."""
    for smooth, form in ((False, "text"), (True, "raster")):
        largest = 0
        for name in profile_names():
            size, ms = _ticket(name, smooth)
            largest = max(largest, size)
            yield Figure(f"{name}, ticket as {form}", size, "bytes", None if smooth else TEXT_MAX_BYTES)
            yield Figure("… made, sent and answered", ms, "ms", PRINT_MS_MAX)
        for baud in PRINTER_SPEEDS:
            yield Figure(f"… the largest as {form} on a line of {baud:,}", largest * BITS_PER_BYTE * MS / baud, "ms")


def identity_cards() -> Iterator[Figure]:
    """At each speed of the line, beside what the bytes alone take there."""
    with tempfile.TemporaryDirectory() as folder:
        for baud in BAUD_RATES:
            reads = [read_one_card(Path(folder), baud) for _ in range(CARD_ROUNDS)]
            took, wire = statistics.median(read.seconds for read in reads) * MS, reads[0].wire_s * MS
            name = f"sam_v at {baud:,}: found, selected, read; bare: the wire"
            yield Figure(name, took, "ms", WIRE_FACTOR_MAX * wire, bare=wire, bare_factor_max=WIRE_FACTOR_MAX)


def chip_cards() -> Iterator[Figure]:
    """Each sort of card from the slot to its event, through the real daemon; its virtual reader has no slow wire."""
    daemon = PrivatePcscd()
    daemon.start()
    os.environ[SOCKET_VARIABLE] = str(daemon.socket_path)
    twin = CardSlotTwin(daemon.port)
    driver = PcscReader(device("card", "card_reader", "pcsc", f"pcsc:{READER} 00 00"), site(Path()))
    try:
        driver.open()
        for card in SAMPLES.values():
            if card.form not in (CardForm.IDENTITY, CardForm.PASSPORT):
                ms = statistics.median(_chip_ms(driver, twin, card) for _ in range(CARD_ROUNDS))
                yield Figure(f"pcsc, {card.form}: put in and read", ms, "ms", CHIP_MS_MAX)
    finally:
        driver.close()
        twin.stop()
        daemon.stop()


def faces() -> Iterator[Figure]:
    """Each make of sign: from the order to its bytes on the port, and to the answer of a make that answers."""
    with tempfile.TemporaryDirectory() as folder:
        for name, make in MAKES.items():
            with signs(make, Path(folder)) as bench:
                ms = statistics.median(_face_ms(bench) for _ in range(ROUNDS))
            yield Figure(
                f"sign {name}: ordered and sent{', and answered' if make.answers else ''}", ms, "ms", SIGN_MS_MAX
            )


def _ticket(name: str, smooth: bool) -> tuple[int, float]:
    """Bytes, and the median of the milliseconds."""
    bench = made(name, "tcp", Path(), smooth_number=smooth)
    try:
        ms = statistics.median(_print_ms(bench.driver) for _ in range(ROUNDS))
        return bench.twin.papers[-1].bytes_taken, ms
    finally:
        bench.driver.close()
        bench.twin.stop()


def _print_ms(driver: Any) -> float:
    began = time.perf_counter()
    if driver.print(SLIP).state is not PrintState.PRINTED:
        raise RuntimeError("the ticket was not printed")
    return (time.perf_counter() - began) * MS


def _chip_ms(driver: PcscReader, twin: CardSlotTwin, card: SampleCard) -> float:
    twin.lift()
    driver.step()
    twin.place(card)
    began = time.perf_counter()
    step_until(driver, lambda event: isinstance(event, CardSeen))
    return (time.perf_counter() - began) * MS


def _face_ms(bench: Any) -> float:
    bench.show(FREE)
    began = time.perf_counter()
    bench.show(CALLED)
    return (time.perf_counter() - began) * MS


DEVICES: Final = (tickets, identity_cards, chip_cards, faces)
