"""Papers as they will look: laid out from the layouts, printed by the twin's pen, drawn."""

from collections.abc import Mapping
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Preview:
    """One paper: what went to the printer, and how it came out."""

    data: bytes
    picture: bytes


def preview(layouts: Mapping[PaperName, Layout], paper: PaperName, language: Language, width_mm: int) -> Preview:
    """The sample of this paper, in text mode."""
    printer = Paper(width_dots=WIDTHS[width_mm])
    data = paper_bytes(lay_out(sample(paper, language), layouts, printer.columns), printer)
    pen = PaperMaker(printer.width_dots)
    for piece in EscposParser().feed(data):
        pen.take(piece)
    return Preview(data, png(pen.cut(), printer.width_dots))


def write_previews(layouts: Mapping[PaperName, Layout], folder: Path) -> list[Path]:
    """All papers in both languages and widths, as files ``ticket-zh-80.png``."""
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for paper in PaperName:
        for language in Language:
            for width_mm in WIDTHS:
                file = folder / f"{paper}-{language}-{width_mm}.png"
                file.write_bytes(preview(layouts, paper, language, width_mm).picture)
                files.append(file)
    return files
