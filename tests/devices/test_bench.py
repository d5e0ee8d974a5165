"""The bench's JSON and page over its twins; and that docs/devices.md is what the drivers say."""

import re
import socket
import threading
import tomllib
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

import httpx
import pytest
import uvicorn
from playwright.sync_api import expect, sync_playwright

from config import theme
from config.paper.fields import PaperName
from config.paper.load import shipped_papers
from config.settings.plan_files import DeviceSettings, load_hall
from config.text import Text
from config.vocabulary import CounterId, Language, Level
from devices.documentation import FILE, example, text
from devices.drivers.call_pad.serial_pad import SerialPad
from devices.drivers.code_scanner.serial_scanner import SerialScanner
from devices.drivers.sign.template import TemplateStrips
from devices.drivers.speaker.xf_s4240 import XfS4240
from devices.drivers.ticket_printer.escpos import EscposPrinter
from devices.frames.evaluators.gwq import ask_text
from devices.kinds.call_pad import PadKey
from devices.kinds.sign import SignFace, SignMode
from devices.kinds.speaker import CallToSay
from devices.registry import MAKES, build_driver
from devices.simulated.bench import Around, bench
from devices.simulated.cards.pcscd import PrivatePcscd
from devices.simulated.cards.sam_v_twin import SamVSwitch
from devices.simulated.cards.slot_twin import CardSwitch
from devices.simulated.evaluators.button_twin import ButtonSwitch
from devices.simulated.evaluators.ff68_twin import Ff68Switch, Ff68Twin
from devices.simulated.evaluators.gwq_twin import GwqSwitch, GwqTwin
from devices.simulated.evaluators.press_twin import PressSwitch
from devices.simulated.printers.switches import PrinterSwitch
from devices.simulated.scanners.scanner_twin import ScannerSwitch
from devices.simulated.signs.sign_twin import SignSwitch
from devices.simulated.speakers.module_twin import ModuleSwitch
from devices.simulated.speakers.sound_twin import SoundSwitch
from devices.simulated.stage import Stage
from devices.simulated.training import words
from tests.demo.clerk_hand import ARGUMENTS, CHROMIUM
from tests.devices.evaluators.makes import gwq
from tests.devices.printers.test_printers import SLIP
from tests.devices.rig import LEVELS, device, site, step_until, watch_until

LONGLI = Path("config/halls/longli")
PNG_HEAD = b"\x89PNG"
BOX = {"keys": {"AA {address} 0C": "call_next", "AA {address} 0D": "no_show"}}
AROUND = Around({"z01": Text("综合1号窗口", "Counter 1")}, "http://127.0.0.1:18080/")
SWITCHES: dict[str, tuple[type[StrEnum], ...]] = {
    "card_reader": (SamVSwitch, CardSwitch),
    "code_scanner": (ScannerSwitch,),
    "ticket_printer": (PrinterSwitch,),
    "call_pad": (Ff68Switch, PressSwitch, ButtonSwitch),
    "evaluator": (PressSwitch, ButtonSwitch, GwqSwitch),
    "sign": (SignSwitch,),
    "speaker": (ModuleSwitch, SoundSwitch),
}


@pytest.fixture
def stage(ports: Path, card_slot: object) -> Iterator[Stage]:
    """A small hall."""
    del card_slot
    stage = Stage(ports, PrivatePcscd())
    stage.build(
        [
            device("id", "card_reader", "sam_v", "serial:id"),
            device("printer", "ticket_printer", "escpos", "serial:printer"),
            device("bus", "call_pad", "ff68_bus", "serial:bus", counters={"1": "z01"}, levels=LEVELS),
            device("box", "call_pad", "serial_pad", "serial:box", counters={"1": "z01"}, **BOX),
            gwq(),
            device("strip", "sign", "template", "serial:strip", counters={"1": "z01"}, template="a1"),
            device("module", "speaker", "xf_s4240", "serial:module"),
            device("scanner", "code_scanner", "serial_scanner", "serial:scanner"),
            device("odd", "card_reader", "pcsc", "pcsc:Some Real Reader"),
        ]
    )
    stage.start()
    yield stage
    stage.stop()


