"""``./hall settings`` shows all settings; ``./hall plan --check`` lists all problems of the plan's files."""

import argparse
import json
import sys
from pathlib import Path

from config.settings.installation import read_installation
from config.settings.load import load_settings
from config.settings.problems import FilesWrong


def main(arguments: list[str]) -> int:
    """Exit 0 when everything can be used, else 1 with every problem on a line."""
    parser = argparse.ArgumentParser(prog="./hall settings | ./hall plan")
    parser.add_argument("what", choices=["settings", "plan"])
    parser.add_argument("--settings", type=Path)
    parser.add_argument("--check", action="store_true", help="check the plan's files (the default of `plan`)")
    asked = parser.parse_args(arguments)
    try:
        if asked.what == "settings":
            shown = load_settings(asked.settings).model_dump(mode="json")
            print(json.dumps(shown, indent=2, ensure_ascii=False))
            return 0
        plan = read_installation(asked.settings).hall.plan
    except FilesWrong as wrong:
        print(wrong, file=sys.stderr)
        return 1
    departments, services, counters = len(plan.departments), len(plan.services), len(plan.counters)
    print(f"{plan.hall}: {departments} departments, {services} services, {counters} counters: no problem found")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
