"""What a list is a list of, and what its columns hold, by their headings and their cells.

Everything here is a suggestion with its reason; the person decides. Columns are matched with
fields all at once, so that the sum of the scores is the highest: of "Group" and "Network",
one is the organisation and one the partnership. The headings of our own exports and templates
decide both. Imports :mod:`.evidence`, :mod:`.fields`, :mod:`.headings`, :mod:`.personal`,
:mod:`.records`, :mod:`.row_kinds`, :mod:`.shapes`, :mod:`.tables`. Tested by
``tests/unit/test_imports_columns.py``.
"""

import hashlib
import re
from collections.abc import Mapping, Sequence
from itertools import islice

import igraph

from joinedup.imports.evidence import Column, Suggestion, options
from joinedup.imports.fields import FIELDS, PARTNERSHIP_COLUMN, Kind, field_of
from joinedup.imports.headings import in_sentence, normalise_heading, own_fields
from joinedup.imports.personal import some_cells
from joinedup.imports.records import REASON
from joinedup.imports.row_kinds import OF_WORK
from joinedup.imports.shapes import Look, look_at
from joinedup.imports.tables import Table

__all__ = [
    "Suggestion",
    "guess_kinds",
    "headings_key",
    "is_reason",
    "missing_groups",
    "samples",
    "suggest_columns",
]

#: What each column seems to hold.
_Read = Sequence[Suggestion]
#: What a needed field is worth besides its score: without any other, "Source" in a list of
#: ties is an organisation, although a row's source is called so too.
_NEEDED = 0.25
_LONGEST_SAMPLE = 120
#: Columns that are judged; further ones are left to the person.
_MOST_COLUMNS = 1_000
#: As often as a file of waiting rows came back: "Why it waits (2)".
_REASONS = re.compile(rf"{REASON.casefold()}(?: \d+)?")
#: What is said of a membership and hardly of an organisation.
_OF_MEMBERSHIPS = frozenset({"partnership_id", "partnership_kind", "role", "since", "until"})
#: What is said of an action and hardly of an organisation.
_SAID_OF_ACTIONS = frozenset(
    {
        *("due", "lead_role", "state", "evidence", "outcome", "done_on", "kind_of_row"),
        "action_id",
    }
)
#: What is said of a programme where a column names one, and of much else where none does.
_SAID_OF_PROGRAMMES = frozenset(
    {"purpose_what", "sponsor", "figure", "programme_led_by", "programme_places"}
)
#: What is said of an organisation and not of an action.
_ADDRESSED = frozenset({"postcode", "address", "company_number", "latitude", "easting"})
#: How much a list can look like another kind than its own headings say.
_LIKE_OURS = 0.5
#: What partnerships are called.
_CALLED = re.compile(
    r"\b(?:alliance|board|network|pcn|partnership|forum|collaborative|programme|committee|group|"
    r"consortium|federation|neighbourhood)s?\b",
    re.IGNORECASE,
)
#: From how many cells on their being all different says something.
_TELLING = 4


def guess_kinds(table: Table) -> tuple[tuple[Kind, float], ...]:
    """All six kinds with how much the table looks like each, from 0 to 1, likeliest first."""
    columns = [one for one in _columns(table) if not is_reason(one.heading)]
    read = {kind: _suggest(columns, kind) for kind in Kind}
    scores = {kind: _likeness(columns, read, kind) for kind in Kind}
    if own := own_fields([one.heading for one in columns]):
        scores = {kind: min(score, _LIKE_OURS) for kind, score in scores.items()} | {own[0]: 1.0}
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


def is_reason(heading: str) -> bool:
    """Whether a column is the one in which our file of waiting rows says why they wait."""
    return bool(_REASONS.fullmatch(normalise_heading(heading)))


def missing_groups(
    kind: Kind, columns: Mapping[int, str], *, programme: str = ""
) -> tuple[str, ...]:
    """What a list still needs and has no column for, in words.

    Args:
        kind: The kind of list.
        columns: Field by index of the column.
        programme: The programme that all its actions are of, where that was said.
    """
    chosen = set(columns.values())
    missing = []
    for name, group in _groups(kind).items():
        if not chosen & set(group) and not (name == "programme" and programme.strip()):
            first, *others = (field_of(kind, one).label for one in group)
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


def _suggest(columns: Sequence[Column], kind: Kind) -> _Read:
    found = [
        {} if is_reason(column.heading) else options(columns, index, kind)
        for index, column in enumerate(columns)
    ]
    chosen = _as_ours(columns, found, kind) or _best(found, kind)
    if kind is Kind.ACTIONS and "action" not in chosen.values():
        # Its rows are about programmes: a lead is the programme's, and no state is an action's.
        found = [{name: it for name, it in one.items() if name not in OF_WORK} for one in found]
        chosen = _best(found, kind)
    return tuple(
        found[index][chosen[index]] if index in chosen else _left_out(columns[index])
        for index in range(len(columns))
    )


def _as_ours(
    columns: Sequence[Column], found: Sequence[Mapping[str, Suggestion]], kind: Kind
) -> dict[int, str]:
    """The field of each column by headings that are all our own; nothing where they are not."""
    indices = [index for index, one in enumerate(columns) if not is_reason(one.heading)]
    own = own_fields([columns[index].heading for index in indices])
    if own is None or own[0] is not kind:
        return {}
    return {
        index: name for index, name in zip(indices, own[1], strict=True) if name in found[index]
    }


