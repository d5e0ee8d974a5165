"""A process that owns a broker and waits for its own end: python -m tests.queue_server.broker.owner FOLDER PORT."""

import sys
from pathlib import Path

from tests.queue_server.broker.longli import mosquitto

if __name__ == "__main__":
    mosquitto(Path(sys.argv[1]), int(sys.argv[2])).start()
    print("started", flush=True)
    sys.stdin.read()
