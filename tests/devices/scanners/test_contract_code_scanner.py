"""Both sorts of code scanners against their twins over real ports: one contract, then each one's own faults."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from config.counted import Counted
from config.vocabulary import DeviceState, Trouble
from devices.drivers.card_reader.visitor import card_seen
from devices.drivers.code_scanner.keyboard_scanner import KeyboardScanner
from devices.drivers.code_scanner.serial_scanner import SerialScanner
from devices.faults import PortGone, SettingsWrong
from devices.frames.cards.holder import Holder, Sex
from devices.kinds.card_reader import CardSeen, CardType
from devices.kinds.code_scanner import CodeScanned
from devices.simulated.cards.samples import ZHANG_NUMBER
from devices.simulated.scanners.scanner_twin import ScannerTwin, as_keys, as_line
from tests.devices.rig import SITE_KEY, device, site, step_until

MAKES: dict[str, tuple[Any, str, Any]] = {
    "serial_scanner": (SerialScanner, "serial:scanner", as_line),
    "keyboard_scanner": (KeyboardScanner, "input:scanner", as_keys),
}
CODE = "https://hall.example/t?day=20261121&n=A007#Zz_~!"


@dataclass
class Bench:
    """A driver with its twin; ``clock`` is the driver's."""

    driver: Any
    twin: ScannerTwin
    clock: list[float]


@pytest.fixture(params=MAKES)
def bench(request: pytest.FixtureRequest, ports: Path) -> Iterator[Bench]:
    """Each scanner in turn."""
    yield from benches(request.param, ports)


@pytest.fixture
def serial(ports: Path) -> Iterator[Bench]:
    """The serial one."""
    yield from benches("serial_scanner", ports)


def benches(make: str, ports: Path, **options: Any) -> Iterator[Bench]:
    build, port, bytes_of = MAKES[make]
    twin = ScannerTwin(ports / "scanner", bytes_of)
    twin.start()
    clock = [0.0]
    driver = build(device("scanner", "code_scanner", make, port, **options), site(ports), lambda: clock[0])
    driver.open()
    yield Bench(driver, twin, clock)
    driver.close()
    twin.stop()


def read(bench: Bench) -> str:
    """The next code."""
    event = step_until(bench.driver, lambda each: isinstance(each, CodeScanned))
    assert isinstance(event, CodeScanned)
    assert event.scanner == "scanner"
    return event.text


def dropped(bench: Bench, why: str) -> None:
    """Let the driver work until it has counted something; no event may come."""
    while not bench.driver.feeling().counters.get(why):
        assert not bench.driver.step()


def test_codes_are_told_one_by_one(bench: Bench) -> None:
    for code in (CODE, "87654321", "A007"):
        bench.twin.scan(code)
        assert read(bench) == code
    assert bench.driver.feeling().state is DeviceState.OK
    assert bench.driver.feeling().counters[Counted.CODES] == 3


def test_a_code_that_stays_under_the_scanner_is_told_once(bench: Bench) -> None:
    bench.twin.switch("scanned_twice", True)
    bench.twin.scan("87654321")
    assert read(bench) == "87654321"
    dropped(bench, "repeated")
    bench.twin.switch("scanned_twice", False)
    bench.clock[0] = 5.0
    bench.twin.scan("87654321")
    assert read(bench) == "87654321"


def test_half_a_code_is_never_joined_to_the_next(bench: Bench) -> None:
    bench.twin.switch("half_frame", True)
    bench.twin.scan("87654321")
    dropped(bench, "half_code")
    bench.twin.switch("half_frame", False)
    bench.twin.scan("12345678")
    assert read(bench) == "12345678"


@pytest.mark.parametrize("switch", ["noise_before", "late"])
def test_a_code_is_read_after_noise_and_when_it_is_late(bench: Bench, switch: str) -> None:
    bench.twin.switch(switch, True)
    bench.twin.scan(CODE)
    assert read(bench) == CODE


