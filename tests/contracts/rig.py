"""Links on a real broker, a raw client for what no link would send, and a wire that can be cut."""

import queue
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any, Final, TypeVar

import paho.mqtt.client as mqtt
from paho.mqtt.enums import CallbackAPIVersion
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties

from config.tls import Tls
from config.wire.link import Address, Inbound, Link
from config.wire.topics import filter_of
from tests.contracts.mosquitto import Broker

HALL: Final = "small"
WAIT_MAX_S: Final = 10
Item = TypeVar("Item", bound=Inbound)


class Rig:
    """Makes links and stops them all at the end."""

    def __init__(self, broker: Broker, stack: ExitStack) -> None:
        self.broker = broker
        self._stack = stack

    def link(
        self,
        user: str,
        *listen: Any,
        port: int | None = None,
        ready: bool = True,
        tls: Tls | None = None,
        **options: Any,
    ) -> Link:
        """A started link that listens to these kinds of messages; connected unless told otherwise."""
        address = Address(self.broker.host, port or self.broker.port, user, "", tls)
        link = Link(HALL, address, [filter_of(HALL, kind) for kind in listen], **options)
        self._stack.callback(link.stop)
        link.start()
        if ready:
            assert link.connected.wait(WAIT_MAX_S), "no connection"
        return link

    def publish(self, topic: str, payload: bytes, response: str | None = None, correlation: bytes = b"1") -> None:
        """Anything at all, from a client that keeps to no rule of ours."""
        properties = Properties(PacketTypes.PUBLISH)  # type: ignore[no-untyped-call]
        if response is not None:
            properties.ResponseTopic, properties.CorrelationData = response, correlation
        client = mqtt.Client(CallbackAPIVersion.VERSION2, client_id="stranger", protocol=mqtt.MQTTv5)
        client.connect(self.broker.host, self.broker.port)
        client.loop_start()
        client.publish(topic, payload, 1, False, properties).wait_for_publish(WAIT_MAX_S)
        client.disconnect()
        client.loop_stop()


@contextmanager
def rigged(broker: Broker) -> Iterator[Rig]:
    """A rig whose links are stopped at the end, the last one first."""
    with ExitStack() as stack:
        yield Rig(broker, stack)


def next_of(link: Link, kind: type[Item], wanted: Callable[[Item], bool] = lambda _: True) -> Item:
    """The next item of this sort in the inbox; what comes before is passed over. Fails when none comes."""
    while True:
        try:
            item = link.inbox.get(timeout=WAIT_MAX_S)
        except queue.Empty:
            raise AssertionError(f"no {kind.__name__} came within {WAIT_MAX_S} s") from None
        if isinstance(item, kind) and wanted(item):
            return item


class Wire:
    """A cable between one client and the broker: a TCP relay that can be cut at once, with no goodbye."""

    def __init__(self, broker: Broker) -> None:
        self._server = socket.create_server((broker.host, 0))
        self._far = (broker.host, broker.port)
        self._ends: list[socket.socket] = []
        self._threads = [threading.Thread(target=self._join, name="wire")]
        self.port = int(self._server.getsockname()[1])

    def __enter__(self) -> "Wire":
        self._threads[0].start()
        return self

    def __exit__(self, *_: object) -> None:
        self.cut()
        for thread in list(self._threads):
            thread.join(WAIT_MAX_S)

    def cut(self) -> None:
        """Cut for good: nobody connects here again."""
        for end in (self._server, *self._ends):
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue  # was down already
        for end in (self._server, *self._ends):
            end.close()

    def _join(self) -> None:
        """Take one client and carry its bytes both ways."""
        try:
            near, _ = self._server.accept()
        except OSError:
            return  # cut before anybody came
        far = socket.create_connection(self._far)
        self._ends += [near, far]
        for source, goal in ((near, far), (far, near)):
            self._threads.append(threading.Thread(target=_carry, args=(source, goal), name="wire"))
            self._threads[-1].start()


def _carry(source: socket.socket, goal: socket.socket) -> None:
    try:
        while some := source.recv(65_536):
            goal.sendall(some)
    except OSError:
        return  # the wire is cut
