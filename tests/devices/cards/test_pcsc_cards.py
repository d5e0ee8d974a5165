"""Every family of cards behind the real daemon, and readers that come and go."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from config.vocabulary import Trouble
from devices.drivers.card_reader.pcsc import PcscReader
from devices.faults import PortGone, SettingsWrong
from devices.frames.cards.apdu.mrz import key_of
from devices.kinds.card_reader import CardType
from devices.simulated.cards.pcscd import READER, PrivatePcscd
from devices.simulated.cards.samples import SAMPLES, ZONE, CardForm, SampleCard
from tests.devices.cards.conftest import QUIET_STEPS, Bench, lift, seen, trouble
from tests.devices.rig import device, site, step_until

FAMILIES = [
    ("zhang-social", CardType.SOCIAL_SECURITY, "张*女士"),
    ("somchai", CardType.THAI_ID, "Jaidee*先生"),
    ("lin", CardType.TAIWAN_HEALTH, "林*女士"),
    ("peeters", CardType.BELGIAN_EID, "Peeters*女士"),
    ("tamm", CardType.ESTONIAN_EID, "TAMM*先生"),
    ("kask", CardType.ESTONIAN_EID, "KASK*女士"),
    ("zhang-chip", CardType.ANONYMOUS, ""),
    ("plain", CardType.ANONYMOUS, ""),
]


@pytest.mark.parametrize("speaks_t1", [False, True])
@pytest.mark.parametrize(("card", "card_type", "masked"), FAMILIES)
def test_every_family_is_read(pcsc: Bench, card: str, card_type: CardType, masked: str, speaks_t1: bool) -> None:
    pcsc.twin.switch("speaks_t1", speaks_t1)
    pcsc.twin.place(SAMPLES[card])
    event = step_until(pcsc.driver, lambda each: seen(each) or trouble(each))
    assert (event.card_type, event.masked_name) == (card_type, masked)


def test_a_family_that_fitted_is_tried_first_for_such_a_card(pcsc: Bench) -> None:
    for card in ("kask", "zhang-social", "kask"):
        pcsc.twin.place(SAMPLES[card])
        assert step_until(pcsc.driver, seen)
        lift(pcsc)


def test_a_card_whose_number_has_more_than_nine_signs_is_opened_with_the_whole_number(pcsc: Bench) -> None:
    """The zone of ICAO 9303-11, D.2."""
    zone = "I<UTOD23145890<7349<<<<<<<<<<<" + "3407127M9507122UTO<<<<<<<<<<<2" + "STEVENSON<<PETER<JOHN<<<<<<<<<"
    key = key_of("D23145890734 340712 950712")
    assert key is not None
    pcsc.driver.take_key(key)
    pcsc.twin.place(SampleCard("peter", "长号码", "Long number", CardForm.PASSPORT, zone.encode(), "D23145890734"))
    assert step_until(pcsc.driver, seen).masked_name == "STEVENSON*先生"


def test_a_passport_wants_its_key_and_is_read_when_the_key_comes(pcsc: Bench) -> None:
    pcsc.twin.place(SAMPLES["anna"])
    assert step_until(pcsc.driver, trouble).trouble is Trouble.CARD_KEY_WANTED
    key = key_of(ZONE.decode())
    assert key is not None
    pcsc.driver.take_key(key)
    event = step_until(pcsc.driver, seen)
    assert (event.card_type, event.masked_name) == (CardType.PASSPORT, "ERIKSSON*女士")
    lift(pcsc)
    pcsc.twin.place(SAMPLES["anna"])
    assert step_until(pcsc.driver, trouble), "a key is used once"


def test_a_passport_that_is_lifted_while_it_waits_for_its_key_is_told(pcsc: Bench) -> None:
    pcsc.twin.place(SAMPLES["anna"])
    assert step_until(pcsc.driver, trouble).trouble is Trouble.CARD_KEY_WANTED
    pcsc.twin.lift()
    assert step_until(pcsc.driver, trouble).trouble is Trouble.NONE


def test_a_key_that_came_for_a_lying_passport_opens_no_other(pcsc: Bench) -> None:
    pcsc.twin.place(SAMPLES["anna"])
    assert step_until(pcsc.driver, trouble).trouble is Trouble.CARD_KEY_WANTED
    key = key_of(ZONE.decode())
    assert key is not None
    pcsc.driver.take_key(key)
    pcsc.twin.lift()
    gone = step_until(pcsc.driver, trouble).trouble
    assert gone in {Trouble.NONE, Trouble.CARD_UNREADABLE}, "the daemon may notice it late"
    pcsc.twin.place(SAMPLES["anna"])
    assert step_until(pcsc.driver, trouble).trouble is Trouble.CARD_KEY_WANTED


def test_a_wrong_key_is_refused_and_the_right_one_may_come_first(pcsc: Bench) -> None:
    wrong, right = key_of("X12345678 740812 120415"), key_of(ZONE[44:].decode())
    assert wrong is not None
    assert right is not None
    pcsc.driver.take_key(wrong)
    pcsc.twin.place(SAMPLES["anna"])
    assert step_until(pcsc.driver, trouble).trouble is Trouble.CARD_KEY_WANTED
    pcsc.twin.lift()
    assert step_until(pcsc.driver, trouble).trouble is Trouble.NONE
    pcsc.driver.take_key(right)
    pcsc.twin.place(SAMPLES["anna"])
    assert step_until(pcsc.driver, seen).masked_name == "ERIKSSON*女士"


def test_a_key_waits_only_so_long(pcsc: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("devices.drivers.card_reader.pcsc.KEY_KEPT_S", -1.0)
    key = key_of(ZONE.decode())
    assert key is not None
    pcsc.driver.take_key(key)
    pcsc.twin.place(SAMPLES["anna"])
    assert step_until(pcsc.driver, trouble).trouble is Trouble.CARD_KEY_WANTED


def test_a_chip_that_only_knows_pace_is_never_an_anonymous_card(pcsc: Bench) -> None:
    key = key_of(ZONE.decode())
    assert key is not None
    pcsc.twin.switch("pace_only", True)
    pcsc.driver.take_key(key)
    pcsc.twin.place(SAMPLES["anna"])
    assert step_until(pcsc.driver, trouble).trouble is Trouble.CARD_UNREADABLE


@pytest.mark.parametrize("card", ["somchai", "lin", "peeters", "tamm", "kask", "zhang-chip"])
def test_a_card_pulled_while_it_is_read_is_unreadable_and_then_read(pcsc: Bench, card: str) -> None:
    pcsc.twin.switch("pulled_mid_read", True)
    pcsc.twin.place(SAMPLES[card])
    assert step_until(pcsc.driver, lambda each: trouble(each) or seen(each)).reader == "card"
    pcsc.twin.switch("pulled_mid_read", False)
    pcsc.twin.lift()
    for _ in range(QUIET_STEPS):
        pcsc.driver.step()
    pcsc.twin.place(SAMPLES[card])
    assert step_until(pcsc.driver, seen)


def test_only_the_families_that_the_hall_wants_are_read(pcsc: Bench, ports: Path) -> None:
    driver = PcscReader(
        device("card", "card_reader", "pcsc", "pcsc:Virtual PCD 00 00", cards=["social_security"]), site(ports)
    )
    driver.open()
    pcsc.twin.place(SAMPLES["plain"])
    assert step_until(driver, trouble).trouble is Trouble.CARD_UNREADABLE
    driver.close()


@pytest.mark.parametrize("cards", [[], ["visa"]])
def test_wrong_families_are_named(ports: Path, cards: list[str]) -> None:
    with pytest.raises(SettingsWrong, match="cards"):
        PcscReader(device("card", "card_reader", "pcsc", "pcsc:*", cards=cards), site(ports))


@pytest.mark.parametrize("name", ["Virtual PCD", "*"])
def test_a_reader_is_found_by_its_name_without_numbers(pcsc: Bench, ports: Path, name: str) -> None:
    driver = PcscReader(device("card", "card_reader", "pcsc", f"pcsc:{name}"), site(ports))
    driver.open()
    assert driver.feeling().identity == "Virtual PCD 00 00"
    pcsc.twin.place(SAMPLES["zhang-social"])
    assert step_until(driver, seen)
    driver.close()


@pytest.mark.parametrize("habit", ["selects_by_path_only"])
def test_a_belgian_card_that_only_selects_by_path_is_read(pcsc: Bench, habit: str) -> None:
    pcsc.twin.switch(habit, True)
    pcsc.twin.place(SAMPLES["peeters"])
    assert step_until(pcsc.driver, seen).card_type is CardType.BELGIAN_EID


@pytest.mark.parametrize("habit", ["select_p1_00_only", "records_by_index_only", "needs_master_first"])
def test_all_habits_of_social_cards_are_read(pcsc: Bench, habit: str) -> None:
    pcsc.twin.switch(habit, True)
    pcsc.twin.place(SAMPLES["zhang-social"])
    assert step_until(pcsc.driver, seen).masked_name == "张*女士"


def test_a_closed_holder_file_leaves_the_card_number_as_an_anonymous_token(pcsc: Bench) -> None:
    pcsc.twin.switch("holder_closed", True)
    pcsc.twin.place(SAMPLES["zhang-social"])
    event = step_until(pcsc.driver, seen)
    assert (event.card_type, event.masked_name) == (CardType.ANONYMOUS, "")


def test_a_plain_card_gives_the_same_anonymous_token_each_time(pcsc: Bench) -> None:
    tokens = set()
    for _ in range(2):
        pcsc.twin.place(SAMPLES["plain"])
        event = step_until(pcsc.driver, seen)
        assert event.card_type is CardType.ANONYMOUS
        tokens.add(event.token)
        lift(pcsc)
    assert len(tokens) == 1


def test_a_lost_daemon_is_named_and_found_again(pcsc: Bench, pcscd: PrivatePcscd) -> None:
    pcscd.halt()
    with pytest.raises(PortGone) as lost:
        step_until(pcsc.driver, seen)
    assert lost.value.trouble is Trouble.READER_SERVICE_AWAY
    with pytest.raises(PortGone, match="pcscd does not answer") as away:
        pcsc.driver.open()
    assert away.value.trouble is Trouble.READER_SERVICE_AWAY
    pcscd.start()
    pcsc.driver.open()
    pcsc.twin.place(SAMPLES["zhang-social"])
    assert step_until(pcsc.driver, seen)


def test_a_reader_that_pcscd_does_not_know_is_named(pcscd: PrivatePcscd, ports: Path) -> None:
    del pcscd
    driver = PcscReader(device("card", "card_reader", "pcsc", "pcsc:No Such Reader"), site(ports))
    with pytest.raises(PortGone, match="No Such Reader"):
        driver.open()


@pytest.fixture
def daemon(pcscd: PrivatePcscd) -> Iterator[PrivatePcscd]:
    """The daemon with its usual reader, before and after."""
    yield pcscd
    pcscd.plug(READER)


def test_a_reader_that_is_pulled_out_is_named_and_comes_back(pcsc: Bench, daemon: PrivatePcscd) -> None:
    daemon.plug("")
    with pytest.raises(PortGone):
        step_until(pcsc.driver, seen)
    with pytest.raises(PortGone, match="Virtual PCD 00 00") as gone:
        pcsc.driver.open()
    assert gone.value.trouble is Trouble.PORT_GONE
    daemon.plug(READER)
    pcsc.driver.open()
    pcsc.twin.place(SAMPLES["zhang-social"])
    assert step_until(pcsc.driver, seen)


def test_any_reader_will_do_where_the_settings_say_so(pcsc: Bench, daemon: PrivatePcscd, ports: Path) -> None:
    driver = PcscReader(device("card", "card_reader", "pcsc", "pcsc:*"), site(ports))
    daemon.plug("Another Make")
    with pytest.raises(PortGone):
        step_until(pcsc.driver, seen)
    with pytest.raises(PortGone, match="Virtual PCD"):
        pcsc.driver.open()
    driver.open()
    assert driver.feeling().identity == "Another Make 00 00"
    driver.close()
