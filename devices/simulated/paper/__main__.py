"""``python -m devices.simulated.paper FOLDER``: draws each paper of the hall, both languages, 80 and 58 mm, as PNG."""

import argparse
import sys
from pathlib import Path

from config.paper.load import read_papers
from config.settings.load import load_settings
from config.settings.problems import FilesWrong
from devices.simulated.paper.previews import write_previews


def main(arguments: list[str]) -> int:
    """Exit 0 when all layouts can be used; else 1, each problem on a line, and the product's own are drawn instead."""
    parser = argparse.ArgumentParser(prog="python -m devices.simulated.paper")
    parser.add_argument("folder", type=Path, help="where the pictures go")
    parser.add_argument("--settings", type=Path)
    asked = parser.parse_args(arguments)
    try:
        papers = read_papers(load_settings(asked.settings).plan_dir)
    except FilesWrong as wrong:
        print(wrong, file=sys.stderr)
        return 1
    for problem in papers.problems:
        print(problem, file=sys.stderr)
    for file in write_previews(papers.layouts, asked.folder):
        print(file)
    return 1 if papers.problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
