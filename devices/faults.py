"""What can go wrong with a device. A fault's docstring is its default message; none holds personal data."""


class DeviceFault(Exception):
    """The device failed."""

    def __init__(self, reason: str | None = None) -> None:
        super().__init__(reason or (type(self).__doc__ or "").strip())


class PortGone(DeviceFault):
    """The port is gone: unplugged, switched off, or never there."""


class NoAnswer(DeviceFault):
    """The device does not answer in time."""


class NotUnderstood(DeviceFault):
    """The device answers, but not what was asked."""


class OutOfOrder(DeviceFault):
    """The device itself says that it cannot work."""


class SettingsWrong(DeviceFault):
    """The device's settings cannot be used; it stays down until they are changed."""


class CardGone(DeviceFault):
    """The card was taken away while it was being read."""