def _left_out(column: Column) -> Suggestion:
    reason = "We know no field for this" if column.look.count else "The column is empty"
    if is_reason(column.heading):
        reason = "We wrote this ourselves: why these rows waited"
    return Suggestion(field="", score=0.0, reason=reason)


def _best(found: Sequence[Mapping[str, Suggestion]], kind: Kind) -> dict[int, str]:
    """The field of each column so that the scores are highest in all.

    Where two assignments are as good, earlier columns have the earlier fields.
    """
    names = [field.name for field in FIELDS[kind]]
    needed = {group[0] for group in _groups(kind).values()}
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


def _likeness(columns: Sequence[Column], read: Mapping[Kind, _Read], kind: Kind) -> float:
    """How much a table looks like a kind: what it needs, and how many columns it explains.

    Args:
        columns: The columns of the table.
        read: What they seem to hold in a list of each kind.
        kind: The kind.
    """
    suggestions = read[kind]
    best = [
        max((one.score for one in suggestions if one.field in group), default=0.0)
        for name, group in _groups(kind).items()
        # The programme may be the title of the list, and no column of it.
        if name != "programme"
    ]
    # A list that lacks one of two is still a little like its kind.
    needed = 0.9 * min(best) + 0.1 * sum(best) / len(best)
    filled = _of_filled(columns, suggestions)
    explained = sum(1 for one in filled if one.field and one.score >= 0.5) / max(len(filled), 1)
    match kind:
        case Kind.ORGANISATIONS:
            weight = 0.55 + 0.35 * explained
            memberships = _of_filled(columns, read[Kind.MEMBERSHIPS])
            weight *= 0.7 if _is_of_memberships(memberships) else 1.0
        case Kind.MEMBERSHIPS:
            weight = _membership_weight(columns, suggestions, explained)
        case Kind.TIES:
            joined = 0.15 if _fields(suggestions) & {"strength", "tie_kind"} else 0.0
            weight = 0.65 + joined + 0.2 * explained
        case Kind.NEIGHBOURHOODS:
            organisations = _is_of_organisations(read[Kind.ORGANISATIONS])
            weight = (0.7 + 0.3 * explained) * (0.5 if organisations else 1.0)
        case Kind.ACTIONS:
            weight = _action_weight(read, explained)
        case Kind.MATRIX:
            weight = _matrix_weight(suggestions, len(filled))
    return round(needed * weight, 4)


def _of_filled(columns: Sequence[Column], suggestions: _Read) -> _Read:
    """The suggestions for columns with any text."""
    return [one for one, column in zip(suggestions, columns, strict=True) if column.look.count]


def _fields(suggestions: _Read, least: float = 0.5) -> set[str]:
    return {one.field for one in suggestions if one.field and one.score >= least}


def _groups(kind: Kind) -> dict[str, list[str]]:
    """The fields of each group of which a list needs one, the plainest first, by its name."""
    groups: dict[str, list[str]] = {}
    for field in FIELDS[kind]:
        if field.any_of:
            groups.setdefault(field.any_of, []).append(field.name)
    return groups


def _is_of_organisations(suggestions: _Read) -> bool:
    needed = {"organisation", "ods_code", "charity_number", "postcode"}
    return bool(_fields(suggestions, 0.6) & needed)


def _is_of_memberships(suggestions: _Read) -> bool:
    """Whether a partnership stands beside what is said of memberships only."""
    fields = _fields(suggestions, 0.6)
    return "partnership" in fields and bool(fields & _OF_MEMBERSHIPS)


def _membership_weight(columns: Sequence[Column], suggestions: _Read, explained: float) -> float:
    """More where a row says when or as what, or partnerships come again; less where in doubt."""
    looks = [
        column.look
        for column, one in zip(columns, suggestions, strict=True)
        if one.field == "partnership" and one.score >= 0.5
    ]
    again = any(0 < look.distinct < 1 for look in looks)
    if again or _is_of_memberships(_of_filled(columns, suggestions)):
        return 0.85 + 0.15 * explained
    return (0.7 + 0.3 * explained) * (0.8 if any(map(_is_doubtful, looks)) else 1.0)


def _action_weight(read: Mapping[Kind, _Read], explained: float) -> float:
    """More where rows say who does it, by when, how far it is; less where they have addresses."""
    fields = _fields(read[Kind.ACTIONS], 0.6)
    told = _SAID_OF_ACTIONS | (_SAID_OF_PROGRAMMES if "programme" in fields else set())
    weight = 0.2 + 0.2 * min(len(fields & told), 3) + 0.2 * explained
    # Rows without an action are about programmes: their names are needed, and nobody else's.
    theirs = "programme" in fields and "organisation" not in _fields(read[Kind.MEMBERSHIPS], 0.6)
    weight *= 1.0 if "action" in fields or theirs else 0.5
    return weight * (0.6 if _fields(read[Kind.ORGANISATIONS], 0.6) & _ADDRESSED else 1.0)


def _is_doubtful(look: Look) -> bool:
    """Whether partnerships are none: the column is empty, or each wrote something else."""
    named = sum(number for text, number in look.cells.items() if _CALLED.search(text))
    return not look.count or (look.count >= _TELLING and 2 * named < look.count)


def _matrix_weight(suggestions: _Read, filled: int) -> float:
    ticked = sum(1 for one in suggestions if one.field == PARTNERSHIP_COLUMN)
    if ticked < 2:
        return 0.3 * ticked
    # Two such columns may be facts about the organisations; three hardly are.
    least = 0.5 if ticked == 2 else 0.75
    return least + (1.0 - least) * min(1.0, ticked / max(filled - 1, 1))
