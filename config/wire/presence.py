"""Who is alive, and how devices feel. Both retained; presence is also the will."""

from pydantic import Field

from config.vocabulary import DeviceState, Trouble
from config.wire.message import Message, Moment, Name, Words


class Presence(Message):
    """One user of the wire is here, or gone. The link itself says so; its will carries ``online=False``."""

    user: Name
    online: bool


class Health(Message):
    """One device, as its host sees it."""

    user: Name
    """The host: the user of the wire that drives this device."""
    device: Name
    kind: str
    state: DeviceState
    trouble: Trouble
    detail: Words = ""
    """The trouble's particulars in English, for a technician; may name a port, never a person."""
    since: Moment
    identity: Words = ""
    """What the unit calls itself: its module number, maker, model, serial number."""
    firmware: Words = ""
    """Its program, as it says itself; empty where it does not."""
    asset: Words = ""
    """The hall's own number for it, from devices.toml."""
    counters: dict[str, int] = Field(default_factory=dict)
