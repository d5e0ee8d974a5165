"""Whoever publishes for buttons: on a mosquitto of its own at the port that the settings name, or on one that runs."""

import contextlib
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Final

import paho.mqtt.client as mqtt
from paho.mqtt.enums import CallbackAPIVersion

from config.wire.link import Address, no_delay
from devices.simulated.child import end

LOOPBACK: Final = "127.0.0.1"
PROGRAM: Final = "mosquitto"
SYSTEM_FOLDERS: Final = "/usr/sbin:/usr/local/sbin"
START_TIMEOUT_S: Final = 5.0
LOOK_PAUSE_S: Final = 0.02
TELL_TIMEOUT_S: Final = 2.0


class Publisher:
    """A client of a broker that somebody else runs."""

    def __init__(self, address: Address) -> None:
        self._address = address
        self._client: mqtt.Client | None = None

    def start(self) -> None:
        """Come. Raises OSError when the broker does not answer."""
        self.plug_in()

    def stop(self) -> None:
        """Go."""
        self.unplug()

    def plug_in(self) -> None:
        """Connect. Raises OSError."""
        if self._client is not None:
            return
        client = mqtt.Client(CallbackAPIVersion.VERSION2)
        if self._address.user:
            client.username_pw_set(self._address.user, self._address.password)
        if self._address.tls is not None:
            client.tls_set_context(self._address.tls.context())
        client.on_socket_open = no_delay
        client.connect(self._address.host, self._address.port)
        client.loop_start()
        self._client = client

    def unplug(self) -> None:
        """Disconnect."""
        client, self._client = self._client, None
        if client is not None:
            client.disconnect()
            client.loop_stop()

    def tell(self, topic: str, payload: bytes, retain: bool = False) -> None:
        """Publish, and wait until the broker has it; nothing while unplugged."""
        client = self._client
        if client is not None:
            with contextlib.suppress(RuntimeError):  # unplugged meanwhile
                client.publish(topic, payload, 1, retain).wait_for_publish(TELL_TIMEOUT_S)


class BrokerLine:
    """A mosquitto for the twins of one broker, and their client. Several twins share it: the first starts it."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._publisher = Publisher(Address(LOOPBACK, port, "", ""))
        self._folder = ""
        self._child: subprocess.Popen[bytes] | None = None
        self._users = 0

    def start(self) -> None:
        """Plug in. Raises OSError when it does not start."""
        self._users += 1
        if self._users == 1:
            self._folder = tempfile.mkdtemp(prefix="buttons-")
            self.plug_in()

    def stop(self) -> None:
        """Unplug, when nobody needs it any more."""
        self._users -= 1
        if self._users == 0:
            self.unplug()
            shutil.rmtree(self._folder, ignore_errors=True)

    def plug_in(self) -> None:
        """The broker begins to listen. Raises OSError."""
        if self._child is not None:
            return
        program = shutil.which(PROGRAM) or shutil.which(PROGRAM, path=SYSTEM_FOLDERS) or PROGRAM
        conf = Path(self._folder) / "mosquitto.conf"
        conf.write_text(f"listener {self._port} {LOOPBACK}\nallow_anonymous true\nset_tcp_nodelay true\n", "utf-8")
        with (Path(self._folder) / "mosquitto.log").open("ab") as said:
            self._child = subprocess.Popen([program, "-c", str(conf)], stdout=said, stderr=said)
        until = time.monotonic() + START_TIMEOUT_S
        while not self._answers():
            if self._child.poll() is not None or time.monotonic() > until:
                raise OSError(f"no mosquitto on port {self._port}")
            time.sleep(LOOK_PAUSE_S)
        self._publisher.plug_in()

    def unplug(self) -> None:
        """The broker ends, under everybody who is connected."""
        self._publisher.unplug()
        child, self._child = self._child, None
        end(child)

    def tell(self, topic: str, payload: bytes, retain: bool = False) -> None:
        """Publish."""
        self._publisher.tell(topic, payload, retain)

    def _answers(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex((LOOPBACK, self._port)) == 0