@pytest.fixture
def client(stage: Stage) -> Iterator[httpx.Client]:
    """The bench over that hall, on a port."""
    server = uvicorn.Server(uvicorn.Config(bench(stage, AROUND, shipped_papers), port=0, log_level="warning"))
    thread = threading.Thread(target=server.run)
    thread.start()
    watch_until(lambda: server.started, "the bench")
    port = server.servers[0].sockets[0].getsockname()[1]
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=30) as client:
        yield client
    server.should_exit = True
    thread.join()


def test_cards_are_placed_and_lifted(client: httpx.Client) -> None:
    assert client.post("/cards/id/place", json={"card": "zhang"}).status_code == 200
    assert client.get("/state").json()["readers"]["id"]["card"] == "zhang"
    assert client.post("/cards/id/lift").status_code == 200
    assert client.get("/state").json()["readers"]["id"]["card"] == ""


@pytest.mark.parametrize(
    ("path", "body", "status", "reason"),
    [
        ("/cards/nobody/place", {"card": "zhang"}, 404, "no card reader 'nobody'"),
        ("/cards/id/place", {"card": "nobody"}, 404, "no card 'nobody'"),
        ("/cards/id/place", {"card": "plain"}, 409, "does not fit"),
        ("/cards/id/place", {}, 422, "card"),
        ("/pads/z01/dance", {}, 422, "call_next"),
        ("/pads/z99/call_next", {}, 404, "no call pad 'z99'"),
        ("/evaluators/z01/12", {}, 422, "less than or equal to 9"),
        ("/evaluators/z99/1", {}, 404, "no evaluator 'z99'"),
        ("/switches/id/explode", {"on": True}, 404, "no switch 'explode'"),
        ("/switches/id/late", {"on": "maybe"}, 422, "bool"),
        ("/switches/nothing/late", {"on": True}, 404, "no device 'nothing'"),
    ],
)
def test_bad_requests_say_why(client: httpx.Client, path: str, body: object, status: int, reason: str) -> None:
    answer = client.post(path, json=body)
    assert answer.status_code == status
    assert reason in answer.text


def test_switches_are_thrown_and_shown(client: httpx.Client) -> None:
    assert client.post("/switches/printer/paper_out", json={"on": True}).json()["paper_out"] is True
    assert client.get("/state").json()["switches"]["printer"]["paper_out"] is True


def test_keys_are_pressed(client: httpx.Client, stage: Stage) -> None:
    assert client.post("/pads/z01/call_next").status_code == 200
    assert client.post("/evaluators/z01/5").status_code == 200
    bus = stage.pads["z01"]["bus"]
    assert isinstance(bus, Ff68Twin)
    assert bus.unanswered[1] == 2


def test_a_counter_with_several_pads_and_evaluators_has_the_keys_of_each(
    client: httpx.Client, stage: Stage, ports: Path
) -> None:
    hall = client.get("/hall").json()
    assert hall["counters"]["z01"] == {
        "devices": ["bus", "box", "gwq"],
        "name": {"zh": "综合1号窗口", "en": "Counter 1"},
    }
    assert hall["devices"]["bus"]["marks"] == LEVELS
    assert hall["devices"]["box"]["pad_keys"] == ["call_next", "no_show"]
    assert hall["devices"]["gwq"]["marks"]["4"] == Level.VERY_DISSATISFIED
    assert client.get("/state").json()["counters"]["z01"] == {"digits": {"bus": "", "box": ""}}
    assert client.post("/pads/z01/call_next").json()["device"] == "bus"
    driver = SerialPad(stage.settings["box"], site(ports))
    driver.open()
    assert client.post("/pads/z01/no_show?device=box").is_success
    assert step_until(driver, lambda _: True).key is PadKey.NO_SHOW
    driver.close()
    assert "no key pause" in client.post("/pads/z01/pause?device=box").text
    assert "there are: bus, gwq" in client.post("/evaluators/z01/1?device=box").text


