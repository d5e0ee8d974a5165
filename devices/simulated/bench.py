"""The bench over HTTP: lay cards, see paper, press keys, throw switches. A page for people, JSON for scripts.

Only for this machine: nothing here asks who you are.
"""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated, Any, Final, TypeVar

from fastapi import FastAPI, HTTPException, Response
from fastapi import Path as InPath
from fastapi.responses import FileResponse
from pydantic import BaseModel, ConfigDict, Field

from config.paper.load import Papers
from config.text import Text
from devices.kinds.call_pad import PadKey
from devices.kinds.code_scanner import CODE_MAX
from devices.simulated.cards.sam_v_twin import SamVTwin
from devices.simulated.cards.samples import SAMPLES, CardForm
from devices.simulated.cards.slot_twin import CardSlotTwin
from devices.simulated.paper.layouts_page import papers_routes
from devices.simulated.paper.picture import png
from devices.simulated.paper.sheet import codes_of, text_of
from devices.simulated.printers.printer_twin import PrinterTwin
from devices.simulated.stage import Stage
from devices.simulated.training import described
from devices.simulated.twin import UnknownSwitch

PAGE: Final = Path(__file__).with_name("bench.html")
PROGRAM: Final = Path(__file__).with_name("bench.js")
NOT_FOUND: Final = 404
CONFLICT: Final = 409
Value = TypeVar("Value")
EvaluatorKey = Annotated[int, InPath(ge=1, le=9)]


class Placed(BaseModel):
    """Body of *place*: a sample card's name."""

    model_config = ConfigDict(extra="forbid")
    card: str


class Scanned(BaseModel):
    """Body of *scan*: what stands on the paper or phone."""

    model_config = ConfigDict(extra="forbid")
    text: Annotated[str, Field(min_length=1, max_length=CODE_MAX)]


class Thrown(BaseModel):
    """Body of *switch*."""

    model_config = ConfigDict(extra="forbid")
    on: bool


@dataclass(frozen=True)
class Around:
    """What the page shows of the hall besides its devices. ``console``: its address; empty where nobody knows it."""

    counter_names: Mapping[str, Text]
    console: str = ""


def bench(stage: Stage, around: Around, papers: Callable[[], Papers]) -> FastAPI:
    """The application over one stage; ``papers`` reads the layouts anew."""
    app = FastAPI(title="Bench of simulated devices")
    _page_and_state(app, stage, around)
    _cards(app, stage)
    _codes(app, stage)
    _paper(app, stage)
    _keys(app, stage)
    app.include_router(papers_routes(papers))
    return app


def _page_and_state(app: FastAPI, stage: Stage, around: Around) -> None:
    @app.get("/", include_in_schema=False)
    def page() -> FileResponse:
        return FileResponse(PAGE, media_type="text/html")

    @app.get("/bench.js", include_in_schema=False)
    def program() -> FileResponse:
        return FileResponse(PROGRAM, media_type="text/javascript")

    @app.get("/hall")
    def hall() -> dict[str, Any]:
        return hall_of(stage, around)

    @app.get("/state")
    def state() -> dict[str, Any]:
        return state_of(stage)

    @app.post("/switches/{device}/{switch}")
    def throw(device: str, switch: str, body: Thrown) -> dict[str, bool]:
        twin = _found(stage.twins, device, "device")
        try:
            twin.switch(switch, body.on)
        except UnknownSwitch as unknown:
            raise HTTPException(NOT_FOUND, str(unknown)) from unknown
        except OSError as error:
            raise HTTPException(CONFLICT, f"the port cannot be used: {error.strerror}") from error
        return dict(twin.switches())


def _cards(app: FastAPI, stage: Stage) -> None:
    @app.post("/cards/{reader}/place")
    def place(reader: str, body: Placed) -> dict[str, str]:
        twin = _found(stage.readers, reader, "card reader")
        card = _found(SAMPLES, body.card, "card")
        if not _fits(card.form, twin):
            raise HTTPException(CONFLICT, f"card {card.name!r} does not fit reader {reader!r}")
        try:
            twin.place(card)
        except OSError as error:
            raise HTTPException(CONFLICT, "pcscd does not take the card") from error
        return {"reader": reader, "card": card.name}

    @app.post("/cards/{reader}/lift")
    def lift(reader: str) -> dict[str, str]:
        _found(stage.readers, reader, "card reader").lift()
        return {"reader": reader, "card": ""}


def _codes(app: FastAPI, stage: Stage) -> None:
    @app.post("/scanners/{scanner}/scan")
    def scan(scanner: str, body: Scanned) -> dict[str, str]:
        _found(stage.scanners, scanner, "code scanner").scan(body.text)
        return {"scanner": scanner}


def _paper(app: FastAPI, stage: Stage) -> None:
    @app.get("/paper/{printer}/latest.png")
    def latest(printer: str) -> Response:
        return _picture(_found(stage.printers, printer, "printer"), printer, 0)

    @app.get("/paper/{printer}/{back}.png")
    def earlier(printer: str, back: int) -> Response:
        """The paper so many slips back; 0 is the latest."""
        return _picture(_found(stage.printers, printer, "printer"), printer, back)

    @app.post("/paper/{printer}/tear")
    def tear(printer: str) -> dict[str, Any]:
        twin = _found(stage.printers, printer, "printer")
        twin.take_papers()
        return paper_of(twin)

    @app.get("/paper/{printer}/state")
    def paper_state(printer: str) -> dict[str, Any]:
        return paper_of(_found(stage.printers, printer, "printer"))


