"""Partner lists: open a file, suggest what it means, plan, publish. Same for page and command.

The steps, in order: :func:`open_list`, :func:`table_of`, :func:`suggest`, then a person's
:class:`~joinedup.imports.choices.Choices`, :func:`plan_list`, :func:`publish_plan`.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from geo.postcodes import directory
from joinedup.errors import ListError, StoreError
from joinedup.imports.areas import district_names, districts
from joinedup.imports.choices import Choices
from joinedup.imports.columns import (
    Suggestion,
    guess_kinds,
    headings_key,
    is_reason,
    missing_groups,
    suggest_columns,
)
from joinedup.imports.fields import FIELDS, Kind
from joinedup.imports.filling import filled_down
from joinedup.imports.headers import find_table
from joinedup.imports.naming import normalise_name
from joinedup.imports.neighbourhoods import plan_neighbourhoods, table_of_polygons
from joinedup.imports.personal import PersonalColumns
from joinedup.imports.placing import Placer
from joinedup.imports.plan import Plan
from joinedup.imports.planning import Base, make_plan
from joinedup.imports.reading import SourceFile, read_file
from joinedup.imports.records import records
from joinedup.imports.sheets import likeliest_sheet
from joinedup.imports.subjects import read_postcode
from joinedup.imports.tables import Table
from joinedup.imports.work import Tell, tell_nobody
from joinedup.model import Dataset
from joinedup.services.versions import dataset_ids, dataset_names, root_of, store
from joinedup.store.geography import load_districts, load_lsoas
from joinedup.store.protocol import Draft, VersionInfo
from joinedup.store.queries import MAX_REPORT

#: A version's report keeps at most this many problems, and fewer where they are longer than
#: the store takes; it says how many there were.
PROBLEMS_KEPT = 1_000
_OWN = frozenset({"organisation", "postcode", "address"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggested:
    """What a table seems to be.

    Attributes:
        kind: The kind it is read as.
        kinds: All six, the most likely first, with how sure we are, from 0 to 1.
        columns: One a column.
        personal: Columns that hold personal data.
        remembered: Whether a person chose this for a file with the same headings before.
    """

    kind: Kind
    kinds: tuple[tuple[Kind, float], ...]
    columns: tuple[Suggestion, ...]
    personal: PersonalColumns
    remembered: bool

    def chosen(self) -> dict[int, str]:
        """The suggested field of each column that has one."""
        return {index: one.field for index, one in enumerate(self.columns) if one.field}

    def missing(self) -> tuple[str, ...]:
        """What a list of this kind needs and no column holds, in words."""
        return missing_groups(self.kind, self.chosen())


def open_list(
    name: str, content: bytes, *, progress: Callable[[int, int], None] | None = None
) -> SourceFile:
    """Read a file into sheets of text cells.

    Raises:
        ListError: When it is no table, damaged, or too large; says what to do.
    """
    return read_file(name, content, progress=progress)


def table_of(source: SourceFile, sheet: str = "") -> Table:
    """The table in a sheet; in the one of :func:`first_sheet` where none is named.

    Raises:
        ListError: When there is none.
    """
    if source.format == "geojson":
        return table_of_polygons(source.content)
    named = [one for one in source.sheets if one.name == (sheet or first_sheet(source))]
    if not named:
        hint = f"The file has: {', '.join(one.name for one in source.sheets)}."
        raise ListError("no-such-sheet", "There is no sheet of this name", value=sheet, hint=hint)
    return find_table(named[0])


def first_sheet(source: SourceFile) -> str:
    """Name of the sheet to begin with: the one most like a list; empty for polygons.

    Raises:
        ListError: When none of several sheets holds a table: what is wrong with the first.
    """
    return "" if source.format == "geojson" else likeliest_sheet(source.sheets).name


def suggest(table: Table, kind: Kind | None = None) -> Suggested:
    """What the table seems to be, or how it would be read as one kind of list.

    What a person chose for the same headings before comes first.
    """
    kinds = guess_kinds(table)
    kept = _remembered(table)
    known = Kind(kept["kind"]) if kept.get("kind") in set(Kind) else None
    used = kind or known or kinds[0][0]
    columns = suggest_columns(table, used)
    remembered = known is used
    if remembered:
        columns = _as_remembered(columns, kept.get("columns"), used)
    return Suggested(
        kind=used,
        kinds=kinds,
        columns=columns,
        personal=PersonalColumns.found(table),
        remembered=remembered,
    )


def _remembered(table: Table) -> Mapping[str, Any]:
    """What a person chose for the same headings; nothing where the store cannot be read."""
    try:
        return store().remembered(headings_key(_without_reason(table))) or {}
    except StoreError:
        return {}


def _as_remembered(
    columns: tuple[Suggestion, ...], kept: Any, kind: Kind
) -> tuple[Suggestion, ...]:
    names = {"", *(one.name for one in FIELDS[kind])}
    if not isinstance(kept, list) or not names.issuperset(kept):
        return columns
    # The file of waiting rows has a last column more, which says why they wait.
    kept = [*kept, ""] if len(kept) == len(columns) - 1 else kept
    if len(kept) != len(columns):
        return columns
    return tuple(
        one
        if one.field == name
        else Suggestion(field=name, score=1.0, reason="As you chose last time")
        for one, name in zip(columns, kept, strict=True)
    )


def remember(table: Table, choices: Choices) -> None:
    """Keep how a table was read, for the next file with the same headings."""
    headings = _without_reason(table)
    columns = [choices.columns.get(index, "") for index in range(len(headings))]
    value = {"kind": choices.kind.value, "columns": columns}
    store().remember(headings_key(headings), value)


def _without_reason(table: Table) -> tuple[str, ...]:
    """The headings, without the one that our file of waiting rows adds."""
    return table.headings[:-1] if is_reason(table.headings[-1]) else table.headings


def missing_columns(
    source: SourceFile, kind: Kind, columns: Mapping[int, str], *, programme: str = ""
) -> tuple[str, ...]:
    """What a list still needs and no column holds, in words; polygons need no columns.

    Args:
        source: The file.
        kind: What it is a list of.
        columns: Field by index of the column.
        programme: The programme that all its actions are of, where that was said.
    """
    if source.format == "geojson":
        return ()
    return missing_groups(kind, columns, programme=programme)


def base_of(dataset: Dataset, boundaries: str) -> Base:
    """What a list is compared with; takes a moment to make, so keep it for a version."""
    return Base(
        dataset=dataset,
        boundaries=boundaries,
        placer=Placer(dataset.areas, boundaries, directory()),
    )


def possible_places(table: Table, choices: Choices) -> tuple[tuple[str, str, int], ...]:
    """All districts: code, name, and how many of the list's postcodes lie in each.

    Those with most of them come first, those with none by name.
    """
    found = Counter(_districts_of(table, choices))
    names = district_names(load_districts())
    order = sorted(names, key=lambda code: (-found[code], names[code]))
    return tuple((code, names[code], found[code]) for code in order)


def _districts_of(table: Table, choices: Choices) -> list[str]:
    rows, _ = records(table, choices)
    found = []
    names = {name: name for name in _OWN}
    for record in rows:
        postcode, _ = read_postcode(record, record.cells, names)
        if postcode:
            found.append(postcode)
    located = directory().find_many(found)
    return [one.lad_code for one in located if one is not None]


def base_of_new(name: str, places: Collection[str]) -> Base:
    """An empty footprint of the districts named, for a list to start it.

    Args:
        name: The footprint's name, as people say it.
        places: LAD codes of its places.

    Raises:
        ListError: When the name is empty or taken, or there are no places.
    """
    clean = " ".join(name.split())
    dataset_id = re.sub(r"[^a-z0-9]+", "-", clean.casefold()).strip("-")[:60].strip("-")
    if not dataset_id:
        raise ListError("no-name", "The new footprint needs a name", hint="Write one in letters.")
    taken = {normalise_name(one) for one in dataset_names().values()}
    if dataset_id in dataset_ids() or normalise_name(clean) in taken:
        hint = "Choose another name, or add the list to that footprint."
        raise ListError("name-taken", "There is a footprint of this name", value=clean, hint=hint)
    areas, boundaries = districts(places, load_districts())
    if not areas:
        hint = "A column with postcodes is needed; check that one is chosen."
        raise ListError("no-places", "No place could be found from the list", hint=hint)
    as_of = max(area.provenance.as_of for area in areas)
    dataset = Dataset(
        id=dataset_id,
        name=clean,
        version="",
        as_of=as_of,
        areas=areas,
        organisations=(),
        partnerships=(),
        memberships=(),
        notes=("This footprint was started from a list: it holds what its lists hold.",),
    )
    return base_of(dataset, boundaries)


def plan_list(
    base: Base, source: SourceFile, table: Table, choices: Choices, *, tell: Tell = tell_nobody
) -> Plan:
    """What the list would change, before anything changes.

    Args:
        base: What it is compared with.
        source: The file.
        table: Its table.
        choices: How it is to be read, and the answers given so far.
        tell: Told of progress; may raise to cancel.

    Raises:
        ListError: When no column holds what such a list needs, or a GeoJSON file is to be
            read as something else than neighbourhoods.
    """
    if source.format == "geojson" and choices.kind is not Kind.NEIGHBOURHOODS:
        hint = "Read it as neighbourhoods, or upload the list as Excel or CSV."
        raise ListError("wrong-kind", "A GeoJSON file holds neighbourhoods", hint=hint)
    programme = choices.programme
    missing = missing_columns(source, choices.kind, choices.columns, programme=programme)
    if missing:
        hint = "Choose it among the columns, or read the list as another kind."
        if missing == missing_groups(Kind.ACTIONS, {0: "action"}):
            hint = "Choose it among the columns, or say which programme all the actions are of."
        what = f"No column is chosen for: {'; '.join(missing)}"
        raise ListError("column-missing", what, hint=hint)
    if choices.fill_down:
        table = filled_down(table, choices.columns)
    if choices.kind is Kind.NEIGHBOURHOODS:
        lsoas = load_lsoas(base.dataset.id)
        return plan_neighbourhoods(base, table, choices, lsoas, source.content, tell=tell)
    return make_plan(base, table, choices, tell=tell)


def publish_plan(
    plan: Plan,
    source: SourceFile,
    *,
    author: str,
    note: str,
    progress: Callable[[int, int], None] | None = None,
) -> VersionInfo:
    """Make a new version of what a plan would change. Rows that wait are not part of it.

    Raises:
        ListError: When the plan changes nothing.
        Superseded: When somebody published since the plan was made; plan again.
        StoreError: When author or note cannot be used, or nothing can be written.
    """
    if plan.is_empty:
        hint = "Nothing was published. Rows that wait have to be mended or confirmed first."
        raise ListError("nothing-new", "The list changes nothing", hint=hint)
    report = _kept(plan.report())
    draft = Draft(
        dataset=plan.dataset,
        boundaries=plan.boundaries,
        author=author,
        note=note,
        kind="import" if plan.parent else "start",
        file_name=source.name,
        file_sha256=source.sha256,
        report=report,
    )
    root = root_of(plan.dataset.id) if plan.parent else None
    return store().publish(draft, parent=plan.parent or None, root=root, progress=progress)


def _kept(report: Mapping[str, Any]) -> dict[str, Any]:
    """A report with as many of its notes and problems as a version can keep, first ones first.

    ``problems_total`` says how many problems there were.
    """
    notes, problems = report["notes"], report["problems"]
    kept = {**report, "notes": [], "problems": [], "problems_total": len(problems)}
    kept["notes"] = _fitting(notes, (MAX_REPORT - len(json.dumps(kept))) // 2)
    kept["problems"] = _fitting(problems[:PROBLEMS_KEPT], MAX_REPORT - len(json.dumps(kept)))
    return kept


def _fitting(items: Iterable[Any], room: int) -> list[Any]:
    """The first of some items, as many as have room as JSON, in characters."""
    found = []
    for one in items:
        room -= len(json.dumps(one)) + len(", ")
        if room < 0:
            break
        found.append(one)
    return found
