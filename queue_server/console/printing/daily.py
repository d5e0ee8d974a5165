"""The day in figures, asked of the server and printed at a kiosk."""

from config.vocabulary import Language
from config.wire.lead import AskDaily, DailyShown
from config.wire.papers.orders import PaperPrinted, PrintDaily
from queue_server.console.appointments.booking import new_request_id
from queue_server.console.parts import Parts
from queue_server.console.problems import ProblemCode, TurnedAway


async def print_daily(parts: Parts, kiosk: str, paper: str, language: Language) -> PaperPrinted:
    """What became of it; ``paper`` names it. Raises TurnedAway when nothing is heard."""
    figures = await parts.wire.ask(AskDaily(request_id=new_request_id()))
    if not isinstance(figures, DailyShown):
        raise TurnedAway(ProblemCode.NO_ANSWER)
    return await parts.wire.print_paper(PrintDaily(kiosk=kiosk, paper=paper, language=language, figures=figures))