def _keys(app: FastAPI, stage: Stage) -> None:
    @app.post("/pads/{counter}/{key}")
    def press(counter: str, key: PadKey, device: str = "") -> dict[str, str]:
        """``device``: which pad, where the counter has several; else its first one."""
        name, twin = _at(_found(stage.pads, counter, "call pad"), device, "call pad")
        try:
            twin.press(counter, key.value)
        except KeyError as unknown:
            raise HTTPException(NOT_FOUND, f"no key {key} at counter {counter!r}") from unknown
        return {"counter": counter, "device": name, "key": key.value}

    @app.post("/evaluators/{counter}/{key}")
    def judge(counter: str, key: EvaluatorKey, device: str = "") -> dict[str, str | int]:
        """``device``: which evaluator, where the counter has several; else its first one."""
        name, twin = _at(_found(stage.evaluators, counter, "evaluator"), device, "evaluator")
        try:
            twin.judge(counter, key)
        except KeyError as unknown:
            raise HTTPException(NOT_FOUND, f"no key {key} at counter {counter!r}") from unknown
        return {"counter": counter, "device": name, "key": key}


def hall_of(stage: Stage, around: Around) -> dict[str, Any]:
    """What stays as it is while the page is open: devices, cards and counters, in words."""
    return {
        "console": around.console,
        "cards": [{"name": c.name, "zh": c.zh, "en": c.en, "form": c.form.value} for c in SAMPLES.values()],
        "devices": {name: described(stage.settings[name], twin.switches()) for name, twin in stage.twins.items()},
        "counters": {
            name: {"name": asdict(around.counter_names.get(name, Text(name, name))), "devices": devices}
            for name, devices in _keys_at(stage).items()
        },
        "missing": stage.missing,
    }


def state_of(stage: Stage) -> dict[str, Any]:
    """What changes."""
    pads = stage.pads
    return {
        "readers": {
            name: {
                "card": twin.card.name if twin.card else "",
                "forms": [form for form in CardForm if _fits(form, twin)],
            }
            for name, twin in stage.readers.items()
        },
        "scanners": list(stage.scanners),
        "printers": {name: paper_of(twin) for name, twin in stage.printers.items()},
        "counters": {
            name: {"digits": {device: pad.shown(name) for device, pad in pads.get(name, {}).items()}}
            for name in _keys_at(stage)
        },
        "signs": {
            device: {counter: asdict(twin.shown(counter)) for counter in twin.counters}
            for device, twin in stage.signs.items()
        },
        "speakers": {
            name: [asdict(heard) for heard in reversed(twin.ear.heard)] for name, twin in stage.speakers.items()
        },
        "switches": {name: twin.switches() for name, twin in stage.twins.items()},
        "environment": stage.environment,
    }


def paper_of(printer: PrinterTwin) -> dict[str, Any]:
    """How much came out, and of the latest slip when its first byte came (monotonic seconds)."""
    last = printer.papers[-1] if printer.papers else None
    return {
        "count": printer.printed,
        "kept": len(printer.papers),
        "first_byte_at": last.first_byte_at if last else None,
        "cut_at": last.cut_at if last else None,
        "bytes": last.bytes_taken if last else 0,
        "text": text_of(last.rows) if last else "",
        "codes": [codes_of(paper.rows) for paper in reversed(printer.papers)],
        "first_bytes_at": [paper.first_byte_at for paper in printer.papers],
    }


def _picture(printer: PrinterTwin, name: str, back: int) -> Response:
    papers = printer.papers
    if not 0 <= back < len(papers):
        raise HTTPException(NOT_FOUND, f"printer {name!r} has no such paper; it keeps {len(papers)}")
    return Response(
        png(papers[-1 - back].rows, printer.width_dots), media_type="image/png", headers={"Cache-Control": "no-store"}
    )


def _fits(form: CardForm, reader: SamVTwin | CardSlotTwin) -> bool:
    return isinstance(reader, SamVTwin) == (form is CardForm.IDENTITY)


def _keys_at(stage: Stage) -> dict[str, list[str]]:
    """The devices with keys at each counter, its pads first."""
    pads, evaluators = stage.pads, stage.evaluators
    counters = dict.fromkeys((*pads, *evaluators))
    return {name: list(dict.fromkeys((*pads.get(name, {}), *evaluators.get(name, {})))) for name in counters}


def _at(there: Mapping[str, Value], device: str, what: str) -> tuple[str, Value]:
    """The named one of those at a counter, or the first."""
    return (device, _found(there, device, what)) if device else next(iter(there.items()))


def _found(things: Mapping[str, Value], name: str, what: str) -> Value:
    if name not in things:
        known = ", ".join(things) or "none"
        raise HTTPException(NOT_FOUND, f"no {what} {name!r}; there are: {known}")
    return things[name]
