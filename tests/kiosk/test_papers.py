"""What stands on the kiosk's other papers, and that they come out of the printer that a ticket comes out of."""

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from config.paper.fields import FIELDS, PaperName
from config.paper.materials import FILE, Materials, read_materials
from config.settings.load import CHECKOUT
from config.text import Text
from config.vocabulary import Language
from config.wire.message import Words2
from devices.kinds.slip import TicketSlip
from kiosk.flow.codes import appointment_code
from kiosk.guides import guides
from kiosk.papers import daily, notice, ordered, receipt
from kiosk.slip import slip_of
from tests.kiosk.samples import (
    ALL_WAYS,
    MATERIALS,
    NOW,
    PICTURE,
    PLAN,
    RULES,
    SERVICE,
    daily_order,
    receipt_order,
    slip_order,
    ticket,
)

ZONE = ZoneInfo("Asia/Shanghai")
WHEN = NOW.astimezone(ZONE)
HOURS = Words2(zh="今天 09:00–17:00", en="Today 09:00–17:00")
LONGLI = CHECKOUT / "config" / "halls" / "longli"


def test_the_notice_has_names_counters_hours_and_the_list() -> None:
    content = notice(RULES.guides[SERVICE.id], Language.ENGLISH, HOURS, WHEN)
    assert content.texts["service"] == SERVICE.name.en
    assert content.texts["hours"] == HOURS.en
    assert content.texts["printed_at"] == "2026-11-21 09:20"
    assert content.texts["counters"]
    assert [entry["item"] for entry in content.lists["materials"]] == [text.en for text in MATERIALS]
    assert notice(RULES.guides[SERVICE.id], Language.CHINESE, None, WHEN).texts["hours"] == ""


def test_a_ticket_that_is_ordered_says_what_its_group_shows_and_that_it_is_a_further_print() -> None:
    slip = ordered(slip_order(), RULES, ALL_WAYS, WHEN)
    assert isinstance(slip, TicketSlip)
    assert (slip.number, slip.notes[0]) == ("A012", "补打小票（第 2 张）")
    assert any("军人证" in note for note in slip.notes)


def test_a_chain_has_the_lists_of_its_services_each_thing_once() -> None:
    card, photo = Text("身份证", "Identity card"), Text("照片", "Photo")
    materials = Materials({"a": (card,), "b": (card, photo)})
    assert materials.of_chain(("a", "b", "c")) == (card, photo)


def test_the_demo_hall_s_lists_belong_to_its_services() -> None:
    materials = read_materials(LONGLI, PLAN)
    assert not materials.problems
    assert len(materials.of) > 3
    assert all(guides(PLAN, materials)[service].materials for service in materials.of)


def test_a_wrong_entry_is_named_and_the_others_are_kept(tmp_path: Path) -> None:
    assert read_materials(tmp_path, PLAN) == Materials()
    (tmp_path / FILE).write_text(
        f"""
[[service]]
id = "{SERVICE.id}"
material = ["身份证"]
[[service]]
id = "nothing"
material = ["身份证"]
[[service]]
id = "police"
material = []
""",
        "utf-8",
    )
    materials = read_materials(tmp_path, PLAN)
    assert materials.of[SERVICE.id] == (Text("身份证", "身份证"),)
    found = {(problem.file, problem.key) for problem in materials.problems}
    assert found == {(FILE, "service[police].material"), (FILE, "service[nothing].id")}


def test_the_receipt_has_the_code_the_day_and_what_to_bring() -> None:
    content = receipt(RULES.guides[SERVICE.id], receipt_order(), WHEN)
    assert (content.texts["code"], content.texts["qr"]) == ("4071 5926", "40715926")
    assert appointment_code(content.texts["qr"]) == appointment_code(content.texts["code"]) == "40715926"
    assert (content.texts["day"], content.texts["time"]) == ("Tuesday 24 November", "09:30")
    assert len(content.lists["materials"]) == len(MATERIALS)
    chinese = receipt_order().model_copy(update={"language": Language.CHINESE})
    assert receipt(RULES.guides[SERVICE.id], chinese, WHEN).texts["day"] == "11月24日 星期二"


def test_a_receipt_of_a_service_that_the_kiosk_does_not_know_has_its_name() -> None:
    content = receipt(None, receipt_order("brand-new"), WHEN)
    assert content.texts["service"] == SERVICE.name.en
    assert not content.lists["materials"]


def test_the_daily_slip_has_the_figures_in_words() -> None:
    content = daily(PLAN.name, daily_order(), WHEN)
    assert content.texts["mean_wait"] == "14 分钟"
    assert content.lists["services"][0]["taken"] == "12"
    assert content.lists["classes"][0]["name"] == "优先"
    assert {entry["name"]: entry["count"] for entry in content.lists["marks"]}["满意"] == "4"


@pytest.mark.parametrize("paper", PaperName)
def test_each_paper_is_given_every_field_and_nothing_else(paper: PaperName) -> None:
    """So that a layout never waits for a text that nobody writes."""
    made = {
        PaperName.TICKET: slip_of(ticket(), Language.CHINESE, ZONE, PICTURE).content(),
        PaperName.NOTICE: notice(RULES.guides[SERVICE.id], Language.CHINESE, HOURS, WHEN),
        PaperName.RECEIPT: receipt(RULES.guides[SERVICE.id], receipt_order(), WHEN),
        PaperName.DAILY: daily(PLAN.name, daily_order(), WHEN),
    }[paper]
    assert made.paper is paper
    either = {"ahead", "next", "address", "code"} if paper is PaperName.TICKET else set()
    assert made.texts.keys() | either == FIELDS[paper].texts
    assert {name: set(entries[0]) for name, entries in made.lists.items()} == FIELDS[paper].lists
