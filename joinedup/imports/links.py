"""Memberships, matrices and ties: who is linked with what or whom, row by row."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from joinedup.errors import ModelError
from joinedup.imports.fields import Kind
from joinedup.imports.organisations import contradiction, provenance_of, span_of
from joinedup.imports.partnerships import Named, Partnerships, new_partnership
from joinedup.imports.people import looks_like_person
from joinedup.imports.personal import find_personal
from joinedup.imports.plan import Outcome
from joinedup.imports.problems import Problem
from joinedup.imports.records import LONGEST_SHOWN, Record, shown
from joinedup.imports.subjects import Resolved, has_letters
from joinedup.imports.values import read_level, read_strength, read_tick
from joinedup.imports.work import Prepared, Work
from joinedup.model import Membership, Provenance, Tie

_LONGEST_ROLE = 40
_BETWEEN = re.compile(r"\s*[;|]\s*")
_STEP = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seat:
    """One seat that a row fills: the partnership and, where the row says it, the role."""

    named: Named
    role: str = ""


def plan_memberships(work: Work, rows: Sequence[Record]) -> None:
    """Plan rows that each name an organisation and a partnership, or tick several.

    A row that names no partnership still brings its organisation in: an organisation without
    any is what this product looks for.
    """
    work.describe(rows)
    _check_named(work, rows)
    seats = {record.row: _seats(work, record, _prefix(record)) for record in work.open(rows)}
    work.resolve()
    partnerships = _partnerships(work, rows, seats)
    ready = [(record, prepared) for record in work.open(rows) if (prepared := _ready(work, record))]
    _take_in(work, ready)
    _new_partnerships(work, ready, seats, partnerships)
    _renamed_partnerships(work, ready, seats)
    for done, (record, prepared) in enumerate(ready):
        if done % _STEP == 0:
            work.tell("Linking with partnerships", done, len(ready))
        _memberships(work, record, prepared, seats[record.row], partnerships)


def plan_ties(work: Work, rows: Sequence[Record]) -> None:
    """Plan rows that each name two organisations and what joins them."""
    work.describe(rows)
    work.describe(rows, other=True)
    _check_named(work, rows)
    work.resolve()
    for done, record in enumerate(open_rows := work.open(rows)):
        if done % _STEP == 0:
            work.tell("Linking organisations", done, len(open_rows))
        _tie(work, record)


def _check_named(work: Work, rows: Sequence[Record]) -> None:
    for record in work.open(rows):
        if (record.row, False) not in work.subjects:
            problem = record.problem(
                "no-organisation",
                "organisation",
                "The row names no organisation",
                "Write its name or number, or delete the row.",
            )
            work.add([problem])


def _prefix(record: Record) -> str:
    """What the headings of all ticked columns begin with: the upper row of two heading rows."""
    heads = [heading.partition(": ")[0] for heading, _ in record.ticks if ": " in heading]
    return f"{heads[0]}: " if len(heads) > 1 and len(set(heads)) == 1 else ""


def _seats(work: Work, record: Record, prefix: str) -> list[_Seat]:
    """The seats that a row fills."""
    name, own_id = record.get("partnership"), record.get("partnership_id")
    seats = []
    if (name or own_id) and own_id not in work.dataset.partnership_by_id and not has_letters(name):
        work.add([_unnamed(record)])
    elif name or own_id:
        level = read_level(record.get("level")) if record.get("level") else None
        kind, role = record.get("partnership_kind"), record.get("role")
        for one in (name,) if own_id else _parted(name):
            named = Named(name=one, id=own_id, kind=kind, level=level)
            seats.append(_Seat(named=named, role=role))
    for heading, cell in record.ticks:
        ticked = read_tick(cell)
        if ticked is None and (find_personal(cell) or looks_like_person(cell)):
            work.add([_person(record, heading)])
        elif ticked is None and not _is_role(cell):
            problem = Problem(
                code="tick-unreadable",
                row=record.row,
                column=heading[:LONGEST_SHOWN],
                value=shown(cell),
                message="This is neither a tick nor a role",
                hint="Write x where the organisation takes part, and nothing where it does not.",
            )
            work.add([problem])
        elif ticked is not False:
            role = "" if ticked else cell
            seats.append(_Seat(named=Named(name=heading.removeprefix(prefix)), role=role))
    return seats


def _person(record: Record, heading: str) -> Problem:
    return Problem(
        code="personal-data",
        row=record.row,
        column=heading[:LONGEST_SHOWN],
        message="This cell seems to hold a person's name, address or number",
        hint="Write x, or the role of the organisation; people are not recorded.",
    )


def _parted(name: str) -> list[str]:
    """The partnerships that a cell names: several stand with ; or | between them."""
    return [one for one in _BETWEEN.split(name) if one]


def _unnamed(record: Record) -> Problem:
    return record.problem(
        "no-partnership-name",
        "partnership" if record.get("partnership") else "partnership_id",
        "This partnership is not on record, and the row has no name for it",
        "Write its name, or correct its id.",
    )


def _is_role(cell: str) -> bool:
    return len(cell) <= _LONGEST_ROLE and any(letter.isalpha() for letter in cell)


def _partnerships(
    work: Work, rows: Sequence[Record], seats: Mapping[int, list[_Seat]]
) -> dict[str, Resolved]:
    found: dict[str, list[int]] = {}
    named: dict[str, Named] = {}
    for record in work.open(rows):
        for seat in seats[record.row]:
            found.setdefault(seat.named.key, []).append(record.row)
            named.setdefault(seat.named.key, seat.named)
    known = Partnerships(work.dataset.partnerships)
    numbers = {key: tuple(dict.fromkeys(rows)) for key, rows in found.items()}
    resolved = known.resolve(list(named.values()), numbers, work.choices)
    settled = resolved
    if work.choices.kind is Kind.MATRIX:
        # A column that is left out takes its ticks with it, and not the rows.
        settled = {key: one for key, one in resolved.items() if not one.left_out}
    work.settle(found, settled)
    return resolved


def _ready(work: Work, record: Record) -> Prepared | None:
    """The row's organisation, where nothing is wrong with it or with the row's own facts."""
    _, problems = span_of(record)
    _, more = provenance_of(record, work.choices)
    if record.get("level") and read_level(record.get("level")) is None:
        more.append(
            record.problem(
                "level-unreadable",
                "level",
                "This is not a level of partnership",
                "Write system, place or neighbourhood.",
            )
        )
    prepared = work.prepare(record)
    found = [*problems, *more, *(prepared.problems if prepared else ())]
    work.add(dict.fromkeys(found))
    return prepared if record.row not in work.outcomes else None


def _take_in(work: Work, ready: Sequence[tuple[Record, Prepared]]) -> None:
    for record, prepared in ready:
        one = prepared.organisation
        if not prepared.new or one.id not in work.draft.organisations:
            work.draft.organisation(one, record.row, prepared.reason)


def _new_partnerships(
    work: Work,
    ready: Sequence[tuple[Record, Prepared]],
    seats: Mapping[int, list[_Seat]],
    resolved: Mapping[str, Resolved],
) -> None:
    members: dict[str, list[str]] = {}
    first: dict[str, tuple[Record, Named]] = {}
    for record, prepared in ready:
        for seat in seats[record.row]:
            one = resolved[seat.named.key]
            if one.new and one.id:
                members.setdefault(one.id, []).append(prepared.organisation.id)
                first.setdefault(one.id, (record, seat.named))
    for one_id, (record, named) in first.items():
        provenance, _ = provenance_of(record, work.choices)
        who = [work.draft.organisations[member] for member in members[one_id]]
        made = new_partnership(one_id, named, who, provenance, work.choices)
        work.draft.partnership(made, record.row, f"New; works at the level of the {made.level}")


def _renamed_partnerships(
    work: Work, ready: Sequence[tuple[Record, Prepared]], seats: Mapping[int, list[_Seat]]
) -> None:
    """Partnerships whose rows carry our own id of them, and another name, kind or level.

    The first row that says so counts: exports repeat the partnership in every row, and a
    person who corrects one row means the partnership.
    """
    for record, _ in ready:
        for seat in seats[record.row]:
            known = work.dataset.partnership_by_id.get(seat.named.id)
            if known is not None and work.draft.partnerships[known.id] == known:
                changed = seat.named.applied_to(known)
                if changed != known:
                    provenance, _ = provenance_of(record, work.choices)
                    changed = replace(changed, provenance=provenance)
                    work.draft.partnership(changed, record.row, "Same id")


def _memberships(
    work: Work,
    record: Record,
    prepared: Prepared,
    seats: Sequence[_Seat],
    partnerships: Mapping[str, Resolved],
) -> None:
    span, _ = span_of(record)
    provenance, _ = provenance_of(record, work.choices)
    outcomes = {Outcome.NEW if _is_first(work, record, prepared) else Outcome.UNCHANGED}
    for seat in seats:
        partnership = partnerships[seat.named.key].id
        if partnership is None:
            continue
        stated = frozenset(span) | ({"role"} if seat.role else set())
        try:
            one = Membership(
                organisation=prepared.organisation.id,
                partnership=partnership,
                role=seat.role or "member",
                provenance=provenance,
                **span,
            )
            outcomes.add(_outcome(work.draft.membership(one, record.row, stated=stated)))
        except ModelError as error:
            work.add([contradiction(record, "until", error)])
            return
    work.outcomes[record.row] = _strongest(outcomes)


def _is_first(work: Work, record: Record, prepared: Prepared) -> bool:
    """Whether it is this row that brings a new organisation in."""
    change = work.draft.changes.get(("organisation", prepared.organisation.id))
    return prepared.new and change is not None and change.rows[0] == record.row


def _tie(work: Work, record: Record) -> None:
    span, problems = span_of(record)
    provenance, more = provenance_of(record, work.choices)
    strength = read_strength(record.get("strength")) if record.get("strength") else 1
    if strength is None:
        more.append(
            record.problem(
                "strength-unreadable",
                "strength",
                "This is not a strength from 1 to 4",
                "Write 1 (weak), 2, 3 or 4 (strong).",
            )
        )
    ends = [work.prepare(record)]
    if (record.row, True) in work.subjects:
        ends.append(work.prepare(record, other=True))
    found = [*problems, *more, *(one for end in ends if end for one in end.problems)]
    work.add(dict.fromkeys(found))
    if record.row in work.outcomes or strength is None:
        return
    new = _is_new(work, ends)
    ids = [end.organisation.id for end in ends if end]
    if len(set(ids)) < len(ids):
        work.add([_to_itself(record)])
        return
    _take_in(work, [(record, end) for end in ends if end])
    outcomes = {Outcome.NEW if new else Outcome.UNCHANGED}
    if len(ids) > 1:
        try:
            outcomes.add(_join(work, record, ids, strength, span, provenance))
        except ModelError as error:
            work.add([contradiction(record, "until", error)])
            return
    work.outcomes[record.row] = _strongest(outcomes)


def _is_new(work: Work, ends: Sequence[Prepared | None]) -> bool:
    return any(end.new for end in ends if end)


def _join(
    work: Work,
    record: Record,
    ids: Sequence[str],
    strength: int,
    span: Mapping[str, str],
    provenance: Provenance,
) -> Outcome:
    one = Tie(
        source=ids[0],
        target=ids[1],
        kind=record.get("tie_kind") or "works with",
        strength=strength,
        provenance=provenance,
        **span,
    )
    stated = frozenset(span) | ({"strength"} if record.get("strength") else set())
    return _outcome(work.draft.tie(one, record.row, stated=stated))


def _to_itself(record: Record) -> Problem:
    return record.problem(
        "tie-to-itself",
        "other",
        "Both organisations of this row are the same one",
        "Correct one of the two, or delete the row.",
    )


def _outcome(new: bool | None) -> Outcome:
    return {True: Outcome.NEW, False: Outcome.CHANGED, None: Outcome.UNCHANGED}[new]


def _strongest(outcomes: set[Outcome]) -> Outcome:
    order = (Outcome.NEW, Outcome.CHANGED, Outcome.UNCHANGED)
    return next(one for one in order if one in outcomes)
