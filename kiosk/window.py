"""Kivy's own settings, made before Kivy is imported, and the rules that follow from settings and the window's shape."""

import logging
import os
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from config.paper.materials import Materials
from config.plan import Plan
from config.settings.model import Settings
from config.theme import Scale
from config.visit_key import addresses, ticket_of, visit_key
from kiosk.flow.states import Rules
from kiosk.guides import guides


@dataclass(frozen=True)
class Grid:
    """Columns and rows of one page."""

    columns: int
    rows: int

    @property
    def tiles(self) -> int:
        """Tiles on one page."""
        return self.columns * self.rows


PORTRAIT: Final = (Grid(2, 5), Grid(1, 5))
LANDSCAPE: Final = (Grid(3, 4), Grid(2, 3))


def grids(scale: Scale) -> tuple[Grid, Grid]:
    """The grids of departments and of services in this window."""
    return PORTRAIT if scale.portrait else LANDSCAPE


def rules(kiosk: str, plan: Plan, materials: Materials, settings: Settings, scale: Scale, site_key: bytes) -> Rules:
    """The flow's rules for this kiosk in this window. ``site_key`` seals the visits and opens them again."""
    departments, services = grids(scale)
    return Rules(
        kiosk=kiosk,
        language=settings.language,
        time_zone=plan.time_zone,
        idle_return_s=settings.kiosk.idle_return_s,
        still_there_s=settings.kiosk.still_there_s,
        number_shown_s=settings.kiosk.number_shown_s,
        reply_tries_max=settings.kiosk.reply_tries_max,
        departments_per_page=departments.tiles,
        services_per_page=services.tiles,
        address_of=addresses(site_key, settings.console.phone_address),
        key_of=partial(visit_key, site_key),
        ticket_of=partial(ticket_of, site_key),
        hall_name=plan.name,
        guides=guides(plan, materials),
    )


def prepare(size: tuple[int, int], full_screen: bool, home: Path) -> None:
    """Tell Kivy what window to open. Call it before any module that imports Kivy.

    Full screen means: as large as the settings say, on top, no pointer. Without a window manager, as kiosks run, the
    window system's own full screen leaves the window at its old size.
    """
    home.mkdir(parents=True, exist_ok=True)
    os.environ |= {
        "KIVY_HOME": str(home),
        "KIVY_NO_ARGS": "1",
        "KIVY_NO_CONFIG": "1",
        "KIVY_NO_FILELOG": "1",
        "KIVY_LOG_MODE": "PYTHON",
    }
    from kivy.config import Config

    logging.getLogger("kivy").setLevel(logging.WARNING)
    wanted = {
        "width": size[0],
        "height": size[1],
        "position": "custom",
        "left": 0,
        "top": 0,
        "resizable": 0,
        "borderless": 1,
        "multisamples": 0,
        "fullscreen": 0,
        "always_on_top": int(full_screen),
        "show_cursor": int(not full_screen),
    }
    for key, value in wanted.items():
        Config.set("graphics", key, str(value))
    Config.set("kivy", "exit_on_escape", "0")
    Config.set("input", "mouse", "mouse,disable_multitouch")
