"""Papers that a hall lead has printed at a kiosk: asked over HTTP, ordered on the wire, the outcome told back."""

import asyncio
import queue
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

import httpx
import pytest

from config.rules.opening import Opening, Span
from config.vocabulary import AppointmentState, DeviceState, Language, PrintState, Trouble
from config.wire.appointments import AppointmentLine, AppointmentsListed
from config.wire.lead import AskDaily, DailyShown
from config.wire.link import Address, Connection, Link, Received
from config.wire.message import Words2
from config.wire.papers.orders import PaperOrder, PaperPrinted, PrintDaily, PrintReceipt, PrintSlip
from config.wire.presence import Health
from config.wire.replies import Reply, ReprintGiven
from config.wire.requests import OrderReprint, Request
from config.wire.topics import filter_of
from queue_server.console import wire
from queue_server.console.printing.closing import ClosingSlip
from tests.contracts.mosquitto import until
from tests.kiosk.samples import refused, ticket
from tests.queue_server.console.desk_side import ConsoleThread, Visit
from tests.queue_server.console.scripted_server import HALL, MOMENT, ScriptedServer

PAPER: Final = {"request_id": "paper-0001", "kiosk": "kiosk-1"}
DAY: Final = date(2026, 11, 23)
LINE: Final = AppointmentLine(
    code="40715926",
    service="exit-entry",
    service_name=Words2(zh="出入境证件", en="Passport"),
    starts_at=MOMENT,
    state=AppointmentState.OPEN,
    masked_name="王*",
    origin=None,
    ticket=None,
)
NOUGHTS: Final = dict.fromkeys(("taken", "waiting", "served", "no_show", "reviewed", "no_review", "bad_open"), 0)


def answer(request: Request) -> Reply:
    """A quiet day with one appointment."""
    if isinstance(request, AskDaily):
        more = {"day": "2026-11-21", "marks": {}, "services": (), "classes": (), **NOUGHTS}
        return DailyShown.model_validate(
            {"request_id": request.request_id, "mean_wait_s": None, "longest_wait_s": None, **more}
        )
    if isinstance(request, OrderReprint):
        assert (request.by, request.kiosk) == ("clerk", "kiosk-1"), "the fact says who"
        given = ticket(request.request_id)
        if request.ticket != given.ticket:
            return refused(request.request_id)
        return ReprintGiven(request_id=request.request_id, given=given, print_no=2)
    return AppointmentsListed(request_id=request.request_id, day=DAY, total=1, appointments=(LINE,))


class KioskStandIn:
    """Hears orders and says what became of them."""

    def __init__(self, port: int) -> None:
        self.orders: queue.Queue[PaperOrder] = queue.Queue()
        self.outcome: tuple[PrintState, Trouble] | None = (PrintState.PRINTED, Trouble.NONE)
        kinds = (PrintDaily, PrintReceipt, PrintSlip)
        filters = [filter_of(HALL, kind, {"kiosk": "kiosk-1"}) for kind in kinds]
        self.link = Link(HALL, Address("127.0.0.1", port, "kiosk-1", "any"), filters)
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def start(self) -> None:
        """Connect and tell that there is a printer."""
        self._thread.start()
        self.link.start()

    def stop(self) -> None:
        """Leave."""
        self.link.stop()
        self.link.inbox.put(Connection(False, "stopped"))
        self._thread.join(10)

    def _serve(self) -> None:
        while True:
            match self.link.inbox.get():
                case Connection(up=True):
                    state, trouble = DeviceState.OK, Trouble.NONE
                    health = Health(
                        user="kiosk-1", device="p", kind="ticket_printer", state=state, trouble=trouble, since=MOMENT
                    )
                    self.link.send(health)
                case Connection(reason="stopped"):
                    return
                case Received(message=PrintDaily() | PrintReceipt() | PrintSlip() as order):
                    self.orders.put(order)
                    if self.outcome is not None:
                        state_of, trouble = self.outcome
                        printed = PaperPrinted(kiosk="kiosk-1", paper=order.paper, state=state_of, trouble=trouble)
                        self.link.send(printed)


@pytest.fixture(name="kiosk")
def _kiosk(server: ScriptedServer, broker_port: int) -> Iterator[KioskStandIn]:
    server.answer = answer
    kiosk = KioskStandIn(broker_port)
    kiosk.start()
    yield kiosk
    kiosk.stop()


@pytest.fixture(name="lead")
def _lead(kiosk: KioskStandIn, console: ConsoleThread, visit: Visit) -> Visit:
    until(lambda: bool(console.parts.wire.mirror.kept("health")), "the console knows the kiosk's printer", 30)
    until(lambda: kiosk.link.connected.is_set() and console.parts.wire.mirror.state.live, "all are there", 30)
    visit.sign_in("lead")
    return visit


