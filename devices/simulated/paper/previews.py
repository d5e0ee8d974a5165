"""Papers as they will look: laid out from the layouts, printed by the twin's pen, drawn."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from config.paper.fields import PaperName
from config.paper.layout import Layout
from config.vocabulary import Language
from devices.frames.paper.layout import lay_out
from devices.frames.paper.paper_bytes import Paper, paper_bytes
from devices.frames.printers.escpos_commands import EscposParser
from devices.simulated.paper.picture import png
from devices.simulated.paper.samples import sample
from devices.simulated.paper.sheet import PaperMaker

WIDTHS: Final[Mapping[int, int]] = {80: 576, 58: 384}
"""Dots across, by millimetres of paper."""


def sample_bytes(layouts: Mapping[PaperName, Layout], paper: PaperName, language: Language, width_mm: int) -> bytes:
    """What goes to the printer for the sample of this paper, in text mode."""
    printer = Paper(width_dots=WIDTHS[width_mm])
    return paper_bytes(lay_out(sample(paper, language), layouts, printer.columns), printer)


def preview(layouts: Mapping[PaperName, Layout], paper: PaperName, language: Language, width_mm: int) -> bytes:
    """How it comes out, as PNG."""
    pen = PaperMaker(WIDTHS[width_mm])
    for piece in EscposParser().feed(sample_bytes(layouts, paper, language, width_mm)):
        pen.take(piece)
    return png(pen.cut(), WIDTHS[width_mm])


def write_previews(layouts: Mapping[PaperName, Layout], folder: Path) -> list[Path]:
    """All papers in both languages and widths, as files ``ticket-zh-80.png``."""
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for paper in PaperName:
        for language in Language:
            for width_mm in WIDTHS:
                file = folder / f"{paper}-{language}-{width_mm}.png"
                file.write_bytes(preview(layouts, paper, language, width_mm))
                files.append(file)
    return files
