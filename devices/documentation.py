"""``python -m devices.documentation`` writes docs/devices.md from the drivers' own headers; a test compares."""

from pathlib import Path
from typing import Final

from devices.registry import MAKES

FILE: Final = Path(__file__).parent.parent / "docs" / "devices.md"
KINDS: Final = {
    "card_reader": "Card readers",
    "code_scanner": "Code scanners",
    "ticket_printer": "Ticket printers",
    "sign": "Signs over counters",
    "speaker": "Speakers",
    "call_pad": "Call pads, with the evaluators that hang on them",
    "evaluator": "Evaluators",
}
HEAD: Final = """# Devices

Made by `python -m devices.documentation` from the headers of the files in `devices/drivers/`; do not edit. Plugs,
names and permissions: [wiring.md](wiring.md).

A device stands in a hall's `devices.toml`: `name`, `kind`, `driver`, `at` (the computer it is plugged into), `port`,
`asset` where it has a number of the hall's (told with its health) and the driver's own `options`. Ports are written
`serial:NAME?baud=9600` (NAME under the ports folder, or an absolute path), `tcp:HOST:PORT`, `pcsc:READER`,
`mqtt:HOST:PORT/TOPIC` (`mqtt:hall/TOPIC` on the hall's own broker), `input:NAME` (a device of keys) or `file:NAME` (a
printer on USB), both under the ports folder, or `sound:NAME` (a sound device, as ALSA names it). A device with wrong
settings stays down and says why; the others work; but calls and marks belong to counters: a speaker, sign, pad or
evaluator at a kiosk is named as wrong at every start. `./hall devices --check [--at PLACE]` tries each one and prints
how it is (a port has one owner: stop that program first). `./hall devices --spy NAME` prints what goes to and from
one, with its meaning, while its program works on. A driver that hangs gets a successor after half a minute, its print
job is answered, its neighbours work on. Another package adds a driver by an entry point of the group
`service_hall.devices` that leads to a `Make`.

Every driver has a twin in `devices/simulated/` that speaks the same bytes on a real port and misbehaves on demand;
`python -m devices.simulated` shows the twins of a whole hall on one page.
"""


def text() -> str:
    """The whole document."""
    parts = [HEAD]
    for kind, title in KINDS.items():
        parts.append(f"\n## {title}\n")
        parts += [_section(name, make.module.__doc__ or "") for name, make in MAKES.items() if make.kind == kind]
    return "".join(parts)


def _section(name: str, header: str) -> str:
    title, _, rest = header.strip().partition("\n")
    points: list[str] = []
    for line in rest.strip().splitlines():
        if line.startswith(" "):
            points[-1] += " " + line.strip()
        else:
            label, _, words = line.partition(": ")
            points.append(f"- **{label}**: {words}")
    return f"\n### `{name}`\n\n{title}\n\n" + "\n".join(points) + "\n"


if __name__ == "__main__":
    FILE.write_text(text(), "utf-8")
