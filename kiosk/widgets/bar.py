"""The bar over every screen, with the other language; the strip with the visit's news; the bar with the ways back."""

from pathlib import Path

from kivy.lang import Builder
from kivy.properties import BooleanProperty, NumericProperty, StringProperty
from kivy.uix.boxlayout import BoxLayout

from config.vocabulary import Language
from kiosk.flow.happenings import GoBack, LanguageChosen, Touch, TurnPage
from kiosk.widgets.basic import Surface

OTHER = {Language.CHINESE: Language.ENGLISH, Language.ENGLISH: Language.CHINESE}


class TopBar(Surface):
    """Always there."""

    hall = StringProperty("")
    time = StringProperty("")

    def other(self, language: Language) -> LanguageChosen:
        """What touching the language button means."""
        return LanguageChosen(OTHER[language])


class Strip(Surface):
    """One line of news for the visitor; takes no room while there is none."""

    text = StringProperty("")
    warns = BooleanProperty(False)


class PageBar(BoxLayout):
    """One step back, and the pages when there is more than one."""

    page = NumericProperty(0)
    pages = NumericProperty(1)
    home = BooleanProperty(False)
    """The step back leads to the start page."""

    def on_kv_post(self, _root: object) -> None:
        """In a rail the step back stands lowest, nearest to the hand."""
        if self.orientation == "vertical":
            parts = list(self.children)
            self.clear_widgets()
            for part in parts:
                self.add_widget(part)

    def touch_of(self, name: str) -> Touch:
        """What a button of this bar means."""
        touches: dict[str, Touch] = {"back": GoBack(), "before": TurnPage(-1), "after": TurnPage(1)}
        return touches[name]


Builder.load_file(str(Path(__file__).with_suffix(".kv")))
