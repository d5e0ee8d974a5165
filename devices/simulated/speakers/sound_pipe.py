"""``sound_pipe.py PORT CHANNELS BITS RATE``: where ALSA's file device writes its sound to, and the twin hears it.

Sends one line with the form, the length and the words, then the sound; ends when the twin closes, which is when the
sound has been heard, or when the player is gone. A byte from the twin means that the device broke: the player ends too.
Runs alone, without the product's packages: it is started for each sound.
"""

import json
import os
import select
import signal
import socket
import sys
from typing import Final

LOOK_S: Final = 0.05


def main(port: str, channels: str, bits: str, rate: str) -> None:
    """Hand the sound on."""
    player = os.getppid()
    sound = sys.stdin.buffer.read()
    if os.getppid() != player:
        return
    form = {"channels": int(channels), "bits": int(bits), "rate": int(rate), "bytes": len(sound)}
    line = json.dumps({**form, "words": os.environ.get("SERVICE_HALL_SAYS", "")})
    with socket.create_connection(("127.0.0.1", int(port))) as twin:
        twin.sendall(line.encode() + b"\n" + sound)
        while os.getppid() == player:
            if select.select([twin], [], [], LOOK_S)[0]:
                if twin.recv(1):
                    os.kill(player, signal.SIGKILL)
                return


if __name__ == "__main__":
    main(*sys.argv[1:])