def test_the_page_shows_every_device_of_a_counter_at_once(client: httpx.Client, stage: Stage) -> None:
    """Each with the keys that it has, in words of what they mean; a press goes to the device below which it stands."""
    gwq_twin = stage.twins["gwq"]
    assert isinstance(gwq_twin, GwqTwin)
    gwq_twin.hear(ask_text("li", "z01", 60))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        page = browser.new_page()
        page.goto(str(client.base_url))
        keys = page.locator("#keys")
        expect(keys.locator("small")).to_have_text(["bus", "box", "gwq"])
        expect(keys.locator("output")).to_have_count(1)
        expect(keys.locator(".pad")).to_have_count(4)
        expect(keys.locator(".pad").nth(2).locator("button .zh")).to_have_text(["叫号", "过号"])
        keys.locator(".pad").last.get_by_text("非常不满意").click()
        watch_until(lambda: gwq_twin.asked is None, "the press")
        browser.close()


def test_paper_is_shown_with_its_times(client: httpx.Client, ports: Path) -> None:
    assert client.get("/paper/printer/latest.png").status_code == 404
    driver = EscposPrinter(device("printer", "ticket_printer", "escpos", "serial:printer", settle_s=0), site(ports))
    driver.open()
    for _ in range(2):
        driver.print(SLIP)
    driver.close()
    state = client.get("/paper/printer/state").json()
    assert state["count"] == 2
    assert state["first_bytes_at"][0] < state["first_byte_at"] <= state["cut_at"]
    assert 0 < state["bytes"] <= 2048
    assert client.get("/paper/printer/latest.png").content.startswith(PNG_HEAD)
    assert client.get("/paper/printer/1.png").content.startswith(PNG_HEAD)
    assert client.get("/paper/printer/2.png").status_code == 404
    torn = client.post("/paper/printer/tear").json()
    assert (torn["kept"], torn["count"]) == (0, 2)


def test_the_page_is_there_and_a_device_without_a_twin_is_named(client: httpx.Client) -> None:
    assert "设备台" in client.get("/").text
    hall = client.get("/hall").json()
    assert "Virtual PCD" in hall["missing"]["odd"]
    assert hall["console"] == AROUND.console
    assert "/hall" in client.get("/bench.js").text


def test_every_device_of_the_example_hall_has_a_driver() -> None:
    assert {settings.driver for settings in load_hall(LONGLI).devices} <= set(MAKES)


def test_the_document_is_what_the_drivers_say() -> None:
    assert FILE.read_text("utf-8") == text(), "run: python -m devices.documentation"


@pytest.mark.parametrize("name", MAKES)
def test_every_driver_introduces_itself(name: str) -> None:
    header = MAKES[name].module.__doc__ or ""
    for label in ("Device: ", "Settings: ", "Options: ", "Example: ", "Bytes: ", "Document: ", "Tried: "):
        assert f"\n{label}" in header


@pytest.mark.parametrize("name", MAKES)
def test_every_drivers_example_can_be_used_as_it_stands(name: str, tmp_path: Path) -> None:
    (entry,) = tomllib.loads(example(name))["device"]
    settings = DeviceSettings.model_validate(entry)
    assert (settings.driver, settings.kind) == (name, MAKES[name].kind)
    assert build_driver(settings, site(tmp_path))


def test_every_switch_and_key_of_the_page_has_its_chinese_word(client: httpx.Client) -> None:
    program = client.get("/bench.js").text
    assert [key for key in PadKey if not re.search(rf"\b{key}: \[\"[一-龥]", program)] == []
    named = {f"{kind}.{switch}": switch for kind, lists in SWITCHES.items() for each in lists for switch in each}
    assert words()["lesson"].keys() == named.keys(), "what the visitor sees, what the hall shows, what to do"
    assert words()["switch"].keys() == set(named.values())
    assert {make.kind for make in MAKES.values()} == SWITCHES.keys()


def test_each_device_is_called_by_what_it_is_in_both_languages(client: httpx.Client) -> None:
    devices = client.get("/hall").json()["devices"]
    assert devices["id"]["title"] == {"zh": "身份证读卡器", "en": "Identity card reader"}
    assert devices["strip"]["title"]["zh"] == "窗口条屏"
    assert devices["printer"]["switches"]["paper_out"]["lesson"]["todo"]["zh"].startswith("装一卷纸")


