"""What whoever laid the card has here today, and a new number beside it."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from kivy.lang import Builder
from kivy.properties import StringProperty

from config.wire.replies import PersonStanding, TicketGiven
from kiosk.flow.happenings import Begin, CheckInHere, JudgeVisit, OneMore, PrintAgain, SeeVisit
from kiosk.flow.states import Standing, State
from kiosk.flow.touches import printable
from kiosk.screens.choosing.departments import visit_news
from kiosk.slip import clock_time, say
from kiosk.widgets.tiles import ChoiceScreen, TileWords
from kiosk.wording import Wording


class StandingScreen(ChoiceScreen):
    """An appointment to check in, tickets to add to or to see, visits to judge."""

    hello = StringProperty("")
    begin = Begin()

    def __init__(self, zone: ZoneInfo, *parts: Any, **values: Any) -> None:
        super().__init__(*parts, **values)
        self.zone = zone

    def show(self, state: State, words: Wording) -> None:
        """The page that the state is at."""
        if isinstance(state.screen, Standing):
            self.hello = visit_news(state, words)
            tiles = _tiles(state.screen.found, printable(state), words, self.zone)
            self.show_page(list(tiles), state.screen.page)


def _tiles(
    found: PersonStanding, printable: Sequence[TicketGiven], words: Wording, zone: ZoneInfo
) -> Iterator[TileWords]:
    """What is most pressing first."""
    language = words.language
    if found.appointment is not None:
        line = words.say("standing.check_in", time=clock_time(found.appointment.starts_at, zone))
        yield TileWords("check-in", say(found.appointment.service_name, language), line, 1, CheckInHere())
    for ticket in found.tickets:
        line = words.say("standing.one_more", number=ticket.number)
        touch = OneMore(ticket.ticket)
        yield TileWords(f"one-more-{ticket.number}", say(ticket.service_name, language), line, 1, touch)
    for ticket in printable:
        line, touch_id = words.say("standing.print_again", number=ticket.number), f"print-again-{ticket.number}"
        yield TileWords(touch_id, say(ticket.service_name, language), line, 1, PrintAgain(ticket.ticket))
    for live in found.live:
        line = words.say("standing.progress", number=live.number)
        yield TileWords(f"see-{live.number}", say(live.service_name, language), line, 1, SeeVisit(live.ticket))
    for visit in found.judgeable:
        again = words.say("standing.judge_again", number=visit.number)
        line = again if visit.again else words.say("standing.judge", number=visit.number)
        touch_id = f"judge-{visit.number}"
        yield TileWords(touch_id, say(visit.service_name, language), line, 1, JudgeVisit(visit.ticket))


Builder.load_file(str(Path(__file__).with_suffix(".kv")))
