"""Which requests were carried out, today and on the day before: a request asked again is known without the database."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from queue_server.journal.record import Record

DAYS: Final = 2
"""Nobody asks again so late that an older id is needed: a kiosk forgets its wish after minutes."""


class AskedBefore:
    """Request id → number of the fact that answers it, for the newest days."""

    def __init__(self) -> None:
        self._days: dict[date, dict[str, int]] = {}

    def remember(self, day: date, request_id: str, seq: int) -> None:
        """Know one request; what is older than the newest days is forgotten."""
        if day not in self._days:
            self._days[day] = {}
            for old in sorted(self._days)[:-DAYS]:
                del self._days[old]
        self._days.get(day, {})[request_id] = seq

    def remember_all(self, records: Iterable[Record]) -> None:
        """Know the requests that these facts came of."""
        for record in records:
            if record.request_id is not None:
                self.remember(record.day, record.request_id, record.seq)

    def find(self, request_id: str) -> int | None:
        """The number of the fact that the request came to, if it was carried out."""
        for known in self._days.values():
            if (seq := known.get(request_id)) is not None:
                return seq
        return None
