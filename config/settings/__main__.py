"""``./hall settings`` shows all settings in force."""

import argparse
import json
import sys
from pathlib import Path

from config.settings.load import load_settings
from config.settings.problems import FilesWrong


def main(arguments: list[str]) -> int:
    """Exit 0 when everything can be used, else 1 with every problem on a line."""
    parser = argparse.ArgumentParser(prog="./hall settings")
    parser.add_argument("--settings", type=Path)
    try:
        shown = load_settings(parser.parse_args(arguments).settings).model_dump(mode="json")
    except FilesWrong as wrong:
        print(wrong, file=sys.stderr)
        return 1
    print(json.dumps(shown, indent=2, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
