"""Large keys to type with: digits as on a telephone, or digits and letters; under them what erases and sends."""

from pathlib import Path
from string import ascii_uppercase, digits
from typing import Any, Final

from kivy.lang import Builder
from kivy.properties import BooleanProperty, StringProperty
from kivy.uix.boxlayout import BoxLayout

from kiosk.flow.happenings import EraseSign, SendTyped, TypeSign
from kiosk.widgets.basic import TextButton

TELEPHONE: Final = "1234567890"
LETTERS: Final = digits + ascii_uppercase
COLUMNS: Final = {TELEPHONE: (3, 3), LETTERS: (6, 9)}
"""In portrait and in landscape."""
SIGN: Final = 64
"""The height of a key's sign, in pixels of the reference panel."""


class TypingRow(BoxLayout):
    """Takes the last sign back; goes on when enough is typed."""

    onward = StringProperty("")
    ready = BooleanProperty(False)
    erase, send = EraseSign(), SendTyped()


def lay_keys(board: Any, signs: str, app: Any) -> None:
    """Put the keys for these signs on the board, in place of those that lay there."""
    board.clear_widgets()
    board.cols = COLUMNS[signs][0 if app.portrait else 1]
    for place, sign in enumerate(signs):
        if signs == TELEPHONE and place == len(signs) - 1:
            board.add_widget(BoxLayout())  # the zero stands under the eight
        key = TextButton(text=sign, touch_id=f"key-{sign.lower()}", wanted=app.px(SIGN))
        key.bind(on_release=lambda _key, sign=sign: app.send(TypeSign(sign)))
        board.add_widget(key)


Builder.load_file(str(Path(__file__).with_suffix(".kv")))
