"""The command line: the same services as the pages, the same numbers.

With ``--json`` only JSON goes to standard output; messages go to standard error.
Exit codes: 0 done, 1 a list has problems, 2 the request cannot be met.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from joinedup import __version__, services
from joinedup.errors import JoinedUpError, ListError, StoreError
from joinedup.imports.choices import Choices
from joinedup.imports.edge_lists import read_edges, read_groups
from joinedup.imports.fields import Kind
from joinedup.imports.plan import Plan, as_json
from joinedup.imports.problems import Problem
from joinedup.imports.reading import MAX_BYTES, SourceFile
from joinedup.services import measuring, partner_lists
from joinedup.views import parse_day


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; ``arguments`` are those of the command line where None."""
    try:
        asked = _parser().parse_args(arguments)
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
    summary.add_argument("footprint", help=_known())
    summary.add_argument("--date", type=_day, default=None, help="YYYY-MM-DD; today if left out")
    summary.add_argument("--json", action="store_true", help="print JSON and nothing else")
    summary.set_defaults(run=_summary)
    check = commands.add_parser("check", help="what a partner list would change")
    _list_arguments(check)
    check.add_argument("--json", action="store_true", help="print JSON and nothing else")
    check.set_defaults(run=_check)
    publish = commands.add_parser("publish", help="publish a partner list as a new version")
    _list_arguments(publish)
    publish.add_argument("--note", required=True, help="why, for the history")
    publish.add_argument("--by", default="Command line", help="who publishes, for the history")
    publish.set_defaults(run=_publish)
    measured = commands.add_parser("measures", help="measures of a plain list of ties")
    measured.add_argument("edges", type=Path, help="a CSV file: source,target and maybe weight")
    measured.add_argument("--groups", type=Path, help="a CSV file: node,group")
    one_way = "a tie goes from its source to its target alone"
    measured.add_argument("--directed", action="store_true", help=one_way)
    weighted = "weights count in constraint and effective size as well"
    measured.add_argument("--weighted", action="store_true", help=weighted)
    measured.add_argument("--json", action="store_true", help="print JSON and nothing else")
    measured.set_defaults(run=_measures)
    return parser


def _known() -> str:
    """The footprints at hand; help must not fail where the store cannot be read."""
    try:
        return f"one of: {', '.join(services.dataset_ids())}"
    except StoreError:
        return "its id, such as south-yorkshire"


def _list_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="an Excel, CSV or GeoJSON file")
    parser.add_argument("--footprint", required=True, help="the footprint it is about")
    kinds = [kind.value for kind in Kind]
    parser.add_argument("--kind", choices=kinds, help="what it is a list of; guessed if left out")
    of = "the programme of actions whose rows name none"
    parser.add_argument("--programme", default="", help=of)
    parser.add_argument("--sheet", default="", help="the sheet; the first table if left out")
    parser.add_argument("--date", type=_day, default=None, help="of the list; today if left out")


def _summary(asked: argparse.Namespace) -> int:
    dataset = services.load_dataset(asked.footprint)
    found = services.summary(dataset, asked.date or date.today())
    print(json.dumps(found, indent=2, ensure_ascii=False) if asked.json else _as_text(found))
    return 0


def _check(asked: argparse.Namespace) -> int:
    try:
        _, plan, columns = _planned(asked)
    except JoinedUpError as error:
        if not asked.json:
            raise
        print(json.dumps(_unusable(error), indent=2, ensure_ascii=False))
        return 2
    found = {**plan.report(), "columns": columns}
    print(json.dumps(found, indent=2, ensure_ascii=False) if asked.json else _plan_as_text(plan))
    return 1 if plan.problems else 0


def _publish(asked: argparse.Namespace) -> int:
    source, plan, _ = _planned(asked)
    version = partner_lists.publish_plan(plan, source, author=asked.by, note=asked.note)
    print(_plan_as_text(plan))
    print(f"Published as version {version.number} ({version.version}) of {version.dataset}.")
    return 1 if plan.problems else 0


