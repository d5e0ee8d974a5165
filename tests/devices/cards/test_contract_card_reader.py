"""Both card readers against their twins over real ports: one contract, then each one's own faults."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from config.counted import Counted
from config.vocabulary import DeviceState, Trouble
from devices.drivers.card_reader.sam_v import SamVReader
from devices.faults import NoAnswer, OutOfOrder, PortGone
from devices.kinds.card_reader import CardType
from devices.simulated.cards.sam_v_twin import SamVTwin
from devices.simulated.cards.samples import SAMPLES
from tests.bench.card_reading import read_one_card
from tests.devices.cards.conftest import QUIET_STEPS, Bench, lift, seen, trouble
from tests.devices.rig import device, site, step_until

READERS = {"sam_v": "sam", "pcsc": "pcsc"}
"""Each make's fixture."""


@pytest.fixture
def sam(ports: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bench]:
    """A SAM-V reader on a pty, with little patience."""
    monkeypatch.setattr("devices.drivers.card_reader.sam_v.FIND_TIMEOUT_S", 0.3)
    twin = SamVTwin(ports / "id")
    twin.start()
    driver = SamVReader(device("id", "card_reader", "sam_v", "serial:id"), site(ports))
    driver.open()
    yield Bench(driver, twin, "zhang", "wang")
    driver.close()
    twin.stop()


@pytest.fixture(params=READERS)
def bench(request: pytest.FixtureRequest) -> Bench:
    """Each reader in turn."""
    found: Bench = request.getfixturevalue(READERS[request.param])
    return found


def test_a_card_is_told_once_while_it_lies(bench: Bench) -> None:
    bench.twin.place(SAMPLES[bench.card])
    event = step_until(bench.driver, seen)
    assert len(event.token) == 32
    assert event.reader in ("id", "card")
    assert [bench.driver.step() for _ in range(QUIET_STEPS)] == [[]] * QUIET_STEPS
    assert bench.driver.feeling().state is DeviceState.OK


def test_the_next_card_is_told_and_has_another_token(bench: Bench) -> None:
    bench.twin.place(SAMPLES[bench.card])
    first = step_until(bench.driver, seen)
    lift(bench)
    bench.twin.place(SAMPLES[bench.other])
    assert step_until(bench.driver, seen).token != first.token


def test_a_failed_read_asks_to_lift_the_card_and_then_reads_it(bench: Bench) -> None:
    bench.twin.switch("read_fails_once", True)
    bench.twin.place(SAMPLES[bench.card])
    assert step_until(bench.driver, trouble).trouble is Trouble.CARD_UNREADABLE
    assert [bench.driver.step() for _ in range(QUIET_STEPS)] == [[]] * QUIET_STEPS
    lift(bench)
    bench.twin.place(SAMPLES[bench.card])
    assert step_until(bench.driver, seen)


@pytest.mark.parametrize("fault", ["garbled", "half_frame"])
def test_a_disturbed_line_is_trouble_and_recovers(bench: Bench, fault: str) -> None:
    bench.twin.place(SAMPLES[bench.card])
    step_until(bench.driver, seen)
    lift(bench)
    bench.twin.switch(fault, True)
    if isinstance(bench.twin, SamVTwin):
        assert not bench.driver.step()
        assert bench.driver.feeling().state is DeviceState.WARNING
    else:
        bench.twin.place(SAMPLES[bench.card])
        step_until(bench.driver, lambda event: trouble(event) or event.card_type is CardType.ANONYMOUS)
    bench.twin.switch(fault, False)
    bench.twin.lift()
    for _ in range(QUIET_STEPS):
        bench.driver.step()
    bench.twin.place(SAMPLES[bench.other])
    assert step_until(bench.driver, seen)


def test_a_reader_that_is_busy_is_named_and_reads_when_it_is_over(sam: Bench) -> None:
    sam.driver.step()
    sam.twin.switch("busy", True)
    assert not sam.driver.step()
    assert sam.driver.feeling().trouble is Trouble.ANSWERS_LATE
    sam.twin.switch("busy", False)
    sam.twin.place(SAMPLES[sam.card])
    assert step_until(sam.driver, seen)
    assert sam.driver.feeling().state is DeviceState.OK


