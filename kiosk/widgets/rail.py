"""Where the ways on and back stand: at the foot of a portrait page, at the foot of a landscape page's side."""

from typing import Any


def settle(screen: Any, last: Any) -> None:
    """``kv`` gives the screen ``side``, and ``last`` as its last part."""
    if screen.orientation == "horizontal":
        screen.remove_widget(last)
        screen.ids.side.add_widget(last)
