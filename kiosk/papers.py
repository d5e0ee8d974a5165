"""What stands on the kiosk's other papers: what to bring, an appointment's receipt, the day in figures."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from config.paper.fields import Content, PaperName, numbered
from config.text import Text
from config.vocabulary import Language
from config.wire.message import Words2
from kiosk.guides import Guide
from kiosk.slip import counter_names


def notice(guide: Guide, language: Language, hours: Words2 | None, printed_at: datetime, zone: ZoneInfo) -> Content:
    """What to bring for a service. ``hours``: when the hall is open today."""
    today = Text(hours.zh, hours.en).in_language(language) if hours else ""
    texts = _of_service(guide, language) | {"hours": today, "printed_at": _written(printed_at, zone)}
    return Content(PaperName.NOTICE, language, texts, {"materials": _all(guide.materials, language)})


def _of_service(guide: Guide, language: Language) -> dict[str, str]:
    texts = {"hall": guide.hall, "service": guide.service, "department": guide.department}
    counters = counter_names((Words2(zh=name.zh, en=name.en) for name in guide.counters), language)
    return {name: text.in_language(language) for name, text in texts.items()} | {"counters": counters}


def _written(moment: datetime, zone: ZoneInfo) -> str:
    return moment.astimezone(zone).strftime("%Y-%m-%d %H:%M")


def _all(texts: Iterable[Text], language: Language) -> tuple[Mapping[str, str], ...]:
    return numbered(tuple(text.in_language(language) for text in texts))
