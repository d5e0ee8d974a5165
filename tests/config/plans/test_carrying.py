"""Which services carry tickets over to the next working day: the hall's word, and a service's own."""

from pathlib import Path

from config.settings.plan_files import load_hall
from config.vocabulary import ServiceId
from tests.config.plan_folder import RIGHT, plan_folder


def carried(folder: Path, hall: str, service: str) -> list[bool]:
    """Identity cards with words of their own, and permits without."""
    services = RIGHT["services.toml"].replace('prefix = "A"', f'prefix = "A"\n{service}')
    first = RIGHT["hall.toml"].replace("[head_start_min]", f"{hall}\n[head_start_min]")
    plan = load_hall(plan_folder(folder, {"hall.toml": first, "services.toml": services})).plan
    return [plan.carries_over(ServiceId(name)) for name in ("identity", "permits")]


def test_nothing_is_carried_over_by_default(tmp_path: Path) -> None:
    assert carried(tmp_path, "", "") == [False, False]


def test_the_hall_says_and_a_service_may_say_otherwise(tmp_path: Path) -> None:
    assert carried(tmp_path, "carry_over = true", "") == [True, True]
    assert carried(tmp_path, "carry_over = true", "carry_over = false") == [False, True]
    assert carried(tmp_path, "", "carry_over = true") == [True, False]