def test_garbled_codes_are_no_codes(serial: Bench) -> None:
    serial.twin.switch("garbled", True)
    serial.twin.scan("87654321")
    dropped(serial, "half_code")
    serial.twin.switch("garbled", False)
    serial.twin.scan("12345678")
    assert read(serial) == "12345678"


def test_a_code_too_long_is_dropped_and_counted(serial: Bench) -> None:
    serial.twin.switch("too_long", True)
    serial.twin.scan("87654321")
    dropped(serial, "too_long")
    serial.twin.switch("too_long", False)
    serial.twin.scan("12345678")
    assert read(serial) == "12345678"


def test_an_unplugged_scanner_is_gone_and_comes_back(bench: Bench) -> None:
    bench.twin.switch("unplugged", True)
    with pytest.raises(PortGone) as gone:
        bench.driver.step()
    assert gone.value.trouble is Trouble.PORT_GONE
    with pytest.raises(PortGone):
        bench.driver.open()
    bench.twin.switch("unplugged", False)
    bench.driver.open()
    bench.twin.scan("87654321")
    assert read(bench) == "87654321"


def test_options_are_used_and_wrong_ones_are_named(ports: Path) -> None:
    twin = ScannerTwin(ports / "gb", lambda text: f"]Q1{text}\t".encode("gb18030"))
    twin.start()
    options = {"ends_with": "tab", "encoding": "gb18030", "prefix": "]Q1"}
    driver = SerialScanner(device("gb", "code_scanner", "serial_scanner", "serial:gb", **options), site(ports))
    driver.open()
    twin.scan("电子社保卡 522730")
    assert step_until(driver, lambda _: True).text == "电子社保卡 522730"
    driver.close()
    twin.stop()
    with pytest.raises(SettingsWrong, match="ends_with"):
        SerialScanner(device("x", "code_scanner", "serial_scanner", "serial:gb", ends_with="bell"), site(ports))
    with pytest.raises(SettingsWrong, match="input:"):
        KeyboardScanner(device("x", "code_scanner", "keyboard_scanner", "serial:gb"), site(ports))


@pytest.fixture(params=MAKES)
def with_cards(request: pytest.FixtureRequest, ports: Path) -> Iterator[Bench]:
    """Each scanner, in a hall that knows an electronic card."""
    yield from benches(request.param, ports, electronic_card="SSC([0-9X]{18})E|CITY[0-9]+")


def seen_by(bench: Bench, code: str) -> CardSeen:
    """The card that this code is."""
    bench.twin.scan(code)
    event = step_until(bench.driver, lambda _: True)
    assert isinstance(event, CardSeen)
    return event


def test_an_electronic_card_is_a_card_with_its_citizens_own_token(with_cards: Bench) -> None:
    seen = seen_by(with_cards, f"SSC{ZHANG_NUMBER}E")
    identity = card_seen(SITE_KEY, Holder(CardType.RESIDENT, "张丽", Sex.FEMALE, ZHANG_NUMBER), "id")
    assert seen == CardSeen(identity.token, "", CardType.ELECTRONIC, "scanner")


def test_an_electronic_card_without_a_citizens_number_is_anonymous_and_its_own(with_cards: Bench) -> None:
    cards = [seen_by(with_cards, code) for code in ("CITY1", "CITY2", f"SSC{ZHANG_NUMBER[:-1]}1E")]
    assert len({card.token for card in cards}) == len(cards)
    assert {card.card_type for card in cards} == {CardType.ANONYMOUS}


def test_other_codes_stay_codes(with_cards: Bench) -> None:
    with_cards.twin.scan(f"SSC{ZHANG_NUMBER}EX")
    assert read(with_cards) == f"SSC{ZHANG_NUMBER}EX"


@pytest.mark.parametrize("pattern", ["(", "(a)(b)", "x" * 201])
def test_a_pattern_that_cannot_be_used_is_named(pattern: str, ports: Path) -> None:
    with pytest.raises(SettingsWrong, match="electronic_card"):
        SerialScanner(
            device("scanner", "code_scanner", "serial_scanner", "serial:s", electronic_card=pattern), site(ports)
        )
