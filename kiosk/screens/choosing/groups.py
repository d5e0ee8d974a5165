"""Which of the priority visitors: one quiet question, with "none of these" first."""

from pathlib import Path

from kivy.lang import Builder

from config.wire.pictures import GroupLine
from kiosk.flow.happenings import PickGroup
from kiosk.flow.states import Groups, State
from kiosk.flow.touches import groups_for
from kiosk.slip import say
from kiosk.widgets.tiles import ChoiceScreen, TileWords
from kiosk.wording import Wording


class GroupsScreen(ChoiceScreen):
    """One page of the plan's groups."""

    none = PickGroup(None)

    def show(self, state: State, words: Wording) -> None:
        """The page that the state is at."""
        if not isinstance(state.screen, Groups):
            return
        groups = groups_for(state, state.screen.service)
        self.show_page([_tile(line, words) for line in groups], state.screen.page)


def _tile(line: GroupLine, words: Wording) -> TileWords:
    shows = say(line.shows, words.language) if line.shows is not None else ""
    ready = words.say("groups.shows", shows=shows) if shows else words.say("groups.proof")
    return TileWords(f"group-{line.id}", say(line.name, words.language), ready, 0, PickGroup(line.id))


Builder.load_file(str(Path(__file__).with_suffix(".kv")))
