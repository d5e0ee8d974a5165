"""The bench's page of papers: each as it would look, from the layout files as they are at this moment."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from fastapi import APIRouter, HTTPException, Response
from fastapi.responses import FileResponse

from config.paper.fields import PaperName
from config.paper.load import Papers
from config.vocabulary import Language
from devices.simulated.paper.previews import WIDTHS, preview, sample_bytes

PAGE: Final = Path(__file__).with_name("papers.html")
NOT_FOUND: Final = 404


def papers_routes(papers: Callable[[], Papers]) -> APIRouter:
    """``papers`` reads the files anew for each answer, so that a reload shows what was edited."""
    router = APIRouter()

    @router.get("/papers", include_in_schema=False)
    def page() -> FileResponse:
        return FileResponse(PAGE, media_type="text/html")

    @router.get("/papers/state")
    def state() -> dict[str, Any]:
        return papers_state(papers())

    @router.get("/papers/{paper}-{language}-{width_mm}.png")
    def picture(paper: PaperName, language: Language, width_mm: int) -> Response:
        if width_mm not in WIDTHS:
            raise HTTPException(NOT_FOUND, f"no paper of {width_mm} mm; there are: {', '.join(map(str, WIDTHS))}")
        drawn = preview(papers().layouts, paper, language, width_mm)
        return Response(drawn, media_type="image/png", headers={"Cache-Control": "no-store"})

    return router


def papers_state(papers: Papers) -> dict[str, Any]:
    """Every preview with its bytes, and what is wrong with files that are not used."""
    return {
        "problems": [str(problem) for problem in papers.problems],
        "papers": [
            {
                "paper": paper,
                "language": language,
                "width_mm": width_mm,
                "bytes": len(sample_bytes(papers.layouts, paper, language, width_mm)),
            }
            for paper in PaperName
            for language in Language
            for width_mm in WIDTHS
        ],
    }
