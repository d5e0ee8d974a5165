"""What one number is for beside its present service: a chain of the plan, or services that were added to it."""

from dataclasses import dataclass, replace
from typing import Final

from config.vocabulary import ServiceId


@dataclass(frozen=True, slots=True)
class Steps:
    """``follow``: the services still to do, in order; ``behind``: how many are done, skipped or fell away."""

    chain: ServiceId | None = None
    behind: int = 0
    follow: tuple[ServiceId, ...] = ()

    @property
    def number(self) -> int:
        """Which step the present service is, from one."""
        return self.behind + 1

    @property
    def total(self) -> int:
        """How many steps there are, with those behind."""
        return self.number + len(self.follow)

    def left(self, follow: tuple[ServiceId, ...]) -> "Steps":
        """Only these still follow; the total stays."""
        return replace(self, behind=self.behind + len(self.follow) - len(follow), follow=follow)

    def without(self, service: ServiceId) -> "Steps":
        """A service that is done now, out of its turn, does not follow any more."""
        return self.left(tuple(other for other in self.follow if other != service))

    def with_more(self, service: ServiceId) -> "Steps":
        """One more, as the last."""
        return replace(self, follow=(*self.follow, service))


ONE_STEP: Final = Steps()
"""A ticket for one service only."""
