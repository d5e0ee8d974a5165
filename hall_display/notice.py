"""The banner that every screen shows when nobody vouches for what it shows. Pure."""

from dataclasses import dataclass
from datetime import tzinfo
from typing import Final

from hall_display.board import Old, Trouble
from hall_display.moment import clock_with_seconds
from hall_display.words import say_en, say_zh

TROUBLE_KEY: Final = {Trouble.LINK: "notice.link", Trouble.SERVER: "notice.server"}


@dataclass(frozen=True)
class Banner:
    """Plain words in both languages."""

    zh: str
    en: str


def banner(old: Old | None, zone: tzinfo, *, public: bool = True) -> Banner | None:
    """The words for old contents, with the time of the last picture; the public is asked to mind the announcements."""
    if old is None:
        return None
    at = clock_with_seconds(old.picture_at, zone)
    advice = "notice.public" if public else "notice.staff"
    key = TROUBLE_KEY[old.trouble]
    return Banner(f"{say_zh(key)}，{say_zh(advice, at=at)}", f"{say_en(key)}. {say_en(advice, at=at)}")
