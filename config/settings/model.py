"""The settings' shape. A section that is wrong refuses to start, with every problem named by file and key."""

from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from config.vocabulary import NAME_PATTERN, Language

Port = Annotated[int, Field(ge=1, le=65535, strict=True)]
Positive = Annotated[float, Field(gt=0, allow_inf_nan=False)]
PositiveInt = Annotated[int, Field(gt=0, strict=True)]
Size = tuple[PositiveInt, PositiveInt]


class Section(BaseModel):
    """One table of the settings file: frozen, no unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Folders(Section):
    """Where files live."""

    var: Path
    halls: Path


class BrokerSettings(Section):
    """The MQTT broker: our own child, or one outside."""

    embedded: bool
    host: str
    port: Port
    listen: str
    tls_ca: str
    tls_certificate: str
    tls_key: str


class JournalSettings(Section):
    """The database."""

    url: str
    batch_max: PositiveInt


class DeskSettings(Section):
    """The loop that decides."""

    picture_pause_ms: PositiveInt
    wall_pause_s: Positive


class ConsoleSettings(Section):
    """The browser pages."""

    host: str
    port: Port
    session_hours: Positive
    login_tries_max: PositiveInt
    login_rest_s: Positive
    phone_address: Annotated[str, Field(pattern=r"^(https?://[A-Za-z0-9.:\[\]-]+/?)?$", max_length=100)]
    phone_tries_max: PositiveInt
    tablet_edition: PositiveInt
    daily_slip_kiosk: str
    daily_slip_after_min: Annotated[int, Field(ge=0, le=360)]
    reply_timeout_s: Positive
    reply_tries_max: PositiveInt


class KioskSettings(Section):
    """The self-service kiosk."""

    idle_return_s: Positive
    still_there_s: Positive
    number_shown_s: Positive
    reply_timeout_s: Positive
    reply_tries_max: PositiveInt
    full_screen: bool
    size: Size


class DisplaySettings(Section):
    """The public screens."""

    full_screen: bool
    size: Size
    stale_after_s: Positive


class DevicesSettings(Section):
    """The device room."""

    ports_dir: Path
    reply_timeout_s: Positive


class Settings(Section):
    """All settings of one installation."""

    hall: Annotated[str, Field(pattern=NAME_PATTERN)]
    language: Language
    folders: Folders
    broker: BrokerSettings
    journal: JournalSettings
    desk: DeskSettings
    console: ConsoleSettings
    kiosk: KioskSettings
    display: DisplaySettings
    devices: DevicesSettings

    @property
    def plan_dir(self) -> Path:
        """The folder of this hall's plan."""
        return self.folders.halls / self.hall

    @property
    def hall_var(self) -> Path:
        """The folder of this hall's own files."""
        return self.folders.var / self.hall

    @property
    def journal_url(self) -> str:
        """The database's URL; SQLite under the hall's folder by default."""
        return self.journal.url or f"sqlite:///{self.hall_var / 'journal.sqlite3'}"
