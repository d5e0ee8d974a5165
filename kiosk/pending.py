"""The wish in flight, on disk before it is asked: a kiosk that was cut off asks again with the same id.

One JSON file, readable by its owner only, gone as soon as the wish is answered or given up.
"""

import json
import logging
from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated, Final

from pydantic import AwareDatetime, BaseModel, Field, ValidationError

from config.settings.private_files import write_private
from config.vocabulary import Language
from config.wire.appointments import CheckIn
from config.wire.requests import TakeTicket
from kiosk.flow.effects import Wish

log = logging.getLogger(__name__)

AGE_MAX: Final = timedelta(minutes=2)
"""An older wish is nobody's any more: its visitor has left."""


class _Kept(BaseModel):
    """The file's content."""

    kept_at: AwareDatetime
    language: Language
    request: Annotated[TakeTicket | CheckIn, Field(union_mode="left_to_right")]
    """Whatever names a service wishes for a number of it."""


class PendingWish:
    """The one wish of one kiosk."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def keep(self, wish: Wish, now: datetime) -> None:
        """On disk, whole, when this returns."""
        kept = _Kept(kept_at=now, language=wish.language, request=wish.request)
        write_private(self.file, kept.model_dump_json())

    def forget(self, request_id: str) -> None:
        """No longer in flight; another wish's file stays."""
        if self._read_id() == request_id:
            self.file.unlink(missing_ok=True)

    def load(self, now: datetime) -> Wish | None:
        """The wish that was in flight at the last stop, unless it is too old or unreadable; then it is removed."""
        try:
            kept = _Kept.model_validate_json(self.file.read_bytes())
        except FileNotFoundError:
            return None
        except (ValidationError, OSError) as problem:
            log.warning("the wish in flight cannot be read: %s", type(problem).__name__)
            self.file.unlink(missing_ok=True)
            return None
        if not timedelta(0) <= now - kept.kept_at <= AGE_MAX:
            self.file.unlink(missing_ok=True)
            return None
        return Wish(kept.request, kept.language)

    def _read_id(self) -> str | None:
        try:
            content = json.loads(self.file.read_bytes())
            return str(content["request"]["request_id"])
        except (FileNotFoundError, ValueError, KeyError, TypeError):
            return None
