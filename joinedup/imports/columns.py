"""What a list is a list of, and what its columns hold, by their headings and their cells.

Everything here is a suggestion with its reason; the person decides. Columns are matched with
fields all at once, so that the sum of the scores is the highest: of "Group" and "Network",
one is the organisation and one the partnership. Imports :mod:`.evidence`, :mod:`.fields`,
:mod:`.headings`, :mod:`.personal`, :mod:`.shapes`, :mod:`.tables`. Tested by
``tests/unit/test_imports_columns.py``.
"""

import hashlib
from collections.abc import Mapping, Sequence
from itertools import islice

import igraph

from joinedup.imports.evidence import Column, Suggestion, options
from joinedup.imports.fields import FIELDS, PARTNERSHIP_COLUMN, Kind, field_of
from joinedup.imports.headings import in_sentence, normalise_heading
from joinedup.imports.personal import some_cells
from joinedup.imports.shapes import look_at
from joinedup.imports.tables import Table

__all__ = [
    "Suggestion",
    "guess_kinds",
    "headings_key",
    "missing_groups",
    "samples",
    "suggest_columns",
]

#: What a needed field is worth besides its score: without any other, "Source" in a list of
#: ties is an organisation, although a row's source is called so too.
_NEEDED = 0.25
_LONGEST_SAMPLE = 120
#: Columns that are judged; further ones are left to the person.
_MOST_COLUMNS = 1_000


def guess_kinds(table: Table) -> tuple[tuple[Kind, float], ...]:
    """All five kinds with how much the table looks like each, from 0 to 1, likeliest first."""
    columns = _columns(table)
    scores = {kind: _likeness(columns, kind) for kind in Kind}
    return tuple(sorted(scores.items(), key=lambda one: -one[1]))


def suggest_columns(table: Table, kind: Kind) -> tuple[Suggestion, ...]:
    """What each column seems to hold in a list of a kind.

    Each field comes once at most, except the ticked columns of a matrix. Columns of personal
    data are suggested like others; what stays out is for :mod:`.personal`.
    """
    suggestions = _suggest(_columns(table), kind)
    further = len(table.headings) - len(suggestions)
    reason = f"Only the first {_MOST_COLUMNS:,} columns are looked at"
    return (*suggestions, *[Suggestion(field="", score=0.0, reason=reason)] * further)


def missing_groups(kind: Kind, columns: Mapping[int, str]) -> tuple[str, ...]:
    """What a list still needs and has no column for, in words.

    Args:
        kind: The kind of list.
        columns: Field by index of the column.
    """
    chosen = set(columns.values())
    missing = []
    for group in _groups(kind):
        if not chosen & set(group):
            first, *others = (field_of(kind, name).label for name in group)
            missing.append(_either([first, *map(in_sentence, others)]))
    return tuple(missing)


def headings_key(headings: Sequence[str]) -> str:
    """The key under which choices for these headings are kept, in this order.

    Case, accents, spaces and punctuation do not matter.
    """
    plain = "\x1f".join(normalise_heading(one) or one.strip() for one in headings)
    return hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()


def samples(table: Table, column: int, count: int = 3) -> tuple[str, ...]:
    """The first different cells of a column that are not empty, on one line each."""
    found: dict[str, None] = {}
    for row in table.rows:
        if text := " ".join(row.cells[column][:_LONGEST_SAMPLE].split()):
            found[text] = None
        if len(found) == count:
            break
    return tuple(found)


def _columns(table: Table) -> tuple[Column, ...]:
    pairs = zip(table.headings, some_cells(table), strict=True)
    return tuple(Column(heading, look_at(cells)) for heading, cells in islice(pairs, _MOST_COLUMNS))


def _either(labels: Sequence[str]) -> str:
    *first, last = labels
    return f"{', '.join(first)} or {last}" if first else last


def _suggest(columns: Sequence[Column], kind: Kind) -> tuple[Suggestion, ...]:
    found = [options(columns, index, kind) for index in range(len(columns))]
    chosen = _best(found, kind)
    return tuple(
        found[index][chosen[index]] if index in chosen else _left_out(columns[index])
        for index in range(len(columns))
    )


