"""The published bytes of identity cards: the security module's frames and answers, check digits, tables of codes."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from config.vocabulary import Trouble
from devices.drivers.card_reader.sam_v import SamVReader
from devices.faults import NoAnswer, OutOfOrder
from devices.frames.cards import sam_v
from devices.frames.cards.citizen_number import foreigner_2017_right, number_right
from devices.frames.cards.holder import Sex, sex_of
from devices.frames.cards.nations import NATIONS, nation_of
from devices.frames.cards.sam_v import FrameReader
from devices.frames.cards.sam_v_text import TEXT_BYTES
from devices.kinds.card_reader import CardTrouble
from devices.meanings.sam_v import SamVMeaning
from devices.ports.tap import Way
from devices.simulated.cards.sam_v_twin import SamVTwin
from devices.simulated.cards.samples import SAMPLES
from tests.devices.rig import device, site

SETTINGS = device("id", "card_reader", "sam_v", "serial:id")
STATUSES = {
    0x90: "done",
    0x9F: "a card is found",
    0x10: "the command's checksum is wrong",
    0x11: "the command's length is wrong",
    0x21: "the command is not known",
    0x23: "not authorised for this",
    0x24: "an error without a name",
    0x31: "the card does not trust the module",
    0x32: "the module does not trust the card",
    0x33: "what was read is not genuine",
    0x40: "a card of another kind",
    0x41: "reading failed",
    0x47: "no random number",
    0x60: "the module's self test failed",
    0x66: "the module is not authorised",
    0x80: "no card",
    0x81: "selecting failed",
    0x91: "there is nothing in it",
}
NATION_TABLE = """01汉 02蒙古 03回 04藏 05维吾尔 06苗 07彝 08壮 09布依 10朝鲜 11满 12侗 13瑶 14白 15土家
16哈尼 17哈萨克 18傣 19黎 20傈僳 21佤 22畲 23高山 24拉祜 25水 26东乡 27纳西 28景颇 29柯尔克孜 30土 31达斡尔 32仫佬 33羌
34布朗 35撒拉 36毛南 37仡佬 38锡伯 39阿昌 40普米 41塔吉克 42怒 43乌孜别克 44俄罗斯 45鄂温克 46德昂 47保安 48裕固 49京
50塔塔尔 51独龙 52鄂伦春 53赫哲 54门巴 55珞巴 56基诺 97其他 98外国血统中国籍人士"""
"""GB/T 3304."""


@pytest.mark.parametrize(
    ("body", "framed"),
    [
        ("10FF", "AAAAAA9669000310FFEC"),
        ("11FF", "AAAAAA9669000311FFED"),
        ("12FF", "AAAAAA9669000312FFEE"),
        ("2001", "AAAAAA96690003200122"),
        ("2002", "AAAAAA96690003200221"),
        ("3001", "AAAAAA96690003300132"),
        ("3010", "AAAAAA96690003301023"),
        ("3003", "AAAAAA96690003300330"),
        ("3005", "AAAAAA96690003300536"),
        ("6000", "AAAAAA96690003600063"),
        ("6001", "AAAAAA96690003600162"),
        ("6002", "AAAAAA96690003600261"),
        ("6003", "AAAAAA96690003600360"),
        ("6004", "AAAAAA96690003600467"),
        ("000090", "AAAAAA9669000400009094"),
        ("000060", "AAAAAA9669000400006064"),
        ("00009F00000000", "AAAAAA9669000800009F0000000097"),
        ("000080", "AAAAAA9669000400008084"),
        ("0000900000000000000000", "AAAAAA9669000C00009000000000000000009C"),
        ("000081", "AAAAAA9669000400008185"),
        ("000041", "AAAAAA9669000400004145"),
    ],
)
def test_frames_both_ways(body: str, framed: str) -> None:
    assert sam_v.frame(bytes.fromhex(body)).hex().upper() == framed
    assert FrameReader().feed(bytes.fromhex(framed)) == [bytes.fromhex(body)]


def test_an_answer_with_text_and_photo_has_1295_bytes_and_text_at_14() -> None:
    text = b"\x20\x00" * (TEXT_BYTES // 2)
    framed = sam_v.frame(bytes.fromhex("00009001000400") + text + bytes(1024))
    assert len(framed) == 1295
    assert framed[5:7] == bytes.fromhex("0508")
    assert framed[14 : 14 + TEXT_BYTES] == text


@pytest.mark.parametrize(("fingers", "length", "total"), [(0, 0x050A, 1297), (1, 0x070A, 1809), (2, 0x090A, 2321)])
def test_an_answer_with_fingerprints_is_cut_at_its_end(fingers: int, length: int, total: int) -> None:
    """30 10 is never asked; what another program asked for must still not put the reader out of step."""
    lengths = bytes.fromhex("01000400") + (512 * fingers).to_bytes(2)
    body = bytes.fromhex("000090") + lengths + bytes(TEXT_BYTES + 1024 + 512 * fingers)
    framed = sam_v.frame(body)
    assert (len(framed), int.from_bytes(framed[5:7])) == (total, length)
    assert FrameReader().feed(framed + sam_v.frame(sam_v.FIND)) == [body, sam_v.FIND]


def test_every_status_has_its_words() -> None:
    for status, words in STATUSES.items():
        (piece,) = SamVMeaning(SETTINGS).explain(Way.FROM_DEVICE, sam_v.frame(bytes([0, 0, status])))
        assert piece.words == f"{status:02X}: {words}, 0 bytes of data"


class Says(SamVTwin):
    """Answers one command with a status of its own."""

    command = b""
    status = 0

    def _answer(self, command: bytes) -> bytes:
        return bytes([0, 0, self.status]) if command == self.command else super()._answer(command)


@pytest.fixture
def reader(ports: Path) -> Iterator[tuple[SamVReader, Says]]:
    """A driver, and a module with a card on it."""
    twin = Says(ports / "id")
    twin.start()
    twin.place(SAMPLES["zhang"])
    driver = SamVReader(SETTINGS, site(ports))
    driver.open()
    yield driver, twin
    driver.close()
    twin.stop()


MISHEARD = {0x10, 0x11, 0x21}
OUT_OF_ORDER = {0x60, 0x66}
REFUSALS = STATUSES.keys() - {0x90, 0x9F}


def test_whatever_the_answer_to_find_is_it_ends_well(reader: tuple[SamVReader, Says]) -> None:
    driver, twin = reader
    twin.command = sam_v.FIND
    for status in sorted(REFUSALS - MISHEARD - OUT_OF_ORDER):
        twin.status = status
        assert not driver.step()
        assert driver.feeling().trouble is Trouble.NONE
    for status in OUT_OF_ORDER:
        twin.status = status
        with pytest.raises(OutOfOrder):
            driver.step()
    for status in MISHEARD:
        for told, trouble in ((status, Trouble.ANSWERS_LATE), (0x80, Trouble.NONE)):
            twin.status = told
            assert not driver.step()
            assert driver.feeling().trouble is trouble
    twin.status = 0x10
    assert [driver.step() for _ in range(2)] == [[], []]
    with pytest.raises(NoAnswer):
        driver.step()


@pytest.mark.parametrize("command", [sam_v.SELECT, sam_v.READ_BASE])
def test_a_card_that_is_refused_with_any_status_has_to_be_laid_again(
    reader: tuple[SamVReader, Says], command: bytes
) -> None:
    driver, twin = reader
    twin.command = command
    for status in sorted(REFUSALS - {0x80}):
        twin.status = status
        assert driver.step() == [CardTrouble("id", Trouble.CARD_UNREADABLE)]
        twin.lift()
        assert not driver.step()
        twin.place(SAMPLES["zhang"])


@pytest.mark.parametrize(
    "number", ["11010519491231002X", "810000199408230021", "830000199201300022", "911124198108030024"]
)
def test_published_numbers_check(number: str) -> None:
    assert number_right(number)
    assert not number_right(number[:-2] + ("0" if number[-2] != "0" else "1") + number[-1])


def test_a_foreigners_number_of_2017_checks() -> None:
    assert foreigner_2017_right("USA110081010015")
    assert not foreigner_2017_right("USA110081010014")


def test_all_nations_and_sexes_have_their_codes() -> None:
    assert {code + name for code, name in NATIONS.items()} == set(NATION_TABLE.split())
    assert nation_of("57") == nation_of("") == ""
    assert [sex_of(code) for code in "01293"] == [Sex.UNKNOWN, Sex.MALE, Sex.FEMALE, Sex.NOT_STATED, Sex.UNKNOWN]
