"""A scheduler of CUPS, asked over HTTP about one of its queues."""

import http.client
from typing import Final

from devices.faults import PortGone
from devices.ports.address import CupsAddress

TIMEOUT_S: Final = 3.0
ANSWER_MAX_BYTES: Final = 65_536
ONLY_THE_QUEUE: Final = "none"
"""Where the settings may name a port beside the queue: the printer itself is not to be asked."""


class CupsPort:
    """One queue; each question is a connection of its own."""

    def __init__(self, address: CupsAddress) -> None:
        self.address = address

    def exchange(self, body: bytes) -> bytes:
        """An IPP message and its answer. Raises PortGone."""
        self.address.tap.sent(body)
        link = http.client.HTTPConnection(self.address.host, self.address.port, timeout=TIMEOUT_S)
        try:
            link.request("POST", f"/printers/{self.address.queue}", body, {"Content-Type": "application/ipp"})
            reply = link.getresponse()
            data = reply.read(ANSWER_MAX_BYTES)
        except (OSError, http.client.HTTPException) as error:
            raise PortGone(f"{self.address} is not there: {error}") from error
        finally:
            link.close()
        if reply.status != http.client.OK:
            raise PortGone(f"{self.address}: HTTP status {reply.status}")
        self.address.tap.came(data)
        return data