def test_a_card_that_is_busy_for_a_while_is_read_when_it_is_over(pcsc: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("devices.simulated.cards.slot_twin.BUSY_S", 2.0)
    pcsc.twin.switch("busy", True)
    pcsc.twin.place(SAMPLES[pcsc.card])
    assert step_until(pcsc.driver, seen)
    pcsc.twin.switch("busy", False)


def test_one_citizen_has_one_token_on_both_readers(sam: Bench, pcsc: Bench) -> None:
    sam.twin.place(SAMPLES["zhang"])
    pcsc.twin.place(SAMPLES["zhang-social"])
    identity, social = step_until(sam.driver, seen), step_until(pcsc.driver, seen)
    assert identity.token == social.token
    assert (identity.masked_name, social.masked_name) == ("张*女士", "张*女士")
    assert social.card_type is CardType.SOCIAL_SECURITY


@pytest.mark.parametrize(
    ("card", "card_type", "masked"),
    [
        ("zhang", CardType.RESIDENT, "张*女士"),
        ("ouyang", CardType.RESIDENT, "欧阳*先生"),
        ("chen", CardType.HMT_PERMIT, "陈*女士"),
        ("smith", CardType.FOREIGNER_2017, "SMITH*先生"),
        ("marie", CardType.FOREIGNER_2023, "玛*女士"),
    ],
)
def test_all_four_identity_cards_are_read(sam: Bench, card: str, card_type: CardType, masked: str) -> None:
    sam.twin.place(SAMPLES[card])
    event = step_until(sam.driver, seen)
    assert (event.card_type, event.masked_name) == (card_type, masked)


def test_the_module_number_is_the_identity_and_only_30_01_reads(sam: Bench) -> None:
    assert sam.driver.feeling().identity == "05.03-20180615-0000123456-0987654321"
    sam.twin.place(SAMPLES["zhang"])
    step_until(sam.driver, seen)
    asked = [command.hex() for command in sam.twin.commands]
    assert asked[-3:] == ["2001", "2002", "3001"]
    assert {command for command in asked if command.startswith("30")} == {"3001"}


def test_a_card_pulled_while_it_is_read_can_be_laid_again(sam: Bench) -> None:
    sam.twin.switch("pulled_mid_read", True)
    sam.twin.place(SAMPLES["zhang"])
    assert step_until(sam.driver, trouble).trouble is Trouble.CARD_UNREADABLE
    assert not sam.driver.step()
    sam.twin.place(SAMPLES["zhang"])
    assert step_until(sam.driver, seen)


def test_a_reader_that_finds_a_lying_card_again_is_not_read_again(sam: Bench) -> None:
    sam.twin.switch("finds_lying_card", True)
    sam.twin.place(SAMPLES["zhang"])
    step_until(sam.driver, seen)
    before = sam.twin.commands.count(bytes.fromhex("3001"))
    assert [sam.driver.step() for _ in range(QUIET_STEPS)] == [[]] * QUIET_STEPS
    assert sam.twin.commands.count(bytes.fromhex("3001")) == before


def test_noise_before_every_answer_changes_nothing(sam: Bench) -> None:
    sam.twin.switch("noise_before", True)
    sam.twin.place(SAMPLES["wang"])
    assert step_until(sam.driver, seen)
    assert sam.driver.feeling().counters[Counted.NOISE] > 0


@pytest.mark.parametrize("baud", [9_600, 19_200, 38_400, 57_600])
def test_the_speed_is_found_by_asking(ports: Path, baud: int) -> None:
    twin = SamVTwin(ports / "slow", baud)
    twin.start()
    driver = SamVReader(device("slow", "card_reader", "sam_v", "serial:slow"), site(ports))
    try:
        driver.open()
        assert driver.feeling().identity
    finally:
        driver.close()
        twin.stop()


@pytest.mark.parametrize("fault", ["silent", "wrong_checksum"])
def test_a_reader_that_stops_answering_is_named_and_comes_back(sam: Bench, fault: str) -> None:
    sam.twin.switch(fault, True)
    with pytest.raises(NoAnswer):
        step_until(sam.driver, seen)
    sam.twin.switch(fault, False)
    sam.driver.open()
    sam.twin.place(SAMPLES["zhang"])
    assert step_until(sam.driver, seen)


def test_late_answers_are_never_taken_for_later_ones(sam: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("devices.drivers.card_reader.sam_v.FIND_TIMEOUT_S", 1.0)
    sam.twin.switch("late", True)
    assert not sam.driver.step()
    sam.twin.switch("late", False)
    sam.twin.place(SAMPLES["zhang"])
    assert step_until(sam.driver, seen).masked_name == "张*女士"


def test_a_module_out_of_order_is_named(sam: Bench) -> None:
    sam.twin.switch("self_test_failed", True)
    with pytest.raises(OutOfOrder):
        sam.driver.step()
    with pytest.raises(OutOfOrder):
        sam.driver.open()


def test_an_unplugged_reader_is_gone_and_comes_back(sam: Bench) -> None:
    sam.twin.switch("unplugged", True)
    with pytest.raises(PortGone):
        sam.driver.step()
    with pytest.raises(PortGone):
        sam.driver.open()
    sam.twin.switch("unplugged", False)
    sam.driver.open()
    sam.twin.place(SAMPLES["wang"])
    assert step_until(sam.driver, seen)


@pytest.mark.parametrize("baud", [9_600, 19_200])
def test_a_read_takes_hardly_longer_than_its_bytes_on_the_wire(ports: Path, baud: int) -> None:
    assert 0.9 < read_one_card(ports, baud).factor < 1.3