def test_the_page_can_be_read_and_names_no_other_host(client: httpx.Client) -> None:
    page = client.get("/").text
    colour = dict(re.findall(r"--([a-z]+): (#[0-9a-f]{6});", page))
    pairs = [(ink, ground) for ink in ("ink", "soft", "warm") for ground in ("ground", "card", "tray")]
    pairs += [("ink", "note"), ("soft", "note"), ("light", "blue"), ("light", "warm"), ("light", "ink")]
    weak = [(ink, ground) for ink, ground in pairs if theme.contrast(colour[ink], colour[ground]) < theme.CONTRAST_MIN]
    assert weak == []
    assert "://" not in page + client.get("/bench.js").text


def test_a_strip_is_shown_in_its_colour(client: httpx.Client, ports: Path) -> None:
    settings = device(
        "strip", "sign", "template", "serial:strip", counters={"1": "z01"}, template="a1", colours={"called": "green"}
    )
    driver = TemplateStrips(settings, site(ports))
    driver.open()
    driver.show_face(CounterId("z01"), SignFace(SignMode.CALLED, "A012", "1号窗口"))
    driver.step()
    driver.close()
    wanted = {"lines": ["请A012到1号窗口"], "colour": "green", "scrolling": False}
    watch_until(lambda: client.get("/state").json()["signs"]["strip"]["z01"] == wanted, "the text")


def test_a_code_is_held_under_a_scanner(client: httpx.Client, ports: Path) -> None:
    driver = SerialScanner(device("scanner", "code_scanner", "serial_scanner", "serial:scanner"), site(ports))
    driver.open()
    assert client.get("/state").json()["scanners"] == ["scanner"]
    assert client.post("/scanners/scanner/scan", json={"text": "87654321"}).is_success
    assert step_until(driver, lambda _: True).text == "87654321"
    driver.close()
    assert client.post("/scanners/scanner/scan", json={"text": ""}).status_code == 422
    assert client.post("/scanners/none/scan", json={"text": "1"}).status_code == 404


def test_the_page_of_papers_draws_each_of_them(client: httpx.Client) -> None:
    assert "/papers" in client.get("/").text
    assert "/papers/state" in client.get("/papers").text
    state = client.get("/papers/state").json()
    assert (len(state["papers"]), state["problems"]) == (len(PaperName) * len(Language) * 2, [])
    assert all(each["bytes"] <= 2048 for each in state["papers"] if each["paper"] == "ticket")
    assert client.get("/papers/notice-en-58.png").content.startswith(PNG_HEAD)
    assert client.get("/papers/notice-en-60.png").status_code == 404


def test_what_is_said_is_shown_with_how_long_it_sounds(client: httpx.Client, ports: Path) -> None:
    driver = XfS4240(device("module", "speaker", "xf_s4240", "serial:module"), site(ports))
    driver.open()
    driver.say_call(CallToSay("A012", CounterId("z01"), "1号窗口", "Counter 1"))

    def shown() -> list[dict[str, object]]:
        driver.step()
        sentences: list[dict[str, object]] = client.get("/state").json()["speakers"]["module"]
        return sentences

    watch_until(lambda: bool(shown()), "the call")
    driver.close()
    (said,) = client.get("/state").json()["speakers"]["module"]
    assert (said["words"], said["seconds"], said["to_its_end"]) == ("请A零幺二号到一号窗口", 2.2, None)


def test_a_twin_whose_port_is_taken_is_missing_and_the_others_are_there(ports: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        printer = device("printer", "ticket_printer", "escpos", f"tcp:127.0.0.1:{taken.getsockname()[1]}")
        scanner = device("scanner", "code_scanner", "serial_scanner", "serial:scanner")
        crowded = Stage(ports)
        crowded.build([printer, scanner])
        crowded.start()
        assert list(crowded.twins) == ["scanner"]
        assert crowded.missing["printer"].startswith("its port cannot be used")
        crowded.stop()
