"""The bar over every screen: the hall's name, the time, and the other language; and the strip with the visit's news."""

from pathlib import Path

from kivy.lang import Builder
from kivy.properties import BooleanProperty, StringProperty

from config.vocabulary import Language
from kiosk.flow.happenings import LanguageChosen
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


Builder.load_file(str(Path(__file__).with_suffix(".kv")))