def test_the_daily_slip_is_printed_where_the_lead_says(lead: Visit, kiosk: KioskStandIn) -> None:
    assert lead.http.get("/api/papers/kiosks").json() == {"kiosks": [{"kiosk": "kiosk-1", "state": "ok"}]}
    told = lead.post("papers/daily", PAPER)
    assert (told.status_code, told.json()["state"]) == (200, "printed"), told.text
    order = kiosk.orders.get(timeout=1)
    assert isinstance(order, PrintDaily)
    assert (order.paper, order.language, order.figures.day) == ("paper-0001", Language.CHINESE, "2026-11-21")
    assert lead.post("papers/daily", PAPER).status_code == 200
    assert kiosk.orders.empty(), "the same paper is printed once"


def test_a_receipt_has_the_appointment_and_a_printer_s_trouble_is_told(lead: Visit, kiosk: KioskStandIn) -> None:
    kiosk.outcome = (PrintState.FAILED, Trouble.PAPER_OUT)
    told = lead.post("papers/receipt", PAPER | {"day": "2026-11-23", "code": LINE.code})
    assert (told.json()["state"], told.json()["trouble"]) == ("failed", "paper_out")
    order = kiosk.orders.get(timeout=1)
    assert isinstance(order, PrintReceipt)
    assert order.appointment == LINE


def test_what_can_t_be_printed_is_turned_away(
    lead: Visit, kiosk: KioskStandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    unknown = lead.post("papers/daily", PAPER | {"kiosk": "kiosk-9"})
    nobody = lead.post("papers/receipt", PAPER | {"day": "2026-11-23", "code": "00000000"})
    assert (unknown.status_code, nobody.status_code) == (422, 422)
    monkeypatch.setattr(wire, "PAPER_WAIT_S", 0.2)
    kiosk.outcome = None
    silent = lead.post("papers/daily", PAPER)
    assert (silent.status_code, silent.json()["code"]) == (503, "no_answer")


@pytest.fixture(name="clerk")
def _clerk(lead: Visit, console: ConsoleThread) -> Iterator[Visit]:
    del lead
    clerk = Visit(console.address)
    clerk.sign_in("clerk", counter="z01")
    yield clerk
    clerk.close()


def test_a_clerk_has_a_ticket_printed_again(clerk: Visit, kiosk: KioskStandIn) -> None:
    told = clerk.post("papers/ticket", PAPER | {"ticket": ticket().ticket})
    assert (told.status_code, told.json()["state"]) == (200, "printed"), told.text
    order = kiosk.orders.get(timeout=1)
    assert isinstance(order, PrintSlip)
    assert (order.paper, order.print_no, order.given.number) == ("paper-0001", 2, "A012")
    too_often = clerk.post("papers/ticket", PAPER | {"request_id": "paper-0002", "ticket": "20261121-A999"})
    assert too_often.status_code == httpx.codes.CONFLICT
    assert kiosk.orders.empty()


def test_only_leads_print_all_else(lead: Visit, clerk: Visit) -> None:
    assert clerk.post("papers/daily", PAPER).status_code == httpx.codes.FORBIDDEN
    assert clerk.http.get("/api/papers/kiosks").status_code == httpx.codes.OK
    forged = lead.http.post("/api/papers/daily", json=PAPER)
    assert forged.status_code == httpx.codes.FORBIDDEN


def test_the_pages_offer_it(lead: Visit) -> None:
    assert 'id="daily-kiosk"' in lead.http.get("/overview").text
    assert 'id="again-kiosk"' in lead.http.get("/overview").text
    assert 'id="receipt-kiosk"' in lead.http.get("/appointments").text


def test_after_closing_the_daily_slip_comes_by_itself_once(
    lead: Visit, kiosk: KioskStandIn, console: ConsoleThread
) -> None:
    del lead
    hours = Opening(((Span(time(9), time(17)),),) * 7)
    moment = datetime(2026, 11, 23, 17, 14, tzinfo=ZoneInfo("Asia/Shanghai"))
    now = [moment]
    slip = ClosingSlip(
        replace(
            console.parts,
            plan=replace(console.parts.plan, opening=hours),
            settings=console.parts.settings.model_copy(
                update={"daily_slip_kiosk": "kiosk-1", "daily_slip_after_min": 15}
            ),
            clock=lambda: now[0],
        )
    )

    def looked(minute: int) -> int:
        now[0] = moment.replace(minute=minute)
        asyncio.run(slip.look())
        return kiosk.orders.qsize()

    assert looked(14) == 0
    kiosk.outcome = (PrintState.FAILED, Trouble.PAPER_OUT)
    assert looked(15) == 1
    kiosk.outcome = (PrintState.PRINTED, Trouble.NONE)
    assert (looked(16), looked(17)) == (2, 2), "tried again until paper came"
    now[0] = moment + timedelta(days=1, hours=2)
    asyncio.run(slip.look())
    assert kiosk.orders.qsize() == 2, "a console that comes late prints nothing of its own"