def _left_out(column: Column) -> Suggestion:
    reason = "We know no field for this" if column.look.count else "The column is empty"
    return Suggestion(field="", score=0.0, reason=reason)


def _best(found: Sequence[Mapping[str, Suggestion]], kind: Kind) -> dict[int, str]:
    """The field of each column so that the scores are highest in all.

    Where two assignments are as good, earlier columns have the earlier fields.
    """
    names = [field.name for field in FIELDS[kind]]
    needed = {group[0] for group in _groups(kind)}
    chosen = {
        index: PARTNERSHIP_COLUMN
        for index, fields in enumerate(found)
        if max(fields.values(), key=lambda one: one.score, default=None)
        is fields.get(PARTNERSHIP_COLUMN, False)
    }
    edges, weights = [], []
    for index, fields in enumerate(found):
        for name, one in fields.items():
            if index not in chosen and name != PARTNERSHIP_COLUMN:
                edges.append((index, len(found) + names.index(name)))
                score = one.score + (_NEEDED if name in needed else 0)
                weights.append(round(1e6 * score) - index - names.index(name))
    if edges:
        sides = [False] * len(found) + [True] * len(names)
        graph = igraph.Graph.Bipartite(sides, edges)
        matching = graph.maximum_bipartite_matching(weights=weights)
        matched = [(index, matching.match_of(index)) for index in range(len(found))]
        chosen |= {index: names[at - len(found)] for index, at in matched if at is not None}
    return chosen


# --- the kind of list ------------------------------------------------------------------


def _likeness(columns: Sequence[Column], kind: Kind) -> float:
    """How much a table looks like a kind: what it needs, and how many columns it explains."""
    suggestions = _suggest(columns, kind)
    best = [
        max((one.score for one in suggestions if one.field in group), default=0.0)
        for group in _groups(kind)
    ]
    # A list that lacks one of two is still a little like its kind.
    needed = 0.9 * min(best) + 0.1 * sum(best) / len(best)
    filled = [one for one, column in zip(suggestions, columns, strict=True) if column.look.count]
    explained = sum(1 for one in filled if one.field and one.score >= 0.5) / max(len(filled), 1)
    fields = {one.field for one in suggestions if one.score >= 0.5}
    match kind:
        case Kind.ORGANISATIONS:
            weight = 0.55 + 0.35 * explained
        case Kind.MEMBERSHIPS:
            weight = 0.7 + 0.3 * explained
        case Kind.TIES:
            joined = 0.15 if fields & {"strength", "tie_kind"} else 0.0
            weight = 0.65 + joined + 0.2 * explained
        case Kind.NEIGHBOURHOODS:
            weight = (0.7 + 0.3 * explained) * (0.5 if _is_of_organisations(columns) else 1.0)
        case Kind.MATRIX:
            weight = _matrix_weight(suggestions, len(filled))
    return round(needed * weight, 4)


def _groups(kind: Kind) -> list[list[str]]:
    """The names of the fields of each group of which a list needs one, the plainest first."""
    groups: dict[str, list[str]] = {}
    for field in FIELDS[kind]:
        if field.any_of:
            groups.setdefault(field.any_of, []).append(field.name)
    return list(groups.values())


def _is_of_organisations(columns: Sequence[Column]) -> bool:
    suggestions = _suggest(columns, Kind.ORGANISATIONS)
    fields = {one.field for one in suggestions if one.score >= 0.6}
    return bool(fields & {"organisation", "ods_code", "charity_number", "postcode"})


def _matrix_weight(suggestions: Sequence[Suggestion], filled: int) -> float:
    ticked = sum(1 for one in suggestions if one.field == PARTNERSHIP_COLUMN)
    if ticked < 2:
        return 0.3 * ticked
    # Two such columns may be facts about the organisations; three hardly are.
    least = 0.5 if ticked == 2 else 0.75
    return least + (1.0 - least) * min(1.0, ticked / max(filled - 1, 1))
