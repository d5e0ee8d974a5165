"""The names of the wire's users that no file of the plan gives."""

from typing import Final

SERVER: Final = "queue-server"
CONSOLE: Final = "console"
PLANNER: Final = "planner"
CALL_SCREEN: Final = "calls-1"
WALL: Final = "wall-1"
EVALUATOR_OF: Final = "evaluator-"
COUNTER_SCREEN_OF: Final = "counter-screen-"
BUTTONS_OF: Final = "buttons-"
"""Before a device's name: the buttons themselves on the hall's own broker."""
LISTENER_OF: Final = "listener-"
"""Before a device's name: its driver, that hears them there."""
KIOSK: Final = "kiosk"
"""How the name of each kiosk begins."""