def _measures(asked: argparse.Namespace) -> int:
    ties = read_edges(_bytes(asked.edges), directed=asked.directed)
    groups = read_groups(_bytes(asked.groups)) if asked.groups else {}
    if ties.loops:
        print(f"{ties.loops:,} rows join a node to itself and are left out.", file=sys.stderr)
    network = measuring.network_of(ties, groups)
    found = measuring.all_measures(network, groups, weighted=asked.weighted)
    if asked.json:
        print(json.dumps(found, indent=2, ensure_ascii=False, allow_nan=False))
    else:
        nodes = found.pop("nodes")
        print(_as_text(found, missing="not defined"))
        way = " Each tie counts one way." if asked.directed else ""
        print(f"Isolates count.{way} With --json also each of the {len(nodes):,} nodes.")
    return 0


def _planned(asked: argparse.Namespace) -> tuple[SourceFile, Plan, dict[str, str]]:
    """The list, its plan and what each column was read as, without a person's changes.

    Columns with personal data stay out, as on the page; they are read as ``""``.
    """
    dataset = services.load_dataset(asked.footprint)
    base = partner_lists.base_of(dataset, services.load_boundaries(dataset.id, dataset.version))
    source = partner_lists.open_list(asked.file.name, _bytes(asked.file))
    table = partner_lists.table_of(source, asked.sheet)
    found = partner_lists.suggest(table, Kind(asked.kind) if asked.kind else None)
    personal = found.personal.of(found.chosen())
    used = {key: name for key, name in found.chosen().items() if key not in personal}
    choices = Choices(
        kind=found.kind,
        columns=used,
        source=source.name,
        as_of=(asked.date or date.today()).isoformat(),
        programme=asked.programme,
    )
    columns = {name: used.get(index, "") for index, name in enumerate(table.headings)}
    return source, partner_lists.plan_list(base, source, table, choices), columns


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise ListError(
                "file-too-large",
                "This file is larger than 20 MB",
                hint="Leave out what is not part of the list, or cut the list in two.",
            )
        return path.read_bytes()
    except OSError as error:
        hint = "Check the name, and that the file is not open in another program."
        what = "This file cannot be read"
        raise ListError("file-unreadable", what, value=path.name, hint=hint) from error


def _unusable(error: JoinedUpError) -> dict[str, Any]:
    """What is printed where there is no plan; a list's own fault is among the problems, too."""
    counts = ("rows", "used", "waiting", "left_out", "new", "changed", "unchanged", "to_confirm")
    found: list[dict[str, Any]] = []
    if isinstance(error, ListError):
        found = [as_json(Problem(code=error.code, message=error.what, hint=error.hint))]
    told = {"what": error.what, "hint": error.hint}
    return {**dict.fromkeys(counts, 0), "problems": found, "error": told}


def _plan_as_text(plan: Plan) -> str:
    report = plan.report()
    lines = [
        f"Read as: {plan.kind.label}.",
        f"Rows: {plan.rows} = {plan.used} used + {report['waiting']} waiting "
        f"+ {report['left_out']} left out",
        f"  new: {report['new']}  changed: {report['changed']}  unchanged: {report['unchanged']}"
        f"  to confirm: {report['to_confirm']}",
    ]
    lines += [
        f"  row {one.row}, {one.column or 'whole row'}: {one.message} [{one.value}]. {one.hint}"
        for one in plan.problems
    ]
    return "\n".join(lines)


def _as_text(found: dict[str, Any], indent: str = "", *, missing: str = "not loaded") -> str:
    lines = []
    for key, value in found.items():
        if isinstance(value, dict):
            lines += [f"{indent}{key}", _as_text(value, indent + "  ", missing=missing)]
        else:
            shown = f"{value:.4f}" if isinstance(value, float) else value
            lines.append(f"{indent}{key}: {missing if value is None else shown}")
    return "\n".join(lines)


def _day(text: str) -> date:
    day = parse_day(text)
    if day is None:
        raise argparse.ArgumentTypeError(f"{text!r} is no date; write it as 2026-03-01")
    return day
