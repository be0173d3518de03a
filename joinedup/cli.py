"""The command line: the same services as the pages, the same numbers.

With ``--json`` only JSON goes to standard output; messages go to standard error.
Exit codes: 0 done, 2 the request cannot be met.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from datetime import date
from typing import Any

from joinedup import __version__, services
from joinedup.errors import JoinedUpError
from joinedup.views import parse_day


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; ``arguments`` are those of the command line where None."""
    asked = _parser().parse_args(arguments)
    try:
        return int(asked.run(asked))
    except JoinedUpError as error:
        print(error, file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m joinedup", description="Joined Up on the command line."
    )
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    summary = commands.add_parser("summary", help="a footprint in numbers")
    summary.add_argument("footprint", help=f"one of: {', '.join(services.dataset_ids())}")
    summary.add_argument("--date", type=_day, default=None, help="YYYY-MM-DD; today if left out")
    summary.add_argument("--json", action="store_true", help="print JSON and nothing else")
    summary.set_defaults(run=_summary)
    return parser


def _summary(asked: argparse.Namespace) -> int:
    dataset = services.load_dataset(asked.footprint)
    found = services.summary(dataset, asked.date or date.today())
    print(json.dumps(found, indent=2, ensure_ascii=False) if asked.json else _as_text(found))
    return 0


def _as_text(found: dict[str, Any], indent: str = "") -> str:
    lines = []
    for key, value in found.items():
        if isinstance(value, dict):
            lines += [f"{indent}{key}", _as_text(value, indent + "  ")]
        else:
            lines.append(f"{indent}{key}: {'not loaded' if value is None else value}")
    return "\n".join(lines)


def _day(text: str) -> date:
    day = parse_day(text)
    if day is None:
        raise argparse.ArgumentTypeError(f"{text!r} is no date; write it as 2026-03-01")
    return day
