"""All that the page of simulated days tells, counted day by day."""

from dataclasses import dataclass, field
from datetime import date

from queue_server.simulation.day import Lived
from queue_server.simulation.pages.figures import Figures
from queue_server.simulation.pages.half_hours import HalfHours
from queue_server.simulation.pages.happenings import Happenings
from queue_server.simulation.pages.presence import Presence
from queue_server.simulation.scenario import Session


@dataclass
class WholeDays:
    """Days of one plan."""

    figures: Figures = field(default_factory=Figures)
    half_hours: HalfHours = field(default_factory=HalfHours)
    presence: Presence = field(default_factory=Presence)
    happenings: Happenings = field(default_factory=Happenings)
    dates: list[date] = field(default_factory=list)
    digests: list[str] = field(default_factory=list)
    sessions: tuple[Session, ...] = ()
    """Of the first day."""

    def add(self, lived: Lived) -> None:
        """Count one more."""
        for part in (self.figures, self.half_hours, self.presence, self.happenings):
            part.add(lived)
        self.sessions = self.sessions or lived.sessions
        self.dates.append(lived.day)
        self.digests.append(lived.digest)
