"""What a hall lead has printed at a kiosk: through the real server and the real broker with its access list."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from config.paper.fields import PaperName
from config.vocabulary import Language, PrintState, TicketId
from config.wire.lead import AskDaily, DailyShown
from config.wire.link import Link, Received
from config.wire.papers.orders import PaperPrinted, PrintDaily, PrintSlip
from config.wire.replies import Explained, ReprintGiven
from config.wire.requests import ExplainTicket, OrderReprint
from tests.kiosk import stage
from tests.processes.kiosks.lone_kiosk import running
from tests.processes.server import HallServer, ask_until


def test_a_ticket_comes_out_once_more_for_a_clerk_and_its_print_is_known(tmp_path: Path) -> None:
    with HallServer(tmp_path) as server, running(server, tmp_path / "kiosk") as kiosk:
        console = server.link("console", [PaperPrinted])
        number = kiosk.take()
        ticket = TicketId(f"{datetime.now(ZoneInfo(server.plan.time_zone)):%Y%m%d}-{number}")
        wanted = OrderReprint(request_id="paper-0001", kiosk="kiosk-1", ticket=ticket, by="lan")
        reply = ask_until(console, wanted)
        assert isinstance(reply, ReprintGiven), reply
        order = PrintSlip(
            kiosk="kiosk-1", paper="paper-0001", language=Language.ENGLISH, given=reply.given, print_no=reply.print_no
        )
        console.send(order)
        _, slip = kiosk.printer.slips.get(timeout=stage.WAIT_S)
        assert (slip.number, "paper 2" in slip.notes[0]) == (number, True), slip.notes
        assert told_back(console).state is PrintState.PRINTED
        why = ask_until(console, ExplainTicket(request_id="why-00001", ticket=ticket))
        assert isinstance(why, Explained), why
        assert "printed again once" in why.words.en


def told_back(console: Link) -> PaperPrinted:
    """What the console hears of the paper."""
    while True:
        item = console.inbox.get(timeout=stage.WAIT_S)
        if isinstance(item, Received) and isinstance(item.message, PaperPrinted):
            return item.message


def test_the_day_comes_out_at_the_kiosk_and_the_lead_hears_of_it(tmp_path: Path) -> None:
    with HallServer(tmp_path) as server, running(server, tmp_path / "kiosk") as kiosk:
        console = server.link("console", [PaperPrinted])
        kiosk.take()
        figures = ask_until(console, AskDaily(request_id="daily-0001"))
        assert isinstance(figures, DailyShown), figures
        assert [line.taken for line in figures.services] == [1]
        console.send(PrintDaily(kiosk="kiosk-1", paper="paper-0001", language=Language.ENGLISH, figures=figures))
        paper = kiosk.printer.papers.get(timeout=stage.WAIT_S)
        assert (paper.paper, paper.texts["taken"]) == (PaperName.DAILY, "1")
        told = told_back(console)
        assert (told.paper, told.state) == ("paper-0001", PrintState.PRINTED)
