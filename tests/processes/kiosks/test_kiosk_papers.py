"""What a hall lead has printed at a kiosk: through the real server and the real broker with its access list."""

from pathlib import Path

from config.paper.fields import PaperName
from config.vocabulary import Language, PrintState
from config.wire.lead import AskDaily, DailyShown, PaperPrinted, PrintDaily
from config.wire.link import Received
from tests.kiosk import stage
from tests.processes.kiosks.lone_kiosk import running
from tests.processes.server import HallServer, ask_until


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
        told = None
        while not isinstance(told, PaperPrinted):
            item = console.inbox.get(timeout=stage.WAIT_S)
            told = item.message if isinstance(item, Received) else None
        assert (told.paper, told.state) == ("paper-0001", PrintState.PRINTED)
