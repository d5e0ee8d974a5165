"""A plan's folder with a small, right plan, to be made wrong."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import pytest

from config.settings.plan_files import load_hall
from config.settings.problems import FilesWrong

RIGHT: Final[Mapping[str, str]] = {
    "hall.toml": """
id = "small"
zh = "小厅"
en = "Small hall"
time_zone = "Asia/Shanghai"
own_first_min = 10
late_booking_min = 10
evaluation_window_s = 120
[head_start_min]
priority = 60
booked = 30
""",
    "services.toml": """
[[department]]
id = "police"
zh = "公安局"
en = "Police"
[[department.service]]
id = "identity"
zh = "身份证"
en = "Identity cards"
prefix = "A"
[[department.service]]
id = "permits"
zh = "许可"
en = "Permits"
prefix = "B"
""",
    "counters.toml": """
[[counter]]
id = "1"
zh = "1号窗口"
en = "Counter 1"
services = ["identity"]
second_services = ["permits"]
[[counter]]
id = "2"
zh = "2号窗口"
en = "Counter 2"
services = ["department:police"]
""",
    "devices.toml": """
[[device]]
name = "pad"
kind = "call_pad"
driver = "ff68_bus"
at = "counters-1"
port = "serial:pad"
options = { counters = { 1 = "1", 2 = "2" } }
[[device]]
name = "printer"
kind = "ticket_printer"
driver = "escpos"
at = "kiosk-1"
port = "tcp:127.0.0.1:9100"
""",
}


def plan_folder(folder: Path, changed: Mapping[str, str] | None = None) -> Path:
    """The right plan with some files changed; a changed file that is empty is missing."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in {**RIGHT, **(changed or {})}.items():
        if text:
            (folder / name).write_text(text, "utf-8")
    return folder


def problems_in(folder: Path) -> set[tuple[str, str]]:
    """File and key of every problem."""
    with pytest.raises(FilesWrong) as wrong:
        load_hall(folder)
    return {(Path(problem.file).name, problem.key) for problem in wrong.value.problems}
