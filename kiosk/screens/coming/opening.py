"""A passport's key: three lines of its photo page, typed on large keys, while the passport waits on the reader."""

from pathlib import Path
from typing import Any

from kivy.lang import Builder
from kivy.properties import BooleanProperty, StringProperty
from kivy.uix.boxlayout import BoxLayout

from kiosk.flow.happenings import PickLine
from kiosk.flow.opening import Doubt, all_whole, as_date, can_go_on, doubt_of
from kiosk.flow.states import ChipNews, KeyLine, Opening, State
from kiosk.screens.coming.keys import LETTERS, TELEPHONE, lay_keys
from kiosk.widgets.basic import Touchable
from kiosk.widgets.rail import settle
from kiosk.wording import Wording


class KeyLineBox(Touchable):
    """One of the three lines: what it is, and what was typed."""

    label = StringProperty("")
    typed = StringProperty("")
    form = StringProperty("")
    """How it is to be typed, while nothing is."""
    current = BooleanProperty(False)


class OpeningScreen(BoxLayout):
    """The three lines, and the keys for the one that is typed."""

    number = StringProperty("")
    birth = StringProperty("")
    expiry = StringProperty("")
    line = StringProperty("")
    news = StringProperty("")
    warns = BooleanProperty(False)
    onward = StringProperty("")
    ready = BooleanProperty(False)

    def __init__(self, app: Any, **values: Any) -> None:
        super().__init__(**values)
        self._app, self._keys = app, ""
        settle(self, self.ids.pages)

    def pick(self, line: str) -> PickLine:
        """What touching a line means."""
        return PickLine(KeyLine(line))

    def show(self, state: State, words: Wording) -> None:
        """What was typed, and what the passport waits for."""
        if not isinstance(state.screen, Opening):
            return
        opening = state.screen
        number, birth, expiry = opening.typed
        self.number, self.birth, self.expiry = number, as_date(birth), as_date(expiry)
        self.line, self.ready = opening.line, can_go_on(state, opening)
        self.onward = words.say("passport.send") if all_whole(state, opening) else words.say("passport.next")
        self.news, self.warns = _news(state, opening, words), opening.reading_since is None
        signs = LETTERS if opening.line is KeyLine.NUMBER else TELEPHONE
        if signs != self._keys:
            self._keys = signs
            lay_keys(self.ids.board, signs, self._app)


def _news(state: State, opening: Opening, words: Wording) -> str:
    """One sentence, of what hinders most."""
    if opening.reading_since is not None:
        return words.say("passport.reading")
    match doubt_of(state, opening):
        case Doubt.NO_DAY:
            return words.say("passport.no_day")
        case Doubt.NOT_BORN_YET:
            return words.say("passport.not_born_yet")
        case Doubt.EXPIRES_BEFORE_BIRTH:
            return words.say("passport.expires_before_birth")
        case None:
            return _chip_news(opening, words)


def _chip_news(opening: Opening, words: Wording) -> str:
    """What the reader said last."""
    match opening.news:
        case ChipNews.REFUSED:
            return words.say("passport.refused")
        case ChipNews.UNREAD:
            return words.say("notice.card_unread")
        case None:
            return "" if opening.lies else words.say("passport.lay")


Builder.load_file(str(Path(__file__).with_suffix(".kv")))
