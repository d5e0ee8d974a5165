"""``python -m devices.documentation`` writes docs/devices.md from the drivers' own headers; a test compares."""

import re
from collections.abc import Iterator
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
AT_KIOSKS: Final = frozenset({"card_reader", "code_scanner", "ticket_printer"})
EXAMPLE: Final = "Example"
HEADED: Final = re.compile(r"^(\[device[a-z.]*\]) ")
HEAD: Final = """# Devices

Made by `python -m devices.documentation` from the headers of the files in `devices/drivers/`; do not edit. Plugs,
names and permissions: [wiring.md](wiring.md).

A device stands in a hall's `devices.toml`: `name`, `kind`, `driver`, `at` (the computer it is plugged into), `port`,
`asset` where it has a number of the hall's (told with its health) and the driver's own `options`. Ports are written
`serial:NAME?baud=9600` (NAME under the ports folder, or an absolute path), `tcp:HOST:PORT`, `pcsc:READER`,
`mqtt:HOST:PORT/TOPIC` (`mqtt:hall/TOPIC` on the hall's own broker), `input:NAME` (a device of keys) or `file:NAME` (a
printer on USB), both under the ports folder, `usb:VENDOR:PRODUCT`, `cups:QUEUE`, or `sound:NAME` (a sound device, as
ALSA names it). Each driver's example can be copied as it stands; its ports and counters are yours. A device with wrong
settings stays down and says why; the others work; but calls and marks belong to counters: a speaker, sign, pad or
evaluator at a kiosk is named as wrong at every start. `./hall devices --check [--at PLACE]` tries each one and prints
how it is (a port has one owner: stop that program first). `./hall devices --spy NAME` prints what goes to and from
one, with its meaning, while its program works on. A driver that hangs is named within three seconds, while it opens
its port or prints within eight, a card reader, printer or voice within six, one for chip cards within twelve: so long
their work may take. After four times as long it has a
successor: its print job is answered, its neighbours work on. Another package adds a driver by an entry point of the
group `service_hall.devices` that leads to a `Make`.

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


def example(name: str) -> str:
    """What stands in a hall's devices.toml for this driver, whole, from its header."""
    make = MAKES[name]
    told = _points(make.module.__doc__ or "")[EXAMPLE].removesuffix(".")
    lines = [line for piece in _pieces(told) for line in HEADED.sub(r"\n\1\n", piece).split("\n") if line]
    place = "kiosk-1" if make.kind in AT_KIOSKS else "counters-1"
    first = f'[[device]]\nname = "{name.replace("_", "-")}-1"\nat = "{place}"\n'
    return first + "\n".join(lines).replace("\n[", "\n\n[") + "\n"


def _section(name: str, header: str) -> str:
    title = header.strip().partition("\n")[0]
    told = {label: words for label, words in _points(header).items() if label != EXAMPLE}
    points = "\n".join(f"- **{label}**: {words}" for label, words in told.items())
    return f"\n### `{name}`\n\n{title}\n\n{points}\n\n```toml\n{example(name)}```\n"


def _points(header: str) -> dict[str, str]:
    """What stands behind each label of a header."""
    points: dict[str, str] = {}
    label = ""
    for line in header.strip().partition("\n")[2].strip().splitlines():
        if line.startswith(" "):
            points[label] += " " + line.strip()
        else:
            label, _, points[label] = line.partition(": ")
    return points


def _pieces(told: str) -> Iterator[str]:
    """Cut at the commas that stand in no string, table or list."""
    begun, depth, quoted = 0, 0, False
    for at, sign in enumerate(told):
        quoted ^= sign == '"'
        depth += 0 if quoted else (sign in "{[") - (sign in "}]")
        if sign == "," and not quoted and not depth:
            yield told[begun:at].strip()
            begun = at + 1
    yield told[begun:].strip()


if __name__ == "__main__":
    FILE.write_text(text(), "utf-8")
