"""What stands on the kiosk's other papers, and that they come out of the printer that a ticket comes out of."""

from pathlib import Path
from zoneinfo import ZoneInfo

from config.paper.materials import FILE, Materials, read_materials
from config.settings.load import CHECKOUT
from config.text import Text
from config.vocabulary import Language
from config.wire.message import Words2
from kiosk.guides import guides
from kiosk.papers import notice
from tests.kiosk.samples import MATERIALS, NOW, PLAN, RULES, SERVICE

ZONE = ZoneInfo("Asia/Shanghai")
HOURS = Words2(zh="今天 09:00–17:00", en="Today 09:00–17:00")
LONGLI = CHECKOUT / "config" / "halls" / "longli"


def test_the_notice_has_names_counters_hours_and_the_list() -> None:
    content = notice(RULES.guides[SERVICE.id], Language.ENGLISH, HOURS, NOW, ZONE)
    assert content.texts["service"] == SERVICE.name.en
    assert content.texts["hours"] == HOURS.en
    assert content.texts["printed_at"] == "2026-11-21 09:20"
    assert content.texts["counters"]
    assert [entry["item"] for entry in content.lists["materials"]] == [text.en for text in MATERIALS]
    assert notice(RULES.guides[SERVICE.id], Language.CHINESE, None, NOW, ZONE).texts["hours"] == ""


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
